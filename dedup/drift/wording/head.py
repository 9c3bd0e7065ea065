"""The head: from word matches to how far each word's meaning is missing from the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dedup.align.words import Similarities
from dedup.drift.wording.features import pair_features
from dedup.drift.wording.trees import Trees
from dedup.text.normalize import fold

Scores = NDArray[np.float32]

# Signs that carry a reading of their own; any other word without a letter or digit is punctuation.
_SIGNS = frozenset("$€£¥₽₺%‰")


@dataclass(frozen=True, slots=True, eq=False)
class WordDrift:
    """How far the meaning of each word is missing from the other side: 0 kept, 1 lost.

    Args:
        a, b: float32, one score for each word of that side.
    """

    a: Scores
    b: Scores

    def mirrored(self) -> WordDrift:
        """The same scores seen from the other side."""
        return WordDrift(self.b, self.a)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The fitted parameters; `bench/fit/word_drift.py` makes them and says from what.

    Args:
        trees: from features of a word to its expected drift, on the scale of the square root of the
            raters' labels.
        kept_below: an expected drift up to here counts as none at all.
        gaps: from features of a gap between two words to the log odds of a sentence's end there.
        gap_from: a gap is a sentence's end above these log odds.
    """

    trees: Trees
    kept_below: float
    gaps: Trees
    gap_from: float


@cache
def load_head() -> Head:
    """The head that comes with dedup."""
    with files("dedup.drift.wording").joinpath("word_drift.npz").open("rb") as data:
        arrays = dict(np.load(data, allow_pickle=False))
    return Head(
        Trees.from_arrays(arrays, "trees"),
        float(arrays["kept_below"]),
        Trees.from_arrays(arrays, "gaps"),
        float(arrays["gap_from"]),
    )


def sentence_drift(similarities: Similarities, head: Head | None = None) -> WordDrift:
    """Scores for the words of two aligned sentences.

    Args:
        similarities: of their words; against an empty side, every word is lost.
        head: the parameters; None: those that come with dedup.

    Returns:
        The scores; with the sides exchanged, the same scores exchanged, and 0 throughout for two
        sentences of the same words. Punctuation is never lost.
    """
    words_a, words_b = similarities.words_a, similarities.words_b
    if words_b < words_a:
        # One order of computing for both: float sums differ in the last bit otherwise.
        return sentence_drift(similarities.mirrored(), head).mirrored()
    if [fold(w) for w in words_a] == [fold(w) for w in words_b]:
        return WordDrift(np.zeros(len(words_a), np.float32), np.zeros(len(words_b), np.float32))
    if not words_a or not words_b:
        return WordDrift(readings(words_a), readings(words_b))
    head = head or load_head()
    _, rows_a, rows_b = pair_features(similarities)
    expected = head.trees(np.concatenate([rows_a, rows_b]))
    drift = np.clip((expected - head.kept_below) / (1 - head.kept_below), 0, 1).astype(np.float32)
    return WordDrift(drift[: len(words_a)] * readings(words_a), drift[len(words_a) :] * readings(words_b))


def readings(words: Sequence[str]) -> Scores:
    """1 for each word that can carry meaning, 0 for punctuation."""
    return np.array([any(c.isalnum() or c in _SIGNS for c in w) for w in words], np.float32)
