"""The matching network: reads both sides of a passage together and says how likely their meanings differ.

Every word looks for its counterpart on the other side (soft alignment by likeness in three hidden layers and
by the relation its match has); what it found is compared with the word itself, two transformer layers read
both sides as one row, and the row is pooled. After Chen et al. 2017, "Enhanced LSTM for Natural Language
Inference" (https://arxiv.org/abs/1609.06038), with transformer layers (https://arxiv.org/abs/2002.04745) in
place of its LSTM. Evaluated by numpy; `bench/fit/claims_head.py` fits it (`claims_network.py` is its twin in
torch).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dedup.align.words import unit
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import Class, word_class
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.matching import TURNED
from dedup.drift.claims.tokens import Token
from dedup.drift.wording.head import Scores
from dedup.encoder.interface import Vectors

# Hidden layers that are looked at, of the default model's seven.
LAYERS = (0, 3, 6)
# Longer sides are cut: the fit saw none, and likeness grows with their product.
LONGEST = 110
HEADS, DEPTH = 4, 2  # of attention in a transformer layer; such layers
_CLASSES = {kind: n for n, kind in enumerate(Class)}
_RELATIONS = {relation: n for n, relation in enumerate(Relation)}
# Where each relation stands when the sides are exchanged, and last whether the word moved.
_EXCHANGED = [*(_RELATIONS[TURNED.get(relation, relation)] for relation in Relation), len(_RELATIONS)]
_KINDS = np.eye(len(_CLASSES), dtype=np.float32)
_CLIPPED = 6.0  # standard deviations, for figures far from what the fit saw
_WORDS_A_UNIT, _PLACES_A_UNIT = 20, 30  # lengths and places are given in these units

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of a passage as the network reads it.

    Args:
        states: hidden states of each token's word at `LAYERS`, shape (tokens, 3, dimension).
        classes: index of each token's word class.
    """

    states: Vectors
    classes: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the network says of a passage.

    Args:
        odds: log odds that the sides differ materially in meaning.
        a, b: for each token of a side, the probability that the change is there, shape (tokens,).
    """

    odds: float
    a: Scores
    b: Scores

    def mirrored(self) -> Reading:
        """The same reading seen from the other side."""
        return Reading(self.odds, self.b, self.a)


@dataclass(frozen=True, slots=True, eq=False)
class MatchingNetwork:
    """The fitted parameters.

    Args:
        names: the figures of a passage (`features.py`) that it reads beside the words.
        weights: by name (`data/network.npz`).
    """

    names: tuple[str, ...]
    weights: Mapping[str, Array]

    def read(
        self, passage: Passage, states_a: Vectors, states_b: Vectors, figures: Sequence[Mapping[str, float]]
    ) -> Reading:
        """Read one passage, in one order of its sides whichever way round it comes.

        Args:
            passage: its words matched.
            states_a: hidden states of what is written on side a, shape (words, layers, dimension).
            states_b: the same of side b.
            figures: those of its readings (`features.py`); their mean counts.
        """
        if passage.span_b.of(passage.text_b) < passage.span_a.of(passage.text_a):
            return self._read(passage.mirrored(), states_b, states_a, figures).mirrored()
        return self._read(passage, states_a, states_b, figures)

    def _read(
        self, passage: Passage, states_a: Vectors, states_b: Vectors, figures: Sequence[Mapping[str, float]]
    ) -> Reading:
        if not passage.a or not passage.b:
            return Reading(0.0, *(np.zeros(len(side), np.float32) for side in (passage.a, passage.b)))
        a, b = _side(passage.a, states_a), _side(passage.b, states_b)
        relations = _relations(passage, len(a.classes), len(b.classes))
        row = np.concatenate(self._compared(a, b, relations))
        row += np.concatenate([self._placed(0, len(a.classes)), self._placed(1, len(b.classes))])
        for n in range(DEPTH):
            row = self._layer(row, f"enc.{n}")
        token_odds = self._linear(row, "tok")[:, 0]
        return Reading(
            self._pooled(row, token_odds, len(a.classes), self._scaled(figures)),
            _padded(_sigmoid(token_odds[: len(a.classes)]), len(passage.a)),
            _padded(_sigmoid(token_odds[len(a.classes) :]), len(passage.b)),
        )

    def _scaled(self, figures: Sequence[Mapping[str, float]]) -> Array:
        rows = np.array([[f[name] for name in self.names] for f in figures], dtype=np.float32)
        scaled = (rows - self.weights["figures.mean"]) / self.weights["figures.deviation"]
        mean: Array = np.clip(scaled, -_CLIPPED, _CLIPPED).mean(axis=0)
        return mean

    def _compared(self, a: _Side, b: _Side, relations: Array) -> tuple[Array, Array]:
        """Each word with what stands for it on the other side, shape (tokens, width) a side."""
        like = np.stack([unit(a.states[:, k]) @ unit(b.states[:, k]).T for k in range(len(LAYERS))], axis=-1)
        known_a, known_b = (self._linear(s.states[:, 1:].reshape(len(s.states), -1), "proj") for s in (a, b))
        place_a, place_b = (np.arange(len(s.classes), dtype=np.float32) / len(s.classes) for s in (a, b))
        away = place_a[:, None] - place_b[None]
        seen_a = np.concatenate([like, relations, np.abs(away)[..., None], away[..., None]], axis=-1)
        seen_b = np.concatenate(
            [like, relations[..., _EXCHANGED], np.abs(away)[..., None], -away[..., None]], axis=-1
        ).transpose(1, 0, 2)
        return (
            self._half(seen_a, known_a, known_b, a.classes, b.classes),
            self._half(seen_b, known_b, known_a, b.classes, a.classes),
        )

    def _half(
        self, seen: Array, own: Array, other: Array, classes: NDArray[np.intp], theirs: NDArray[np.intp]
    ) -> Array:
        odds = self._linear(seen, "att")[..., 0]
        none = np.full((len(own), 1), self.weights["null"], np.float32)
        looks = _softmax(np.concatenate([odds, none], axis=1))
        found = looks[:, :-1] @ other
        ends = np.cumsum([len(LAYERS), len(_RELATIONS), 1])
        nearest, relation, moved, _ = np.split(seen.max(axis=1), ends, axis=1)
        places = np.arange(len(own), dtype=np.float32)[:, None] / _PLACES_A_UNIT
        x = np.concatenate(
            [
                *(own, found, own - found, own * found),
                *(nearest, looks[:, -1:], relation, (relation.sum(axis=1, keepdims=True) == 0), moved),
                *(
                    _KINDS[classes],
                    looks[:, :-1] @ _KINDS[theirs],
                    places,
                    nearest.min(axis=1, keepdims=True),
                ),
            ],
            axis=1,
            dtype=np.float32,
        )
        return self._normed(np.maximum(self._linear(x, "inp.1"), 0), "inp.3")

    def _placed(self, side: int, length: int) -> Array:
        placed: Array = self.weights["side.weight"][side] + self.weights["pos.weight"][:length]
        return placed

    def _layer(self, x: Array, name: str) -> Array:
        """One transformer layer, normalised before each part."""
        width = x.shape[1]
        normed = self._normed(x, f"{name}.norm1")
        joined = normed @ self.weights[f"{name}.self_attn.in_proj_weight"].T
        joined += self.weights[f"{name}.self_attn.in_proj_bias"]
        # (3, heads, tokens, width of a head)
        query, key, value = joined.reshape(len(x), 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        looks = _softmax((query @ key.transpose(0, 2, 1)).astype(np.float32) * (width // HEADS) ** -0.5)
        context = (looks @ value).transpose(1, 0, 2).reshape(len(x), width)
        x = x + self._linear(context, f"{name}.self_attn.out_proj")
        inner = np.maximum(self._linear(self._normed(x, f"{name}.norm2"), f"{name}.linear1"), 0)
        return x + self._linear(inner, f"{name}.linear2")

    def _pooled(self, row: Array, token_odds: Array, length_a: int, figures: Array) -> float:
        changed = _sigmoid(token_odds)
        total = float(changed.sum())
        stated = [
            float(token_odds.max()),
            total,
            total / len(row),
            float(np.log1p(total)),
            length_a / _WORDS_A_UNIT,
            (len(row) - length_a) / _WORDS_A_UNIT,
        ]
        seen = np.maximum(self._linear(figures, "fig.1"), 0)
        x = np.concatenate(
            [row.mean(axis=0), row.max(axis=0), _softmax(token_odds) @ row, stated, seen], dtype=np.float32
        )
        return float(self._linear(np.maximum(self._linear(x, "out.0"), 0), "out.3")[0])

    def _linear(self, x: Array, name: str) -> Array:
        bias = self.weights.get(f"{name}.bias")
        y: Array = x @ self.weights[f"{name}.weight"].T
        return y if bias is None else y + bias

    def _normed(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        y: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return y


@cache
def matching_network() -> MatchingNetwork:
    """The network that comes with dedup; its weights are kept as float16."""
    with (files("dedup.drift.claims") / "data" / "network.npz").open("rb") as data:
        arrays = dict(np.load(data, allow_pickle=False))
    names = arrays.pop("figures.names").tolist()
    return MatchingNetwork(tuple(names), {name: x.astype(np.float32) for name, x in arrays.items()})


def _side(tokens: Sequence[Token], states: Vectors) -> _Side:
    kept = tokens[:LONGEST]
    words = np.minimum([t.word for t in kept], len(states) - 1)
    classes = [_CLASSES[word_class(t, opens=t.opens)] for t in kept]
    return _Side(states[words][:, LAYERS], np.array(classes, np.intp))


def _relations(passage: Passage, length_a: int, length_b: int) -> Array:
    """Which words answer one another and how: one-hot, shape (tokens, tokens, relations + 1 for moved)."""
    found = np.zeros((length_a, length_b, len(_RELATIONS) + 1), np.float32)
    for m in passage.matches:
        if m.a < length_a and m.b < length_b:
            found[m.a, m.b, _RELATIONS[m.relation]] = 1
            found[m.a, m.b, -1] = m.moved
    return found


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    y: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return y


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))), np.float32)


def _padded(x: Array, length: int) -> Array:
    return np.concatenate([x, np.zeros(length - len(x), np.float32)])
