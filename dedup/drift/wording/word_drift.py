"""`dedup.word_drift`: how far each word's meaning is missing from the other version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.align.words import similarities, unit
from dedup.drift.wording.head import Head, Scores, load_head, readings, sentence_drift
from dedup.drift.wording.passages import align_sentences, at_stops, gap_features
from dedup.encoder.interface import Encoder, Vectors

Words = tuple[str, ...]

# So many pairs share the encoder's batches; more gains nothing and takes memory.
_PAIRS_AT_ONCE = 64


def word_drift(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]], encoder: Encoder, head: Head | None = None
) -> Iterator[tuple[Scores, Scores]]:
    """For each word of both sides, how far its meaning is missing from the other side.

    Either side may hold several sentences, in any order; they are found and aligned first. A stream:
    memory does not grow with the number of pairs.

    Args:
        pairs: the words of both sides, punctuation marks as words of their own.
        encoder: gives the hidden states.
        head: the parameters; None: those that come with dedup.

    Yields:
        For each pair, in order, two float32 arrays of shape (words of that side,): 0 kept, 1 lost.
        With the sides exchanged the same arrays come exchanged; a text against itself scores 0.
    """
    source = iter(pairs)
    while batch := [(tuple(a), tuple(b)) for a, b in islice(source, _PAIRS_AT_ONCE)]:
        yield from _batch(batch, encoder, head or load_head())


def _batch(pairs: list[tuple[Words, Words]], encoder: Encoder, head: Head) -> Iterator[tuple[Scores, Scores]]:
    states: dict[Words, Vectors] = {}
    texts = {text for a, b in pairs if a != b for text in (a, b)}
    runs = {text: [text[r.start : r.stop] for r in at_stops(text)] for text in texts}
    _encode({run for parts in runs.values() for run in parts}, states, encoder)
    sentences = {
        text: [s for run in parts for s in _sentences(run, states[run], head)] for text, parts in runs.items()
    }
    _encode({s for parts in sentences.values() for s in parts}, states, encoder)
    for a, b in pairs:
        if a == b:
            yield np.zeros(len(a), np.float32), np.zeros(len(b), np.float32)
        elif b < a:
            # One order of computing for both: float sums differ in the last bit otherwise.
            drift_b, drift_a = _document_drift(sentences[b], sentences[a], states, head)
            yield drift_a, drift_b
        else:
            yield _document_drift(sentences[a], sentences[b], states, head)


def _encode(texts: set[Words], states: dict[Words, Vectors], encoder: Encoder) -> None:
    """Add the states of those texts that have none yet, in an order that no caller can change."""
    new = sorted(texts - states.keys())
    if new:
        states.update(zip(new, encoder.encode_words(new), strict=True))


def _sentences(run: Words, states: Vectors, head: Head) -> list[Words]:
    """The run cut where the head finds a sentence's end without a full stop."""
    if len(run) < 2:
        return [run]
    _, rows = gap_features(run, states)
    cuts = [0, *(np.flatnonzero(head.gaps(rows) > head.gap_from) + 1).tolist(), len(run)]
    return [run[i:j] for i, j in pairwise(cuts)]


def _document_drift(
    a: list[Words], b: list[Words], states: dict[Words, Vectors], head: Head
) -> tuple[Scores, Scores]:
    if not a or not b:
        return _joined([readings(s) for s in a]), _joined([readings(s) for s in b])
    drift_a = [np.zeros(len(s), np.float32) for s in a]
    drift_b = [np.zeros(len(s), np.float32) for s in b]
    facing = align_sentences(_pooled(a, states), _pooled(b, states))
    for of_a, of_b in facing.pairs:
        found = _drift([a[i] for i in of_a], [b[j] for j in of_b], states, head)
        _spread(found[0], of_a, drift_a)
        _spread(found[1], of_b, drift_b)
    for i, j in facing.alone_a:
        drift_a[i] = _drift([a[i]], [b[j]], states, head)[0]
    for j, i in facing.alone_b:
        drift_b[j] = _drift([a[i]], [b[j]], states, head)[1]
    return _joined(drift_a), _joined(drift_b)


def _joined(parts: list[Scores]) -> Scores:
    return np.concatenate([np.zeros(0, np.float32), *parts])


def _drift(a: list[Words], b: list[Words], states: dict[Words, Vectors], head: Head) -> tuple[Scores, Scores]:
    like = similarities(
        [w for s in a for w in s],
        [w for s in b for w in s],
        np.concatenate([states[s] for s in a]),
        np.concatenate([states[s] for s in b]),
    )
    found = sentence_drift(like, head)
    return found.a, found.b


def _spread(scores: Scores, sentences: tuple[int, ...], into: list[Scores]) -> None:
    begin = 0
    for i in sentences:
        end = begin + len(into[i])
        into[i] = scores[begin:end]
        begin = end


def _pooled(sentences: list[Words], states: dict[Words, Vectors]) -> NDArray[np.float32]:
    """One unit vector for each sentence: the mean of its words' last hidden states."""
    return unit(np.stack([states[s][:, -1].mean(0) for s in sentences]))
