"""All claim rules as one checker."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.drift.claims.edits import passages
from dedup.drift.claims.numbers import NumberRule
from dedup.drift.claims.polarity import PolarityRule
from dedup.drift.claims.rules import PassageRule
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
        self._families: tuple[PassageRule, ...] = (NumberRule(), PolarityRule())
        self.rules: tuple[Rule, ...] = tuple(rule for family in self._families for rule in family.rules)

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """The findings of all families, passage by passage."""
        for passage in passages(comparison):
            for family in self._families:
                yield from (f for f in family.check(passage) if self._strict or f.confidence >= SURE)
