"""Every differing passage of a comparison with its figures and the head's judgement, computed once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dedup.align.words import unit
from dedup.documents import Span
from dedup.drift.claims.edits import Passage, passages
from dedup.drift.claims.features import LAYERS, WordVectors, both_readings
from dedup.drift.claims.head import claim_head
from dedup.drift.claims.network import matching_network
from dedup.drift.claims.roles import is_turned
from dedup.drift.claims.tokens import written
from dedup.drift.interface import Comparison
from dedup.drift.wording.head import Scores
from dedup.encoder.interface import Encoder, Vectors

_DEPTH = max(LAYERS) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A passage and what the head says of it.

    Args:
        passage: the words of both sides, matched.
        probability: that the two differ materially in meaning; None without an encoder.
        words_a, words_b: what is `written` on each side.
        states_a, states_b: hidden states of those words, shape (words, layers, dimension).
        changed_a, changed_b: for each token of the passage, how likely the change is there; None beside a
            model whose states the network does not read.
    """

    passage: Passage
    probability: float | None = None
    words_a: tuple[str, ...] = ()
    words_b: tuple[str, ...] = ()
    states_a: Vectors | None = None
    states_b: Vectors | None = None
    changed_a: Scores | None = None
    changed_b: Scores | None = None


def assess(comparison: Comparison, encoder: Encoder | None) -> tuple[Assessment, ...]:
    """Judge every aligned sentence pair whose texts differ.

    Without an encoder, or with one of fewer layers than the head knows, there are no probabilities.
    """
    return _assess(comparison, _Shared(encoder))


def probabilities(comparison: Comparison, encoder: Encoder | None) -> list[float]:
    """Of a material difference, one for each differing passage; none without an encoder."""
    return [j.probability for j in assess(comparison, encoder) if j.probability is not None]


@dataclass(frozen=True, slots=True)
class _Shared:
    """An encoder as part of a cache key: itself, whatever its class says of equality."""

    encoder: Encoder | None

    def __hash__(self) -> int:
        return id(self.encoder)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shared) and other.encoder is self.encoder


@lru_cache(maxsize=2)
def _assess(comparison: Comparison, shared: _Shared) -> tuple[Assessment, ...]:
    found, encoder = passages(comparison), shared.encoder
    if encoder is None or not found:
        return tuple(Assessment(p) for p in found)
    a, b = comparison.a.text, comparison.b.text
    links = [
        link
        for link in comparison.alignment.sentences
        if [s.of(a) for s in link.a] != [s.of(b) for s in link.b]
    ]
    sentences = {(side, s) for link in links for side, spans in ((0, link.a), (1, link.b)) for s in spans}
    order = sorted(sentences, key=lambda key: (key[0], key[1].start, key[1].end))
    words = {key: tuple(written((a, b)[key[0]], key[1])) for key in order}
    states = dict(zip(order, encoder.encode_words([words[key] for key in order]), strict=True))
    if states[order[0]].shape[1] < _DEPTH:
        return tuple(Assessment(p) for p in found)
    head = claim_head()
    network = matching_network() if encoder.name == head.model else None
    read: list[Assessment] = []
    table: list[tuple[dict[str, float], dict[str, float]]] = []
    odds: list[float] = []
    for passage, link in zip(found, links, strict=True):
        words_a, states_a = _joined(0, link.a, words, states)
        words_b, states_b = _joined(1, link.b, words, states)
        # The figures read from a to b; the mean of both readings is the same for both orders.
        both = both_readings(passage, WordVectors(unit(states_a[:, LAYERS]), unit(states_b[:, LAYERS])))
        table.append(both)
        one = Assessment(passage, None, words_a, words_b, states_a, states_b)
        if network:
            reading = network.read(passage, states_a, states_b, both)
            odds.append(reading.odds)
            one = replace(one, changed_a=reading.a, changed_b=reading.b)
        read.append(one)
    chances = head.probabilities(table, odds if network else None)
    # The head does not know that who meets is met.
    return tuple(
        replace(one, probability=0.0 if is_turned(one.passage) else p)
        for one, p in zip(read, chances, strict=True)
    )


Key = tuple[int, Span]


def _joined(
    side: int, spans: tuple[Span, ...], words: dict[Key, tuple[str, ...]], states: dict[Key, Vectors]
) -> tuple[tuple[str, ...], Vectors]:
    if len(spans) == 1:
        return words[side, spans[0]], states[side, spans[0]]
    return (
        tuple(w for s in spans for w in words[side, s]),
        np.concatenate([states[side, s] for s in spans]),
    )
