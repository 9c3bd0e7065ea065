"""The learned head: how likely it is that a passage and its counterpart differ in meaning.

Trees over the figures of `features.py`, evaluated by numpy; `bench/fit/claims_head.py` fits them and writes
down
from what. The head was fitted to the vectors of one model, whose name stands with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np

from dedup.drift.wording.trees import Trees


@dataclass(frozen=True, slots=True, eq=False)
class ClaimHead:
    """The fitted parameters.

    Args:
        trees: from the figures of a passage to log odds.
        calibration: slope and offset that make the log odds a probability (Platt).
        reports: a passage from this probability on is called changed.
        suspects: from this probability on its most changed words are shown, as minor.
    """

    trees: Trees
    calibration: tuple[float, float]
    reports: float
    suspects: float

    def probabilities(self, table: Sequence[Mapping[str, float]]) -> list[float]:
        """Of a material difference, 0 to 1, for each passage of which the figures are given."""
        names = self.trees.names
        rows = np.array([[figures[name] for name in names] for figures in table], dtype=np.float32)
        slope, offset = self.calibration
        return [1 / (1 + exp(-(slope * odds + offset))) for odds in self.trees(rows).tolist()]


@cache
def claim_head() -> ClaimHead:
    """The head that comes with dedup."""
    with (files("dedup.drift.claims") / "data" / "head.npz").open("rb") as data:
        arrays = dict(np.load(data, allow_pickle=False))
    return ClaimHead(
        Trees.from_arrays(arrays, "trees"),
        (float(arrays["calibration"][0]), float(arrays["calibration"][1])),
        float(arrays["reports"]),
        float(arrays["suspects"]),
    )
