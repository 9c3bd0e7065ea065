"""A finding's name that outlives edits elsewhere in the text: by content, never by position."""

from __future__ import annotations

from hashlib import sha256

from dedup.documents import Document, Span
from dedup.drift.interface import Finding
from dedup.text.normalize import fold
from dedup.text.sentences import sentences

# Seen from the other side an omission is an addition; both must have one fingerprint.
_MIRRORED = {"S302": "S301"}
_DIGITS = 16  # hexadecimal: 64 bits, a collision among a million findings has a chance of 3e-8


def fingerprint(finding: Finding, a: Document, b: Document) -> str:
    """The fingerprint of a finding: 16 hexadecimal digits.

    It is made of the rule, the words that differ, and the sentences they stand in, all case folded with
    plain quotes and single spaces. So it does not change when the files are renamed, exchanged or edited
    elsewhere, and the same drift in a third copy of the text is known by the same fingerprint.
    """
    sides = sorted((_side(finding.a, a), _side(finding.b, b)))
    rule = _MIRRORED.get(finding.rule.code, finding.rule.code)
    content = "\0".join((rule, *sides[0], *sides[1]))
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _side(span: Span | None, document: Document) -> tuple[str, str]:
    """The words of a side and the sentences around them."""
    if span is None:
        return "", ""
    number = document.paragraph_at(span)
    paragraph = span if number is None else document.paragraphs[number].span
    if not paragraph.covers(span):
        paragraph = span
    around = [s for s in sentences(document.text, paragraph) if s.overlaps(span)]
    return fold(span.of(document.text)), " ".join(fold(s.of(document.text)) for s in around)
