"""The inner loops of a large scan, compiled by numba; import it only where a scan is large.

Everything here gives the same answers as the plain Python of features.py, signatures.py and evidence.py,
which small scans use because loading numba takes longer than they do; tests/candidates/test_compiled.py holds
the two together. Texts lie end to end in one array, text d from `bounds[d]` to `bounds[d + 1]`; so do tokens.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

from dedup.candidates.codepoints import (
    BASE,
    CLASS_SHIFT,
    CODE_POINT,
    DROPPED,
    EXPANDS,
    FIRST_SCRIPT,
    MARK,
    MELTS,
    SEPARATOR,
    WORD,
)
from dedup.candidates.features import EDITED_WORDS, PREFIX, REACH

_FNV_START, _FNV_PRIME = np.uint32(0x811C9DC5), np.uint32(0x01000193)
_JOIN_START, _JOIN_BY, _JOIN_ADD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_LINE_START, _LINE_BY = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_NEWLINE = np.uint32(10)
_CLASS = np.uint32(15) << CLASS_SHIFT
_PLAIN_MASK = _CLASS | MARK | MELTS | EXPANDS
_PLAIN_WORD = np.uint32(WORD) << CLASS_SHIFT

_single = njit(cache=True, nogil=True)
_parallel = njit(cache=True, nogil=True, parallel=True)


@_single
def _known(table: Any, value: Any) -> bool:
    """Whether the open-addressed `table` (0 is free) holds `value`."""
    mask = len(table) - 1
    place = np.int64(value) & mask
    while table[place] != 0:
        if table[place] == value:
            return True
        place = (place + 1) & mask
    return False


@_single
def _tokenise(
    text: Any, entries: Any, expansions: Any, windows: Any, function_words: Any, words: Any, prefixes: Any,
    content: Any, lines: Any, line_ends: Any,
) -> tuple[int, int]:  # fmt: skip
    """The tokens of one text; (number of tokens, of lines that hold one), or (-1, 0) where marks may melt."""
    count, line_count, line_begin = 0, 0, 0
    kind: Any = SEPARATOR
    length, plain = 0, True
    word, prefix = _FNV_START, _FNV_START
    before = np.uint32(0)
    recent = np.zeros(8, dtype=np.uint32)
    line = _LINE_START
    for i in range(len(text) + 1):
        raw = text[i] if i < len(text) else _NEWLINE
        first = entries[raw]
        if kind == WORD and first & _PLAIN_MASK == _PLAIN_WORD:  # by far the most frequent case
            before = first
            point = first & CODE_POINT
            plain = plain and point < np.uint32(128)
            word = np.uint32((word ^ point) * _FNV_PRIME)
            length += 1
            if length <= PREFIX:
                prefix = word
            continue
        parts = expansions.shape[1] if first & EXPANDS else 1
        for part in range(parts):
            entry = expansions[np.int64(first & CODE_POINT), part] if first & EXPANDS else first
            now = np.int64((entry >> CLASS_SHIFT) & np.uint32(15))
            if now == DROPPED:
                continue
            if (entry & MELTS and before & (BASE | MARK)) or (entry & MARK and before & MARK):
                return -1, 0
            before = entry
            if now != kind:
                short = kind >= FIRST_SCRIPT and length < windows[kind]
                if short:
                    word = _FNV_START
                    for k in range(length):
                        word = np.uint32((word ^ recent[k]) * _FNV_PRIME)
                    prefix = word
                if short or kind == WORD:
                    words[count] = word
                    prefixes[count] = prefix
                    content[count] = (length > 1 or not plain) and not _known(function_words, word)
                    line = (line ^ np.uint64(word)) * _LINE_BY
                    count += 1
                kind, length, plain = now, 0, True
                word, prefix = _FNV_START, _FNV_START
            point = entry & CODE_POINT
            plain = plain and point < np.uint32(128)
            if kind == WORD:
                word = np.uint32((word ^ point) * _FNV_PRIME)
                length += 1
                if length <= PREFIX:
                    prefix = word
            elif kind >= FIRST_SCRIPT:
                window = windows[kind]
                if length >= window:
                    for k in range(window - 1):
                        recent[k] = recent[k + 1]
                recent[min(length, window - 1)] = point
                length += 1
                if length >= window:
                    word = _FNV_START
                    for k in range(window):
                        word = np.uint32((word ^ recent[k]) * _FNV_PRIME)
                    words[count] = word
                    prefixes[count] = word
                    content[count] = not _known(function_words, word)
                    line = (line ^ np.uint64(word)) * _LINE_BY
                    count += 1
        if raw == _NEWLINE and count > line_begin:
            lines[line_count] = line
            line_ends[line_count] = count
            line_count += 1
            line, line_begin = _LINE_START, count
    return count, line_count


@_parallel
def tokenise(
    text: Any, bounds: Any, entries: Any, expansions: Any, windows: Any, function_words: Any, words: Any,
    prefixes: Any, content: Any, lines: Any, line_ends: Any, counts: Any,
) -> None:  # fmt: skip
    """Tokens of many texts: words, prefixes, content flags, line hashes, line ends, counts (texts, 2).

    Text d writes its tokens and lines from `bounds[d] + d` on; a count of -1 asks for the plain tokeniser.
    """
    for d in prange(len(bounds) - 1):
        start, end = bounds[d] + d, bounds[d + 1] + d + 1
        counts[d] = _tokenise(
            text[bounds[d] : bounds[d + 1]], entries, expansions, windows, function_words, words[start:end],
            prefixes[start:end], content[start:end], lines[start:end], line_ends[start:end],
        )  # fmt: skip


@_single
def packed(values: Any, starts: Any, bounds: Any) -> Any:
    """The values of every text moved together: text d from `starts[d]` to `bounds[d]`."""
    result = np.empty(bounds[-1], dtype=values.dtype)
    for d in range(len(starts)):
        size = bounds[d + 1] - bounds[d]
        result[bounds[d] : bounds[d + 1]] = values[starts[d] : starts[d] + size]
    return result


@_single
def _step(value: Any, item: Any) -> Any:
    value = np.uint32((value ^ item) * _JOIN_BY + _JOIN_ADD)
    return np.uint32(value ^ (value >> np.uint32(15)))


@_single
def _edited(words: Any) -> Any:
    """Every run of three words, not yet unique; see features.py."""
    tokens = len(words)
    if tokens < EDITED_WORDS:
        found = np.empty(min(tokens, 1), dtype=np.uint32)
        if tokens:
            value = _JOIN_START
            for k in range(tokens):
                value = _step(value, words[k])
            found[0] = value
        return found
    found = np.empty(tokens - EDITED_WORDS + 1, dtype=np.uint32)
    for i in range(len(found)):
        value = _JOIN_START
        for k in range(EDITED_WORDS):
            value = _step(value, words[i + k])
        found[i] = value
    return found


@_single
def _reworded(prefixes: Any, content: Any) -> Any:
    """Every two content words at most `REACH` apart, not yet unique; see features.py."""
    kept = prefixes[content]
    tokens = len(kept)
    if tokens == 1:
        alone = np.empty(1, dtype=np.uint32)
        alone[0] = _step(_JOIN_START, kept[0])
        return alone
    found = np.empty(tokens * REACH, dtype=np.uint32)
    count = 0
    for i in range(tokens):
        for j in range(i + 1, min(tokens, i + 1 + REACH)):
            low, high = min(kept[i], kept[j]), max(kept[i], kept[j])
            found[count] = _step(_step(_JOIN_START, low), high)
            count += 1
    return found[:count]


@_single
def _minima(found: Any, multipliers: Any, addends: Any, row: Any) -> None:
    """Lower `row` to the MinHash of the features `found`, by datasketch's affine32 permutations."""
    size = len(found)
    mixed = np.empty((size + 7) // 8 * 8, dtype=np.uint32)
    for i in range(len(mixed)):
        value = found[min(i, size - 1)]
        value = np.uint32(value ^ (value >> np.uint32(16)))
        value = np.uint32(value * np.uint32(0x85EBCA6B))
        value = np.uint32(value ^ (value >> np.uint32(13)))
        value = np.uint32(value * np.uint32(0xC2B2AE35))
        mixed[i] = value ^ (value >> np.uint32(16))
    # Eight features go through the permutations together, so that the minima stay in registers.
    for i in range(0, len(mixed), 8):
        h0, h1, h2, h3 = mixed[i], mixed[i + 1], mixed[i + 2], mixed[i + 3]
        h4, h5, h6, h7 = mixed[i + 4], mixed[i + 5], mixed[i + 6], mixed[i + 7]
        for p in range(len(row)):
            a, b = multipliers[p], addends[p]
            v0 = min(np.uint32(h0 * a + b), np.uint32(h1 * a + b))
            v1 = min(np.uint32(h2 * a + b), np.uint32(h3 * a + b))
            v2 = min(np.uint32(h4 * a + b), np.uint32(h5 * a + b))
            v3 = min(np.uint32(h6 * a + b), np.uint32(h7 * a + b))
            row[p] = min(row[p], min(min(v0, v1), min(v2, v3)))


@_parallel
def edited_signatures(words: Any, bounds: Any, multipliers: Any, addends: Any) -> Any:
    """MinHash of the word runs of every text, shape (texts, permutations); all ones where there are none."""
    result = np.full((len(bounds) - 1, len(multipliers)), np.uint32(0xFFFFFFFF))
    for d in prange(len(bounds) - 1):
        found = _edited(words[bounds[d] : bounds[d + 1]])
        if len(found):
            _minima(found, multipliers, addends, result[d])
    return result


@_parallel
def reworded_signatures(prefixes: Any, content: Any, bounds: Any, multipliers: Any, addends: Any) -> Any:
    """MinHash of the prefix pairs of every text, (texts, permutations); all ones where there are none."""
    result = np.full((len(bounds) - 1, len(multipliers)), np.uint32(0xFFFFFFFF))
    for d in prange(len(bounds) - 1):
        found = _reworded(prefixes[bounds[d] : bounds[d + 1]], content[bounds[d] : bounds[d + 1]])
        if len(found):
            _minima(found, multipliers, addends, result[d])
    return result


@_single
def _same_rows(signatures: Any, i: int, j: int, first: int, last: int) -> bool:
    for p in range(first, last):  # noqa: SIM110  numba knows no all()
        if signatures[i, p] != signatures[j, p]:
            return False
    return True


@_single
def _agreement(signatures: Any, i: int, j: int) -> int:
    agree = 0
    for p in range(signatures.shape[1]):
        agree += signatures[i, p] == signatures[j, p]
    return agree


@_single
def _met_before(signatures: Any, i: int, j: int, band: int, rows: int) -> bool:
    for earlier in range(band):  # noqa: SIM110
        if _same_rows(signatures, i, j, earlier * rows, earlier * rows + rows):
            return True
    return False


@_parallel
def band_pairs(signatures: Any, used: Any, bands: int, rows: int, least: int, room: int) -> tuple[Any, Any]:
    """Pairs that share a band and agree in at least `least` places, each in the first band it shares.

    Returns:
        The pairs j < i of every band, shape (bands, room, 2), and how many each band has; a count above
        `room` says that the rest did not fit.
    """
    texts = len(signatures)
    size = 16
    while size < 2 * texts:
        size *= 2
    pairs = np.empty((bands, room, 2), dtype=np.int32)
    counts = np.zeros(bands, dtype=np.int64)
    for band in prange(bands):
        first, last = band * rows, band * rows + rows
        head = np.full(size, -1, dtype=np.int32)
        previous = np.empty(texts, dtype=np.int32)
        count = 0
        for i in range(texts):
            if not used[i]:
                continue
            key = np.uint32(0)
            for p in range(first, last):
                key = np.uint32((key ^ signatures[i, p]) * np.uint32(0x9E3779B1))
            place = np.int64(key ^ (key >> np.uint32(15))) & (size - 1)
            while head[place] >= 0 and not _same_rows(signatures, head[place], i, first, last):
                place = (place + 1) & (size - 1)
            j = head[place]
            previous[i] = j
            head[place] = i
            while j >= 0:
                if _agreement(signatures, i, j) >= least and not _met_before(signatures, i, j, band, rows):
                    if count < room:
                        pairs[band, count, 0] = j
                        pairs[band, count, 1] = i
                    count += 1
                j = previous[j]
        counts[band] = count
    return pairs, counts


@_single
def _unique(found: Any) -> Any:
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
def feature_sets(words: Any, prefixes: Any, content: Any, bounds: Any, wanted: Any) -> tuple[Any, Any, Any]:
    """Sorted unique features of the texts `wanted`, end to end with gaps.

    Returns:
        Edited features, reworded features, and where each wanted text has them in either, shape (wanted, 4).
    """
    places = np.zeros((len(wanted), 4), dtype=np.int64)
    edited_room, reworded_room = 0, 0
    for k in range(len(wanted)):
        size = bounds[wanted[k] + 1] - bounds[wanted[k]]
        places[k, 0], places[k, 2] = edited_room, reworded_room
        edited_room += max(size, 1)
        reworded_room += max(size, 1) * REACH
    edited = np.empty(edited_room, dtype=np.uint32)
    reworded = np.empty(reworded_room, dtype=np.uint32)
    for k in prange(len(wanted)):
        start, end = bounds[wanted[k]], bounds[wanted[k] + 1]
        found = _unique(_edited(words[start:end]))
        places[k, 1] = places[k, 0] + len(found)
        edited[places[k, 0] : places[k, 1]] = found
        found = _unique(_reworded(prefixes[start:end], content[start:end]))
        places[k, 3] = places[k, 2] + len(found)
        reworded[places[k, 2] : places[k, 3]] = found
    return edited, reworded, places


@_single
def _shared(one: Any, other: Any) -> int:
    i, j, shared = 0, 0, 0
    while i < len(one) and j < len(other):
        a, b = one[i], other[j]
        shared += a == b
        i += a <= b
        j += b <= a
    return shared


@_parallel
def shared_features(edited: Any, reworded: Any, places: Any, pairs: Any) -> Any:
    """How many features the pairs of rows of `places` share: edited, reworded; shape (pairs, 2)."""
    result = np.empty((len(pairs), 2), dtype=np.int64)
    for k in prange(len(pairs)):
        a, b = places[pairs[k, 0]], places[pairs[k, 1]]
        result[k, 0] = _shared(edited[a[0] : a[1]], edited[b[0] : b[1]])
        result[k, 1] = _shared(reworded[a[2] : a[3]], reworded[b[2] : b[3]])
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
    masks = np.zeros((len(one), blocks), dtype=np.uint64)
    for i in range(len(one)):
        place = np.int64(one[i]) & (size - 1)
        while rows[place] >= 0 and keys[place] != one[i]:
            place = (place + 1) & (size - 1)
        if rows[place] < 0:
            rows[place], keys[place] = i, one[i]
        masks[rows[place], i // 64] |= np.uint64(1) << np.uint64(i % 64)
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
