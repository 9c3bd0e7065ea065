"""The cells of two lists of units: which pairs could be linked, and what each is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from dedup.align.calibration import load_calibration
from dedup.align.chain import Cell, best_chain
from dedup.align.likeness import Matrix, cut_off, equal, evidence
from dedup.align.units import Unit
from dedup.encoder.interface import Encoder

# Two passages that print alike, or a cut-off last line and what it begins, are a link whatever the
# vectors of so few words say (log-odds).
_CERTAIN = 10.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cells of two lists of units.

    Args:
        worth: log-odds of each cell that a chain could use.
        whole: cells whose two units print alike.
        likeness: of all pairs, 0 to 1, shape (len(a), len(b)).
    """

    worth: dict[Cell, float]
    whole: set[Cell]
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
    table, likeness = evidence(a, b, encoder.encode)
    calibration = load_calibration()
    same = equal(a, b)
    odds = calibration.log_odds(table)
    odds[same | cut_off(a, b)] += _CERTAIN
    likeness[same] = 1.0
    taken_a, taken_b = (np.array([unit.key in settled for unit in side]) for side in (a, b))
    odds[~same & np.logical_or.outer(taken_a, taken_b)] = -np.inf
    worth = {(i, j): float(odds[i, j]) for i, j in np.argwhere(odds > calibration.prices.least).tolist()}
    return Weighed(worth, {(i, j) for i, j in np.argwhere(same).tolist()}, likeness)


def in_order(a: Sequence[Unit], b: Sequence[Unit], weighed: Weighed) -> list[list[Cell]]:
    """The units of the best order-keeping chain, each a list of its cells."""
    lengths = tuple([max(len(unit.key), 1) for unit in side] for side in (a, b))
    return best_chain(weighed.worth, (lengths[0], lengths[1]), load_calibration().prices, weighed.whole)
