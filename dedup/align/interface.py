"""What alignment hands on: links between passages of two versions."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.documents import Span


@dataclass(frozen=True, slots=True)
class Link:
    """One aligned unit, N paragraphs (or sentences) of `a` with M of `b`.

    Args:
        a, b: the spans on each side, in text order, never empty.
        score: likeness of the two sides, 0 to 1.
        moved: True where the unit stands out of order with respect to the other links.
    """

    a: tuple[Span, ...]
    b: tuple[Span, ...]
    score: float
    moved: bool = False

    def mirrored(self) -> Link:
        """The same link seen from the other side."""
        return Link(self.b, self.a, self.score, self.moved)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two versions lie beside each other.

    Args:
        paragraphs: links between paragraphs, in order of side a; an unaligned paragraph is in none.
        sentences: links between sentences, each inside one paragraph link.
    """

    paragraphs: tuple[Link, ...]
    sentences: tuple[Link, ...]
