"""The pairs of a corpus that are worth judging, with their exact figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import Corpus
from dedup.candidates.evidence import LONGEST_TOKENS
from dedup.candidates.features import distinct
from dedup.candidates.judge import SHORTEST_QUOTED
from dedup.candidates.lsh import EDITED, REWORDED, Bands
from dedup.candidates.sketches import Net, edited_net, reworded_nets
from dedup.candidates.thresholds import thresholds

# Up to this many texts every pair is measured; above, the nets choose.
FEW = 1000
_TOGETHER = 5000  # pairs measured in one go
# Keys of the reworded net held at once (four bytes each), and the bands worth a sketch of every text.
_KEYS, _FEWEST = 100_000_000, 50
# So many times the usual length make a text long: its excerpts are unlike it. Up to there the net for
# reworded copies catches .96 of all excerpts.
_LONG = 8
_NOTHING = np.uint64(0xFFFFFFFFFFFFFFFF)  # eight marks of a text without a feature

Counts = tuple[NDArray[np.int64], NDArray[np.int64]]  # shared, shape (pairs,); sizes, (pairs, 2)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of texts and what they share; all arrays have shape (pairs,) but the first, (pairs, 2).

    Args:
        pairs: numbers of the texts, the lower first, in order.
        runs: Jaccard of edited features.
        quoted: share of the smaller set of edited features that the larger holds.
        shorter: size of that smaller set.
        jaccard: Jaccard of reworded features.
        equal: whether the texts have the same tokens.
    """

    pairs: NDArray[np.int64]
    runs: NDArray[np.float64]
    quoted: NDArray[np.float64]
    shorter: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    equal: NDArray[np.bool_]


def find(corpus: Corpus, *, reworded: bool = True) -> Candidates:
    """Every pair that shares a feature in a small corpus; in a large one, every pair that a net catches.

    Args:
        corpus: the texts.
        reworded: cast the net for reworded copies too; without it, pairs that share few word runs are left
            out of a large corpus.
    """
    if len(corpus) <= FEW:
        return _measure_all(corpus)
    return _measure(corpus, _caught(corpus, reworded), reworded)


def order_shares(corpus: Corpus, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """`evidence.order_share` of many pairs, compiled."""
    from dedup.candidates import compiled_pairs

    return np.asarray(
        compiled_pairs.order_shares(corpus.tokens.prefixes, corpus.bounds, pairs, LONGEST_TOKENS)
    )


def _caught(corpus: Corpus, reworded: bool) -> NDArray[np.int64]:
    caught: list[NDArray[np.signedinteger[Any]]] = [_meeting(edited_net(corpus), EDITED), _quoted(corpus)]
    if reworded:
        bands = max(_FEWEST, min(REWORDED.count, _KEYS // max(1, len(corpus))))
        # `map` holds no net while the next one is made.
        caught.extend(map(partial(_meeting, bands=REWORDED), reworded_nets(corpus, bands)))
    found = np.concatenate(caught)
    keys = distinct(found[:, 0].astype(np.int64) * len(corpus) + found[:, 1])
    return np.stack(np.divmod(keys, len(corpus)), axis=1)


def _quoted(corpus: Corpus) -> NDArray[np.int64]:
    """Excerpts and the long texts that they were taken from, which no net for like texts catches."""
    sizes = np.diff(corpus.bounds)
    usual = np.median(sizes[sizes >= SHORTEST_QUOTED]) if (sizes >= SHORTEST_QUOTED).any() else 0
    holders = np.flatnonzero((sizes > _LONG * usual) & (sizes >= SHORTEST_QUOTED))
    if not len(holders):
        return np.empty((0, 2), dtype=np.int64)
    from dedup.candidates import compiled_quotes

    words, bounds = corpus.tokens.words, corpus.bounds
    table = np.sort(compiled_quotes.sampled_runs(words, bounds, holders))
    runs = table >> np.uint64(32)
    most = compiled_quotes.HOLDERS
    few = np.ones(len(table), dtype=np.bool_)
    few[most:] = runs[most:] != runs[:-most]
    table, runs = table[few], runs[few]
    shift = np.uint32(32 - min(26, max(1, len(table).bit_length())))
    heads = np.searchsorted(runs, np.arange(1 << int(32 - shift), dtype=np.uint64) << np.uint64(shift))
    return np.asarray(compiled_quotes.quoted_pairs(words, bounds, table, heads, shift, SHORTEST_QUOTED))


def _meeting(net: Net, bands: Bands) -> NDArray[np.int32]:
    from dedup.candidates import compiled_pairs

    marks = net.marks.view(np.uint64)
    used = (marks != _NOTHING).any(axis=1)  # the texts that hold a feature
    room = len(used) // 8 + 1000
    while True:
        pairs, counts = compiled_pairs.near_pairs(net.keys, marks, used, bands.least, room)
        if counts.max() <= room:
            return np.concatenate([band[:count] for band, count in zip(pairs, counts, strict=True)])
        room = int(counts.max())


def _measure(corpus: Corpus, pairs: NDArray[np.int64], reworded: bool) -> Candidates:
    from dedup.candidates import compiled_pairs

    tokens, bounds = corpus.tokens, corpus.bounds
    runs = _counted(pairs, partial(compiled_pairs.edited_sets, tokens.words, bounds))
    if not reworded:
        # What shares few runs is none of the copies asked for: the other features need not be counted.
        likely = _ratios(*runs)[1] >= min(thresholds().edited, thresholds().quoted)
        pairs, runs = pairs[likely], (runs[0][likely], runs[1][likely])
    near = _counted(pairs, partial(compiled_pairs.reworded_sets, tokens.prefixes, tokens.content, bounds))
    return _candidates(corpus, pairs, runs, near)


def _counted(pairs: NDArray[np.int64], sets: Callable[[NDArray[np.int64]], tuple[Any, Any]]) -> Counts:
    """What each pair shares and the sizes of its two sets, a block of pairs after the other."""
    from dedup.candidates import compiled_pairs

    shared, sizes = np.empty(len(pairs), dtype=np.int64), np.empty((len(pairs), 2), dtype=np.int64)
    for start in range(0, len(pairs), _TOGETHER):
        block = slice(start, start + _TOGETHER)
        wanted, places = np.unique(pairs[block], return_inverse=True)
        places = places.reshape(-1, 2)
        features, spans = sets(wanted)
        shared[block] = compiled_pairs.shared_features(features, spans, places)
        sizes[block] = np.diff(spans, axis=1)[:, 0][places]
    return shared, sizes


def _measure_all(corpus: Corpus) -> Candidates:
    from scipy.sparse import csr_array

    sets = [corpus.text(d).features() for d in range(len(corpus))]
    tables = []
    for name in ("edited", "reworded"):
        rows = [getattr(one, name) for one in sets]
        ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        _, columns = np.unique(np.concatenate([np.empty(0, np.uint32), *rows]), return_inverse=True)
        table = csr_array(
            (np.ones(len(columns), dtype=np.int32), columns, ends),
            shape=(len(rows), int(columns.max(initial=0)) + 1),
        )
        tables.append((table @ table.T).toarray())
    pairs = np.argwhere(np.triu(tables[0] + tables[1], 1))
    runs, near = (
        (table[pairs[:, 0], pairs[:, 1]].astype(np.int64), np.diagonal(table)[pairs].astype(np.int64))
        for table in tables
    )
    return _candidates(corpus, pairs, runs, near)


def _candidates(corpus: Corpus, pairs: NDArray[np.int64], edited: Counts, reworded: Counts) -> Candidates:
    runs, quoted = _ratios(*edited)
    equal = runs == 1
    for k in np.flatnonzero(equal):
        one, other = (corpus.text(int(d)).words for d in pairs[k])
        equal[k] = np.array_equal(one, other)
    return Candidates(pairs, runs, quoted, edited[1].min(axis=1), _ratios(*reworded)[0], equal)


def _ratios(
    shared: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Jaccard, and the share of the smaller set that the larger holds."""
    return shared / np.maximum(sizes.sum(axis=1) - shared, 1), shared / np.maximum(sizes.min(axis=1), 1)
