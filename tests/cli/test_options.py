"""No option is passed over in silence: each is honoured in every mode, or refused with advice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import Ran

Run = Callable[..., Ran]

A = "The mayor of Oldbridge, Anna Roe, opened the new bridge on Monday.\n\nIt cost 3 million."
B = "The mayor of Oldbridge, Anna Roe, opened the new bridge on Monday.\n\nIt cost 8 million."

OLD = "“The café on the quay stays,” its owner said. “It is ours – all of it.” The council’s vote was close."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(OLD.encode("cp1252"))
    return tmp_path


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("compare a.txt b.txt --quiet --format json", "use --format text"),
        ("compare --pairs - --quiet", "use --format text"),
        ("scan a.txt --quiet --format html", "use --format text"),
        ("check a.txt --quiet --format sarif", "use --format text"),
        ("compare a.txt b.txt --watch --fail-on major", "leave one of them out"),
        ("compare https://example.org/a b.txt --watch", "save the page"),
        ("compare - - ", "save it to a file"),
        ("compare - b.txt --reference -", "save it to a file"),
        ("compare --pairs - --reference -", "save it to a file"),
        ("check - --reference -", "save it to a file"),
        ("check-names - --reference -", "save it to a file"),
        ("check a.txt --also sarif=no/such/file", "give another output file"),
        ("judge judged.json --note why", "give its fingerprint"),
        ("judge judged.json 0123456789abcdef open --note why", "leave one of the two out"),
    ],
)
def test_what_does_not_fit_is_refused_with_advice(words: str, advice: str, dedup: Run, here: Path) -> None:
    done = dedup(*words.split())
    assert (done.code, done.out) == (2, "")
    assert advice in done.err
    assert sorted(file.name for file in here.iterdir()) == ["a.txt", "b.txt", "old.txt"]


@pytest.mark.usefixtures("here")
def test_verbose_says_of_pairs_what_it_says_of_two_files(dedup: Run) -> None:
    line = {"a": {"path": "a.txt"}, "b": {"text": B}}
    told = dedup("compare", "--pairs", "-", "--verbose", stdin=json.dumps(line)).err
    assert "dedup: a.txt: 86 characters" in told
    assert "dedup: stdin:1:b: 86 characters" in told
    assert told.endswith(" s\n")


@pytest.mark.usefixtures("here")
def test_what_a_reader_repaired_is_told_of_pairs_too(dedup: Run) -> None:
    line = {"a": {"path": "old.txt"}, "b": {"path": "old.txt"}}
    told = dedup("compare", "--pairs", "-", stdin=json.dumps(line)).err
    assert told.count("note: old.txt: no encoding was declared") == 1


@pytest.mark.usefixtures("here")
def test_verbose_scans_say_how_long_they_took(dedup: Run) -> None:
    assert dedup("scan", "a.txt", "b.txt", "--verbose").err.endswith(" s\n")


@pytest.mark.usefixtures("here")
def test_a_line_of_pairs_cannot_name_standard_input(dedup: Run) -> None:
    line = {"id": "x", "a": {"path": "-"}, "b": {"text": B}}
    done = dedup("compare", "--pairs", "-", stdin=json.dumps(line))
    assert done.code == 3
    assert "cannot be standard input" in json.loads(done.out)["error"]


@pytest.mark.usefixtures("here")
def test_standard_input_named_twice_is_read_once(dedup: Run) -> None:
    done = dedup("scan", "-", "-", "a.txt", "--format", "json", stdin=A)
    assert json.loads(done.out)["documents"] == 2


def test_a_dash_as_output_is_standard_output(dedup: Run, here: Path) -> None:
    done = dedup("compare", "a.txt", "b.txt", "--format", "json", "--output", "-")
    assert json.loads(done.out)["schema"] == "dedup-report/1"
    assert not (here / "-").exists()


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("compare a.txt folder", "name one file"),
        ("compare a.txt b.txt --judgements a.txt", "“dedup judge” or the HTML page makes it"),
        ("check a.txt --baseline a.txt", "--update-baseline writes it"),
        ("check a.txt --config none.toml", "check the path"),
        ("index stats a.txt", "“dedup index add” made"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_advice(
    words: str, advice: str, dedup: Run, here: Path
) -> None:
    (here / "folder").mkdir()
    done = dedup(*words.split())
    assert (done.code, done.out) == (3, "")
    assert advice in done.err
