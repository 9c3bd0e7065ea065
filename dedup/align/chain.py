"""The best order-keeping chain of links through a sparse table of cells, and what moved out of it.

A cell (i, j) says what it is worth to link unit i of one side with unit j of the other: its
log-odds of being a link. The chain is the set of cells of the highest sum that never goes back on
either side, found exactly by dynamic programming over the cells alone (heaviest increasing
subsequence with a Fenwick tree): time O(cells · log units), memory O(cells).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]

# How far a unit may be widened at a step: past two others that the other version dropped.
REACH = 3

# How a cell was entered: as a new unit, or by widening the unit before it on side b, or on side a.
_NEW, _WIDE_B, _WIDE_A = range(3)


# From a cell to the one that widens its unit: the log-odds that both units belong to the third.
Joins = Mapping[tuple[Cell, Cell], float]


@dataclass(frozen=True, slots=True)
class Prices:
    """What a step of the chain adds, in log-odds.

    Args:
        follow: two links with nothing between them on either side support each other.
        turn: widening on one side and then on the other (contents dealt out anew).
    """

    follow: float
    turn: float

    @property
    def least(self) -> float:
        """Log-odds below which no cell can add to a chain."""
        return -2 * self.follow


def best_chain(
    worth: Mapping[Cell, float], size: tuple[int, int], prices: Prices, joins: Joins
) -> list[list[Cell]]:
    """The units of the best chain, each a list of its cells, in order.

    Args:
        worth: the cells that may be part of it, with their log-odds.
        size: how many units side a and side b have.
        prices: what the steps between cells add.
        joins: the steps that may widen a unit, from a cell to one of the next `REACH` in its row or
            column, with what they are worth.
    """
    by_row: dict[int, list[int]] = {}
    for i, j in worth:
        by_row.setdefault(i, []).append(j)
    ranks = {j: n for n, j in enumerate(sorted({j for _, j in worth}), start=1)}
    tree = _PrefixBest(len(ranks))
    steps = _Steps(size, prices, joins)
    rows: dict[int, dict[int, _Ways]] = {}
    for i in sorted(by_row):
        rows = {n: rows.get(n, {}) for n in range(i - REACH, i)} | {i: {}}
        for j in sorted(by_row[i]):
            rows[i][j] = steps.enter((i, j), worth[i, j], tree.best(ranks[j] - 1), rows)
        for j, ways in rows[i].items():
            tree.raise_to(ranks[j], max(ways, key=_score))
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


def out_of_order(worth: Mapping[Cell, float], chain: Iterable[list[Cell]]) -> list[list[Cell]]:
    """Units that moved: the best of these cells, one to one, among what the chain leaves free."""
    rows = {i for unit in chain for i, _ in unit}
    columns = {j for unit in chain for _, j in unit}
    moved: list[list[Cell]] = []
    for (i, j), _ in sorted(worth.items(), key=lambda item: (-item[1], item[0])):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            moved.append([(i, j)])
    return moved


@dataclass(frozen=True, slots=True)
class _End:
    """A chain that ends in a cell: its worth, how it got there, and the chain before that cell."""

    score: float
    cell: Cell | None = None
    entered: int = _NEW
    before: _End | None = None


_Ways = tuple[_End, _End, _End]  # the best chains into one cell, by how it was entered
_NOTHING = _End(0.0)
_NOWHERE = _End(float("-inf"))
_NO_WAYS = (_NOWHERE, _NOWHERE, _NOWHERE)


def _score(end: _End) -> float:
    return end.score


class _Steps:
    """The steps into a cell and what they cost."""

    def __init__(self, size: tuple[int, int], prices: Prices, joins: Joins) -> None:
        self._size = size
        self._prices = prices
        self._joins = joins

    def enter(self, cell: Cell, worth: float, before: _End, rows: Mapping[int, Mapping[int, _Ways]]) -> _Ways:
        """The best chains that end in this cell.

        Args:
            cell: which.
            worth: its log-odds.
            before: the best chain of earlier rows and columns.
            rows: the cells done so far of this row and the `REACH` above, by column.
        """
        i, j = cell
        if (i + 1, j + 1) == self._size:
            worth += self._prices.follow  # two ends follow each other as two beginnings do
        touching = max(rows[i - 1].get(j - 1, _NO_WAYS), key=_score) if i or j else _NOTHING
        if touching.score + self._prices.follow > before.score:
            new = _End(worth + touching.score + self._prices.follow, cell, _NEW, touching)
        else:
            new = _End(worth + before.score, cell, _NEW, before)
        left = [rows[i].get(j - n, _NO_WAYS) for n in range(1, REACH + 1)]
        above = [rows[i - n].get(j, _NO_WAYS) for n in range(1, REACH + 1)]
        return new, self._widen(cell, left, _WIDE_B), self._widen(cell, above, _WIDE_A)

    def _widen(self, cell: Cell, ends: Sequence[_Ways], way: int) -> _End:
        """The best chain that takes this cell into the unit before it, beside it or a little further."""
        best = _NOWHERE
        last = self._prices.follow if (cell[0] + 1, cell[1] + 1) == self._size else 0.0
        for ways in ends:
            for entered, end in enumerate(ways):
                if end.cell is None or (end.cell, cell) not in self._joins:
                    continue
                score = end.score + self._joins[end.cell, cell] + last
                if entered not in (_NEW, way):
                    score += self._prices.turn
                if score > best.score:
                    best = _End(score, cell, way, end)
        return best


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
