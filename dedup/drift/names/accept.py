"""The accept list: spellings of names that a desk has settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedup.drift.names.find import name_key


@dataclass(frozen=True, slots=True)
class AcceptList:
    """Groups of spellings that stand for each other.

    Args:
        groups: the folded words of each group.
    """

    groups: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, variants: Iterable[Sequence[str]]) -> AcceptList:
        """From spellings as written, `[["Serraj", "Sarraj"], …]`; each word of a spelling counts."""
        return cls(tuple(frozenset(name_key(w) for s in group for w in s.split()) for group in variants))

    def accepts(self, a: str, b: str) -> bool:
        """True where the words `a` and `b` stand in one group, whatever their case and accents."""
        x, y = name_key(a), name_key(b)
        return any(x in g and y in g for g in self.groups)


NOTHING_ACCEPTED = AcceptList()
