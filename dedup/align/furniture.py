"""Page furniture that both versions carry: photo credits, “Read also” lines."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from rapidfuzz import fuzz

from dedup.align.chain import Cell, Prices, best_chain
from dedup.align.interface import Link
from dedup.documents import Document, Role, Span
from dedup.text.furniture import Furniture, furniture_of
from dedup.text.normalize import fold

# What was written for the story; a form or a bar belongs to the site, and two sites' are never one.
_OF_THE_STORY = (Furniture.CREDIT, Furniture.RELATED)
# rapidfuzz ratio (0-100), of letters or of sets of words. Human and machine translations of one line
# reach 89 or more in the stories looked at; unlike lines of one kind 41 at most.
_ALIKE = 70.0
_IN_ORDER = Prices(follow=0.0, turn=0.0)


def furniture_links(a: Document, b: Document, links: Sequence[Link]) -> list[Link]:
    """Links between credits, and between “Read also” lines, that print much alike at one place in the story.

    Furniture says nothing of the story, so no sentence in it is lined up.

    Args:
        a: a segmented document.
        b: the other.
        links: those of the story; furniture is linked between the same two of them.
    """
    lines_a, lines_b = _lines(a), _lines(b)
    if not lines_a or not lines_b:
        return []
    in_order = [link for link in links if not link.moved]
    at_a = _places(lines_a, sorted(link.a[0] for link in in_order))
    at_b = _places(lines_b, sorted(link.b[0] for link in in_order))
    worth: dict[Cell, float] = {}
    for i, (span_a, kind_a) in enumerate(lines_a):
        for j, (span_b, kind_b) in enumerate(lines_b):
            if kind_a is kind_b and at_a[i] == at_b[j]:
                x, y = fold(span_a.of(a.text)), fold(span_b.of(b.text))
                alike = max(fuzz.ratio(x, y), fuzz.token_set_ratio(x, y))
                if alike >= _ALIKE:
                    worth[i, j] = alike / 100
    chain = best_chain(worth, (len(lines_a), len(lines_b)), _IN_ORDER, {})
    return [
        Link((lines_a[i][0],), (lines_b[j][0],), round(worth[i, j], 4)) for unit in chain for i, j in unit
    ]


def _lines(document: Document) -> list[tuple[Span, Furniture]]:
    """The furniture inside the text that was written for the story, each line with its kind."""
    inside = [p for p in document.paragraphs if not document.sets_apart(p)]
    kinds = furniture_of([p.span.of(document.text) for p in inside])
    return [
        (p.span, kind)
        for p, kind in zip(inside, kinds, strict=True)
        if kind in _OF_THE_STORY and p.role is Role.FURNITURE
    ]


def _places(lines: Sequence[tuple[Span, Furniture]], starts: Sequence[Span]) -> list[int]:
    """How many linked passages of the story begin before each line."""
    return [bisect(starts, span) for span, _ in lines]
