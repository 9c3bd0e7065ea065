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
    first: dict[int, int] = {}
    pieces: dict[int, int] = {}
    for piece, word in enumerate(word_ids):
        if word is None:
            continue
        if word in first:
            # Few words have several pieces: the rest is one copy.
            pieces[word] = pieces.get(word, 1) + 1
        else:
            first[word] = piece
    means: Vectors = states[[first.get(word, 0) for word in range(words)]]
    means[[word for word in range(words) if word not in first]] = 0
    for word, count in pieces.items():
        start = first[word]
        means[word] = np.add.reduceat(states[start : start + count], [0], axis=0)[0] / np.float32(count)
    return means


def well_formed(text: str) -> str:
    """`text` without lone surrogates, which JSON can carry and no tokenizer takes."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode("utf-8")
