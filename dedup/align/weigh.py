"""The cells of two lists of units: which pairs could be linked, and what each is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.align.calibration import Calibration, load_calibration
from dedup.align.chain import Cell, best_chain
from dedup.align.joining import possible
from dedup.align.likeness import Evidence, Matrix, copied, cut_off, equal, evidence
from dedup.align.units import Unit
from dedup.encoder.interface import Encoder

# Two passages that print alike, or a cut-off last line and what it begins, are a link whatever the
# vectors of so few words say (log-odds).
_CERTAIN = 10.0
# Log-odds by themselves of the cells that the weights of the chain were fitted to.
LEAST_CELL = -5.0
# Log-odds by itself of a link that no neighbour speaks for, as if one in twenty were right: of what moved (of
# translated paragraphs put elsewhere, 87 % have as much), and of furniture, as two sites' lines may stand at
# one place of the story.
UNAIDED = 3.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cells of two lists of units.

    Args:
        worth: log-odds of each cell that a chain could use, in a chain.
        joins: from a cell to another of its row or column: what it is worth to widen the link by it.
        alone: log-odds of each pair by itself, shape (len(a), len(b)).
        likeness: of all pairs, 0 to 1, shape (len(a), len(b)).
    """

    worth: dict[Cell, float]
    joins: dict[tuple[Cell, Cell], float]
    alone: Matrix
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
    certain, copies = same | cut_off(a, b), copied(a, b, found)
    taken_a, taken_b = (np.array([unit.key in settled for unit in side]) for side in (a, b))
    never = ~same & np.logical_or.outer(taken_a, taken_b)
    alone, odds = calibration.log_odds(found.table)
    for table in (alone, odds):
        table[certain] += _CERTAIN
        # The weights were fitted on translations and do not reach to copies.
        table[copies] = np.maximum(table[copies], _CERTAIN)
        table[never] = -np.inf
    beside = np.logical_or.outer(*(np.array([unit.beside for unit in side]) for side in (a, b)))
    odds[beside & (alone < UNAIDED)] = -np.inf
    likeness[same] = 1.0
    joins = possible_joins(found, alone, odds, same, calibration)
    return Weighed(usable(alone, odds, joins, calibration), joins, alone, likeness)


def usable(
    alone: Matrix, odds: Matrix, joins: Iterable[tuple[Cell, Cell]], calibration: Calibration
) -> dict[Cell, float]:
    """The cells that a chain could use, with their log-odds in a chain."""
    likely = (alone > LEAST_CELL) & (odds > calibration.prices.least)
    worth = {(i, j): float(odds[i, j]) for i, j in np.argwhere(likely).tolist()}
    return worth | {cell: float(odds[cell]) for step in joins for cell in step}


def possible_joins(
    found: Evidence, alone: Matrix, odds: Matrix, same: NDArray[np.bool_], calibration: Calibration
) -> dict[tuple[Cell, Cell], float]:
    """The steps that may widen a link, with what they are worth.

    The strong one of two cells is the likelier by itself. A step counts from the unit that stands first, so
    where that is the weak one it earns what the strong one has more.

    Args:
        found: how alike the units are.
        alone: log-odds of each pair by itself; -inf: never a link.
        odds: the same in a chain.
        same: pairs that print alike: all of each other, so that nothing may be widened by them.
        calibration: gives the log-odds.
    """
    steps: dict[tuple[Cell, Cell], float] = {}
    for joins in possible(found, alone, np.isfinite(odds) & ~same):
        worth = calibration.join_log_odds(joins.table)
        for first, second, strong, value in zip(
            joins.first, joins.second, joins.first_is_strong.tolist(), worth.tolist(), strict=True
        ):
            steps[first, second] = value + (0.0 if strong else float(odds[second] - odds[first]))
    return steps


def in_order(a: Sequence[Unit], b: Sequence[Unit], weighed: Weighed) -> list[list[Cell]]:
    """The units of the best order-keeping chain, each a list of its cells."""
    return best_chain(weighed.worth, (len(a), len(b)), load_calibration().prices, weighed.joins)
