"""Long documents in near-linear time: cut both at passages that surely belong together.

Beginnings of words, and of two words in a row, that few units of either side have are looked up in an
index; units that share several of them and no better partner are anchors where they keep the order.
Between anchors the two sides are cut into pieces small enough to weigh every pair; what no piece could
link is then looked up in the index once more, wherever it may have moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isqrt

import regex

from dedup.align.chain import Cell, Prices, best_chain
from dedup.align.units import Unit

_WORD = regex.compile(r"\w+")
# Up to so many pairs of units all are weighed (40 MB, 0.1 s); past that there have to be pieces.
WEIGH_ALL = 40_000
_PREFIX = 6  # letters: inflections and most garbled names still begin alike
_RARE = 4  # units of one side that may share a beginning
_SHARED = 2.0  # rare beginnings that an anchor shares, each over the number of units that have it
_PIECE = 40  # units of a side: twice as many take longer as every pair is weighed, fewer lack context
_RIVALS = 3  # partners that the index may propose for a unit that moved
_CHAIN_ONLY = Prices(follow=0.0, turn=0.0)


def pieces(a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[tuple[slice, slice]]:
    """Pieces of the two sides, in order and without gaps, that together hold all units."""
    begin_a = begin_b = 0
    for i, j in [*_cuts(_anchors(a, b)), (len(a), len(b))]:
        if max(i - begin_a, j - begin_b) < _PIECE and (i, j) != (len(a), len(b)):
            continue
        # Where no anchor helps, the sides are taken to run at an even pace.
        steps = 1 + isqrt((i - begin_a) * (j - begin_b) // WEIGH_ALL)
        for n in range(steps):
            yield (
                slice(begin_a + (i - begin_a) * n // steps, begin_a + (i - begin_a) * (n + 1) // steps),
                slice(begin_b + (j - begin_b) * n // steps, begin_b + (j - begin_b) * (n + 1) // steps),
            )
        begin_a, begin_b = i, j


def moved_groups(a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[tuple[list[int], list[int]]]:
    """Small groups of units, some of a and those of b that they may have moved to, by their places."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(b):
        by_key[unit.key].append(j)
    shared = _shared(a, b)
    rows: list[int] = []
    columns: set[int] = set()
    for i, unit in enumerate(a):
        likely = sorted(shared[i].items(), key=lambda item: (-item[1], item[0]))[:_RIVALS]
        partners = {j for j, _ in likely} | set(by_key.get(unit.key, ()))
        if not partners:
            continue
        rows.append(i)
        columns |= partners
        if len(rows) >= _PIECE:
            yield rows, sorted(columns)
            rows, columns = [], set()
    if rows:
        yield rows, sorted(columns)


def _cuts(anchors: list[Cell]) -> Iterator[Cell]:
    """Where both sides may be cut: between two anchors with nothing between them."""
    for (i, j), following in pairwise(anchors):
        if following == (i + 1, j + 1):
            yield following


def _anchors(a: Sequence[Unit], b: Sequence[Unit]) -> list[Cell]:
    """Pairs that share more than either shares with any other unit, in order."""
    shared = _shared(a, b)
    best_of_b: dict[int, float] = defaultdict(float)
    for row in shared:
        for j, count in row.items():
            best_of_b[j] = max(best_of_b[j], count)
    worth: dict[Cell, float] = {}
    for i, row in enumerate(shared):
        if row:
            j, count = max(row.items(), key=lambda item: (item[1], -item[0]))
            if count >= _SHARED and count == best_of_b[j]:
                worth[i, j] = count
    return [unit[0] for unit in best_chain(worth, (len(a), len(b)), _CHAIN_ONLY, {})]


def _shared(a: Sequence[Unit], b: Sequence[Unit]) -> list[dict[int, float]]:
    """For each unit of a, the units of b that share rare beginnings of words, and how many."""
    beginnings = [[_beginnings(unit.key) for unit in side] for side in (a, b)]
    counts_a, counts_b = (Counter(word for unit in side for word in unit) for side in beginnings)
    holders: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(beginnings[1]):
        for word in words:
            if counts_b[word] <= _RARE and 0 < counts_a[word] <= _RARE:
                holders[word].append(j)
    shared: list[dict[int, float]] = []
    for words in beginnings[0]:
        row: dict[int, float] = defaultdict(float)
        for word in sorted(words):
            for j in holders.get(word, ()):
                row[j] += 1 / max(counts_a[word], counts_b[word])
        shared.append(row)
    return shared


def _beginnings(key: str) -> set[str]:
    """The beginnings of the words, and those of every two words in a row, which are rarer."""
    words = [word[:_PREFIX] for word in _WORD.findall(key)]
    return {*words, *map(" ".join, pairwise(words))}
