"""The name rules by code, and the words their messages share."""

from __future__ import annotations

from dedup.drift.interface import Rule, Severity

GARBLED = Rule(
    "N101",
    "garbled-name",
    Severity.MAJOR,
    "A name is written as no transliteration would write it.",
)
VARIANT = Rule("N102", "variant-name", Severity.INFO, "A name is written in another legitimate spelling.")
INCONSISTENT = Rule(
    "N103",
    "inconsistent-name",
    Severity.MINOR,
    "One text spells one name in several ways that no transliteration explains.",
)
INVENTED = Rule(
    "N104",
    "invented-name",
    Severity.MINOR,
    "A name that the other version has nowhere stands where it has another name, or none.",
)
MISSING = Rule("N105", "missing-name", Severity.INFO, "A name stands in one version only.")

RULES = (GARBLED, VARIANT, INCONSISTENT, INVENTED, MISSING)


def quoted(words: str) -> str:
    """The words in quotation marks, on one line."""
    return f"“{' '.join(words.split())}”"
