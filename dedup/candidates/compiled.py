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
from dedup.candidates.signatures import MIX_FIRST, MIX_SECOND, MIX_TURN

_FNV_START, _FNV_PRIME = np.uint32(0x811C9DC5), np.uint32(0x01000193)
_JOIN_START, _JOIN_BY, _JOIN_ADD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_LINE_START, _LINE_BY = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_MIX_FIRST, _MIX_SECOND = np.uint64(MIX_FIRST), np.uint64(MIX_SECOND)
_MIX_TURN = np.uint64(MIX_TURN)
_NOTHING = np.uint32(0xFFFFFFFF)
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
    length = 0
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
                    content[count] = not _known(function_words, word)
                    line = (line ^ np.uint64(word)) * _LINE_BY
                    count += 1
                kind, length = now, 0
                word, prefix = _FNV_START, _FNV_START
            point = entry & CODE_POINT
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


@_single
def _tokenise_ascii(
    text: Any, table: Any, function_words: Any, words: Any, prefixes: Any, content: Any, lines: Any,
    line_ends: Any,
) -> tuple[int, int]:  # fmt: skip
    """`_tokenise` for a text of plain ASCII; no branch depends on where words end, which nothing foresees.

    Unsigned counters, because compiled code looks for negative ones at every access.
    """
    zero, one, size = np.uint64(0), np.uint64(1), np.uint64(len(text))
    count, line_count, line_begin, i = zero, zero, zero, zero
    word, prefix, length = _FNV_START, _FNV_START, np.uint32(0)
    while i <= size:
        raw = np.uint64(text[i]) if i < size else np.uint64(_NEWLINE)
        point, inside = np.uint32(table[raw]), np.uint32(table[raw] >> np.uint64(32))
        words[count], prefixes[count] = word, prefix
        count += np.uint64((length > np.uint32(0)) & (inside == np.uint32(0)))
        word = np.uint32((word ^ point) * _FNV_PRIME) if inside else _FNV_START
        prefix = word if length < np.uint32(PREFIX) else prefix
        length = np.uint32(length + np.uint32(1)) & inside
        if raw == np.uint64(_NEWLINE) and count > line_begin:
            line, k = _LINE_START, line_begin
            while k < count:
                content[k] = not _known(function_words, words[k])
                line = (line ^ np.uint64(words[k])) * _LINE_BY
                k += one
            lines[line_count], line_ends[line_count] = line, count
            line_count += one
            line_begin = count
        i += one
    return int(count), int(line_count)


@_single
def tokenise(
    text: Any, bounds: Any, entries: Any, expansions: Any, windows: Any, function_words: Any, words: Any,
    prefixes: Any, content: Any, lines: Any, line_ends: Any, counts: Any,
) -> None:  # fmt: skip
    """Tokens of many texts: words, prefixes, content flags, line hashes, line ends, counts (texts, 2).

    Every text writes behind the one before; a count of -1 asks for the plain tokeniser.
    """
    token, line = 0, 0
    for d in range(len(bounds) - 1):
        counts[d] = _tokenise(
            text[bounds[d] : bounds[d + 1]], entries, expansions, windows, function_words, words[token:],
            prefixes[token:], content[token:], lines[line:], line_ends[line:],
        )  # fmt: skip
        token, line = token + max(counts[d, 0], 0), line + counts[d, 1]


@_single
def tokenise_ascii(
    text: Any, bounds: Any, table: Any, function_words: Any, words: Any, prefixes: Any, content: Any,
    lines: Any, line_ends: Any, counts: Any,
) -> None:  # fmt: skip
    """`tokenise` for texts of plain ASCII, one byte a character."""
    token, line = 0, 0
    for d in range(len(bounds) - 1):
        counts[d] = _tokenise_ascii(
            text[bounds[d] : bounds[d + 1]], table, function_words, words[token:],
            prefixes[token:], content[token:], lines[line:], line_ends[line:],
        )  # fmt: skip
        token, line = token + counts[d, 0], line + counts[d, 1]


@_single
def keep(values: Any, starts: Any, kept: Any) -> None:
    """Move the parts of `values` that are kept to its front; part k begins at `starts[k]`."""
    end = 0
    for k in range(len(kept)):
        if kept[k]:
            for i in range(starts[k], starts[k + 1]):
                values[end] = values[i]
                end += 1


@_single
def _step(value: Any, item: Any) -> Any:
    value = np.uint32((value ^ item) * _JOIN_BY + _JOIN_ADD)
    return np.uint32(value ^ (value >> np.uint32(15)))


@_single
def edited_runs(words: Any) -> Any:
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
def reworded_pairs(prefixes: Any, content: Any) -> Any:
    """Every two content words at most `REACH` apart, not yet unique; see features.py."""
    kept = prefixes[content]
    tokens = len(kept)
    if tokens == 1:
        alone = np.empty(1, dtype=np.uint32)
        alone[0] = _step(_JOIN_START, kept[0])
        return alone
    begun = np.empty(tokens, dtype=np.uint32)
    for i in range(tokens):
        begun[i] = _step(_JOIN_START, kept[i])
    found = np.empty(tokens * REACH, dtype=np.uint32)
    count = 0
    for i in range(tokens):
        for j in range(i + 1, min(tokens, i + 1 + REACH)):
            first = begun[i] if kept[i] <= kept[j] else begun[j]
            found[count] = _step(first, max(kept[i], kept[j]))
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


@_single
def _sketch(found: Any, row: Any) -> None:
    """Fill `row`, all ones, with the similarity sketch of the features `found`; see signatures.py."""
    size, count = len(found), len(row)
    filled = row
    for turn in range(2 * count):
        if turn:
            filled = row.copy()
        empty = 0
        for k in range(count):
            empty += filled[k] == _NOTHING
        if empty == 0:
            return
        shift = np.uint64(turn) * _MIX_TURN
        for i in range(size):
            mixed = np.uint64(found[i]) * _MIX_FIRST + shift
            mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX_SECOND
            high = mixed >> np.uint64(32)
            place = np.int64((high * np.uint64(count)) >> np.uint64(32)) if turn < count else turn - count
            value = np.uint32(mixed ^ high)
            if turn == 0 or filled[place] == _NOTHING:
                row[place] = min(row[place], value)


@_single
def _cut(row: Any, rows: int, first: int, d: int, keys: Any, marks: Any) -> None:
    """The keys of a signature's bands from `first` on and the low bytes of its values; see sketches.py."""
    for band in range(len(keys)):
        key = np.uint32(0)
        for p in range((first + band) * rows, (first + band + 1) * rows):
            key = np.uint32((key ^ row[p]) * np.uint32(0x9E3779B1))
            key = np.uint32(key ^ (key >> np.uint32(15)))
        keys[band, d] = key
    for p in range(len(marks)):
        marks[p] = np.uint8(row[p] & np.uint32(0xFF))


@_parallel
def edited_sketches(
    words: Any, bounds: Any, multipliers: Any, addends: Any, rows: int, keys: Any, marks: Any
) -> None:
    """Keys (bands, texts) and marks (texts, marks) of the MinHash of every text's word runs."""
    for d in prange(len(bounds) - 1):
        row = np.full(len(multipliers), _NOTHING)
        found = edited_runs(words[bounds[d] : bounds[d + 1]])
        if len(found):
            _minima(found, multipliers, addends, row)
        _cut(row, rows, 0, d, keys, marks[d])


@_parallel
def reworded_sketches(
    prefixes: Any, content: Any, bounds: Any, count: int, rows: int, first: int, keys: Any, marks: Any
) -> None:
    """Keys (bands, texts), from band `first` on, and marks (texts, marks) of every text's prefix pairs."""
    for d in prange(len(bounds) - 1):
        row = np.full(count, _NOTHING)
        found = reworded_pairs(prefixes[bounds[d] : bounds[d + 1]], content[bounds[d] : bounds[d + 1]])
        if len(found):
            _sketch(found, row)
        _cut(row, rows, first, d, keys, marks[d])
