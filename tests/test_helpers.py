from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dedup
from dedup.documents import DocumentPair
from dedup.errors import InputError
from dedup.helpers import Helpers, processes_here
from dedup.work import Options


def pairs(number: int) -> list[DocumentPair | InputError]:
    """More than one process alone compares, every tenth of them unreadable."""
    return [
        InputError("pairs", "odd", n)
        if n % 10 == 9
        else DocumentPair(
            n,
            dedup.Document(
                f"The mayor of Harbour {n} opened {n + 2} new piers on Monday, and nobody complained. " * 2
            ),
            dedup.Document(
                f"The mayor of Harbor {n} opened {n + 3} new piers on Sunday, and nobody complained. " * 2
            ),
        )
        for n in range(number)
    ]


def rendered(items: list[dedup.Report | InputError]) -> list[str]:
    return [str(i) if isinstance(i, InputError) else dedup.render(i, "json") for i in items]


def test_two_processes_say_what_one_says_in_the_same_order() -> None:
    together = list(dedup.compare_pairs(pairs(150), cache=False, processes=2))
    alone = list(dedup.compare_pairs(pairs(150), cache=False))
    assert rendered(together) == rendered(alone)


def test_a_few_pairs_start_no_other_process() -> None:
    results = dedup.compare_pairs(pairs(20), cache=False, processes=2)
    next(results)
    assert not multiprocessing.active_children()
    assert len(list(results)) == 19


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
def test_a_helper_answers_and_one_that_died_hands_its_pairs_back() -> None:
    (pair,) = [(p.a, p.b) for p in pairs(1) if isinstance(p, DocumentPair)]
    with Helpers(Options(cache=False, threads=1), 1) as helpers:
        (helper,) = helpers._helpers
        assert helper._ready.result() == []
        first = helpers.take([pair])
        assert first is not None
        (report,) = first.result() or []
        assert report.a.text == pair[0].text
        assert helper._process.pid
        os.kill(helper._process.pid, signal.SIGSTOP)
        second = helpers.take([pair])
        os.kill(helper._process.pid, signal.SIGKILL)
        assert second is not None
        assert second.result() is None
        helper._process.join()
        assert helpers.take([pair]) is None


def test_a_helper_that_fails_says_nothing_and_is_not_asked(capfd: pytest.CaptureFixture[str]) -> None:
    (pair,) = [(p.a, p.b) for p in pairs(1) if isinstance(p, DocumentPair)]
    broken: Any = None  # raises a TypeError where the rooms are opened
    with Helpers(Options(cache=False, variants=broken), 1) as helpers:
        (helper,) = helpers._helpers
        assert helper._ready.result() is None
        assert helpers.take([pair]) is None
        helper._process.join()
    assert capfd.readouterr().err == ""


TWO_PROCESSES = (
    "import dedup.cli, dedup.helpers; dedup.helpers.processes_here = lambda model: 2; dedup.cli.main()"
)


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
def test_ctrl_c_ends_all_processes_without_a_word_from_the_helpers(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    good = [pair for pair in pairs(3000) if isinstance(pair, DocumentPair)]
    lines = [{"id": p.id, "a": {"text": p.a.text}, "b": {"text": p.b.text}} for p in good]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", TWO_PROCESSES, "compare", "--no-cache", "--pairs", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.startswith("dedup: stopped by Ctrl-C")
    assert told.count("\n") == 1


def test_another_model_is_loaded_by_one_process_alone(tmp_path: Path) -> None:
    assert processes_here(str(tmp_path)) == 1
    assert processes_here() == processes_here("all-MiniLM-L6-v2") >= 1
