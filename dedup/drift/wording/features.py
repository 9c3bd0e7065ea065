"""What the head sees of a word: how well, and how consistently with its neighbours, it is matched.

All features are similarities, string likeness and word form, so that they mean the same whichever
encoder the hidden states come from. Cosine of hidden states as evidence for a kept word is the
DiffAlign method (Vamvas and Sennrich 2023, https://arxiv.org/abs/2305.13303); what is added to it
here, and what each part brings, is measured in docs/design/words.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from dedup.align.words import Similarities, neighbours_agree
from dedup.drift.wording.lexicon import PROPERTIES, properties
from dedup.text.normalize import fold

Matrix = NDArray[np.float32]

# Context similarity is that of the mean state of a word and its neighbours up to so many words away.
_WINDOWS = (1, 2, 4)
# A neighbour beyond the edge of the sentence: above any similarity, so that trees can tell it.
_EDGE = 1.5
# Temperatures of the soft matches: close to one-to-one, and spread over rivals.
_TEMPERATURES = {"sharp": 0.05, "soft": 0.15}
# How far neighbours are looked at one by one.
_REACH = 3
_AWAY = (-3, -2, -1, 1, 2, 3)
# Room for more features than there are.
_CAPACITY = 256


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One sentence pair: matrices (words of a, words of b), of `layers` and of `context` several."""

    layers: Matrix
    blend: Matrix
    context: Matrix
    likeness: Matrix
    equal: Matrix
    stem: Matrix
    forms: Matrix  # (words of a and then of b, PROPERTIES)
    pooled: float


class _Table:
    """Features as they are found, one line of memory each, for the words of a and then those of b."""

    def __init__(self, words: int) -> None:
        self.names: list[str] = []
        self.lines = np.empty((_CAPACITY, words), np.float32)

    def put(self, name: str, value: ArrayLike) -> None:
        """Add one feature: a value for each word, or one for all."""
        self.lines[len(self.names)] = value
        self.names.append(name)

    def put_all(self, names: Iterable[str], values: Matrix) -> None:
        """Add several, one a row of `values`."""
        self.lines[len(self.names) : len(self.names) + len(values)] = values
        self.names.extend(names)

    def rows(self) -> Matrix:
        """Shape (words, features)."""
        return self.lines[: len(self.names)].T


def pair_features(similarities: Similarities) -> tuple[list[str], Matrix, Matrix]:
    """Names, and one row of features for each word of both sides.

    Args:
        similarities: of a sentence pair, at least one word a side.

    Returns:
        Feature names and two arrays of shape (words of that side, len(names)).
    """
    table = _table(_view(similarities))
    words = len(similarities.words_a)
    return table.names, table.rows()[:words], table.rows()[words:]


def _view(s: Similarities) -> _View:
    low_a, low_b = [fold(w) for w in s.words_a], [fold(w) for w in s.words_b]
    layers, last = s.layers, s.cosines[-1]
    mean_a, mean_b = _averaging(len(low_a)), _averaging(len(low_b))
    norm_a = np.sqrt(((mean_a @ s.own_a) * mean_a).sum(2))
    norm_b = np.sqrt(((mean_b @ s.own_b) * mean_b).sum(2))
    context = mean_a @ last @ mean_b.transpose(0, 2, 1)
    context /= np.maximum(norm_a[:, :, None] * norm_b[:, None], 1e-9)
    return _View(
        layers,
        layers.mean(0),
        context,
        process.cdist(low_a, low_b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32),
        _same(low_a, low_b),
        _same([w[:4] for w in low_a], [w[:4] for w in low_b]),
        properties(s.words_a + s.words_b),
        float(last.sum() / max(float(np.sqrt(s.own_a.sum() * s.own_b.sum())), 1e-9)),
    )


_LONG = 128  # words; the matrices of longer sentences, which are rare, take too much to be kept


def _averaging(words: int) -> Matrix:
    """The matrices that take the mean of each word and its neighbours as far away as `_WINDOWS` says."""
    return _remembered(words) if words <= _LONG else _averages(words)


@lru_cache(maxsize=_LONG)
def _remembered(words: int) -> Matrix:
    return _averages(words)


def _averages(words: int) -> Matrix:
    place = np.arange(words)
    near = np.abs(place[:, None] - place) <= np.array(_WINDOWS)[:, None, None]
    return np.asarray(near / near.sum(2, keepdims=True), np.float32)


def _same(a: list[str], b: list[str]) -> Matrix:
    number: dict[str, int] = {}
    x = np.array([number.setdefault(w, len(number)) for w in a])
    y = np.array([number.setdefault(w, len(number)) for w in b])
    return np.asarray(x[:, None] == y, np.float32)


def _table(v: _View) -> _Table:
    n, m = v.blend.shape
    sizes = np.array([n, m])
    table = _Table(n + m)
    put = table.put

    # Words are counted through both sides; `place` and `length` are those in and of their own sentence.
    words = np.arange(n + m)
    side = np.repeat([0, 1], sizes)
    place = np.concatenate([words[:n], words[:m]])
    length, other_length = sizes[side], sizes[1 - side]
    met = np.concatenate([v.blend.argmax(1), v.blend.argmax(0)])  # the place of the best match
    match = met + np.array([n, 0])[side]
    row, column = np.concatenate([place[:n], met[n:]]), np.concatenate([met[:n], place[n:]])
    best = _most(v.blend)

    # The best match, in each layer and in all, and how sure it is.
    layers = range(len(v.layers))
    table.put_all([f"best_layer{k}" for k in layers], _most(v.layers))
    table.put_all([f"match_layer{k}" for k in layers], v.layers[:, row, column])
    put("best", best)
    put("second", np.concatenate([_second(v.blend), _second(v.blend.T)]))
    put("mean", _sums(v.blend) / other_length.astype(np.float32))
    put("mutual", match[match] == words)
    put("rival", best[match] - best)
    put("rival_distance", np.abs(met[match] - place))
    chosen = np.bincount(match, minlength=n + m)
    put("shared", chosen[match])
    put("chosen", chosen)
    heat = np.array(list(_TEMPERATURES.values()), np.float32)[:, None, None]
    forth = np.exp((v.blend - best[:n, None]) / heat)
    forth /= forth.sum(2, keepdims=True)
    back = np.exp((v.blend - best[n:]) / heat)
    back /= back.sum(1, keepdims=True)
    both = forth * back
    expected = np.concatenate([(forth * v.blend).sum(2), (back * v.blend).sum(1)], axis=1)
    covered = np.concatenate([back.sum(2), forth.sum(1)], axis=1)
    matched = (expected, _sums(both), _sums(both * v.blend), covered)
    for k, name in enumerate(_TEMPERATURES):
        names = [f"{what}_{name}" for what in ("expected", "agreed", "agreed_similarity", "covered")]
        table.put_all(names, np.stack([values[k] for values in matched]))

    # The neighbourhood, here and at the match; `at` is where a word stands between the edges.
    at = words + _REACH * (1 + side)
    near = _padded(best, n, _EDGE)
    table.put_all([f"best{k:+d}" for k in _AWAY], near[np.array(_AWAY)[:, None] + at])
    steps = _padded(met, n, -99.0)
    copied = _most(v.equal)
    near_copied = _padded(copied, n, -1.0)
    for k in (-1, 1):
        put(f"step{k:+d}", np.maximum(steps[at + k] - met - k, -50))
        put(f"copied{k:+d}", near_copied[at + k])
    _, around2, around4 = np.concatenate([_averaging(n) @ best[:n], _averaging(m) @ best[n:]], axis=1)
    put("around2", around2)
    put("around4", around4)
    put("least", np.minimum(np.minimum(near[at - 1], near[at + 1]), best))
    wide = np.stack([_most(v.context), v.context[:, row, column]], axis=1)
    names = [f"context{radius}{what}" for radius in _WINDOWS for what in ("", "_match")]
    table.put_all(names, wide.reshape(-1, n + m))
    diagonal = neighbours_agree(v.blend)
    put("diagonal_match", diagonal[row, column])
    put("diagonal", _most(0.6 * v.blend + 0.4 * diagonal))
    put("match-1", near[at[match] - 1])
    put("match+1", near[at[match] + 1])
    put("match_around", around2[match])

    # Spelling and form.
    put("equal", v.equal[row, column])
    put("copied", copied)
    put("stem", v.stem[row, column])
    put("stem_any", _most(v.stem))
    put("likeness", v.likeness[row, column])
    put("likeness_any", _most(v.likeness))
    table.put_all(PROPERTIES, v.forms.T)
    table.put_all([f"match_{name}" for name in PROPERTIES], v.forms[match].T)
    near_forms = _padded(v.forms, n, -1.0)
    for k in (-2, -1, 1, 2):
        table.put_all([f"{name}{k:+d}" for name in PROPERTIES], near_forms[at + k].T)

    # Place in the sentence, and the sentence pair as a whole.
    put("place", place / length)
    put("displaced", np.abs(place / length - met / other_length))
    weight = np.minimum(v.forms[:, -1], 8)
    starts = np.array([0, n])
    sums = np.add.reduceat(np.stack([best, best * weight, copied * weight, weight]), starts, axis=1)
    mean = sums[0] / sizes
    weighted, weighted_copied = sums[1:3] / sums[3]
    for name, values in (
        ("sentence{}", mean),
        ("sentence{}_least", np.minimum.reduceat(best, starts)),
        ("sentence{}_weighted", weighted),
        ("sentence{}_copied", weighted_copied),
    ):
        put(name.format(""), values[side])
        put(name.format("_back"), values[1 - side])
    put("pooled", v.pooled)
    put("relative", best - mean[side])
    put("rank", np.concatenate([(x[:, None] > x).mean(1) for x in (best[:n], best[n:])]))
    return table


def _most(values: Matrix) -> Matrix:
    """The highest value of each row, then of each column."""
    return np.concatenate([values.max(-1), values.max(-2)], axis=-1)


def _sums(values: Matrix) -> Matrix:
    """The sum of each row, then of each column."""
    return np.concatenate([values.sum(-1), values.sum(-2)], axis=-1)


def _second(values: Matrix) -> Matrix:
    """The second highest value of each row; 0 where it has but one."""
    return (
        np.partition(values, -2, axis=1)[:, -2] if values.shape[1] > 1 else np.zeros(len(values), np.float32)
    )


def _padded(values: NDArray[np.generic], split: int, edge: float) -> Matrix:
    """The values, `_REACH` times `edge` before and after them and before that at `split`."""
    out = np.full((len(values) + 3 * _REACH, *values.shape[1:]), edge, np.float32)
    out[_REACH : _REACH + split] = values[:split]
    out[2 * _REACH + split : -_REACH] = values[split:]
    return out
