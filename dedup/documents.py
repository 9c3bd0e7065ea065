"""What flows between the rooms: a document, its paragraphs, and spans of its text.

All offsets are 0-based, half-open Unicode code points into `Document.text` as it was read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: code points `start` up to, not including, `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """The span without the whitespace at its ends."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """What a paragraph is on its page."""

    TITLE = "title"
    BODY = "body"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: where it stands, and whether it is headline, story or page furniture."""

    span: Span
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a text.

    Args:
        text: the text as it was read; every offset in every result points into it.
        id: unique within one run; the path, the URL or the `id` field of a JSONL line.
        source: where it came from, for people: a path, a URL, `stdin`.
        title, byline, site, language: what the input said of itself, else None; `site` is who published it.
        url: the address that the input names as its own (the canonical one where there are two).
        published, updated: ISO 8601 where the input's own form could be read, else as it was written.
        beside: where in the text the rest of its page begins, which the reader set apart from the story;
            None: nothing was set apart.
        paragraphs: filled by `dedup.text.segment`, or by a reader that knows the page better.
        notes: what a reader did to the text that the user should know (decoding, repairs).
    """

    text: str
    id: str = ""
    source: str = ""
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    updated: str | None = None
    byline: str | None = None
    site: str | None = None
    beside: int | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    def story(self) -> Iterator[Paragraph]:
        """The paragraphs that belong to the story: all but the furniture."""
        return (p for p in self.paragraphs if p.role is not Role.FURNITURE)

    def story_spans(self) -> list[Span]:
        """Where they stand; the whole text where it has no paragraphs."""
        return [p.span for p in self.story()] or [Span(0, len(self.text))]

    def sets_apart(self, paragraph: Paragraph) -> bool:
        """True for a paragraph that the page shows beside the story."""
        return self.beside is not None and paragraph.span.start >= self.beside

    def paragraph_at(self, span: Span) -> int | None:
        """The number, from 0, of the first paragraph that shares a code point with `span`."""
        number = bisect_right(self.paragraphs, span.start, key=lambda p: p.span.end)
        found = number < len(self.paragraphs) and self.paragraphs[number].span.overlaps(span)
        return number if found else None

    def with_paragraphs(self, paragraphs: tuple[Paragraph, ...]) -> Document:
        """The same document, segmented."""
        return replace(self, paragraphs=paragraphs)


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two versions to compare; `id` comes back in the report."""

    id: str | int | None
    a: Document
    b: Document
