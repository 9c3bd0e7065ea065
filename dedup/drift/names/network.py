"""Small neural networks as plain arrays: fitted by `bench/fit/names.py`, run by numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROWS = 256  # rows at a time, so that the hidden layers stay in the processor's cache
_FAR = 6.0
"""Inputs further out than this many standard deviations count as that far."""


@dataclass(frozen=True, slots=True)
class Network:
    """The mean of several perceptrons with rectified hidden layers and a softmax at the end.

    Args:
        mean, scale: of each input where it was fitted, shape (inputs,).
        layers: weights of shape (members, in, out) and biases of shape (members, 1, out).
    """

    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def load(cls, path: Path) -> Network:
        """From the file that the fitting script wrote."""
        with np.load(path) as data:
            return cls.from_arrays({key: data[key] for key in data.files})

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Network:
        """From arrays `mean`, `scale`, and `weight` and `bias` with the number of each layer."""
        arrays = {key: value.astype(np.float64) for key, value in stored.items()}
        depth = sum(key.startswith("weight") for key in arrays)
        layers = tuple((arrays[f"weight{i}"], arrays[f"bias{i}"]) for i in range(depth))
        return cls(arrays["mean"], arrays["scale"], layers)

    def probabilities(self, features: Floats) -> Floats:
        """Class probabilities, shape (rows, classes), of features of shape (rows, inputs)."""
        if len(features) > _ROWS:
            parts = [features[i : i + _ROWS] for i in range(0, len(features), _ROWS)]
            return np.vstack([self.probabilities(part) for part in parts])
        hidden = np.clip((features - self.mean) / self.scale, -_FAR, _FAR)[None]
        for weight, bias in self.layers[:-1]:
            hidden = np.maximum(hidden @ weight + bias, 0.0)
        weight, bias = self.layers[-1]
        raw = hidden @ weight + bias
        odds = np.exp(raw - raw.max(axis=-1, keepdims=True))
        shares: Floats = (odds / odds.sum(axis=-1, keepdims=True)).mean(axis=0)
        return shares
