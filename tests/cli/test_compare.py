from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support import ARTICLES, Ran

from dedup.report import schema

A, B = ARTICLES / "sirte_repost_a.txt", ARTICLES / "sirte_repost_b.txt"
Run = Callable[..., Ran]


def checked(line: str, shape: str = "report") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(line)
    jsonschema.validate(value, json.loads(schema(shape)))
    return value


def test_json_follows_the_schema_and_every_offset_its_text(dedup: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = dedup("compare", A, B, "--format", "json", "--output", target)
    assert (done.code, done.out) == (0, "")
    report = checked(target.read_text(encoding="utf-8"))
    assert report["a"]["source"] == str(A)
    texts = {"a": A.read_text(encoding="utf-8"), "b": B.read_text(encoding="utf-8")}
    for finding in report["findings"]:
        for side, text in texts.items():
            if passage := finding[side]:
                assert text[passage["start"] : passage["end"]] == passage["text"]
    for link in report["alignment"]:
        for side in "ab":
            known = [(p["start"], p["end"]) for p in report[side]["paragraphs"]]
            assert all((span["start"], span["end"]) in known for span in link[side])


def test_output_is_the_same_every_time(dedup: Run) -> None:
    first = dedup("compare", A, B, "--format", "jsonl")
    assert first.out == dedup("compare", A, B, "--format", "jsonl").out
    assert first.out.count("\n") == 1


@pytest.mark.parametrize(
    ("severity", "versions", "code"),
    [("critical", (A, A), 0), ("major", (A, B), 1), ("info", (A, B), 1), (None, (A, B), 0)],
)
def test_fail_on(dedup: Run, severity: str | None, versions: tuple[Path, Path], code: int) -> None:
    assert dedup("compare", *versions, *(["--fail-on", severity] if severity else [])).code == code


def test_the_same_file_twice_is_exact_and_clean(dedup: Run) -> None:
    done = dedup("compare", A, A, "--fail-on", "info")
    assert done.code == 0
    assert done.out.startswith("EXACT: the same words")
    assert "No findings." in done.out


def test_one_side_from_standard_input(dedup: Run) -> None:
    done = dedup("compare", "-", B, "--format", "json", stdin=A.read_bytes())
    assert checked(done.out)["a"]["source"] == "stdin"
    assert dedup("compare", "-", "-").code == 2


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (None, 3, "does not exist; check the path"),
        (b"", 3, "is empty"),
        (b" \n\n \t", 3, "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", 3, "is a PNG image, not text"),
        (b"a\x00\x01\x02b", 3, "binary"),
        (b"caf\xe9 noir " * 3, 3, "UTF-8"),
    ],
)
def test_bad_files(dedup: Run, tmp_path: Path, content: bytes | None, code: int, message: str) -> None:
    file = tmp_path / "bad.txt"
    if content is not None:
        file.write_bytes(content)
    done = dedup("compare", A, file)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert str(file) in done.err
    assert "Traceback" not in done.err


def test_one_word_is_enough_to_be_compared(dedup: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hello", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Goodbye", encoding="utf-8")
    done = dedup("compare", tmp_path / "a.txt", tmp_path / "b.txt", "--format", "json")
    assert done.code == 0
    assert checked(done.out)["kind"] == "unrelated"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 4, "nothing to compare; give two files"),
        ([A], 2, "compare takes two files, 1 given"),
        ([A, B, A], 2, "3 given"),
        ([A, B, "--pairs", "x"], 2, "not both"),
        (["--pairs", A, "--format", "json"], 2, "jsonl"),
        ([ARTICLES, B], 3, "several documents"),
        ([A, B, "--model", "no/such-model"], 2, "no/such-model"),
        ([A, B, "--format", "yaml"], 2, "yaml"),
    ],
)
def test_wrong_usage(dedup: Run, words: list[str | Path], code: int, message: str) -> None:
    done = dedup("compare", *words)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_pairs_bad_lines_are_answered_in_their_place(dedup: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": "good", "a": {"text": "The minister left."}, "b": {"text": "The minister stayed."}}
        ),
        "this is no json",
        json.dumps({"id": 3, "a": {"text": "x"}}),
        json.dumps({"id": "gone", "a": {"path": "no/such/file"}, "b": {"text": "x"}}),
        json.dumps({"id": 5, "a": {"path": str(A)}, "b": {"path": str(B)}}),
        json.dumps({"a": {"text": ""}, "b": {"text": ""}}),
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = dedup("compare", "--pairs", file)
    answers = [json.loads(line) for line in done.out.splitlines()]
    shapes = [answer["schema"].removeprefix("dedup-").removesuffix("/1") for answer in answers]
    assert shapes == ["report", "error", "error", "error", "report", "report"]
    assert [answer.get("id") for answer in answers] == ["good", None, 3, "gone", 5, None]
    assert answers[5]["kind"] == "unrelated"
    assert done.code == 3
    assert "3 of 6 lines could not be read" in done.err
    assert f"{file}:2: is not JSON" in done.err
    for answer in answers:
        checked(json.dumps(answer), "error" if "error" in answer["schema"] else "report")


def test_pairs_from_standard_input_in_order(dedup: Run) -> None:
    lines = [
        {"id": n, "a": {"text": f"Text number {n}."}, "b": {"text": f"Text number {n}."}} for n in range(9)
    ]
    done = dedup("compare", "--pairs", "-", stdin="\n".join(map(json.dumps, lines)))
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == list(range(9))


def test_pairs_as_text_are_parted_by_a_blank_line_and_quiet_gives_a_line_each(dedup: Run) -> None:
    stdin = '{"a": {"text": "Nobody was hurt."}, "b": {"text": "Nobody was hurt."}}\n' * 2
    done = dedup("compare", "--pairs", "-", "--format", "text", stdin=stdin)
    assert done.out.count("\n\nNo findings.\n\n") == 2
    assert dedup("compare", "--pairs", "-", "--format", "text", "-q", stdin=stdin).out == "No findings.\n" * 2


def test_pairs_without_a_line(dedup: Run) -> None:
    assert dedup("compare", "--pairs", "-").code == 4
    assert dedup("compare", "--pairs", "no/such").code == 3


def test_a_hostile_text_cannot_reach_the_terminal(dedup: Run, tmp_path: Path) -> None:
    evil = A.read_text(encoding="utf-8").replace("Hafar", "Ha\x1b[31mfar\u202e")
    (tmp_path / "evil.txt").write_text(evil, encoding="utf-8")
    done = dedup("compare", tmp_path / "evil.txt", B)
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
