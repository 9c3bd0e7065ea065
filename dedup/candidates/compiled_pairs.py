"""The compiled loops over pairs of texts: which meet in a net, what they share, in what order.

Import it only where a scan is large; see compiled.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

from dedup.candidates.compiled import edited_runs, reworded_pairs
from dedup.candidates.features import REACH

_LOW, _HIGH = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)
_ONES = np.uint64(0x0101010101010101)

_single = njit(cache=True, nogil=True)
_parallel = njit(cache=True, nogil=True, parallel=True)


@_single
def _agreement(marks: Any, i: int, j: int) -> int:
    """How many bytes two rows of words have in common, eight at a time."""
    agree = np.uint64(0)
    for p in range(marks.shape[1]):
        differ = marks[i, p] ^ marks[j, p]
        equal = ~((((differ & _LOW) + _LOW) | differ) | _LOW)
        agree += ((equal & _HIGH) >> np.uint64(7)) * _ONES >> np.uint64(56)
    return int(agree)


@_single
def _met_before(keys: Any, i: int, j: int, band: int) -> bool:
    for earlier in range(band):  # noqa: SIM110  numba knows no any()
        if keys[earlier, i] == keys[earlier, j]:
            return True
    return False


@_parallel
def near_pairs(keys: Any, marks: Any, used: Any, least: int, room: int) -> tuple[Any, Any]:
    """Pairs that share a band's key and at least `least` marks, each in the first band it shares.

    Args:
        keys: shape (bands, texts).
        marks: eight to a word, shape (texts, words).
        used: which texts take part.
        least: see `lsh.Bands`.
        room: for how many pairs of one band.

    Returns:
        The pairs j < i of every band, shape (bands, room, 2), and how many each band has; a count above
        `room` says that the rest did not fit.
    """
    bands, texts = keys.shape
    size = 16
    while size < 2 * texts:
        size *= 2
    pairs = np.empty((bands, room, 2), dtype=np.int32)
    counts = np.zeros(bands, dtype=np.int64)
    for band in prange(bands):
        column = keys[band]
        head = np.full(size, -1, dtype=np.int32)
        previous = np.empty(texts, dtype=np.int32)
        count = 0
        for i in range(texts):
            if not used[i]:
                continue
            key = column[i]
            place = np.int64((key * np.uint32(0x9E3779B1)) >> np.uint32(7)) & (size - 1)
            while head[place] >= 0 and column[head[place]] != key:
                place = (place + 1) & (size - 1)
            j = head[place]
            previous[i] = j
            head[place] = i
            while j >= 0:
                if _agreement(marks, i, j) >= least and not _met_before(keys, i, j, band):
                    if count < room:
                        pairs[band, count, 0] = j
                        pairs[band, count, 1] = i
                    count += 1
                j = previous[j]
        counts[band] = count
    return pairs, counts


@_single
def unique(found: Any) -> Any:
    """The distinct values in order: a radix sort, four times as fast as comparing at these sizes."""
    spare = np.empty_like(found)
    places = np.empty(256, dtype=np.int64)
    for shift in range(0, 32, 8):
        places[:] = 0
        for i in range(len(found)):
            places[(found[i] >> np.uint32(shift)) & np.uint32(255)] += 1
        total = 0
        for digit in range(256):
            total, places[digit] = total + places[digit], total
        for i in range(len(found)):
            digit = (found[i] >> np.uint32(shift)) & np.uint32(255)
            spare[places[digit]] = found[i]
            places[digit] += 1
        found, spare = spare, found
    count = 0
    for i in range(len(found)):
        if i == 0 or found[i] != found[i - 1]:
            found[count] = found[i]
            count += 1
    return found[:count]


@_parallel
def edited_sets(words: Any, bounds: Any, wanted: Any) -> tuple[Any, Any]:
    """Sorted unique word runs of the texts `wanted`, end to end with gaps.

    Returns:
        The features, and where each wanted text has them, shape (wanted, 2).
    """
    places = _places(bounds, wanted, 1)
    features = np.empty(places[-1, 1], dtype=np.uint32)
    for k in prange(len(wanted)):
        found = unique(edited_runs(words[bounds[wanted[k]] : bounds[wanted[k] + 1]]))
        places[k, 1] = places[k, 0] + len(found)
        features[places[k, 0] : places[k, 1]] = found
    return features, places


@_parallel
def reworded_sets(prefixes: Any, content: Any, bounds: Any, wanted: Any) -> tuple[Any, Any]:
    """The same of prefix pairs."""
    places = _places(bounds, wanted, REACH)
    features = np.empty(places[-1, 1], dtype=np.uint32)
    for k in prange(len(wanted)):
        start, end = bounds[wanted[k]], bounds[wanted[k] + 1]
        found = unique(reworded_pairs(prefixes[start:end], content[start:end]))
        places[k, 1] = places[k, 0] + len(found)
        features[places[k, 0] : places[k, 1]] = found
    return features, places


@_single
def _places(bounds: Any, wanted: Any, times: int) -> Any:
    """Room for `times` features a token of every wanted text, from and to."""
    places = np.zeros((len(wanted), 2), dtype=np.int64)
    room = 0
    for k in range(len(wanted)):
        places[k, 0] = room
        room += max(bounds[wanted[k] + 1] - bounds[wanted[k]], 1) * times
        places[k, 1] = room
    return places


@_single
def _shared(one: Any, other: Any) -> int:
    if len(one) > len(other):
        one, other = other, one
    i, j, shared = 0, 0, 0
    if len(one) * 32 < len(other):  # looking every value up takes fewer steps than walking along both
        for value in one:
            j += np.searchsorted(other[j:], value)
            shared += j < len(other) and other[j] == value
        return shared
    while i < len(one) and j < len(other):
        a, b = one[i], other[j]
        shared += a == b
        i += a <= b
        j += b <= a
    return shared


@_parallel
def shared_features(features: Any, places: Any, pairs: Any) -> Any:
    """How many features the pairs of rows of `places` share, shape (pairs,)."""
    result = np.empty(len(pairs), dtype=np.int64)
    for k in prange(len(pairs)):
        a, b = places[pairs[k, 0]], places[pairs[k, 1]]
        result[k] = _shared(features[a[0] : a[1]], features[b[0] : b[1]])
    return result


@_single
def _common_order(one: Any, other: Any) -> int:
    """Length of the longest common subsequence, 64 rows at a time (Hyyrö 2004)."""
    blocks = (len(one) + 63) // 64
    size = 16
    while size < 2 * len(one):
        size *= 2
    keys = np.zeros(size, dtype=np.uint32)
    rows = np.full(size, -1, dtype=np.int64)
    row = np.empty(len(one), dtype=np.int64)
    distinct = 0
    for i in range(len(one)):
        place = np.int64(one[i]) & (size - 1)
        while rows[place] >= 0 and keys[place] != one[i]:
            place = (place + 1) & (size - 1)
        if rows[place] < 0:
            rows[place], keys[place] = distinct, one[i]
            distinct += 1
        row[i] = rows[place]
    masks = np.zeros((distinct, blocks), dtype=np.uint64)
    for i in range(len(one)):
        masks[row[i], i // 64] |= np.uint64(1) << np.uint64(i % 64)
    state = np.full(blocks, np.uint64(0xFFFFFFFFFFFFFFFF))
    for j in range(len(other)):
        place = np.int64(other[j]) & (size - 1)
        while rows[place] >= 0 and keys[place] != other[j]:
            place = (place + 1) & (size - 1)
        if rows[place] < 0:
            continue
        carry = np.uint64(0)
        for block in range(blocks):
            mask = masks[rows[place], block]
            old = state[block]
            matched = old & mask
            partial = old + carry
            total = partial + matched
            carry = np.uint64(partial < old) | np.uint64(total < matched)
            state[block] = total | (old & ~mask)
    length = 0
    for i in range(len(one)):
        length += not (state[i // 64] >> np.uint64(i % 64)) & np.uint64(1)
    return length


@_parallel
def order_shares(prefixes: Any, bounds: Any, pairs: Any, longest: int) -> Any:
    """`evidence.order_share` of every pair of texts, shape (pairs,)."""
    result = np.zeros(len(pairs))
    for k in prange(len(pairs)):
        i, j = pairs[k, 0], pairs[k, 1]
        one = prefixes[bounds[i] : min(bounds[i + 1], bounds[i] + longest)]
        other = prefixes[bounds[j] : min(bounds[j + 1], bounds[j] + longest)]
        if len(one) and len(other):
            result[k] = 2 * _common_order(one, other) / (len(one) + len(other))
    return result
