"""How alike two passages are, by their strings and by their vectors: the evidence for a link."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.align.units import Unit, gram_counts
from dedup.encoder.interface import Encoder

Matrix = NDArray[np.float32]

# The columns of `evidence`, in order.
FEATURES = (
    "meaning_wide",  # of the side that finds more of itself in the other: best sentence matches
    "meaning_narrow",  # of the side that finds less
    "strings_wide",  # the share of n-grams found in the other side, of the side that finds more
    "strings_narrow",
    "strings",  # cosine of the n-gram weights
    "row_margin",  # how much more alike than the best other choice for the unit of side a
    "column_margin",  # and for the unit of side b
    "equal",  # the two print alike
    "prefix",  # one is a cut-off beginning of the other
)


def evidence(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder) -> tuple[Matrix, Matrix]:
    """The features of each pair of units, shape (len(a), len(b), len(FEATURES)), and their likeness.

    Likeness, 0 to 1, is the mean of meaning and strings, the narrow side's of each with the cosine:
    the figure that a person may read.
    """
    meaning_a, meaning_b = _meaning(a, b, encoder)
    inside_a, inside_b, cosine = _strings(a, b)
    equal = np.array([[x.key == y.key for y in b] for x in a], dtype=np.float32).reshape(len(a), len(b))
    meaning = (np.maximum(meaning_a, meaning_b), np.minimum(meaning_a, meaning_b))
    strings = (np.maximum(inside_a, inside_b), np.minimum(inside_a, inside_b))
    raw = (meaning[0] + strings[0] + cosine) / 3
    table = np.stack(
        [
            *meaning,
            *strings,
            cosine,
            raw - _best_elsewhere(raw),
            raw - _best_elsewhere(raw.T).T,
            equal,
            _prefixes(a, b),
        ],
        axis=2,
    )
    likeness = np.maximum(equal, np.clip((meaning[0] + meaning[1] + strings[0] + cosine) / 4, 0, 1))
    return table.astype(np.float32), likeness.astype(np.float32)


def _meaning(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder) -> tuple[Matrix, Matrix]:
    """For each pair, how much of each side's meaning the other holds.

    That is the mean, weighted by length, over one side's sentences of the best cosine among the
    other side's, so that a merged paragraph still holds all of its parts.
    """
    texts = [text for unit in (*a, *b) for text in unit.texts]
    distinct = list(dict.fromkeys(texts))
    place = {text: n for n, text in enumerate(distinct)}
    vectors = encoder.encode(distinct)[[place[text] for text in texts]]
    weights = np.array([max(len(text), 1) for text in texts], dtype=np.float32)
    split = sum(len(unit.texts) for unit in a)
    cosines = vectors[:split] @ vectors[split:].T
    starts_a, starts_b = _starts(a), _starts(b)
    best_in_b = np.maximum.reduceat(cosines, starts_b, axis=1)
    best_in_a = np.maximum.reduceat(cosines, starts_a, axis=0)
    of_a = _weighted_mean(best_in_b, weights[:split], starts_a)
    of_b = _weighted_mean(best_in_a.T, weights[split:], starts_b).T
    return of_a, of_b


def _starts(units: Sequence[Unit]) -> NDArray[np.int64]:
    sizes = [len(unit.texts) for unit in units]
    return np.cumsum([0, *sizes[:-1]]).astype(np.int64)


def _weighted_mean(values: Matrix, weights: Matrix, starts: NDArray[np.int64]) -> Matrix:
    total = np.add.reduceat(values * weights[:, None], starts, axis=0)
    mean: Matrix = total / np.add.reduceat(weights, starts)[:, None]
    return mean


def _strings(a: Sequence[Unit], b: Sequence[Unit]) -> tuple[Matrix, Matrix, Matrix]:
    """The share of a's n-grams found in b, of b's in a, and the cosine; rare n-grams weigh more."""
    counts = gram_counts([*a, *b])
    present = (counts > 0).sum(axis=0)
    weights = np.sqrt(counts) * np.log((len(counts) + 1) / (present + 0.5)).clip(0)
    weights = weights.astype(np.float32)
    x, y = weights[: len(a)], weights[len(a) :]
    dots = x @ y.T
    of_a = np.maximum((x * x).sum(axis=1), 1e-9)[:, None]
    of_b = np.maximum((y * y).sum(axis=1), 1e-9)[None, :]
    return np.minimum(dots / of_a, 1), np.minimum(dots / of_b, 1), dots / np.sqrt(of_a * of_b)


def _best_elsewhere(raw: Matrix) -> Matrix:
    """For each cell, the best of its row that is neither the cell nor beside it (0 where none is)."""
    rows, columns = raw.shape
    padded = np.zeros((rows, columns + 4), dtype=raw.dtype)
    padded[:, 2:-2] = raw
    upto = np.maximum.accumulate(padded, axis=1)
    beyond = np.maximum.accumulate(padded[:, ::-1], axis=1)[:, ::-1]
    return np.maximum(upto[:, :columns], beyond[:, 4:])


_SHORTEST_PREFIX = 10  # characters; shorter beginnings are shared by chance


def _prefixes(a: Sequence[Unit], b: Sequence[Unit]) -> Matrix:
    """Where the last unit of one side is a cut-off beginning of a unit of the other: 1, else 0."""
    table = np.zeros((len(a), len(b)), dtype=np.float32)
    for j, other in enumerate(b):
        table[-1, j] = _is_cut(a[-1].key, other.key)
    for i, other in enumerate(a):
        table[i, -1] = max(table[i, -1], _is_cut(b[-1].key, other.key))
    return table


def _is_cut(short: str, whole: str) -> bool:
    return _SHORTEST_PREFIX <= len(short) < len(whole) and whole.startswith(short)
