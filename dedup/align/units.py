"""The passages that alignment lines up: their sentences, keys and character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.documents import Span
from dedup.text.normalize import fold
from dedup.text.sentences import sentences

# Character n-grams are hashed into this many columns; two unrelated passages then look alike by
# chance with a standard deviation of about 1/sqrt(4096) = .016, far below any threshold in use.
_COLUMNS = 4096  # a power of two
_GRAMS = (3, 4, 5)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage to be lined up: a paragraph or a sentence.

    Args:
        span: where it stands in its document.
        parts: its sentences.
        key: its folded text, equal where two passages print alike.
        texts: the sentences' text, as the encoder is given them.
        beside: True for page furniture, which is linked with what it is likely to be one with only.
    """

    span: Span
    parts: tuple[Span, ...]
    key: str
    texts: tuple[str, ...]
    beside: bool = False

    @property
    def text(self) -> str:
        """The sentences on one line."""
        return " ".join(self.texts)


def unit_at(text: str, span: Span, *, beside: bool = False) -> Unit:
    """The passage of `text` at `span`; `beside`: it is page furniture."""
    parts = tuple(sentences(text, span)) or (span,)
    return Unit(span, parts, fold(span.of(text)), tuple(part.of(text) for part in parts), beside)


def gram_counts(texts: Sequence[str]) -> NDArray[np.float32]:
    """How often each character 3- to 5-gram stands in each text, folded: (texts, 4096)."""
    texts = [f" {fold(text)} " for text in texts]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.uint64
    )
    row_of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    flat: list[NDArray[np.int64]] = []
    for n in _GRAMS:
        places = max(len(codes) - n + 1, 0)
        hashed = np.full(places, n, dtype=np.uint64)
        for offset in range(n):
            hashed = (hashed ^ codes[offset : offset + places]) * _MIX
            hashed ^= hashed >> np.uint64(29)
        inside = row_of[:places] == row_of[n - 1 : n - 1 + places]
        columns = (hashed[inside] & np.uint64(_COLUMNS - 1)).astype(np.int64)
        flat.append(row_of[:places][inside] * _COLUMNS + columns)
    counts = np.bincount(np.concatenate(flat), minlength=len(texts) * _COLUMNS)
    return counts.reshape(len(texts), _COLUMNS).astype(np.float32)
