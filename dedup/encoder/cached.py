"""An encoder that asks the cache first, and loads its model at the first text it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from dedup.cache import key_of
from dedup.encoder.cache import VectorCache
from dedup.encoder.interface import Encoder, Vectors

_RECENT = 4096  # texts whose vectors stay at hand without asking the file: 6 MB


class CachedEncoder:
    """Another encoder behind a `VectorCache` (see `Encoder`).

    Hidden states of words are not cached, as they take a hundred times the space of what is made of
    them: cache that, with `arrays`.

    Args:
        name: of the other encoder.
        load: gives it.
        cache: what was computed before.
    """

    def __init__(self, name: str, load: Callable[[], Encoder], cache: VectorCache) -> None:
        self.name = name
        self._load = load
        self._cache = cache
        self._recent: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); runs of whitespace count as one space."""
        plain = [" ".join(text.split()) for text in texts]
        missing = [text for text in dict.fromkeys(plain) if text not in self._recent]
        if missing:
            found = self.arrays(
                "",
                [key_of(text) for text in missing],
                lambda n: list(self._encoder.encode([missing[i] for i in n])),
            )
            if len(self._recent) + len(missing) > _RECENT:
                self._recent = {text: self._recent[text] for text in plain if text in self._recent}
            self._recent.update(zip(missing, found, strict=True))
        return np.stack([self._recent[text] for text in plain]) if plain else self._encoder.encode([])

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """Hidden states of each word, shape (words, layers, dimension) a text."""
        return self._encoder.encode_words(texts)

    def arrays(
        self, made: str, keys: Sequence[bytes], compute: Callable[[list[int]], Sequence[Vectors]]
    ) -> list[Vectors]:
        """What was made of this encoder's vectors before (see `VectorCache.arrays`).

        Args:
            made: what it is and its revision, such as `word-drift 3`.
            keys: from `key_of`.
            compute: makes those that are not known, given their places.
        """
        return self._cache.arrays(f"{self.name} {made}".strip(), keys, compute)

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()
