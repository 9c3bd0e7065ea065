from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from dedup.errors import InputError, UsageError
from dedup.policy.known import (
    Judgement,
    KnownFinding,
    Verdict,
    read_baseline,
    read_judgements,
    write_baseline,
    write_judgements,
)
from dedup.report import schema

PRINT = "0123456789abcdef"


def test_a_baseline_reads_back_and_follows_its_schema(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    entries = [
        KnownFinding(PRINT, "N101", "“x” is \ud800", "b", "c"),
        KnownFinding("f" * 16, "C201", "m", "a", "b"),
    ]
    write_baseline(file, [*entries, entries[0]])
    jsonschema.validate(json.loads(file.read_text()), json.loads(schema("baseline")))
    read = read_baseline(file)
    assert set(read) == {PRINT, "f" * 16}
    write_baseline(tmp_path / "again.json", reversed(list(read.values())))
    assert (tmp_path / "again.json").read_text() == file.read_text()


def test_judgements_read_back_and_follow_their_schema(tmp_path: Path) -> None:
    file = tmp_path / "judged.json"
    judged = {
        PRINT: Judgement(PRINT, Verdict.REJECTED, "why", "N101", "m"),
        "f" * 16: Judgement("f" * 16, None, "n"),
    }
    write_judgements(file, judged)
    jsonschema.validate(json.loads(file.read_text()), json.loads(schema("judgements")))
    assert read_judgements(file) == judged


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"schema": "dedup-baseline/1"}',
        '{"schema": "dedup-baseline/1", "findings": [1]}',
        '{"schema": "dedup-baseline/1", "findings": [{"fingerprint": 3}]}',
        '{"schema": "dedup-judgements/1", "judgements": []}',
    ],
)
def test_what_is_no_baseline_is_refused_with_its_name(content: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text(content)
    with pytest.raises(InputError, match=r"odd\.json"):
        read_baseline(file)


def test_an_unknown_verdict_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text(
        json.dumps(
            {"schema": "dedup-judgements/1", "judgements": [{"fingerprint": PRINT, "verdict": "maybe"}]}
        )
    )
    with pytest.raises(InputError, match="accepted or rejected"):
        read_judgements(file)


def test_a_file_that_is_not_there_is_told_how_it_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: does not exist; --update-baseline writes it"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(InputError, match="“dedup judge” or the HTML page makes it"):
        read_judgements(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none/b\.json: cannot be written \("):
        write_baseline(tmp_path / "none" / "b.json", [])
