"""Every checker and every rule, in one place."""

from __future__ import annotations

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.interface import Checker, Rule
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.checker import NameChecker
from dedup.drift.structure.furniture import FurnitureChecker
from dedup.drift.structure.passages import PassageChecker
from dedup.drift.structure.truncated import TruncationChecker
from dedup.encoder.interface import Encoder


def checkers(
    encoder: Encoder | None = None, *, strict: bool = False, accepted: AcceptList = NOTHING_ACCEPTED
) -> tuple[Checker, ...]:
    """One checker of each family.

    Args:
        encoder: for the rules that read word vectors; None: they are silent.
        strict: report what is likely but not sure, too.
        accepted: settled spellings of names.
    """
    return (
        NameChecker(accepted=accepted, encoder=encoder),
        ClaimChecker(encoder, strict=strict),
        PassageChecker(),
        TruncationChecker(),
        FurnitureChecker(),
    )


def rules() -> tuple[Rule, ...]:
    """Every rule, ordered by code."""
    return tuple(sorted((r for checker in checkers() for r in checker.rules), key=lambda rule: rule.code))
