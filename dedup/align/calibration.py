"""From the features of a pair of passages to the log-odds that they are linked, per model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.align.chain import Prices
from dedup.align.joining import JOIN_FEATURES
from dedup.align.likeness import FEATURES, Matrix
from dedup.align.scale import Range, range_of
from dedup.encoder.interface import Encoder
from dedup.errors import DedupError

TARGET = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """What bench/fit/alignment.py fitted.

    Args:
        model: the encoder (`Encoder.name`) whose cosines the weights are for.
        weights: of a link by itself, one for each column of `expand`.
        chain_weights: of a link in a chain, likewise.
        join_weights: of a join of two links in a chain, likewise.
        prices: of the steps of the chain.
        range: where that model's cosines lie.
    """

    model: str
    weights: NDArray[np.float64]
    chain_weights: NDArray[np.float64]
    join_weights: NDArray[np.float64]
    prices: Prices
    range: Range

    def rescale(self, encoder: Encoder, cosines: Matrix) -> Matrix:
        """The cosines of an encoder on the scale of the one that the weights are for."""
        if encoder.name == self.model:
            return cosines
        return range_of(encoder).moved_to(self.range, cosines)

    def log_odds(self, table: Matrix) -> tuple[Matrix, Matrix]:
        """The log-odds of a link by itself and in a chain, shape (a, b), from features of shape (a, b, n)."""
        columns = expand(table)
        return columns @ self.weights, columns @ self.chain_weights

    def join_log_odds(self, table: Matrix) -> Matrix:
        """What it adds to a chain to take the weak one into a unit with the strong one."""
        odds: Matrix = expand(table) @ self.join_weights
        return odds


@cache
def load_calibration() -> Calibration:
    """The calibration that comes with dedup."""
    stored = json.loads(TARGET.read_text(encoding="utf-8"))
    if (tuple(stored["features"]), tuple(stored["join_features"])) != (FEATURES, JOIN_FEATURES):
        raise DedupError(f"{TARGET} was fitted for other features; run bench/fit/alignment.py")
    return Calibration(
        stored["model"],
        np.array(stored["weights"]),
        np.array(stored["chain_weights"]),
        np.array(stored["join_weights"]),
        Prices(**stored["prices"]),
        Range(**stored["range"]),
    )


def expand(table: Matrix) -> Matrix:
    """The features with a constant before and their products of two after: shape (..., 1 + n + n(n+1)/2)."""
    rows, columns = _products(table.shape[-1])
    products = table[..., rows] * table[..., columns]
    return np.concatenate([np.ones((*table.shape[:-1], 1)), table, products], axis=-1)


@cache
def _products(features: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows, columns = np.triu_indices(features)
    return rows, columns
