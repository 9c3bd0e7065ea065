"""One table that says of every code point what `features.tokens` makes of it, for the compiled tokeniser.

An entry is a uint32: the folded code point in the low 21 bits, then its class, then flags.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.features import SCRIPT_RUN, UNSPACED, WORD_RUN, function_hashes
from dedup.text.normalize import fold

CODE_POINT = np.uint32(0x1FFFFF)
CLASS_SHIFT = np.uint32(21)
SEPARATOR, WORD, FIRST_SCRIPT, DROPPED = 0, 1, 2, 15
# A mark that may be reordered among its like; one that may melt into the letter before it; such a letter.
MARK = np.uint32(1 << 25)
MELTS = np.uint32(1 << 26)
BASE = np.uint32(1 << 27)
# The low bits are no code point but a row of the table of expansions (ß is ss).
EXPANDS = np.uint32(1 << 28)
WINDOWS = np.array([0, 0, *UNSPACED.values()], dtype=np.int64)


@lru_cache(maxsize=1)
def code_points() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The entries of all code points, and the expansions: rows of entries, filled up with dropped ones."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    classes = np.zeros(len(everything), dtype=np.uint32)
    for run in WORD_RUN.finditer(everything):
        classes[run.start() : run.end()] = WORD
    for number, pattern in enumerate(SCRIPT_RUN.values()):
        for run in pattern.finditer(everything):
            classes[run.start() : run.end()] = FIRST_SCRIPT + number

    flags = np.zeros(len(everything), dtype=np.uint32)
    for point, character in enumerate(everything):
        if unicodedata.combining(character):
            flags[point] |= MARK
        decomposed = unicodedata.decomposition(character)
        if decomposed and decomposed[0] != "<" and " " in decomposed:
            base, mark = (int(part, 16) for part in decomposed.split())
            flags[base] |= BASE
            flags[mark] |= MELTS
    for first, last, flag in (
        (0x1100, 0x1112, BASE),  # Hangul syllables are put together by rule, not by table
        (0xAC00, 0xD7A3, BASE),
        (0x1161, 0x1175, MELTS),
        (0x11A8, 0x11C2, MELTS),
    ):
        flags[first : last + 1] |= flag

    # The separator folds to itself and melts into nothing; its own place, the first, gives two empty parts.
    folded = fold("\0".join(everything)).split("\0")[1:]
    folded[0] = "\0"
    entries = np.arange(len(everything), dtype=np.uint32) | (classes << CLASS_SHIFT) | flags
    rows: list[str] = []
    for point, result in enumerate(folded):
        if result == everything[point]:
            continue
        if not result:
            entries[point] = np.uint32(DROPPED) << CLASS_SHIFT
        elif len(result) == 1:
            to = ord(result)
            entries[point] = np.uint32(to) | (classes[to] << CLASS_SHIFT) | flags[point] | flags[to]
        elif any(classes[ord(part)] for part in result):
            entries[point] = np.uint32(len(rows)) | EXPANDS
            rows.append(result)
        else:
            entries[point] = 0
    expansions = np.full((len(rows), max(map(len, rows))), np.uint32(DROPPED) << CLASS_SHIFT)
    for number, result in enumerate(rows):
        expansions[number, : len(result)] = [entries[ord(part)] for part in result]
    return entries, expansions


@lru_cache(maxsize=1)
def ascii_table() -> NDArray[np.uint64]:
    """For each ASCII character what it folds to, and all ones above where it belongs to a word."""
    entries = code_points()[0][:128]
    inside = (entries >> CLASS_SHIFT) & np.uint32(1) == WORD
    return (entries & CODE_POINT).astype(np.uint64) | np.where(
        inside, np.uint64(0xFFFFFFFF << 32), np.uint64(0)
    )


@lru_cache(maxsize=1)
def function_table() -> NDArray[np.uint32]:
    """The hashes of the function words, open addressed by their low bits; 0 is free."""
    table = np.zeros(4096, dtype=np.uint32)
    for value in sorted(function_hashes()):
        place = value % len(table)
        while table[place]:
            place = (place + 1) % len(table)
        table[place] = value
    return table
