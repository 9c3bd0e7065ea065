"""`dedup check-names` from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from support import Ran

from dedup.report import schema

Run = Callable[..., Ran]

MIXED = "Ambrose Kelnermann spoke.\n\nLater Kelnermann left. The men of Kelermann stayed.\n"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text with a name in two spellings, in a working folder without any configuration above it."""
    monkeypatch.chdir(tmp_path)
    file = Path("a.txt")
    file.write_text(MIXED, encoding="utf-8")
    return file


def test_a_finding_is_one_line_with_its_place(dedup: Run, text: Path) -> None:
    done = dedup("check-names", text)
    assert done.code == 0
    assert done.out.startswith("a.txt:3:35: minor N103 inconsistent-name: “Kelermann” ")
    assert done.out.count("\n") == 1


def test_each_document_is_one_object_that_follows_the_schema(dedup: Run, text: Path) -> None:
    Path("b.txt").write_text("Nobody is named here.", encoding="utf-8")
    done = dedup("check-names", text, "b.txt", "--format", "jsonl")
    mixed, clean = map(json.loads, done.out.splitlines())
    for value in (mixed, clean):
        jsonschema.validate(value, json.loads(schema("names")))
    (finding,) = mixed["findings"]
    assert MIXED[finding["start"] : finding["end"]] == finding["text"] == "Kelermann"
    assert (clean["source"], clean["findings"]) == ("b.txt", [])


def test_references_bring_a_suggestion_and_settled_spellings_are_silent(dedup: Run, text: Path) -> None:
    Path("style.txt").write_text("Ambrose Kelermann was born in Varda.", encoding="utf-8")
    assert "; write “Kelermann”" in dedup("check-names", text, "--reference", "style.txt").out
    Path("dedup.toml").write_text('variants = [["Kelnermann", "Kelermann"]]', encoding="utf-8")
    assert dedup("check-names", text).out == ""


def test_exit_codes(dedup: Run, text: Path) -> None:
    assert dedup("check-names", text, "--fail-on", "minor").code == 1
    assert dedup("check-names", text, "--fail-on", "major").code == 0
    assert dedup("check-names").code == 4
    assert dedup("check-names", "none.txt", text).code == 3
