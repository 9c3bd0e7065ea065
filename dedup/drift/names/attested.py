"""Whether a word is known as a name: a filter over the name parts that Wikidata lists."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

_FILE = Path(__file__).parent / "data" / "attested.npz"
PROBES = 7
"""Bits set for each name; with ten bits a name, under one word in a hundred is known by mistake."""


def probes(word: str, bits: int) -> list[int]:
    """The bits of `word` in a Bloom filter of that size (double hashing, Kirsch and Mitzenmacher 2006)."""
    digest = blake2b(word.encode(), digest_size=16).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")
    return [(first + i * second) % bits for i in range(PROBES)]


def holds(filled: bytes, word: str) -> bool:
    """Whether a filter of those bytes has `word`; by mistake where all its bits are those of others."""
    return all(filled[bit >> 3] >> (bit & 7) & 1 for bit in probes(word, 8 * len(filled)))


@cache
def read_filter(file: Path) -> bytes:
    """The bytes of a filter that a script of bench/fit wrote."""
    with np.load(file) as data:
        return bytes(data["bits"].tobytes())


@lru_cache(maxsize=65536)
def is_attested(word: str) -> bool:
    """Whether `word`, romanised to a–z, is a family or given name somewhere, or the name of a country.

    A word that is not may still be a name; one that is may still be misspelt here.
    """
    return holds(read_filter(_FILE), word)
