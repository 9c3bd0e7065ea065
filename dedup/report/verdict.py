"""The words every report uses for what it says."""

from __future__ import annotations

from dedup.candidates.interface import Kind
from dedup.report.interface import CheckResult, Report

VERDICT = {
    Kind.EXACT: "the same words",
    Kind.NEAR_DUPLICATE: "one story, lightly edited",
    Kind.REWORDED: "one story, reworded",
    Kind.RELATED: "two reports of one event",
    Kind.UNRELATED: "two different texts",
}


def drift_words(report: Report) -> str:
    """`drift 93 %`; nothing where the two are not versions of one text."""
    return f"drift {100 * report.drift:.0f} %" if report.kind.same_text else ""


def check_words(result: CheckResult) -> str:
    """What a check found, in one sentence."""
    clean = sum(not report.findings for report in result.reports)
    parts = [
        f"{count(result.findings, 'finding')} in {count(len(result.reports), 'pair')} of versions "
        f"among {count(result.documents, 'document')}"
    ]
    if result.findings and clean:
        parts.append(f"{clean} {'pair is' if clean == 1 else 'pairs are'} clean")
    if result.known:
        parts.append(f"{result.known} known from the baseline")
    if result.rejected:
        parts.append(f"{result.rejected} rejected as false alarms")
    if result.stale:
        parts.append(f"{count(len(result.stale), 'stale entry', 'stale entries')} in the baseline")
    outcome = "failed" if result.failed else "passed"
    return f"{'; '.join(parts)}. Check {outcome}: it fails on {result.fail_on.label} or worse."


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 pair`, `2 pairs`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
