"""Whether two stretches of words stand in the same slot of their sentences, and pairing by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from dedup.drift.claims.edits import Passage

T = TypeVar("T")
Range = tuple[int, int]
Answers = frozenset[tuple[int, int]]
FIRM = 2  # of `same_slot`: the words before and after answer each other


def answers(passage: Passage) -> Answers:
    """Each token of side a with its answer on side b; one may have several (its / it is)."""
    return frozenset((m.a, m.b) for m in passage.matches)


def same_slot(passage: Passage, known: Answers, a: Range, b: Range) -> int:
    """How many of the words before and after the two token ranges answer each other: 0, 1 or 2."""
    before = a[0] == b[0] == 0 or (a[0] - 1, b[0] - 1) in known
    ends = a[1] == len(passage.a) and b[1] == len(passage.b)
    return before + (ends or (a[1], b[1]) in known)


def paired(
    left: Sequence[T], right: Sequence[T], rank: Callable[[T, T], float], place: Callable[[T], int]
) -> Iterator[tuple[T, T, float]]:
    """One-to-one pairs of positive rank, the best first; order of text settles ties."""
    ranked = sorted(
        (
            (-score, abs(place(x) - place(y)), min(place(x), place(y)), i, j)
            for i, x in enumerate(left)
            for j, y in enumerate(right)
            if (score := rank(x, y)) > 0
        ),
    )
    used: set[tuple[str, int]] = set()
    for negative, _, _, i, j in ranked:
        if ("a", i) not in used and ("b", j) not in used:
            used |= {("a", i), ("b", j)}
            yield left[i], right[j], -negative
