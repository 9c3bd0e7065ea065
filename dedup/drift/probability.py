"""`drift`: how likely it is that the meaning of one version differs materially from the other."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from dedup.drift.interface import Finding, Severity

# How far one finding of that severity, were it certain, would make the meaning differ materially.
_WEIGHT = {Severity.INFO: 0.0, Severity.MINOR: 0.1, Severity.MAJOR: 0.7, Severity.CRITICAL: 0.95}
# A name is told as minor where it is not sure, but raters take a wrong one for a grave error: on pairs that
# neither judge of names nor of claims had seen, these give a higher AUC and a lower Brier score than weighing
# all alike (docs/design/claims.md, “Names in drift”).
_NAME_WEIGHT = _WEIGHT | {Severity.MINOR: 0.6, Severity.MAJOR: 0.9}
# The learned head speaks through the probabilities already.
_HEAD = "changed-wording"


def drift_probability(findings: Iterable[Finding], passages: Iterable[float] = ()) -> float:
    """Noisy-or of the most changed passage and of the findings that say what changed.

    Args:
        findings: weighed as confidence × weight of the severity, each on its own.
        passages: probability of a material difference for each differing passage
            (`dedup.drift.claims.assess`). Only the highest counts: they err together, and many
            passages that are each probably the same do not add up to a change.
    """
    spoken = list(findings)
    worst = max(passages, default=None)
    typed = spoken if worst is None else [f for f in spoken if f.rule.name != _HEAD]
    kept = prod(1.0 - f.confidence * _weight(f) for f in typed)
    return 1.0 - kept * (1.0 - (worst or 0.0))


def _weight(finding: Finding) -> float:
    weights = _NAME_WEIGHT if finding.rule.code.startswith("N") else _WEIGHT
    return weights[finding.severity]
