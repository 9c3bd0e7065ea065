"""`dedup name` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dedup.cli.app import app
from dedup.errors import NothingToCompare, UsageError


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["name", *words])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_two_names_give_one_line() -> None:
    code, out = run("Serraj", "Sarraj")
    assert code == 0
    assert out.startswith("Serraj | Sarraj: variant (")


def test_explain_says_which_words_decided() -> None:
    _, out = run("Khalifa Haftar", "Khalifa Hafar", "--explain")
    assert "“haftar” and “hafar”" in out


def test_json_holds_verdict_score_and_evidence() -> None:
    _, out = run("Khalifa Haftar", "Khalifa Hafar", "--format", "json")
    value = json.loads(out)
    assert value["verdict"] == "garbled"
    assert 0 <= value["score"] <= 1
    assert value["evidence"]["words"]


def test_pairs_come_back_in_order_with_their_ids(tmp_path: Path) -> None:
    source, target = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "x", "a": "Haftar", "b": "Hafar"},
        {"id": 7, "a": "Orel", "b": "Oryol"},
        {"a": "Q", "b": "Q"},
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    code, _ = run("--pairs", str(source), "--format", "jsonl", "--output", str(target))
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert [(a.get("id"), a["verdict"]) for a in answers] == [
        ("x", "garbled"),
        (7, "variant"),
        (None, "same"),
    ]


def test_a_bad_line_gets_an_error_in_its_place(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text(
        '{"id": "x", "a": "Ann"}\nnot json\n{"id": "y", "a": "Ann", "b": "Ann"}\n{"a": "", "b": ""}\n',
        encoding="utf-8",
    )
    code, out = run("--pairs", str(source))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [a.get("schema") for a in answers] == ["dedup-error/1", "dedup-error/1", None, "dedup-error/1"]
    assert (answers[0]["id"], answers[2]["verdict"]) == ("x", "same")


def test_wrong_calls_say_what_to_do(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(UsageError, match="two names"):
        run("one")
    with pytest.raises(UsageError, match="a name is empty"):
        run("Ann", " ")
    with pytest.raises(NothingToCompare, match="--pairs"):
        run()
    with pytest.raises(NothingToCompare, match="no pair"):
        run("--pairs", str(empty))
