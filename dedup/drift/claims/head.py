"""The learned head: how likely it is that a passage and its counterpart differ in meaning.

Two judges that err apart: trees over the figures of `features.py`, and the matching network of `network.py`
over the words themselves. `bench/fit/claims_head.py` fits both and how much each counts, and writes down
from what. The network reads the states of one model, whose name stands with it; beside another model the
trees judge alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import itemgetter

import numpy as np

from dedup.drift.wording.trees import Trees


@dataclass(frozen=True, slots=True, eq=False)
class ClaimHead:
    """The fitted parameters.

    Args:
        trees: from the figures of a passage to log odds.
        model: whose states the network reads.
        counts: how much the trees' log odds count, and the network's, and what is added to make the sum a
            probability (logistic regression on rows neither had seen).
        alone: the same without the network.
        reports: a passage from this probability on is called changed, where both versions share their words.
        freely, close: the same where they share less than `close` of their words: told in other words, two
            versions look changed that are not (docs/design/claims.md, "Two bars").
        suspects: from this probability on its stretches (`stretches.py`) are looked at, and shown as minor.
    """

    trees: Trees
    model: str
    counts: tuple[float, float, float]
    alone: tuple[float, float]
    reports: float
    freely: float
    close: float
    suspects: float

    def bar(self, kept: float) -> float:
        """The probability from which on a passage that kept that share of its words is called changed."""
        return self.reports if kept >= self.close else self.freely

    def probabilities(
        self, figures: Sequence[Sequence[Mapping[str, float]]], odds: Sequence[float] | None
    ) -> list[float]:
        """Of a material difference, 0 to 1, for each passage.

        Args:
            figures: of each passage, the figures of its readings; the trees' mean counts.
            odds: of each passage, the network's log odds; None where it reads no such states.
        """
        told = itemgetter(*self.trees.names)
        rows = np.array([told(f) for both in figures for f in both], dtype=np.float32)
        means = self.trees(rows).reshape(len(figures), -1).mean(axis=1)
        if odds is None:
            slope, offset = self.alone
            total = slope * means + offset
        else:
            trees, network, offset = self.counts
            total = trees * means + network * np.array(odds) + offset
        return [1 / (1 + exp(-x)) for x in total.tolist()]


@cache
def claim_head() -> ClaimHead:
    """The head that comes with dedup."""
    with (files("dedup.drift.claims") / "data" / "head.npz").open("rb") as data:
        arrays = dict(np.load(data, allow_pickle=False))
    trees, network, offset = arrays["counts"].tolist()
    slope, alone = arrays["alone"].tolist()
    return ClaimHead(
        Trees.from_arrays(arrays, "trees"),
        str(arrays["model"]),
        (trees, network, offset),
        (slope, alone),
        *(float(arrays[name]) for name in ("reports", "freely", "close", "suspects")),
    )
