"""Every checker and every rule, in one place."""

from __future__ import annotations

from functools import cache

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.interface import Checker, Rule
from dedup.drift.names.checker import NameChecker
from dedup.drift.structure.furniture import FurnitureChecker
from dedup.drift.structure.passages import PassageChecker
from dedup.drift.structure.truncated import TruncationChecker


@cache
def checkers(*, strict: bool = False) -> tuple[Checker, ...]:
    """One checker of each family; strict ones report what is likely but not sure, too."""
    return (
        NameChecker(),
        ClaimChecker(strict=strict),
        PassageChecker(),
        TruncationChecker(),
        FurnitureChecker(),
    )


def rules() -> tuple[Rule, ...]:
    """Every rule, ordered by code."""
    return tuple(sorted((r for checker in checkers() for r in checker.rules), key=lambda rule: rule.code))
