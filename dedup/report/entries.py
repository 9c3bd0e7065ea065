"""Findings one by one, with file, line and fingerprint: what every CI format is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedup.documents import Document, Span
from dedup.drift.interface import Finding
from dedup.policy.fingerprint import fingerprint
from dedup.report.interface import Report
from dedup.report.passages import printable
from dedup.report.positions import Positions, Region, subject


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as a CI job sees it.

    Args:
        report, finding: what is told.
        fingerprint: the finding's name that outlives edits elsewhere.
        side: the side it is about (`a` or `b`): the one to mend where a suggestion tells.
        region: where it stands on that side.
        other: where its counterpart stands; None where the other side has no passage.
    """

    report: Report
    finding: Finding
    fingerprint: str
    side: str
    region: Region
    other: Region | None

    @property
    def message(self) -> str:
        """One line: the finding's sentence and which version it was compared with."""
        against = self.report.b if self.side == "a" else self.report.a
        return f"{printable(self.finding.message)} (other version: {name_of(against)})"

    @property
    def title(self) -> str:
        """`N101 garbled-name`."""
        return f"{self.finding.rule.code} {self.finding.rule.name}"

    def passage(self, side: str) -> tuple[Span, str] | None:
        """The passage of a side and its words as they stand in the text."""
        span, document = (self.finding.a, self.report.a) if side == "a" else (self.finding.b, self.report.b)
        return None if span is None else (span, span.of(document.text))


def entries(reports: Iterable[Report]) -> Iterator[Entry]:
    """The findings of all reports, in order."""
    for report in reports:
        places = {"a": Positions(report.a), "b": Positions(report.b)}
        for finding in report.findings:
            side = subject(finding, report.a, report.b)
            regions = {
                name: places[name].region(span)
                for name, span in (("a", finding.a), ("b", finding.b))
                if span is not None
            }
            other = regions.get("b" if side == "a" else "a")
            # A rule that speaks of the pair as a whole has no passage: it stands at the top of a.
            region = regions.get(side) or places[side].region(Span(0, 0))
            yield Entry(report, finding, fingerprint(finding, report.a, report.b), side, region, other)


def name_of(document: Document) -> str:
    """What a person calls the document: its id where it has one of its own, else its source."""
    return printable(document.id or document.source or "text")
