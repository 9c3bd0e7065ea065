"""Groups of documents that are versions of one story."""

from __future__ import annotations

from collections.abc import Iterable


def clusters(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Groups in which at least half of all two members are pairs, in the order of the pairs.

    Two groups become one only where at least half of the pairs across them were found, and those with most
    partners in common are tried first: a chain of near misses does not make its two ends one story.
    """
    tied: dict[str, set[str]] = {}
    ordered = list(dict.fromkeys(pairs))
    for a, b in ordered:
        tied.setdefault(a, set()).add(b)
        tied.setdefault(b, set()).add(a)
    rank = {member: number for number, member in enumerate(tied)}
    group = {member: {member} for member in tied}
    for a, b in sorted(ordered, key=lambda pair: -len(tied[pair[0]] & tied[pair[1]])):
        one, other = group[a], group[b]
        if one is other:
            continue
        if len(one) < len(other):
            one, other = other, one
        if 2 * sum(len(tied[member] & one) for member in other) >= len(one) * len(other):
            one |= other
            for member in other:
                group[member] = one
    unique = {id(members): members for members in group.values() if len(members) > 1}
    return sorted(
        (sorted(members, key=rank.__getitem__) for members in unique.values()), key=lambda m: rank[m[0]]
    )
