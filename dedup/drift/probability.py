"""`drift`: how likely it is that the meaning of one version differs materially from the other."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from dedup.drift.interface import Finding, Severity

# How far one finding of that severity, were it certain, would make the meaning differ materially.
_WEIGHT = {Severity.INFO: 0.0, Severity.MINOR: 0.1, Severity.MAJOR: 0.7, Severity.CRITICAL: 0.95}


def drift_probability(findings: Iterable[Finding]) -> float:
    """Noisy-or of the findings: 1 - Π(1 - confidence × weight of the severity)."""
    return 1.0 - prod(1.0 - f.confidence * _WEIGHT[f.severity] for f in findings)
