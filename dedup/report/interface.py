"""What a comparison ends in, and what an output format is."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.align.interface import Alignment
from dedup.candidates.interface import Evidence, Kind, Similarity
from dedup.documents import Document
from dedup.drift.interface import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Two versions compared.

    Args:
        a, b: the versions, segmented.
        kind: what they are to each other.
        drift: probability, 0 to 1, that the meaning of one differs materially from the other.
        similarity: the figures behind `kind`.
        alignment: what was compared with what.
        findings: worst first, then in order of the text.
        id: echoed from a pairs file.
        evidence: why `kind`; None where that is plain.
    """

    a: Document
    b: Document
    kind: Kind
    drift: float
    similarity: Similarity
    alignment: Alignment
    findings: tuple[Finding, ...]
    id: str | int | None = None
    evidence: Evidence | None = None

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of that severity or worse."""
        return tuple(f for f in self.findings if f.severity >= severity)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `dedup check` found under a policy.

    Args:
        documents: how many were read.
        reports: every pair of versions, with the findings that the policy left.
        fail_on: the severity from which a finding fails the job.
        known: how many findings the baseline holds already.
        rejected: how many findings an editor has called false alarms.
        stale: entries of the baseline that were not found any more, in words.
    """

    documents: int
    reports: tuple[Report, ...]
    fail_on: Severity
    known: int = 0
    rejected: int = 0
    stale: tuple[str, ...] = ()

    @property
    def findings(self) -> int:
        """How many the policy left."""
        return sum(len(report.findings) for report in self.reports)

    @property
    def failed(self) -> bool:
        """Whether one of them is of `fail_on` or worse."""
        return any(report.at_least(self.fail_on) for report in self.reports)
