"""Boosted trees as plain arrays: fitted by scikit-learn, read and run by numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest whose leaves add up to one raw score for each class.

    Args:
        feature, threshold, left, right, value: one entry for each node, shape (trees, nodes);
            a leaf points at itself, so that every row may take the same number of steps.
        depth: the number of steps that reach every leaf.
        base: raw score before the first tree, shape (classes,); tree t adds to class t mod classes.
    """

    feature: NDArray[np.int64]
    threshold: Floats
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Floats
    depth: int
    base: Floats

    @classmethod
    def from_arrays(cls, data: Mapping[str, NDArray[np.generic]]) -> Trees:
        """From the arrays that `bench/fit/names_slots.py` stores."""
        return cls(
            feature=data["feature"].astype(np.int64),
            threshold=data["threshold"].astype(np.float64),
            left=data["left"].astype(np.int64),
            right=data["right"].astype(np.int64),
            value=data["value"].astype(np.float64),
            depth=int(data["depth"].item()),
            base=data["base"].astype(np.float64),
        )

    def probabilities(self, features: Floats) -> Floats:
        """Class probabilities, shape (rows, classes), of features of shape (rows, features)."""
        rows = np.arange(len(features))[:, None]
        trees = np.arange(self.feature.shape[0])[None, :]
        node = np.zeros((len(features), self.feature.shape[0]), dtype=np.int64)
        for _ in range(self.depth):
            goes_left = features[rows, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        raw = self.value[trees, node].reshape(len(features), -1, len(self.base)).sum(axis=1) + self.base
        if len(self.base) == 1:
            high = 1 / (1 + np.exp(-raw))
            return np.hstack([1 - high, high])
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares
