"""What a comparison ends in, and what an output format is."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.align.interface import Alignment
from dedup.candidates.interface import Kind, Similarity
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
    """

    a: Document
    b: Document
    kind: Kind
    drift: float
    similarity: Similarity
    alignment: Alignment
    findings: tuple[Finding, ...]
    id: str | int | None = None

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of that severity or worse."""
        return tuple(f for f in self.findings if f.severity >= severity)
