"""Excerpts of a text around the words that differ, safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.documents import Span
from dedup.text.sentences import sentences

_CONTEXT = 110  # characters kept on each side of the marked words


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pieces of text in order, each with whether it is marked as differing."""

    pieces: tuple[tuple[str, bool], ...]


def excerpt(text: str, marks: Sequence[Span], paragraph: Span) -> Excerpt:
    """The sentences of `paragraph` that hold the `marks`, cut to what surrounds them.

    Args:
        text: the document's text.
        marks: the differing words, at least one, inside the paragraph; they may overlap.
        paragraph: the passage not to leave.
    """
    first, last = min(marks).start, max(mark.end for mark in marks)
    holding = [s for s in sentences(text, paragraph) if s.start < last and first < s.end] or [paragraph]
    start = max(holding[0].start, _word_edge(text, first - _CONTEXT, paragraph.start))
    end = min(holding[-1].end, _word_edge(text, last + _CONTEXT, paragraph.end))
    end = max(end, last)
    pieces: list[tuple[str, bool]] = []
    if start > paragraph.start:
        pieces.append(("… ", False))
    at = start
    for mark in sorted(marks):
        if mark.end <= at:
            continue
        begin = max(at, mark.start)
        pieces.append((printable(text[at:begin], trim=False), False))
        pieces.append((printable(text[begin : mark.end], trim=False), True))
        at = mark.end
    pieces.append((printable(text[at:end], trim=False), False))
    if end < paragraph.end:
        pieces.append((" …", False))
    return Excerpt(tuple((words, marked) for words, marked in pieces if words))


def printable(text: str, *, trim: bool = True) -> str:
    """`text` on one line, without controls, escapes and direction overrides that could fool a terminal."""
    safe = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
        or character in "\u200c\u200d\u200e\u200f"
    )
    words = " ".join(safe.split())
    if trim or not words:
        return words if trim else (" " if safe else "")
    return (" " if safe[0] == " " else "") + words + (" " if safe[-1] == " " else "")


def _word_edge(text: str, at: int, limit: int) -> int:
    """`at` moved outward to the next blank, not past `limit`."""
    step = -1 if at >= limit else 1
    if (step < 0 and at <= limit) or (step > 0 and at >= limit):
        return limit
    while at != limit and 0 < at < len(text) and not text[at - 1].isspace():
        at += step
    return at
