from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dedup

HEAVY = (
    "torch",
    "scipy",
    "transformers",
    "sentence_transformers",
    "sklearn",
    "numba",
    "datasketch",
    "onnxruntime",
    "numpy",
    "pydantic",
    "rich",
)


def test_the_public_api_is_small_and_all_there() -> None:
    assert len(dedup.__all__) <= 12
    assert all(getattr(dedup, name) is not None for name in dedup.__all__)
    assert dir(dedup) == sorted(dedup.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dedup.nothing  # noqa: B018  # the access itself is what is tested


@pytest.mark.parametrize("words", [[], ["--help"], ["compare", "--help"], ["scan", "--help"], ["--version"]])
def test_importing_and_asking_for_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys, dedup\n"
        f"sys.argv = ['dedup', *{words!r}]\n"
        "try:\n"
        "    if len(sys.argv) > 1: from dedup.cli import main; main()\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_comparing_texts_from_python(article: Callable[[str], str]) -> None:
    report = dedup.compare(article("sirte_repost_a"), article("sirte_repost_b"))
    assert report.kind == "reworded"
    assert report.drift > 0.9
    for finding in report.findings:
        assert finding.a is not None or finding.b is not None


def test_scanning_documents_from_python(article: Callable[[str], str]) -> None:
    names = ("sirte_repost_a", "harvest_festival", "sirte_repost_b")
    documents = [dedup.Document(article(name), id=name) for name in names]
    assert dedup.scan(documents).clusters == (("sirte_repost_a", "sirte_repost_b"),)


def test_rendering_refuses_an_unknown_format() -> None:
    report = dedup.compare("One text.", "One text.")
    with pytest.raises(dedup.DedupError, match="choose one of: text, json"):
        dedup.render(report, "yaml")


def test_what_cannot_be_read_is_an_error_of_its_own_in_a_scan(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_text('{"id": "a", "text": "Nobody was hurt."}\nnope\n', encoding="utf-8")
    with pytest.raises(dedup.DedupError, match=r"feed\.jsonl:2: is not JSON"):
        dedup.scan(dedup.read([file]))
    good = (item for item in dedup.read([file]) if isinstance(item, dedup.Document))
    assert dedup.scan(good).documents == 1


def test_one_path_is_no_list_of_its_letters(tmp_path: Path) -> None:
    for path in ("feed.jsonl", tmp_path):
        with pytest.raises(dedup.DedupError, match="several paths"):
            next(dedup.read(path))  # type: ignore[arg-type]
