"""Passages that only one version has, and passages that stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dedup.documents import Document, Role, Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.text.words import words

OMITTED = Rule(
    "S301", "omitted-passage", Severity.MINOR, "A passage of one version is missing from the other."
)
ADDED = Rule("S302", "added-passage", Severity.MINOR, "A passage stands only in the second version.")
MOVED = Rule(
    "S304", "moved-passage", Severity.INFO, "A passage stands at another place in the other version."
)

_FEWEST_WORDS = 4  # a shorter lone line is a subheading, which versions change freely


class PassageChecker:
    """omitted-passage, added-passage and moved-passage, from the paragraph alignment.

    Evidence: `paragraphs` (how many stand together), `words`; for moved-passage `from` and `to`
    (1-based paragraph numbers).
    """

    rules = (OMITTED, ADDED, MOVED)

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """One finding for each run of neighbouring unaligned paragraphs and for each moved unit."""
        links = comparison.alignment.paragraphs
        if not links:
            return
        for document, side, rule in ((comparison.a, "a", OMITTED), (comparison.b, "b", ADDED)):
            aligned = {span for link in links for span in (link.a if side == "a" else link.b)}
            for run in _unaligned_runs(document, aligned):
                passage = Span(run[0].start, run[-1].end)
                count = len(words(document.text, passage))
                yield Finding(
                    rule,
                    rule.severity if count >= _FEWEST_WORDS else Severity.INFO,
                    0.9 if count >= _FEWEST_WORDS else 0.6,
                    f"{_paragraphs(len(run))} ({count} words) of {side} {'is' if len(run) == 1 else 'are'} "
                    f"not in {'b' if side == 'a' else 'a'}",
                    passage if side == "a" else None,
                    passage if side == "b" else None,
                    evidence={"paragraphs": len(run), "words": count},
                )
        for link in links:
            if link.moved:
                at_a, at_b = _number(comparison.a, link.a[0]), _number(comparison.b, link.b[0])
                yield Finding(
                    MOVED,
                    MOVED.severity,
                    link.score,
                    f"paragraph {at_a} of a stands as paragraph {at_b} of b, out of order",
                    Span(link.a[0].start, link.a[-1].end),
                    Span(link.b[0].start, link.b[-1].end),
                    evidence={"from": at_a, "to": at_b},
                )


def _unaligned_runs(document: Document, aligned: set[Span]) -> Iterator[list[Span]]:
    """Neighbouring body paragraphs without a counterpart; a lone headline is no omission."""
    alone_in_body = groupby(document.paragraphs, key=lambda p: p.span not in aligned and p.role is Role.BODY)
    for alone, run in alone_in_body:
        if alone:
            yield [p.span for p in run]


def _number(document: Document, span: Span) -> int:
    return 1 + next(n for n, p in enumerate(document.paragraphs) if p.span == span)


def _paragraphs(count: int) -> str:
    return "One paragraph" if count == 1 else f"{count} paragraphs"
