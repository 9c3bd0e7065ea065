"""What the head sees of a word: how well, and how consistently with its neighbours, it is matched.

All features are similarities, string likeness and word form, so that they mean the same whichever
encoder the hidden states come from. Cosine of hidden states as evidence for a kept word is the
DiffAlign method (Vamvas and Sennrich 2023, https://arxiv.org/abs/2305.13303); what is added to it
here, and what each part brings, is measured in docs/design/words.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from dedup.align.words import Similarities, moving_mean, neighbours_agree, unit
from dedup.drift.wording.lexicon import PROPERTIES, properties
from dedup.text.normalize import fold

Matrix = NDArray[np.float32]

# Context similarity is that of the mean state of a word and its neighbours up to so many words away.
_WINDOWS = (1, 2, 4)
# A neighbour beyond the edge of the sentence: above any similarity, so that trees can tell it.
_EDGE = 1.5
# Temperatures of the soft matches: close to one-to-one, and spread over rivals.
_TEMPERATURES = {"sharp": 0.05, "soft": 0.15}
_COPIED = ("determiner", "preposition", "auxiliary", "conjunction", "mark", "capital")


@dataclass(frozen=True, slots=True)
class _View:
    """One sentence pair, seen from the side whose words are described."""

    words: int
    others: int
    layers: Matrix  # (layers, words, others)
    blend: Matrix  # (words, others), the mean of the layers
    context: dict[str, Matrix]
    likeness: Matrix
    equal: NDArray[np.bool_]
    stem: NDArray[np.bool_]
    own: Matrix
    other: Matrix
    pooled: tuple[float, ...]

    def mirrored(self) -> _View:
        return _View(
            self.others,
            self.words,
            self.layers.transpose(0, 2, 1),
            self.blend.T,
            {k: v.T for k, v in self.context.items()},
            self.likeness.T,
            self.equal.T,
            self.stem.T,
            self.other,
            self.own,
            self.pooled,
        )


def pair_features(similarities: Similarities) -> tuple[list[str], Matrix, Matrix]:
    """Names, and one row of features for each word of both sides.

    Args:
        similarities: of a sentence pair, at least one word a side.

    Returns:
        Feature names and two arrays of shape (words of that side, len(names)).
    """
    view = _view(similarities)
    columns_a, columns_b = _columns(view), _columns(view.mirrored())
    return (
        list(columns_a),
        np.stack(list(columns_a.values()), axis=1),
        np.stack(list(columns_b.values()), axis=1),
    )


def _view(s: Similarities) -> _View:
    low_a, low_b = [fold(w) for w in s.words_a], [fold(w) for w in s.words_b]
    context = {}
    for r in _WINDOWS:
        context[f"context{r}"] = unit(moving_mean(s.last_a, r)) @ unit(moving_mean(s.last_b, r)).T
    pooled = float((unit(s.last_a.mean(0)) * unit(s.last_b.mean(0))).sum())
    return _View(
        len(low_a),
        len(low_b),
        s.layers,
        s.blend,
        context,
        process.cdist(low_a, low_b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32),
        _same(low_a, low_b),
        _same([w[:4] for w in low_a], [w[:4] for w in low_b]),
        properties(s.words_a),
        properties(s.words_b),
        (pooled,),
    )


def _same(a: list[str], b: list[str]) -> NDArray[np.bool_]:
    number: dict[str, int] = {}
    x = np.array([number.setdefault(w, len(number)) for w in a])
    y = np.array([number.setdefault(w, len(number)) for w in b])
    return np.asarray(x[:, None] == y)


def _columns(v: _View) -> dict[str, Matrix]:
    rows = np.arange(v.words)
    match = v.blend.argmax(1)
    best: Matrix = v.blend.max(1)
    back, back_match = v.blend.max(0), v.blend.argmax(0)
    copied = np.asarray(v.equal.any(1), np.float32)
    out: dict[str, Matrix] = {}

    def put(name: str, value: ArrayLike) -> None:
        out[name] = np.broadcast_to(np.asarray(value, np.float32), (v.words,))

    # The best match, in each layer and in all, and how sure it is.
    for k in range(len(v.layers)):
        put(f"best_layer{k}", v.layers[k].max(1))
        put(f"match_layer{k}", v.layers[k][rows, match])
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
        back_share = np.exp((v.blend - back) / t)
        back_share /= back_share.sum(0)
        both = forth * back_share
        put(f"expected_{name}", (forth * v.blend).sum(1))
        put(f"agreed_{name}", both.sum(1))
        put(f"agreed_similarity_{name}", (both * v.blend).sum(1))
        put(f"covered_{name}", back_share.sum(1))

    # The neighbourhood, here and at the match.
    for k in (-3, -2, -1, 1, 2, 3):
        put(f"best{k:+d}", _shifted(best, k))
    for k in (-1, 1):
        put(f"step{k:+d}", _shifted(match.astype(np.float32), k, -9.0) - match - k)
        put(f"copied{k:+d}", _shifted(copied, k, -1.0))
    around = moving_mean(best[:, None], 2)[:, 0]
    put("around2", around)
    put("around4", moving_mean(best[:, None], 4)[:, 0])
    put("least", np.minimum(np.minimum(_shifted(best, 1), _shifted(best, -1)), best))
    for name, c in v.context.items():
        put(name, c.max(1))
        put(f"{name}_match", c[rows, match])
    diagonal = neighbours_agree(v.blend)
    put("diagonal_match", diagonal[rows, match])
    put("diagonal", (0.6 * v.blend + 0.4 * diagonal).max(1))
    put("match-1", _shifted(back, 1)[match] if v.others > 1 else _EDGE)
    put("match+1", _shifted(back, -1)[match] if v.others > 1 else _EDGE)
    put("match_around", moving_mean(back[:, None], 2)[:, 0][match])

    # Spelling and form.
    put("equal", v.equal[rows, match])
    put("copied", copied)
    put("stem", v.stem[rows, match])
    put("stem_any", v.stem.any(1))
    put("likeness", v.likeness[rows, match])
    put("likeness_any", v.likeness.max(1))
    for k, name in enumerate(PROPERTIES):
        put(name, v.own[:, k])
        put(f"match_{name}", v.other[match, k])
    for name in _COPIED:
        column = v.own[:, PROPERTIES.index(name)]
        for k in (-2, -1, 1, 2):
            put(f"{name}{k:+d}", _shifted(column, k, -1.0))

    # Place in the sentence, and the sentence pair as a whole.
    place, other_place = rows / v.words, match / v.others
    put("place", place)
    put("displaced", np.abs(place - other_place))
    weight = np.minimum(v.own[:, -1], 8)
    other_weight = np.minimum(v.other[:, -1], 8)
    put("sentence", best.mean())
    put("sentence_back", back.mean())
    put("sentence_least", best.min())
    put("sentence_back_least", back.min())
    put("sentence_weighted", (best * weight).sum() / weight.sum())
    put("sentence_back_weighted", (back * other_weight).sum() / other_weight.sum())
    put("sentence_copied", (copied * weight).sum() / weight.sum())
    put("sentence_back_copied", (v.equal.any(0) * other_weight).sum() / other_weight.sum())
    put("pooled", v.pooled[0])
    put("relative", best - best.mean())
    put("rank", (best[:, None] > best).mean(1))
    return out


def _shifted(values: Matrix, k: int, fill: float = _EDGE) -> Matrix:
    """The value `k` places to the right of each, `fill` beyond the edge."""
    out = np.full_like(values, fill)
    n = len(values)
    if k >= 0:
        out[: max(n - k, 0)] = values[k:]
    else:
        out[-k:] = values[: max(n + k, 0)]
    return out
