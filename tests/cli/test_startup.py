"""What a command loads decides how soon it answers, whatever else the machine is doing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ARTICLES, Ran

PAIR = ("compare", ARTICLES / "sirte_repost_a.txt", ARTICLES / "sirte_repost_b.txt")


def loaded(*words: str | Path) -> tuple[set[str], str]:
    """The packages that a run of the command has loaded at its end, and what it printed."""
    program = (
        "import sys\n"
        f"sys.argv = ['dedup', *{list(map(str, words))!r}]\n"
        "from dedup.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split()), done.stdout


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_comparison_that_is_remembered_loads_no_more_than_it_prints(
    format: str, dedup: Callable[..., Ran]
) -> None:
    first = dedup(*PAIR, "--format", format)
    modules, printed = loaded(*PAIR, "--format", format)
    assert printed == first.out
    unasked = {"numpy", "pydantic", "rapidfuzz", "onnxruntime", "tokenizers", "email", "multiprocessing"}
    assert not modules & unasked


@pytest.mark.parametrize("words", [("rule", "N101"), ("schema", "report")])
def test_what_only_looks_up_loads_no_model(words: tuple[str, ...]) -> None:
    modules, printed = loaded(*words)
    assert printed
    assert not modules & {"pydantic", "wordfreq", "onnxruntime", "tokenizers"}
