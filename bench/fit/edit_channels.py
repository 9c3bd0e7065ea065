"""Expectation maximisation of the letter edits in `dedup/drift/names/edits.py` (Ristad and Yianilos 1998)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from dedup.drift.names.edits import LETTERS, MAX_LETTERS, EditModel, encode

Floats = NDArray[np.float64]
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class WeightedPairs:
    """Pairs of words and how much each counts."""

    pairs: Sequence[tuple[str, str]]
    weights: Sequence[float]


def fit(channels: Sequence[WeightedPairs]) -> tuple[EditModel, dict[str, NDArray[np.generic]]]:
    """The model of all channels, and the arrays that `edit_model()` reads it from."""
    one, lost, split, two, stop = (np.stack(t, axis=-1) for t in zip(*map(_channel, channels), strict=True))
    left, right = np.nonzero(np.triu(two.any(axis=2)))
    rows = np.zeros((LETTERS**2, LETTERS**2), dtype=np.uint16)
    rows[left, right] = rows[right, left] = np.arange(1, len(left) + 1)
    kept = np.vstack([np.zeros((1, two.shape[2])), two[left, right]])
    model = EditModel(one=one, lost=lost, split=split, two_row=rows, two=kept, stop=stop)
    floats = {"one": one, "lost": lost, "split": split, "two": kept, "stop": stop}
    arrays: dict[str, NDArray[np.generic]] = {k: v.astype(np.float32) for k, v in floats.items()}
    return model, arrays | {"two_pairs": np.stack([left, right], axis=1).astype(np.int16)}


def _channel(data: WeightedPairs) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    a, n = encode([p[0] for p in data.pairs])
    b, m = encode([p[1] for p in data.pairs])
    weights = np.asarray(data.weights, dtype=np.float64)
    first, second = np.divmod(np.arange(LETTERS**2), LETTERS)
    letters = (first > 0) & (second > 0)
    # Two letters for two only where neither stays in its place: all else is made of smaller edits.
    may = (first[:, None] != first) & (second[:, None] != second) & letters[:, None] & letters
    one = np.full((LETTERS, LETTERS), 1e-4)
    np.fill_diagonal(one, 0.03)
    lost = np.full((LETTERS, LETTERS, 2), 1e-4)
    split = np.full((LETTERS, LETTERS**2), 2e-6)
    two = np.where(may, 3e-7, 0.0)
    stop = 0.12
    for _ in range(ROUNDS):
        counts = [np.zeros_like(t) for t in (one, lost, split, two)]
        ends = _expect(a, n, b, m, weights, one, lost, split, two, stop, *counts)
        c_one, c_lost, c_split, c_two = counts[0] + counts[0].T, counts[1], counts[2], counts[3] + counts[3].T
        c_one, c_two = c_one / 2, c_two / 2
        total = c_one.sum() + c_lost.sum() + c_split.sum() + c_two.sum() + ends
        seen = c_one.sum(axis=1) + 1
        # Smoothing: every letter for every other by frequency; a lost letter backs off from its context;
        # the large edits must be seen more than once, or they would learn single names by heart.
        one = (c_one + 3e-4 * np.outer(seen, seen) / seen.sum() + 0.02) / total
        one[0] = one[:, 0] = 0.0
        context = (seen / seen.sum())[:, None, None]
        lost = (c_lost + 0.2 * context * (c_lost.sum(axis=0, keepdims=True) + 0.5)) / total
        split = np.where(c_split > 0.7, c_split - 0.5, 0.0) / total
        two = np.where(c_two > 1.2, c_two - 1.0, 0.0) / total
        stop = ends / total
    return one, lost, split, two, np.asarray(stop)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]  # numba has no types
def _expect(a, n, b, m, weights, one, lost, split, two, stop, c_one, c_lost, c_split, c_two):  # type: ignore[no-untyped-def]
    """Adds the expected count of every edit to the tables `c_…`; the expected count of ends comes back."""
    ends = 0.0
    forward = np.zeros((MAX_LETTERS + 1, MAX_LETTERS + 1))
    backward = np.zeros((MAX_LETTERS + 1, MAX_LETTERS + 1))
    for r in range(a.shape[0]):
        height, width, x, y = n[r], m[r], a[r], b[r]
        forward[:] = 0.0
        backward[:] = 0.0
        forward[0, 0] = 1.0
        for i in range(height + 1):
            for j in range(width + 1):
                p = forward[i, j]
                if i:
                    p += forward[i - 1, j] * lost[x[i - 1], x[i], int(i == height)]
                if j:
                    p += forward[i, j - 1] * lost[y[j - 1], y[j], int(j == width)]
                if i and j:
                    p += forward[i - 1, j - 1] * one[x[i], y[j]]
                if i and j > 1:
                    p += forward[i - 1, j - 2] * split[x[i], y[j - 1] * LETTERS + y[j]]
                if i > 1 and j:
                    p += forward[i - 2, j - 1] * split[y[j], x[i - 1] * LETTERS + x[i]]
                if i > 1 and j > 1:
                    p += forward[i - 2, j - 2] * two[x[i - 1] * LETTERS + x[i], y[j - 1] * LETTERS + y[j]]
                forward[i, j] = p
        total = forward[height, width] * stop
        if total <= 0:
            continue
        ends += weights[r]
        backward[height, width] = stop
        for i in range(height, -1, -1):
            for j in range(width, -1, -1):
                g = backward[i, j]
                if g == 0:
                    continue
                share = weights[r] * g / total
                if i:
                    p = lost[x[i - 1], x[i], int(i == height)]
                    backward[i - 1, j] += g * p
                    c_lost[x[i - 1], x[i], int(i == height)] += forward[i - 1, j] * p * share
                if j:
                    p = lost[y[j - 1], y[j], int(j == width)]
                    backward[i, j - 1] += g * p
                    c_lost[y[j - 1], y[j], int(j == width)] += forward[i, j - 1] * p * share
                if i and j:
                    p = one[x[i], y[j]]
                    backward[i - 1, j - 1] += g * p
                    c_one[x[i], y[j]] += forward[i - 1, j - 1] * p * share
                if i and j > 1:
                    u = y[j - 1] * LETTERS + y[j]
                    p = split[x[i], u]
                    backward[i - 1, j - 2] += g * p
                    c_split[x[i], u] += forward[i - 1, j - 2] * p * share
                if i > 1 and j:
                    u = x[i - 1] * LETTERS + x[i]
                    p = split[y[j], u]
                    backward[i - 2, j - 1] += g * p
                    c_split[y[j], u] += forward[i - 2, j - 1] * p * share
                if i > 1 and j > 1:
                    u = x[i - 1] * LETTERS + x[i]
                    v = y[j - 1] * LETTERS + y[j]
                    p = two[u, v]
                    backward[i - 2, j - 2] += g * p
                    c_two[u, v] += forward[i - 2, j - 2] * p * share
    return ends
