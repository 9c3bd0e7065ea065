"""A word of a running text without the small words written together with it."""

from __future__ import annotations

from functools import lru_cache

from dedup.drift.names.uncased.vocabulary import vocabulary
from dedup.drift.names.uncased.writing import fold

# Letters that a word must still have.
_LEAST = 3


@lru_cache(maxsize=1 << 16)
def cuts(bare: str, language: str) -> tuple[int, ...]:
    """How many letters may be taken off in front of a word: 0, then what is an article, an “and”, a “to”."""
    folded = fold(bare)
    found = {
        len(p) for p in vocabulary(language).prefixes if folded.startswith(p) and len(bare) - len(p) >= _LEAST
    }
    return (0, *sorted(found))


@lru_cache(maxsize=1 << 16)
def stems(bare: str, language: str) -> frozenset[str]:
    """The word and what is left of it, folded."""
    return frozenset(fold(bare[n:]) for n in cuts(bare, language))
