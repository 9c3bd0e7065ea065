"""All claim rules as one checker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dedup.drift.claims.assess import Assessment, assess
from dedup.drift.claims.attribution import AttributionRule
from dedup.drift.claims.dates import DateRule
from dedup.drift.claims.hedges import HedgeRule
from dedup.drift.claims.numbers import NumberRule
from dedup.drift.claims.polarity import PolarityRule
from dedup.drift.claims.quotes import QuoteRule
from dedup.drift.claims.roles import RoleRule
from dedup.drift.claims.rules import CHANGED_HEDGE, CHANGED_WORDING, PassageRule
from dedup.drift.claims.units import UnitRule
from dedup.drift.claims.wording import changed_wording
from dedup.drift.interface import Comparison, Finding, Rule
from dedup.encoder.interface import Encoder

# A finding below this is shown only where everything is asked for: precision first.
SURE = 0.8


class ClaimChecker:
    """Every claim family over every aligned sentence.

    Args:
        encoder: gives the word vectors of the learned head; None: the typed rules alone.
        strict: show what is likely but not sure, too.
    """

    def __init__(self, encoder: Encoder | None = None, *, strict: bool = False) -> None:
        self._encoder = encoder
        self._strict = strict
        self._families: tuple[PassageRule, ...] = (
            NumberRule(),
            DateRule(),
            UnitRule(),
            PolarityRule(),
            RoleRule(),
            AttributionRule(),
            QuoteRule(),
            HedgeRule(),
        )
        self.rules: tuple[Rule, ...] = (
            *(rule for family in self._families for rule in family.rules),
            CHANGED_WORDING,
        )

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """The findings of all families; what no typed rule explains is changed wording."""
        for judged in assess(comparison, self._encoder):
            typed = [f for family in self._families for f in family.check(judged.passage)]
            shown = [f for f in (_weighed(f, judged) for f in typed) if self._strict or _is_sure(f, judged)]
            yield from shown
            yield from changed_wording(judged, shown, strict=self._strict)


def _weighed(finding: Finding, judged: Assessment) -> Finding:
    """A typed finding that was not sure becomes as sure as the head is of its passage."""
    if not judged.is_changed:
        return finding
    return replace(finding, confidence=max(finding.confidence, round(judged.probability or 0.0, 3)))


def _is_sure(finding: Finding, judged: Assessment) -> bool:
    """Sure by itself, or in a passage that the head calls changed: there it says how."""
    return finding.confidence >= SURE or (judged.is_changed and finding.rule is not CHANGED_HEDGE)
