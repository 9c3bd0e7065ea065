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
_AWAY_INDEX = np.array(_AWAY)[:, None] + _REACH
# Room for more features than there are.
_CAPACITY = 256


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One sentence pair, seen from the side whose words are described; matrices are (words, others)."""

    words: int
    others: int
    layers: Matrix
    blend: Matrix
    context: tuple[Matrix, ...]
    likeness: Matrix
    equal: Matrix
    stem: Matrix
    own: Matrix
    other: Matrix
    pooled: float

    def mirrored(self) -> _View:
        return _View(
            self.others,
            self.words,
            self.layers.transpose(0, 2, 1),
            self.blend.T,
            tuple(c.T for c in self.context),
            self.likeness.T,
            self.equal.T,
            self.stem.T,
            self.other,
            self.own,
            self.pooled,
        )


class _Table:
    """Features as they are found, one line of memory each."""

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
    view = _view(similarities)
    of_a, of_b = _table(view), _table(view.mirrored())
    return of_a.names, of_a.rows(), of_b.rows()


def _view(s: Similarities) -> _View:
    low_a, low_b = [fold(w) for w in s.words_a], [fold(w) for w in s.words_b]
    layers, last = s.layers, s.cosines[-1]
    own_a, own_b = s.own_a, s.own_b
    context = []
    for radius in _WINDOWS:
        mean_a, mean_b = _averaging(len(low_a), radius), _averaging(len(low_b), radius)
        norm_a = np.sqrt(((mean_a @ own_a) * mean_a).sum(1))
        norm_b = np.sqrt(((mean_b @ own_b) * mean_b).sum(1))
        context.append((mean_a @ last @ mean_b.T) / np.maximum(norm_a[:, None] * norm_b, 1e-9))
    return _View(
        len(low_a),
        len(low_b),
        layers,
        layers.mean(0),
        tuple(context),
        process.cdist(low_a, low_b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32),
        _same(low_a, low_b),
        _same([w[:4] for w in low_a], [w[:4] for w in low_b]),
        properties(s.words_a),
        properties(s.words_b),
        float(last.sum() / max(float(np.sqrt(own_a.sum() * own_b.sum())), 1e-9)),
    )


@lru_cache(maxsize=1024)
def _averaging(words: int, radius: int) -> Matrix:
    """The matrix that takes the mean of each word and its neighbours up to `radius` away."""
    place = np.arange(words)
    near = np.asarray(np.abs(place[:, None] - place) <= radius, np.float32)
    return np.asarray(near / near.sum(1, keepdims=True), np.float32)


def _same(a: list[str], b: list[str]) -> Matrix:
    number: dict[str, int] = {}
    x = np.array([number.setdefault(w, len(number)) for w in a])
    y = np.array([number.setdefault(w, len(number)) for w in b])
    return np.asarray(x[:, None] == y, np.float32)


def _table(v: _View) -> _Table:
    rows = np.arange(v.words)
    match = v.blend.argmax(1)
    best: Matrix = v.blend.max(1)
    back, back_match = v.blend.max(0), v.blend.argmax(0)
    table = _Table(v.words)
    put = table.put

    # The best match, in each layer and in all, and how sure it is.
    table.put_all([f"best_layer{k}" for k in range(len(v.layers))], v.layers.max(2))
    table.put_all([f"match_layer{k}" for k in range(len(v.layers))], v.layers[:, rows, match])
    put("best", best)
    put("second", np.partition(v.blend, -2, axis=1)[:, -2] if v.others > 1 else 0.0)
    put("mean", v.blend.mean(1))
    put("mutual", back_match[match] == rows)
    put("rival", back[match] - best)
    put("rival_distance", np.abs(back_match[match] - rows))
    put("shared", np.bincount(match, minlength=v.others)[match])
    put("chosen", np.bincount(back_match, minlength=v.words))
    for name, t in _TEMPERATURES.items():
        forth = np.exp((v.blend - best[:, None]) / t)
        forth /= forth.sum(1, keepdims=True)
        share = np.exp((v.blend - back) / t)
        share /= share.sum(0)
        both = forth * share
        put(f"expected_{name}", (forth * v.blend).sum(1))
        put(f"agreed_{name}", both.sum(1))
        put(f"agreed_similarity_{name}", (both * v.blend).sum(1))
        put(f"covered_{name}", share.sum(1))

    # The neighbourhood, here and at the match.
    near = _padded(best, _EDGE)
    table.put_all([f"best{k:+d}" for k in _AWAY], near[_AWAY_INDEX + rows])
    steps = _padded(match, -99.0)
    copied = v.equal.max(1)
    near_copied = _padded(copied, -1.0)
    for k in (-1, 1):
        put(f"step{k:+d}", np.maximum(steps[_REACH + k + rows] - match - k, -50))
        put(f"copied{k:+d}", near_copied[_REACH + k + rows])
    put("around2", _averaging(v.words, 2) @ best)
    put("around4", _averaging(v.words, 4) @ best)
    put("least", np.minimum(np.minimum(near[_REACH - 1 + rows], near[_REACH + 1 + rows]), best))
    for radius, c in zip(_WINDOWS, v.context, strict=True):
        put(f"context{radius}", c.max(1))
        put(f"context{radius}_match", c[rows, match])
    diagonal = neighbours_agree(v.blend)
    put("diagonal_match", diagonal[rows, match])
    put("diagonal", (0.6 * v.blend + 0.4 * diagonal).max(1))
    near_match = _padded(back, _EDGE)
    put("match-1", near_match[_REACH - 1 + match])
    put("match+1", near_match[_REACH + 1 + match])
    put("match_around", (_averaging(v.others, 2) @ back)[match])

    # Spelling and form.
    put("equal", v.equal[rows, match])
    put("copied", copied)
    put("stem", v.stem[rows, match])
    put("stem_any", v.stem.max(1))
    put("likeness", v.likeness[rows, match])
    put("likeness_any", v.likeness.max(1))
    table.put_all(PROPERTIES, v.own.T)
    table.put_all([f"match_{name}" for name in PROPERTIES], v.other[match].T)
    forms = np.full((v.words + 2 * _REACH, len(PROPERTIES)), -1, np.float32)
    forms[_REACH : _REACH + v.words] = v.own
    for k in (-2, -1, 1, 2):
        table.put_all([f"{name}{k:+d}" for name in PROPERTIES], forms[_REACH + k + rows].T)

    # Place in the sentence, and the sentence pair as a whole.
    put("place", rows / v.words)
    put("displaced", np.abs(rows / v.words - match / v.others))
    weight, other_weight = np.minimum(v.own[:, -1], 8), np.minimum(v.other[:, -1], 8)
    put("sentence", best.mean())
    put("sentence_back", back.mean())
    put("sentence_least", best.min())
    put("sentence_back_least", back.min())
    put("sentence_weighted", (best @ weight) / weight.sum())
    put("sentence_back_weighted", (back @ other_weight) / other_weight.sum())
    put("sentence_copied", (copied @ weight) / weight.sum())
    put("sentence_back_copied", (v.equal.max(0) @ other_weight) / other_weight.sum())
    put("pooled", v.pooled)
    put("relative", best - best.mean())
    put("rank", (best[:, None] > best).mean(1))
    return table


def _padded(values: NDArray[np.generic], edge: float) -> Matrix:
    """The values between `_REACH` times `edge` on both sides."""
    out = np.full(len(values) + 2 * _REACH, edge, np.float32)
    out[_REACH:-_REACH] = values
    return out
