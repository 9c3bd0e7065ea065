"""What the rest of dedup asks of an encoder, whatever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Sentence and word vectors from one model.

    `name` identifies model and revision: vectors of different names must never be mixed, and
    thresholds are stored by it.
    """

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); an empty text gives a zero vector."""
        ...

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """Hidden states of each pre-tokenised word, mean over its word pieces.

        Returns one array of shape (words, layers, dimension) for each text, embedding layer first.
        """
        ...
