"""The matching network: reads both sides of a passage together and says how likely their meanings differ.

Every word looks for its counterpart on the other side (soft alignment by likeness in three hidden layers and
by the relation its match has); what it found is compared with the word itself, two transformer layers read
both sides as one row, and the row is pooled. After Chen et al. 2017, "Enhanced LSTM for Natural Language
Inference" (https://arxiv.org/abs/1609.06038), with transformer layers (https://arxiv.org/abs/2002.04745) in
place of its LSTM. Evaluated by numpy; `bench/fit/claims_head.py` fits it (`claims_network.py` is its twin in
torch).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from dedup.align.words import Similarities
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
_KINDS = np.eye(len(_CLASSES), dtype=np.float32)
# What is seen of two words: their likeness, their relation, whether they moved, how far and whither.
_MOVED = len(LAYERS) + len(_RELATIONS)
_SEEN = _MOVED + 3
# Where each of these stands when the sides are exchanged.
_EXCHANGED = [
    *range(len(LAYERS)),
    *(len(LAYERS) + _RELATIONS[TURNED.get(relation, relation)] for relation in Relation),
    *range(_MOVED, _SEEN),
]
_CLIPPED = 6.0  # standard deviations, for figures far from what the fit saw
_WORDS_A_UNIT, _PLACES_A_UNIT = 20, 30  # lengths and places are given in these units
# Tokens whose passages are read together: with more, what a layer works on outgrows the processor's cache.
_TOKENS_AT_ONCE = 512
# Products of fewer rows are done in another way, by OpenBLAS (from 19 rows on, in none of the network's).
_ROWS = 32

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A passage that the network is to read.

    Args:
        passage: its words matched.
        similarities: of what is written on side a with what is on side b.
        states_a, states_b: those of the tokens of each side that are `compared`.
        figures: those of its readings (`features.py`); their mean counts.
    """

    passage: Passage
    similarities: Similarities
    states_a: Vectors
    states_b: Vectors
    figures: Sequence[Mapping[str, float]]

    def mirrored(self) -> Question:
        """The same question seen from the other side."""
        return Question(
            self.passage.mirrored(), self.similarities.mirrored(), self.states_b, self.states_a, self.figures
        )


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

    def read(self, asked: Sequence[Question]) -> list[Reading]:
        """Read passages, each in one order of its sides whichever way round it comes.

        Many at once take little more than half of the time that they take one by one.
        """
        turned = [
            q.passage.span_b.of(q.passage.text_b) < q.passage.span_a.of(q.passage.text_a) for q in asked
        ]
        ordered = [q.mirrored() if back else q for q, back in zip(asked, turned, strict=True)]
        with_words = [q for q in ordered if q.passage.a and q.passage.b]
        answers = (reading for part in _portions(with_words) for reading in self._read(part))
        readings = [next(answers) if q.passage.a and q.passage.b else _nothing(q.passage) for q in ordered]
        return [r.mirrored() if back else r for r, back in zip(readings, turned, strict=True)]

    def _read(self, asked: Sequence[Question]) -> Iterator[Reading]:
        # The tokens of all lie end to end, side a of a passage before its side b, so that the large products
        # are of many rows; only where words look at each other is each passage by itself.
        sides = [side for q in asked for side in (q.passage.a[:LONGEST], q.passage.b[:LONGEST])]
        ends = np.cumsum([0, *map(len, sides)])
        rows = [slice(*ends[n : n + 3 : 2]) for n in range(0, len(sides), 2)]
        row = self._compared(asked, sides)
        row += self._placed(sides)
        for n in range(DEPTH):
            row = self._layer(row, f"enc.{n}", rows)
        token_odds = self._linear(row, "tok")[:, 0]
        changed = _sigmoid(token_odds)
        odds = self._pooled(row, token_odds, changed, ends, self._scaled(asked))
        for n, q in enumerate(asked):
            a, b = (changed[slice(*pair)] for pair in pairwise(ends[2 * n : 2 * n + 3]))
            yield Reading(float(odds[n]), _padded(a, len(q.passage.a)), _padded(b, len(q.passage.b)))

    def _scaled(self, asked: Sequence[Question]) -> Array:
        """The figures of each passage, shape (passages, figures)."""
        told = itemgetter(*self.names)
        table = np.array([[told(f) for f in q.figures] for q in asked], dtype=np.float32)
        scaled = (table - self.weights["figures.mean"]) / self.weights["figures.deviation"]
        mean: Array = np.clip(scaled, -_CLIPPED, _CLIPPED).mean(axis=1)
        return mean

    def _compared(self, asked: Sequence[Question], sides: Sequence[Sequence[Token]]) -> Array:
        """Each token with what stands for it on the other side, shape (tokens, width)."""
        states = np.concatenate([states for q in asked for states in (q.states_a, q.states_b)])
        known = self._linear(states, "proj")
        kinds = _KINDS[[_CLASSES[word_class(t, opens=t.opens)] for side in sides for t in side]]
        carried = np.split(np.concatenate([known, kinds], axis=1), np.cumsum([len(s) for s in sides])[:-1])
        facing = zip(asked, sides[::2], sides[1::2], carried[::2], carried[1::2], strict=True)
        looks = [look for one in facing for look in self._looks(*one)]
        found, none, most = (np.concatenate(parts) for parts in zip(*looks, strict=True))
        width = known.shape[1]
        same, nearest, relation = found[:, :width], most[:, : len(LAYERS)], most[:, len(LAYERS) : _MOVED]
        places = np.concatenate([np.arange(len(side)) for side in sides])[:, None] / _PLACES_A_UNIT
        x = np.concatenate(
            [
                *(known, same, known - same, known * same, nearest, none, relation),
                *(relation.sum(axis=1, keepdims=True) == 0, most[:, _MOVED:]),
                *(kinds, found[:, width:], places, nearest.min(axis=1, keepdims=True)),
            ],
            axis=1,
            dtype=np.float32,
        )
        return self._normed(np.maximum(self._linear(x, "inp.1"), 0), "inp.3")

    def _looks(
        self, q: Question, a: Sequence[Token], b: Sequence[Token], carried_a: Array, carried_b: Array
    ) -> Iterator[tuple[Array, Array, Array]]:
        """What the tokens of side a find on the other side, then those of side b.

        That is the mean of what is carried there, weighed by where they look, shape (tokens, carried), how
        far they look nowhere, shape (tokens, 1), and the most that is seen of them and any word there, shape
        (tokens, _MOVED + 1).
        """
        seen = np.zeros((_SEEN, len(a), len(b)), np.float32)
        words_a, words_b = [t.word for t in a], [t.word for t in b]
        seen[: len(LAYERS)] = q.similarities.cosines[np.ix_(LAYERS, words_a, words_b)]
        for m in q.passage.matches:
            if m.a < len(a) and m.b < len(b):
                seen[len(LAYERS) + _RELATIONS[m.relation], m.a, m.b] = 1
                seen[_MOVED, m.a, m.b] = m.moved
        seen[-1] = (np.arange(len(a)) / len(a))[:, None] - np.arange(len(b)) / len(b)
        seen[-2] = np.abs(seen[-1])
        forth = self.weights["att.weight"][0]
        back = forth[_EXCHANGED]
        back[-1] = -back[-1]
        odds = (np.stack([forth, back]) @ seen.reshape(_SEEN, -1)).reshape(2, len(a), len(b))
        odds += self.weights["att.bias"]
        most = seen[: _MOVED + 1]
        yield *self._found(odds[0], carried_b), most.max(axis=2).T
        yield *self._found(odds[1].T, carried_a), most.max(axis=1).T[:, _EXCHANGED[: _MOVED + 1]]

    def _found(self, odds: Array, carried: Array) -> tuple[Array, Array]:
        nowhere = np.full((len(odds), 1), self.weights["null"], np.float32)
        looks = _softmax(np.concatenate([odds, nowhere], axis=1))
        return looks[:, :-1] @ carried, looks[:, -1:]

    def _placed(self, sides: Sequence[Sequence[Token]]) -> Array:
        placed: Array = np.concatenate(
            [
                self.weights["side.weight"][n % 2] + self.weights["pos.weight"][: len(side)]
                for n, side in enumerate(sides)
            ]
        )
        return placed

    def _layer(self, x: Array, name: str, rows: Sequence[slice]) -> Array:
        """One transformer layer, normalised before each part; `rows` of a passage look at each other."""
        width = x.shape[1]
        joined = _product(self._normed(x, f"{name}.norm1"), self.weights[f"{name}.self_attn.in_proj_weight"])
        joined += self.weights[f"{name}.self_attn.in_proj_bias"]
        joined[:, :width] *= (width // HEADS) ** -0.5
        context = np.empty_like(x)
        for row in rows:
            # (3, heads, tokens, width of a head)
            query, key, value = joined[row].reshape(-1, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
            looks = _softmax(query @ key.transpose(0, 2, 1))
            context[row] = (looks @ value).transpose(1, 0, 2).reshape(-1, width)
        x = x + self._linear(context, f"{name}.self_attn.out_proj")
        inner = np.maximum(self._linear(self._normed(x, f"{name}.norm2"), f"{name}.linear1"), 0)
        return x + self._linear(inner, f"{name}.linear2")

    def _pooled(
        self, row: Array, token_odds: Array, changed: Array, ends: NDArray[np.intp], figures: Array
    ) -> Array:
        """The log odds of each passage; every second of `ends` is one's start."""
        starts, lengths = ends[:-1:2], np.diff(ends)
        counts = lengths[::2] + lengths[1::2]
        most = np.maximum.reduceat(token_odds, starts)
        total = np.add.reduceat(changed, starts)
        shares = np.exp(token_odds - np.repeat(most, counts))
        shares /= np.repeat(np.add.reduceat(shares, starts), counts)
        stated = [most, total, total / counts, np.log1p(total), *(lengths.reshape(-1, 2).T / _WORDS_A_UNIT)]
        x = np.concatenate(
            [
                np.add.reduceat(row, starts) / counts[:, None],
                np.maximum.reduceat(row, starts),
                np.add.reduceat(row * shares[:, None], starts),
                np.stack(stated, axis=1),
                np.maximum(self._linear(figures, "fig.1"), 0),
            ],
            axis=1,
            dtype=np.float32,
        )
        return self._linear(np.maximum(self._linear(x, "out.0"), 0), "out.3")[:, 0]

    def _linear(self, x: Array, name: str) -> Array:
        bias = self.weights.get(f"{name}.bias")
        y = _product(x, self.weights[f"{name}.weight"])
        if bias is not None:
            y += bias
        return y

    def _normed(self, x: Array, name: str) -> Array:
        centred: Array = x - x.mean(axis=-1, keepdims=True)
        centred /= np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        centred *= self.weights[f"{name}.weight"]
        centred += self.weights[f"{name}.bias"]
        return centred


@cache
def matching_network() -> MatchingNetwork:
    """The network that comes with dedup; its weights are kept as float16."""
    with (files("dedup.drift.claims") / "data" / "network.npz").open("rb") as data:
        arrays = dict(np.load(data, allow_pickle=False))
    names = arrays.pop("figures.names").tolist()
    return MatchingNetwork(tuple(names), {name: x.astype(np.float32) for name, x in arrays.items()})


def compared(tokens: Sequence[Token], states: Vectors) -> Array:
    """What the network compares of the tokens of one side, shape (tokens read, layers * dimension).

    Args:
        tokens: of a passage.
        states: hidden states of what is written there, shape (words, layers, dimension).
    """
    words = [t.word for t in tokens[:LONGEST]]
    return np.concatenate([states[words, layer] for layer in LAYERS[1:]], axis=1)


def _portions(asked: Sequence[Question]) -> Iterator[list[Question]]:
    """The questions in runs of some `_TOKENS_AT_ONCE` tokens."""
    part: list[Question] = []
    tokens = 0
    for q in asked:
        part.append(q)
        tokens += min(len(q.passage.a), LONGEST) + min(len(q.passage.b), LONGEST)
        if tokens >= _TOKENS_AT_ONCE:
            yield part
            part, tokens = [], 0
    if part:
        yield part


def _nothing(passage: Passage) -> Reading:
    return Reading(0.0, *(np.zeros(len(side), np.float32) for side in (passage.a, passage.b)))


def _product(x: Array, weights: Array) -> Array:
    """Each row of `x` by each row of `weights`, to the last bit the same whatever other rows there are."""
    if len(weights) == 1:
        # As a product of matrices, the order of summing would depend on the number of rows; and so below.
        return np.asarray((x * weights).sum(axis=1, keepdims=True))
    if len(x) < _ROWS:
        return _product(np.concatenate([x, np.zeros((_ROWS - len(x), x.shape[1]), np.float32)]), weights)[
            : len(x)
        ]
    y: Array = x @ weights.T
    return y


def _softmax(x: Array) -> Array:
    y: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    y /= y.sum(axis=-1, keepdims=True)
    return y


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))), np.float32)


def _padded(x: Array, length: int) -> Array:
    return np.concatenate([x, np.zeros(length - len(x), np.float32)])
