"""Every checker and every rule, in one place."""

from __future__ import annotations

from functools import cache

from dedup.drift.interface import Checker, Rule
from dedup.drift.names.checker import NameChecker
from dedup.drift.structure.furniture import FurnitureChecker
from dedup.drift.structure.passages import PassageChecker
from dedup.drift.structure.truncated import TruncationChecker


@cache
def checkers() -> tuple[Checker, ...]:
    """One checker of each family, in the order of their codes."""
    return (NameChecker(), PassageChecker(), TruncationChecker(), FurnitureChecker())


def rules() -> tuple[Rule, ...]:
    """Every rule, ordered by code."""
    return tuple(sorted((r for checker in checkers() for r in checker.rules), key=lambda rule: rule.code))
