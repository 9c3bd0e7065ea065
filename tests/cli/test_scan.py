from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from support import ARTICLES, Ran

from dedup.report import schema

Run = Callable[..., Ran]


def test_the_fixtures_hold_two_stories_in_two_versions(dedup: Run) -> None:
    done = dedup("scan", ARTICLES, "--format", "json")
    result = json.loads(done.out)
    jsonschema.validate(result, json.loads(schema("scan")))
    pairs = {(Path(p["a"]).stem, Path(p["b"]).stem): p["kind"] for p in result["pairs"]}
    assert pairs == {
        ("libya_airlift", "truncated_furnished"): "near-duplicate",
        ("sirte_repost_a", "sirte_repost_b"): "reworded",
    }
    assert result["documents"] == 8
    assert len(result["clusters"]) == 2


def test_text_names_the_members_and_the_figures(dedup: Run) -> None:
    done = dedup("scan", ARTICLES)
    assert "Story 2: 2 versions" in done.out
    assert "reworded, shared features 0." in done.out
    assert "2 pairs of copies in 2 stories, among 8 documents." in done.out


def test_of_three_versions_every_pair_is_named(dedup: Run) -> None:
    text = (ARTICLES / "libya_airlift.txt").read_text(encoding="utf-8")
    lines = [{"id": f"v{n}", "text": f"{text} Edition {n}."} for n in range(3)]
    done = dedup("scan", "-", stdin="\n".join(map(json.dumps, lines)))
    for a, b in (("v0", "v1"), ("v0", "v2"), ("v1", "v2")):
        assert f"\n  {a} – {b}: near-duplicate, shared features " in done.out


def test_fail_on_duplicates(dedup: Run) -> None:
    assert dedup("scan", ARTICLES, "--fail-on-duplicates").code == 1
    assert dedup("scan", ARTICLES / "harvest_festival.txt", "--fail-on-duplicates").code == 0


def test_jsonl_from_standard_input(dedup: Run) -> None:
    text = (ARTICLES / "libya_airlift.txt").read_text(encoding="utf-8")
    lines = [
        {"id": "x", "text": text},
        {"id": "y", "text": "Something else happened."},
        {"id": "z", "text": text},
    ]
    done = dedup("scan", "-", "--format", "json", stdin="\n".join(map(json.dumps, lines)))
    assert json.loads(done.out)["clusters"] == [["x", "z"]]


def test_one_bad_input_does_not_lose_the_others(dedup: Run, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2\3")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9 noir " * 3)
    done = dedup("scan", ARTICLES, tmp_path, "no/such", "--format", "json")
    assert len(json.loads(done.out)["pairs"]) == 2
    assert done.code == 3
    assert "binary.txt" in done.err
    assert "no/such: does not exist" in done.err
    assert "3 of 11 inputs could not be read" in done.err


@pytest.mark.parametrize(
    ("names", "code", "message"),
    [([], 4, "nothing to scan"), (["."], 4, "no document of a known format"), (["a.bin"], 3, "binary")],
)
def test_nothing_to_scan(
    dedup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bin").write_bytes(b"\0\1\2")
    done = dedup("scan", *names)
    assert done.code == code
    assert message in done.err


def test_the_seeds_hold_exactly_one_pair(dedup: Run, shared: Path) -> None:
    result = json.loads(dedup("scan", shared / "seeds", "--format", "json").out)
    assert [(Path(p["a"]).name[:3], Path(p["b"]).name[:3]) for p in result["pairs"]] == [("001", "004")]
