"""From a document as read to a document with paragraphs and their roles."""

from __future__ import annotations

from dedup.documents import Document, Paragraph, Role
from dedup.text.furniture import furniture_of
from dedup.text.paragraphs import paragraphs
from dedup.text.words import words

_LONGEST_TITLE = 30  # words; of 672 WMT news documents 99 % have a shorter headline


def segment(document: Document) -> Document:
    """The document with `paragraphs` filled: spans in order, each with its role.

    The first paragraph is the title where it is short, has no closing full stop and a story follows.
    A document that its reader has already segmented comes back as it is. Idempotent.
    """
    if document.paragraphs:
        return document
    spans = paragraphs(document.text)
    kinds = furniture_of([span.of(document.text) for span in spans])
    roles = [Role.FURNITURE if kind else Role.BODY for kind in kinds]
    first = next((n for n, role in enumerate(roles) if role is Role.BODY), None)
    if first is not None and _reads_like_title(spans[first].of(document.text)) and len(spans) > 1:
        roles[first] = Role.TITLE
    return document.with_paragraphs(tuple(map(Paragraph, spans, roles)))


def _reads_like_title(text: str) -> bool:
    return len(words(text)) <= _LONGEST_TITLE and not text.rstrip("”\"'’»)").endswith(
        (".", "…", "。", ":", ";")
    )
