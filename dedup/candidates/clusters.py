"""Groups of documents that are versions of one story."""

from __future__ import annotations

from collections.abc import Iterable


def clusters(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups in which every member is paired with at least half of the others, in index order.

    Members are joined strongest-tied first: two groups become one only where at least half of the
    pairs across them were found, so that a chain of near misses does not make strangers one story.
    """
    tied: dict[int, set[int]] = {}
    ordered = sorted(pairs)
    for i, j in ordered:
        tied.setdefault(i, set()).add(j)
        tied.setdefault(j, set()).add(i)
    group = {i: {i} for i in tied}
    by_overlap = sorted(ordered, key=lambda p: -len(tied[p[0]] & tied[p[1]]))
    for i, j in by_overlap:
        one, other = group[i], group[j]
        if one is other:
            continue
        across = sum(len(tied[k] & other) for k in one)
        if 2 * across >= len(one) * len(other):
            one |= other
            for k in other:
                group[k] = one
    unique = {id(g): g for g in group.values() if len(g) > 1}
    return sorted(sorted(g) for g in unique.values())
