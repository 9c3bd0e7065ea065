"""`dedup index` from the command line."""

from __future__ import annotations

import resource
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from support import ARTICLES, Ran

Run = Callable[..., Ran]


@pytest.fixture
def index(dedup: Run, tmp_path: Path) -> Path:
    """An index of two articles."""
    file = tmp_path / "seen.index"
    done = dedup("index", "add", file, ARTICLES / "libya_airlift.txt", ARTICLES / "sirte_repost_a.txt")
    assert (done.code, done.out) == (0, f"2 new, 0 replaced, 0 unchanged; 2 in {file}\n")
    return file


def test_a_repost_is_found_and_no_more_once_the_original_is_taken_out(dedup: Run, index: Path) -> None:
    repost = ARTICLES / "truncated_furnished.txt"
    assert "1 pair of copies in 1 story, among 1 document." in dedup("index", "query", index, repost).out
    taken = dedup("index", "remove", index, ARTICLES / "libya_airlift.txt", "nobody")
    assert (taken.out, taken.err) == (
        f"1 removed; 1 in {index}\n",
        "dedup: 1 of the ids not in the index\n",
    )
    assert "0 pairs of copies" in dedup("index", "query", index, repost).out


def test_figures_and_soundness(dedup: Run, index: Path) -> None:
    assert dedup("index", "stats", index).out.startswith("documents  2\n")
    assert dedup("index", "check", index).out == "2 documents, all well\n"


def test_nothing_to_read_is_told_as_everywhere(dedup: Run, index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    for command in ("add", "query"):
        done = dedup("index", command, index, folder)
        assert (done.code, "no document of a known format" in done.err) == (4, True)
        assert dedup("index", command, index, folder / "none.txt").code == 3


def test_a_full_disk_is_a_message_and_loses_nothing(dedup: Run, index: Path, tmp_path: Path) -> None:
    article = tmp_path / "new.txt"
    article.write_text(" ".join(sha256(bytes([n])).hexdigest() for n in range(256)) * 8, encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        done = dedup("index", "add", index, article)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert done.code == 2
    assert f"{index}: cannot be written (" in done.err
    assert dedup("index", "check", index).out == "2 documents, all well\n"


def test_a_damaged_index_is_no_internal_error(dedup: Run, index: Path) -> None:
    content = bytearray(index.read_bytes())
    for place in range(len(content) // 2, len(content), 7):
        content[place] ^= 255
    index.write_bytes(content)
    checked = dedup("index", "check", index)
    assert (checked.code, checked.out) == (1, ""), checked.err
    assert "make it anew" in checked.err
    asked = dedup("index", "query", index, ARTICLES / "truncated_furnished.txt")
    assert asked.code == 3
    assert "dedup index check" in asked.err
