"""The words every report uses for what it says."""

from __future__ import annotations

from dedup.candidates.interface import Kind
from dedup.report.interface import Report

VERDICT = {
    Kind.EXACT: "the same text",
    Kind.NEAR_DUPLICATE: "one story, lightly edited",
    Kind.REWORDED: "one story, reworded",
    Kind.RELATED: "two reports of one event",
    Kind.UNRELATED: "two different texts",
}


def drift_words(report: Report) -> str:
    """`drift 93 %`; nothing where the two are not versions of one text."""
    return f"drift {100 * report.drift:.0f} %" if report.kind.same_text else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 pair`, `2 pairs`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
