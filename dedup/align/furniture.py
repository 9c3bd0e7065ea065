"""Page furniture that both versions may carry: photo credits, “Read also” lines."""

from __future__ import annotations

from dedup.documents import Document, Role, Span
from dedup.text.furniture import Furniture, furniture_of

# What was written for the story; a form or a bar belongs to the site, and two sites' are never one.
_OF_THE_STORY = (Furniture.CREDIT, Furniture.RELATED)


def furniture_of_the_story(document: Document) -> frozenset[Span]:
    """Credits and “Read also” lines inside the text: a translator has them before him as he has the story.

    Args:
        document: a segmented one.
    """
    if all(paragraph.role is not Role.FURNITURE for paragraph in document.paragraphs):
        return frozenset()
    inside = [p for p in document.paragraphs if not document.sets_apart(p)]
    kinds = furniture_of([p.span.of(document.text) for p in inside])
    return frozenset(
        p.span
        for p, kind in zip(inside, kinds, strict=True)
        if kind in _OF_THE_STORY and p.role is Role.FURNITURE
    )
