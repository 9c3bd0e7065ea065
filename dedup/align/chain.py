"""The best order-keeping chain of links through a sparse table of cells, and what moved out of it.

A cell (i, j) says what it is worth to link unit i of one side with unit j of the other: its
log-odds of being a link. The chain is the set of cells of the highest sum that never goes back on
either side, found exactly by dynamic programming over the cells alone (heaviest increasing
subsequence with a Fenwick tree): time O(cells · log units), memory O(cells).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Cell = tuple[int, int]

# How a cell was entered: as a new unit, or by widening the unit before it on side b, or on side a.
_NEW, _WIDE_B, _WIDE_A = range(3)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a step of the chain adds, in log-odds.

    Args:
        follow: two links with nothing between them on either side support each other.
        widen: one unit against several of the other side (a merged or split paragraph).
        turn: widening on one side and then on the other (contents dealt out anew).
    """

    follow: float
    widen: float
    turn: float


def best_chain(worth: Mapping[Cell, float], prices: Prices) -> list[list[Cell]]:
    """The units of the best chain, each a list of its cells, in order."""
    by_row: dict[int, list[int]] = {}
    for i, j in worth:
        by_row.setdefault(i, []).append(j)
    ranks = {j: n for n, j in enumerate(sorted({j for _, j in worth}), start=1)}
    tree = _PrefixBest(len(ranks))
    ends: dict[Cell, tuple[_End, _End, _End]] = {}
    for i in sorted(by_row):
        fresh: list[tuple[int, _End]] = []
        for j in sorted(by_row[i]):
            options = _enter(i, j, worth[i, j], prices, tree.best(ranks[j] - 1), ends)
            ends[i, j] = options
            fresh.append((ranks[j], max(options, key=_score)))
        for rank, end in fresh:
            tree.raise_to(rank, end)
    end: _End | None = tree.best(len(ranks))
    units: list[list[Cell]] = []
    widened = False
    while end is not None and end.cell is not None:
        if widened:
            units[-1].append(end.cell)
        else:
            units.append([end.cell])
        widened = end.entered != _NEW
        end = end.before
    return [unit[::-1] for unit in reversed(units)]


def out_of_order(worth: Mapping[Cell, float], chain: Iterable[list[Cell]], floor: float) -> list[list[Cell]]:
    """Units that moved: the best cells, one to one, among what the chain leaves free.

    Only cells worth at least `floor` count, as no neighbour speaks for them.
    """
    rows = {i for unit in chain for i, _ in unit}
    columns = {j for unit in chain for _, j in unit}
    moved: list[list[Cell]] = []
    for (i, j), _ in sorted(worth.items(), key=lambda item: (-item[1], item[0])):
        if worth[i, j] < floor:
            break
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            moved.append([(i, j)])
    return moved


@dataclass(frozen=True, slots=True)
class _End:
    """A chain that ends in a cell: its worth, and the chain before that cell."""

    score: float
    cell: Cell | None = None
    entered: int = _NEW
    before: _End | None = None


_NOTHING = _End(0.0)
_IMPOSSIBLE = _End(float("-inf"))


def _score(end: _End) -> float:
    return end.score


def _enter(
    i: int, j: int, worth: float, prices: Prices, before: _End, ends: Mapping[Cell, tuple[_End, _End, _End]]
) -> tuple[_End, _End, _End]:
    """The best chains that end in this cell, one for each way of entering it."""
    impossible = (_IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE)
    touching = max(ends.get((i - 1, j - 1), impossible), key=_score)
    left, above = ends.get((i, j - 1), impossible), ends.get((i - 1, j), impossible)
    followed = touching.score + prices.follow
    new = (followed, touching) if followed > before.score else (before.score, before)
    wide_b = _cheapest(left, prices, _WIDE_B)
    wide_a = _cheapest(above, prices, _WIDE_A)
    return (
        _End(worth + new[0], (i, j), _NEW, new[1]),
        _End(worth + wide_b[0], (i, j), _WIDE_B, wide_b[1]),
        _End(worth + wide_a[0], (i, j), _WIDE_A, wide_a[1]),
    )


def _cheapest(ends: tuple[_End, _End, _End], prices: Prices, way: int) -> tuple[float, _End]:
    """The best chain to widen in that way; a unit already widened in the other way pays for the turn."""
    other = _WIDE_A if way == _WIDE_B else _WIDE_B
    options = [
        (end.score + prices.widen + (prices.turn if entered == other else 0.0), end)
        for entered, end in enumerate(ends)
    ]
    return max(options, key=lambda option: option[0])


class _PrefixBest:
    """The best chain among the first n columns (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._tree = [_NOTHING] * (size + 1)

    def best(self, n: int) -> _End:
        found = _NOTHING
        while n > 0:
            if self._tree[n].score > found.score:
                found = self._tree[n]
            n -= n & -n
        return found

    def raise_to(self, n: int, end: _End) -> None:
        while n < len(self._tree):
            if end.score > self._tree[n].score:
                self._tree[n] = end
            n += n & -n
