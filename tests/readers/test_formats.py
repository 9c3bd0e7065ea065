"""The same two stories in every format are the same pair with the same findings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from stories import FORMATS, Story, pdf_of
from support import ARTICLES

from dedup.candidates.interface import Kind
from dedup.comparison import compare
from dedup.documents import Document
from dedup.engines import scan
from dedup.readers import READERS, read
from dedup.report.json import report_value

STORIES = (
    Story.of((ARTICLES / "sirte_repost_a.txt").read_text(encoding="utf-8")),
    Story.of((ARTICLES / "sirte_repost_b.txt").read_text(encoding="utf-8")),
)


def told(a: Document, b: Document) -> list[Any]:
    """Kind, drift and findings, with their offsets and words, of one comparison."""
    value = report_value(compare(a, b))
    return [value["kind"], value["drift"], value["findings"]]


@cache
def as_plain_text() -> list[Any]:
    return told(*(Document(story.text, id=name) for name, story in zip("ab", STORIES, strict=True)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_pair_and_the_same_findings(name: str, tmp_path: Path) -> None:
    FORMATS[name](tmp_path, STORIES)
    items = list(read([str(tmp_path)]))
    assert [item for item in items if not isinstance(item, Document)] == []
    result = scan(items)
    assert [pair.kind for pair in result.pairs] == [Kind.REWORDED]
    assert result.documents == 2
    a, b = items
    assert told(a, b) == as_plain_text()
    assert len(as_plain_text()[2]) > 10


def test_pdf_gives_the_same_findings_where_the_layout_shows_the_paragraphs(tmp_path: Path) -> None:
    for name, story in zip("ab", STORIES, strict=True):
        (tmp_path / f"{name}.pdf").write_bytes(pdf_of(story))
    a, b = read([str(tmp_path)])
    assert isinstance(a, Document)
    assert isinstance(b, Document)
    assert (a.text, b.text) == tuple(story.text for story in STORIES)
    assert told(a, b) == as_plain_text()


def test_every_reader_is_tried() -> None:
    # Sitemaps hold no text and are read in test_fetch; XLIFF and TMX, which hold pairs, in test_bilingual.
    tried = {*FORMATS, "pdf", "feed", "sitemap", "xliff", "tmx"}
    assert {reader.name for reader in READERS} <= tried
