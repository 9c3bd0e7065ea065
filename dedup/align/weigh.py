"""The cells of two lists of units: which pairs could be linked, and what each is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.align.calibration import Calibration, load_calibration
from dedup.align.chain import Cell, best_chain
from dedup.align.joining import joined
from dedup.align.likeness import Evidence, Matrix, copied, cut_off, equal, evidence
from dedup.align.units import Unit
from dedup.encoder.interface import Encoder

# Two passages that print alike, or a cut-off last line and what it begins, are a link whatever the
# vectors of so few words say (log-odds).
_CERTAIN = 10.0
# Joins of lower log-odds are not looked at.
_LEAST_JOIN = -2.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cells of two lists of units.

    Args:
        worth: log-odds of each cell that a chain could use.
        joins: from a cell to another of its row or column: the log-odds of widening the link by it.
        likeness: of all pairs, 0 to 1, shape (len(a), len(b)).
    """

    worth: dict[Cell, float]
    joins: dict[tuple[Cell, Cell], float]
    likeness: Matrix

    def score(self, cells: Sequence[Cell]) -> float:
        """The likeness of a unit of these cells."""
        return round(sum(float(self.likeness[cell]) for cell in cells) / len(cells), 4)


def settled_keys(a: Sequence[Unit], b: Sequence[Unit]) -> frozenset[str]:
    """The keys that both documents hold equally often: those units belong to each other."""
    counts_a, counts_b = (Counter(unit.key for unit in side) for side in (a, b))
    return frozenset(key for key, count in counts_a.items() if counts_b[key] == count)


def weigh(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder, settled: AbstractSet[str]) -> Weighed:
    """Weigh every pair of units; time and memory O(len(a) * len(b)).

    Args:
        a: some units of one document, at least one.
        b: some units of the other.
        encoder: gives their vectors.
        settled: units with these keys are linked with their like only, wherever that stands.
    """
    calibration = load_calibration()
    found = evidence(a, b, encoder.encode, partial(calibration.rescale, encoder))
    likeness = found.likeness
    same = equal(a, b)
    odds = calibration.log_odds(found.table)
    odds[same | cut_off(a, b)] += _CERTAIN
    # The weights were fitted on translations and do not reach to copies.
    odds = np.where(copied(a, b, found), np.maximum(odds, _CERTAIN), odds)
    likeness[same] = 1.0
    taken_a, taken_b = (np.array([unit.key in settled for unit in side]) for side in (a, b))
    odds[~same & np.logical_or.outer(taken_a, taken_b)] = -np.inf
    joins = possible_joins(found, odds, same, calibration)
    worth = {(i, j): float(odds[i, j]) for i, j in np.argwhere(odds > calibration.prices.least).tolist()}
    worth |= {cell: float(odds[cell]) for step in joins for cell in step}
    return Weighed(worth, joins, likeness)


def possible_joins(
    found: Evidence, odds: Matrix, same: NDArray[np.bool_], calibration: Calibration
) -> dict[tuple[Cell, Cell], float]:
    """The steps that may widen a link, with what they are worth.

    A step counts from the unit that stands first, so it earns what the second is stronger by.

    Args:
        found: how alike the units are.
        odds: log-odds of each pair by itself; -inf: never a link.
        same: pairs that print alike: all of each other, so that nothing may be widened by them.
        calibration: gives the log-odds.
    """
    may = np.isfinite(odds) & ~same
    steps: dict[tuple[Cell, Cell], float] = {}
    for apart in (1, 2):
        for side, (many, one) in enumerate(((found.a, found.b), (found.b, found.a))):
            pairs, free = (odds, may) if side == 0 else (odds.T, may.T)
            if len(pairs) <= apart:
                continue
            first, second = pairs[:-apart], pairs[apart:]
            worth = calibration.join_log_odds(joined(many, one, pairs, apart, found.rescale))
            likely = (worth > _LEAST_JOIN) & free[:-apart] & free[apart:]
            likely &= np.maximum(first, second) > calibration.prices.least
            for i, j in np.argwhere(likely).tolist():
                ends = ((i, j), (i + apart, j)) if side == 0 else ((j, i), (j, i + apart))
                steps[ends] = float(worth[i, j] + max(second[i, j] - first[i, j], 0))
    return steps


def in_order(a: Sequence[Unit], b: Sequence[Unit], weighed: Weighed) -> list[list[Cell]]:
    """The units of the best order-keeping chain, each a list of its cells."""
    return best_chain(weighed.worth, (len(a), len(b)), load_calibration().prices, weighed.joins)
