"""Whether one unit of a side stands for two of the other: a paragraph that one version merged or split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.align.chain import REACH, Cell
from dedup.align.cutting import Cuts
from dedup.align.likeness import Evidence, Matrix, Rescale, Side

# The columns of `possible`, in order. Of two units of one side that may both belong to a unit of the other,
# the one with the higher log-odds is the strong one; "both" are the two taken together.
JOIN_FEATURES = (
    "strong",  # log-odds of the strong one alone
    "weak",
    "strings",  # how much nearer the cosine of n-gram weights comes with both than with the strong one
    "meaning",  # the same of the sums of sentence vectors
    "covered",  # how much more of the one unit's n-grams both hold
    "lengths",  # how much nearer the logarithm of the ratio of lengths comes to 0
    "longer",  # the logarithm of the length of both over that of the one
    "own",  # the best lead of the weak over the strong on one of the one unit's sentences
    "size",  # the logarithm of the weak one's length
    "apart",  # how many other units stand between the two
    "cut_least",  # cutting the one into two, how much more alike the parts are to the two: the less gain
    "cut_most",  # and the greater
    "cut_order",  # how much more alike the parts are to the two than the other way round
)
_MOST = 6.0  # log-odds beyond which more says nothing more
# Log-odds by themselves of the likelier of two cells that may be joined, and of the other: what the weights
# of joins were fitted to.
_LEAST_STRONG = -3.0
_LEAST_WEAK = -8.0


@dataclass(frozen=True, slots=True)
class Possible:
    """Some joins of two cells of one row or column.

    Args:
        first, second: the cells, the first stands before the other in the text.
        first_is_strong: which of the two is likelier by itself, shape (joins,).
        table: shape (joins, len(JOIN_FEATURES)).
    """

    first: list[Cell]
    second: list[Cell]
    first_is_strong: NDArray[np.bool_]
    table: Matrix


def possible(found: Evidence, odds: Matrix, may: NDArray[np.bool_]) -> Iterator[Possible]:
    """The joins that are likely enough, of two units up to `REACH` apart with one of the other side.

    Args:
        found: how alike the units are.
        odds: log-odds of each pair by itself, shape (len(a), len(b)).
        may: the pairs that may be joined to others, of the same shape.
    """
    for joins in _of(found.a, found.b, odds, may, found):
        yield Possible(joins.first, joins.second, joins.first_is_strong, joins.table)
    for joins in _of(found.b, found.a, odds.T, may.T, found):
        first, second = ([(i, j) for j, i in cells] for cells in (joins.first, joins.second))
        yield Possible(first, second, joins.first_is_strong, joins.table)


def _of(many: Side, one: Side, odds: Matrix, may: NDArray[np.bool_], found: Evidence) -> Iterator[Possible]:
    """The joins of two units of the first side with one of the other."""
    likely = [
        may[:-apart]
        & may[apart:]
        & (np.maximum(odds[:-apart], odds[apart:]) > _LEAST_STRONG)
        & (np.minimum(odds[:-apart], odds[apart:]) > _LEAST_WEAK)
        for apart in range(1, REACH + 1)
    ]
    if not any(table.any() for table in likely):
        return
    parts = _Parts(many, one, found.rarity, found.rescale)
    cuts = Cuts(many, one, np.logical_or.reduce([table.any(axis=0) for table in likely]), found.columns)
    for apart, table in enumerate(likely, start=1):
        i, j = np.nonzero(table)
        if not len(i):
            continue
        first_is_strong = odds[i, j] >= odds[i + apart, j]
        strong, weak = np.where(first_is_strong, (i, i + apart), (i + apart, i))
        yield Possible(
            list(zip(i.tolist(), j.tolist(), strict=True)),
            list(zip((i + apart).tolist(), j.tolist(), strict=True)),
            first_is_strong,
            np.column_stack(
                [
                    np.clip(odds[strong, j], -_MOST, _MOST),
                    np.clip(odds[weak, j], -_MOST, _MOST),
                    *parts.gains(strong, weak, j),
                    np.full(len(i), float(apart - 1)),
                    *cuts.gains(i, i + apart, j),
                ]
            ),
        )


class _Parts:
    """What two units of one side hold of one of the other, beside what either holds."""

    def __init__(self, many: Side, one: Side, rarity: Matrix, rescale: Rescale) -> None:
        self._many, self._one, self._rarity, self._rescale = many, one, rarity, rescale
        self._ones = np.sqrt(one.grams) * rarity
        self._strings, self._covered = _alike(np.sqrt(many.grams) * rarity, self._ones)
        self._meaning = rescale(_alike(many.vectors, one.vectors)[0])

    def gains(self, strong: NDArray[Any], weak: NDArray[Any], j: NDArray[Any]) -> Iterator[Matrix]:
        """The columns from "strings" to "size", of strong and weak units of one side with units `j`."""
        many, one = self._many, self._one
        pairs, row = np.unique(np.stack([strong, weak]), axis=1, return_inverse=True)
        x, y = pairs
        both, covered = _alike(np.sqrt(many.grams[x] + many.grams[y]) * self._rarity, self._ones)
        meaning = self._rescale(_alike(many.vectors[x] + many.vectors[y], one.vectors)[0])
        own = np.maximum.reduceat(many.on[y] - many.on[x], one.starts, axis=1)
        lengths = np.log((many.lengths[strong] + many.lengths[weak]) / one.lengths[j])
        yield both[row, j] - self._strings[strong, j]
        yield meaning[row, j] - self._meaning[strong, j]
        yield covered[row, j] - self._covered[strong, j]
        yield np.abs(np.log(many.lengths[strong] / one.lengths[j])) - np.abs(lengths)
        yield lengths
        yield own[row, j]
        yield np.log(many.lengths[weak])


def _alike(x: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """The cosine of each pair of rows, and how much of y's row lies in the direction of x's."""
    dots = x @ y.T
    norms_x = np.sqrt(np.maximum((x * x).sum(axis=1), 1e-9))[:, None]
    norms_y = np.sqrt(np.maximum((y * y).sum(axis=1), 1e-9))[None, :]
    return dots / (norms_x * norms_y), np.minimum(dots / (norms_y * norms_y), 1)
