"""All claim rules as one checker."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.drift.claims.attribution import AttributionRule
from dedup.drift.claims.dates import DateRule
from dedup.drift.claims.edits import passages
from dedup.drift.claims.hedges import HedgeRule
from dedup.drift.claims.numbers import NumberRule
from dedup.drift.claims.polarity import PolarityRule
from dedup.drift.claims.quotes import QuoteRule
from dedup.drift.claims.roles import RoleRule
from dedup.drift.claims.rules import PassageRule
from dedup.drift.claims.units import UnitRule
from dedup.drift.interface import Comparison, Finding, Rule

# A finding below this is shown only where everything is asked for: precision first.
SURE = 0.8


class ClaimChecker:
    """Every claim family over every aligned sentence.

    Args:
        strict: show what is likely but not sure, too.
    """

    def __init__(self, *, strict: bool = False) -> None:
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
        self.rules: tuple[Rule, ...] = tuple(rule for family in self._families for rule in family.rules)

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """The findings of all families, passage by passage."""
        for passage in passages(comparison):
            for family in self._families:
                yield from (f for f in family.check(passage) if self._strict or f.confidence >= SURE)
