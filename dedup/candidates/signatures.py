"""Signatures of sets: equal in about as many places as the sets' Jaccard.

`signature` is MinHash, bit for bit that of datasketch's `MinHash(scheme="affine32")`. `similarity_sketch`
says the same of a large set in one pass over it instead of one for each value (Dahlgaard, Knudsen and
Thorup, Fast Similarity Sketching, FOCS 2017).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]

MIX_FIRST, MIX_SECOND, MIX_TURN = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0xD6E8FEB86659FD93
_NOTHING = np.uint32(0xFFFFFFFF)


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


def similarity_sketch(hashes: NDArray[np.uint32], count: int) -> Signature:
    """The similarity sketch of a set of 32-bit hashes, shape (count,); all ones for the empty set.

    In each turn every hash falls into one place, and the least value there wins; places that stay empty wait
    for the next turn. After `count` turns every hash falls into one chosen place, so that none stays empty.
    """
    result = np.full(count, _NOTHING)
    for turn in range(2 * count):
        empty = result == _NOTHING
        if not len(hashes) or not empty.any():
            break
        mixed = hashes * np.uint64(MIX_FIRST) + np.uint64(turn * MIX_TURN % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(MIX_SECOND)
        high = mixed >> np.uint64(32)
        places = (
            (high * np.uint64(count)) >> np.uint64(32) if turn < count else np.full(len(high), turn - count)
        )
        fresh = np.full(count, _NOTHING)
        np.minimum.at(fresh, places.astype(np.int64), (mixed ^ high).astype(np.uint32))
        result[empty] = fresh[empty]
    return result
