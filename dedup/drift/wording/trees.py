"""Gradient-boosted oblivious trees, evaluated by numpy from arrays in an .npz file.

In an oblivious tree all nodes of one level ask the same question (CatBoost, Prokhorenkova and others
2018, https://arxiv.org/abs/1706.09516), so a leaf is a binary number and a whole ensemble is one
comparison of arrays: no library is needed to run what one was needed to fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.errors import DedupError

_DEEPEST = 8  # a leaf's number is a byte


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """An ensemble of oblivious trees of one depth.

    Args:
        names: the features it was fitted on, in the order of the columns it reads.
        feature: which column each level of each tree asks about, shape (trees, depth).
        border: asks "is it greater than this?", shape (trees, depth).
        leaves: the value of each leaf, level k being bit k, shape (trees, 2 ** depth).
        bias: added to the sum over the trees.

    Raises:
        DedupError: the arrays do not fit each other, or the trees are deeper than a leaf's number is wide.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int16]
    border: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def __post_init__(self) -> None:
        trees, depth = self.feature.shape
        if not 1 <= depth <= _DEEPEST:
            raise DedupError(f"trees of depth {depth} cannot be evaluated; fit them with {_DEEPEST} at most")
        if self.border.shape != (trees, depth) or self.leaves.shape != (trees, 2**depth):
            raise DedupError("the trees' arrays are of different shapes; fit them anew, or reinstall dedup")
        if self.feature.min() < 0 or self.feature.max() >= len(self.names):
            raise DedupError("the trees ask for features without a name; fit them anew, or reinstall dedup")

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """Read the arrays `PREFIX_names`, `PREFIX_feature`, …; raises KeyError where one is missing."""
        return cls(
            tuple(str(n) for n in arrays[f"{prefix}_names"]),
            np.asarray(arrays[f"{prefix}_feature"], np.int16),
            np.asarray(arrays[f"{prefix}_border"], np.float32),
            np.asarray(arrays[f"{prefix}_leaves"], np.float32),
            float(arrays[f"{prefix}_bias"]),
        )

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The value of each row, shape (rows,), for `rows` of shape (rows, len(names))."""
        trees, depth = self.feature.shape
        # Features first: a gather then copies whole lines of memory; and all of a level side by side.
        columns = np.ascontiguousarray(rows.T)
        asked = columns.take(self.feature.T.ravel(), axis=0)
        above = (asked > self.border.T.reshape(-1, 1)).view(np.uint8).reshape(depth, trees, -1)
        # The highest level first, so that each of the others shifts it up by a bit.
        leaf = above[-1].copy()
        for level in range(depth - 2, -1, -1):
            leaf += leaf
            leaf += above[level]
        values = self.leaves.ravel().take(leaf + (np.arange(trees, dtype=np.int32) << depth)[:, None])
        return np.asarray(values.sum(axis=0, dtype=np.float64) + self.bias, np.float32)
