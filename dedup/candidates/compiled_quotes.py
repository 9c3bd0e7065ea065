"""The compiled search for short texts that a long one holds; import it only where a scan is large.

MinHash meets texts that are alike as a whole; an excerpt is not like the text it was taken from. So a sample
of the word runs of the long texts is kept in one table (the mod-m sketch of Broder, 1997: every text samples
the same runs), and every text looks its own sampled runs up in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

from dedup.candidates.compiled import edited_runs
from dedup.candidates.compiled_pairs import unique

HOLDERS = 32  # long texts remembered for one run: what more of them hold is a formula, or they are copies

_single = njit(cache=True, nogil=True)
_parallel = njit(cache=True, nogil=True, parallel=True)


@_single
def _sampled(words: Any) -> Any:
    """A quarter of the distinct word runs of a text."""
    found = edited_runs(words)
    count = 0
    for i in range(len(found)):
        if np.uint32(found[i] * np.uint32(0x9E3779B1)) >> np.uint32(30) == 0:
            found[count] = found[i]
            count += 1
    return unique(found[:count])


@_single
def sampled_runs(words: Any, bounds: Any, wanted: Any) -> Any:
    """The sampled runs of the texts `wanted`: each run above the number of its text."""
    room = 0
    for k in range(len(wanted)):
        room += bounds[wanted[k] + 1] - bounds[wanted[k]]
    entries = np.empty(room, dtype=np.uint64)
    count = 0
    for k in range(len(wanted)):
        for run in _sampled(words[bounds[wanted[k]] : bounds[wanted[k] + 1]]):
            entries[count] = np.uint64(run) << np.uint64(32) | np.uint64(wanted[k])
            count += 1
    return entries[:count]


@_single
def _held(runs: Any, table: Any, heads: Any, shift: Any, itself: int, found: Any) -> int:
    """Fill `found` with the numbers of the texts that hold at least half of `runs`; how many there are."""
    hits = np.empty(len(runs) * HOLDERS, dtype=np.uint32)
    count = 0
    for run in runs:
        entry = np.int64(heads[np.int64(run >> shift)])
        while entry < len(table) and table[entry] >> np.uint64(32) < run:
            entry += 1
        while entry < len(table) and table[entry] >> np.uint64(32) == run:
            hits[count] = np.uint32(table[entry])
            count += 1
            entry += 1
    hits = np.sort(hits[:count])
    many, start = 0, 0
    for k in range(1, count + 1):
        if k == count or hits[k] != hits[start]:
            if 2 * (k - start) >= len(runs) and hits[start] != itself:
                found[many] = hits[start]
                many += 1
            start = k
    return many


@_parallel
def quoted_pairs(words: Any, bounds: Any, table: Any, heads: Any, shift: Any, shortest: int) -> Any:
    """Every text beside each long one that holds at least half of its sampled runs, shape (pairs, 2).

    Args:
        words: of all texts.
        bounds: where each text begins, see `Corpus`.
        table: `sampled_runs` of the long texts in order, no run more than `HOLDERS` times.
        heads: where in `table` the runs begin whose high bits are 0, 1, 2 and so on.
        shift: how many low bits a run has besides.
        shortest: tokens below which a text is not looked at.
    """
    texts = len(bounds) - 1
    counts = np.zeros(texts + 1, dtype=np.int64)
    for d in prange(texts):
        if bounds[d + 1] - bounds[d] >= shortest:
            runs = _sampled(words[bounds[d] : bounds[d + 1]])
            counts[d + 1] = _held(runs, table, heads, shift, d, np.empty(2 * HOLDERS, dtype=np.int64))
    ends = np.cumsum(counts)
    pairs = np.empty((ends[-1], 2), dtype=np.int64)
    for d in prange(texts):
        if counts[d + 1]:
            runs = _sampled(words[bounds[d] : bounds[d + 1]])
            found = np.empty(2 * HOLDERS, dtype=np.int64)
            for k in range(_held(runs, table, heads, shift, d, found)):
                pairs[ends[d] + k, 0] = min(d, found[k])
                pairs[ends[d] + k, 1] = max(d, found[k])
    return pairs
