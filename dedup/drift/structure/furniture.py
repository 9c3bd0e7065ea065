"""Page furniture in a version, and teasers that only the comparison can tell from subheadings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from dedup.documents import Document, Paragraph, Role, Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.text.furniture import furniture_of, reads_like_teaser
from dedup.text.normalize import fold

FURNITURE = Rule("S305", "page-furniture", Severity.INFO, "Lines of the web page stand in the text.")


class FurnitureChecker:
    """One finding for each run of furniture lines that the other version does not have.

    What a reader has set apart from the story is a fact of the page and no fault of the text.

    Evidence: `kinds`, which furniture each line is (`teaser` where only the comparison told).
    """

    rules = (FURNITURE,)

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """Furniture is for information: it is never compared and never counts as drift."""
        a, b = comparison.a, comparison.b
        for document, other, side in ((a, b, "a"), (b, a, "b")):
            shared = {fold(p.span.of(other.text)) for p in other.paragraphs}
            inside = [p for p in document.paragraphs if not document.sets_apart(p)]
            kinds = furniture_of([p.span.of(document.text) for p in inside])
            marked = zip(inside, kinds, strict=True)
            for is_furniture, run in groupby(marked, key=lambda item: item[0].role is Role.FURNITURE):
                lines = [item for item in run if fold(item[0].span.of(document.text)) not in shared]
                if not is_furniture or not lines:
                    continue
                span = Span(lines[0][0].span.start, lines[-1][0].span.end)
                names = [str(kind) if kind else "teaser" for _, kind in lines]
                yield Finding(
                    FURNITURE,
                    FURNITURE.severity,
                    0.95,
                    f"{' and '.join(dict.fromkeys(names))} in the text of {side}",
                    span if side == "a" else None,
                    span if side == "b" else None,
                    evidence={"kinds": names},
                )


def with_teasers(comparison: Comparison) -> Comparison:
    """The comparison with lone headline-like lines inside the story marked as furniture.

    A subheading has the form of a related-story teaser; that only one version has the line decides.
    """
    links = comparison.alignment.paragraphs
    if not links:
        return comparison
    return replace(
        comparison,
        a=_marked(comparison.a, {span for link in links for span in link.a}),
        b=_marked(comparison.b, {span for link in links for span in link.b}),
    )


def _marked(document: Document, aligned: set[Span]) -> Document:
    def mark(number: int, paragraph: Paragraph) -> Paragraph:
        inside = 0 < number < len(document.paragraphs) - 1 and paragraph.role is Role.BODY
        if inside and paragraph.span not in aligned and reads_like_teaser(paragraph.span.of(document.text)):
            return replace(paragraph, role=Role.FURNITURE)
        return paragraph

    return document.with_paragraphs(tuple(mark(n, p) for n, p in enumerate(document.paragraphs)))
