"""Single words of two passages matched with each other.

Words first anchor on each other where the text is the same (longest common subsequence of folded words);
the rest pairs up inside the gaps by spelling, inflection and meaning, and last across gaps (a moved word).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein, Indel

from dedup.drift.claims.grammar import is_closed
from dedup.drift.claims.lexicon import Relation, lexicon


@dataclass(frozen=True, slots=True)
class Match:
    """A word of each side that answer one another (indices into the token lists), and how alike they are."""

    a: int
    b: int
    relation: Relation
    moved: bool = False

    def mirrored(self) -> Match:
        """The same match seen from the other side."""
        return Match(self.b, self.a, TURNED.get(self.relation, self.relation), self.moved)


# What a relation is from the other side, where it is another one.
TURNED = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}


def matched(a: list[str], b: list[str]) -> list[Match]:
    """The words of `a` and `b`, folded, that answer each other; exchanged sides give the mirrored result."""
    # Of several longest subsequences the one found depends on the order of the arguments: fix the order.
    return _match(a, b) if a <= b else [m.mirrored() for m in _match(b, a)]


def _match(a: list[str], b: list[str]) -> list[Match]:
    anchors = _anchors(a, b)
    matches = [Match(i, j, Relation.SAME) for i, j in anchors]
    gaps = [
        (list(range(i0 + 1, i1)), list(range(j0 + 1, j1)))
        for (i0, j0), (i1, j1) in pairwise([(-1, -1), *anchors, (len(a), len(b))])
    ]
    # The same word elsewhere is a better answer than another word here, a synonym here better than elsewhere.
    for gap_a, gap_b in gaps:
        _take(matches, gap_a, gap_b, _joined(a, b, gap_a, gap_b))
        _take(matches, gap_a, gap_b, _closest(a, b, gap_a, gap_b, _SYNONYM))
    _match_moved(matches, gaps, a, b, 0)
    for gap_a, gap_b in gaps:
        _take(matches, gap_a, gap_b, _closest(a, b, gap_a, gap_b, _UNLIKE - 1))
    _match_moved(matches, gaps, a, b, _SYNONYM)
    return matches


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, and of those one with few gaps, as long on both sides as may be.

    In "old friend who has lived" and "supporter who became an enemy who lived" the first "who" is answered by
    the last, so that what was put in stands with what it replaced.
    """
    found = [
        (block.a + k, block.b + k)
        for block in Indel.opcodes(a, b).as_matching_blocks()
        for k in range(block.size)
    ]
    for length in range(_LONGEST_SHIFTED, 0, -1):
        for at in range(len(found) - length + 1):
            run = found[at : at + length]
            if run[-1] != (run[0][0] + length - 1, run[0][1] + length - 1):
                continue
            before = found[at - 1] if at else (-1, -1)
            after = found[at + length] if at + length < len(found) else (len(a), len(b))
            i, j = _shifted(a, b, run[0], length, before, after)
            found[at : at + length] = [(i + k, j + k) for k in range(length)]
    return found


def _shifted(
    a: list[str],
    b: list[str],
    start: tuple[int, int],
    length: int,
    before: tuple[int, int],
    after: tuple[int, int],
) -> tuple[int, int]:
    """Where a run of `length` words, matched from `start` on, stands best between two matches."""
    (i, j), words = start, a[start[0] : start[0] + length]
    elsewhere = [(x, j) for x in range(before[0] + 1, after[0] - length + 1) if a[x : x + length] == words]
    elsewhere += [(i, y) for y in range(before[1] + 1, after[1] - length + 1) if b[y : y + length] == words]

    def left(place: tuple[int, int]) -> tuple[int, int]:
        gaps = [p - q - 1 for p, q in zip(place, before, strict=True)]
        gaps += [q - p - length for p, q in zip(place, after, strict=True)]
        return sum(map(bool, gaps)), abs(gaps[0] - gaps[1]) + abs(gaps[2] - gaps[3])

    return min([start, *elsewhere], key=left)  # the first of the best: `start` where none is better


def _take(matches: list[Match], gap_a: list[int], gap_b: list[int], found: list[Match]) -> None:
    """Enter the matches found and strike their words from the gap."""
    matches.extend(found)
    for m in found:
        if m.a in gap_a:
            gap_a.remove(m.a)
        if m.b in gap_b:
            gap_b.remove(m.b)


def _closest(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int], limit: int) -> list[Match]:
    """Pairs inside one gap, the closest first."""
    if not gap_a or not gap_b:
        return []
    found: list[Match] = []
    done_a: set[int] = set()
    done_b: set[int] = set()
    ranked = sorted(
        (rank, abs(i - gap_a[0] - j + gap_b[0]), i, j, relation)
        for i in gap_a
        for j in gap_b
        for rank, relation in (_likeness(a[i], b[j]),)
        if rank <= limit
    )
    for _, _, i, j, relation in ranked:
        if i not in done_a and j not in done_b:
            done_a.add(i)
            done_b.add(j)
            found.append(Match(i, j, relation))
    return found


def _match_moved(
    matches: list[Match], gaps: list[tuple[list[int], list[int]]], a: list[str], b: list[str], limit: int
) -> None:
    """Words that answer each other from different places, the same words first."""
    free_a, free_b = [i for gap, _ in gaps for i in gap], [j for _, gap in gaps for j in gap]
    near: dict[int, list[tuple[int, int]]] = {}
    for i in free_a:
        for j in free_b:
            if (rank := _likeness(a[i], b[j])[0]) <= limit:
                near.setdefault(rank, []).append((i, j))
    for rank in sorted(near):
        for i, j in near[rank]:
            if i in free_a and j in free_b:
                matches.append(Match(i, j, _likeness(a[i], b[j])[1], moved=True))
                free_a.remove(i)
                free_b.remove(j)
    for gap_a, gap_b in gaps:
        gap_a[:] = [i for i in gap_a if i in free_a]
        gap_b[:] = [j for j in gap_b if j in free_b]


def _joined(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int]) -> list[Match]:
    """Words written together on one side: each part matches the whole (per cent / percent, U S / US)."""
    found: list[Match] = []
    wholes_a, wholes_b = {a[i]: i for i in gap_a}, {b[j]: j for j in gap_b}
    for run in _runs(gap_b):
        if (i := wholes_a.get(_written_together([b[j] for j in run]))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for j in run)
    for run in _runs(gap_a):
        if (j := wholes_b.get(_written_together([a[i] for i in run]))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for i in run)
    return found


def _written_together(keys: list[str]) -> str:
    # "its" for "it's" is a slip of the pen.
    return "its" if keys == ["it", "is"] else "".join(keys)


def _runs(gap: list[int]) -> Iterator[list[int]]:
    for length in (2, 3):
        for at in range(len(gap) - length + 1):
            run = gap[at : at + length]
            if run[-1] - run[0] == length - 1:
                yield run


# Runs of up to this many words are tried in another place.
_LONGEST_SHIFTED = 3
_SYNONYM = 3
_UNLIKE = 9


@lru_cache(maxsize=1 << 16)
def _likeness(x: str, y: str) -> tuple[int, Relation]:
    """Rank (0 the same word … 9 nothing in common) and relation of two keys."""
    if x == y:
        return 0, Relation.SAME
    relation = lexicon().relation(x, y)
    if relation is Relation.FORM:
        return 1, relation
    if misspelt(x, y):
        return 2, Relation.SPELLING
    if relation is Relation.SYNONYM:
        return 3, relation
    if relation is Relation.OPPOSITE:
        return 4, relation
    if relation is not Relation.NONE:
        return 5, relation
    return _UNLIKE, relation


def misspelt(x: str, y: str) -> bool:
    """Whether two keys are one word, spelt otherwise (colour / color) or with a slip (season / seaon).

    Two known English words never are, except by one of the regular British and American differences.
    """
    if min(len(x), len(y)) < 3 or x.isdigit() or y.isdigit():
        return False
    if american(x) == american(y):
        return True
    both = all(lexicon().known(word) or is_closed(word) for word in (x, y))
    longest = max(len(x), len(y))
    return not both and DamerauLevenshtein.distance(x, y, score_cutoff=2) <= (1 if longest < 6 else 2)


@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """A word with its regular British spellings put the American way: centre, center."""
    for british, american in _BRITISH:
        word = word.replace(british, american)
    return word


# Regular spelling differences; both sides go through the same funnel, so over-reach on a stem does no harm.
_BRITISH = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("ogue", "og"),
    ("ae", "e"),
    ("oe", "e"),
    ("ll", "l"),
    ("gramme", "gram"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("grey", "gray"),
    ("wards", "ward"),
    ("dgement", "dgment"),
    ("pp", "p"),
)
