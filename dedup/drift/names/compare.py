"""Stand-in until the pairwise comparator lands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """How two written names stand to each other."""

    verdict: Literal["same", "variant", "garbled", "different"]
    score: float
    evidence: Mapping[str, Any]


def compare_names(a: str, b: str) -> NameVerdict:
    """The verdict on two names, by likeness of the strings and of their consonants."""
    from rapidfuzz.distance import JaroWinkler, Levenshtein

    x, y = a.casefold(), b.casefold()
    score = (JaroWinkler.similarity(x, y) + Levenshtein.normalized_similarity(x, y)) / 2
    bones = [
        "".join(
            c
            for c in s.replace("kh", "h").replace("gh", "g").replace("y", "i")
            if c.isalpha() and c not in "aeiouh"
        )
        for s in (x, y)
    ]
    if x == y:
        return NameVerdict("same", 1.0, {})
    if bones[0] == bones[1] and score > 0.7:
        return NameVerdict("variant", score, {"skeleton": bones[0]})
    return NameVerdict("garbled" if score >= 0.6 else "different", score, {})
