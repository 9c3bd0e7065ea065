"""From the states of word pieces to the states of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.encoder.interface import Vectors


def word_means(states: Vectors, word_ids: Sequence[int | None], words: int) -> Vectors:
    """The mean state of each word: (pieces, layers, dimension) becomes (words, layers, dimension).

    Args:
        states: of the pieces; those past the end of `word_ids` are padding.
        word_ids: the word that each piece belongs to, None for the model's own marks.
        words: how many there are; one without pieces gets zeros.
    """
    means = np.zeros((words, *states.shape[1:]), dtype=np.float32)
    owners = np.array([-1 if word is None else word for word in word_ids], dtype=np.int64)
    if not len(owners):
        return means
    starts = np.flatnonzero(np.diff(owners, prepend=-2))
    sums = np.add.reduceat(states[: len(owners)], starts, axis=0)
    counts = np.diff(starts, append=len(owners)).astype(np.float32)
    real = owners[starts] >= 0
    means[owners[starts][real]] = sums[real] / counts[real, None, None]
    return means


def well_formed(text: str) -> str:
    """`text` without lone surrogates, which JSON can carry and no tokenizer takes."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode("utf-8")
