"""MinHash signatures, bit for bit those of datasketch's `MinHash(scheme="affine32")`."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]


@lru_cache(maxsize=8)
def permutations(count: int, seed: int = 1) -> NDArray[np.uint32]:
    """The multipliers and addends of datasketch's first `count` permutations, shape (2, count)."""
    random = np.random.RandomState(seed)
    a = random.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return np.array([a, random.randint(0, 1 << 32, count, dtype=np.uint32)])


def signature(hashes: NDArray[np.uint32], count: int, seed: int = 1) -> Signature:
    """The MinHash of a set of 32-bit hashes, shape (count,); all ones for the empty set.

    `datasketch.MinHash(hashvalues=signature(...), scheme="affine32", seed=seed)` goes on from there.
    """
    value = hashes ^ (hashes >> np.uint32(16))
    value = value * np.uint32(0x85EBCA6B)
    value ^= value >> np.uint32(13)
    value = value * np.uint32(0xC2B2AE35)
    value ^= value >> np.uint32(16)
    a, b = permutations(count, seed)
    result = np.full(count, 0xFFFFFFFF, dtype=np.uint32)
    for start in range(0, len(value), 1024):  # keeps the table in the processor's cache
        block = value[start : start + 1024, None]
        np.minimum(result, (block * a + b).min(axis=0), out=result)
    return result
