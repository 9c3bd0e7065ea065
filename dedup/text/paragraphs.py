"""Splitting a text into paragraphs."""

from __future__ import annotations

from itertools import pairwise

import regex

from dedup.documents import Span

_BLANK = regex.compile(r"\n[^\S\n]*\n\s*")
_LINE = regex.compile(r"[^\n]*")
# Text wrapped by an editor or a mailer: no line is longer than this, so a newline is no paragraph.
_WRAP_WIDTH = 100


def paragraphs(text: str) -> list[Span]:
    """Trimmed, non-empty spans, in order, that together hold every visible character of `text`.

    Blank lines part paragraphs. Where the lines between them are longer than a wrapped column (or
    there are no blank lines at all and lines end like sentences), each line is a paragraph of its own:
    scraped articles come with one paragraph on a line.
    """
    spans: list[Span] = []
    begin = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans.extend(_block(text, begin, end))
        if gap:
            begin = gap.end()
    return spans


def _block(text: str, start: int, end: int) -> list[Span]:
    lines = [s for m in _LINE.finditer(text, start, end) if len(s := Span(m.start(), m.end()).trimmed(text))]
    wrapped = len(lines) > 1 and max(map(len, lines)) <= _WRAP_WIDTH and _reads_on(text, lines)
    return [Span(lines[0].start, lines[-1].end)] if wrapped else lines


def _reads_on(text: str, lines: list[Span]) -> bool:
    """True where most lines run into the next one instead of ending like a sentence or a heading."""
    joined = sum(
        text[a.end - 1] not in ".!?…。”\"'»:" and (text[b.start].islower() or len(a) > _WRAP_WIDTH // 2)
        for a, b in pairwise(lines)
    )
    return 2 * joined >= len(lines) - 1
