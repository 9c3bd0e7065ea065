"""The pairs of a corpus that are worth judging, with their exact figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import Corpus
from dedup.candidates.evidence import LONGEST_TOKENS
from dedup.candidates.lsh import EDITED, REWORDED, Bands
from dedup.candidates.signatures import permutations

# Up to this many texts every pair is measured; above, the nets choose.
FEW = 1000
_TOGETHER = 5000  # pairs measured in one go


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
        reworded: cast the net for reworded copies too, not only the one for edited copies.
    """
    if len(corpus) <= FEW:
        return _measure_all(corpus)
    return _measure(corpus, _caught(corpus, reworded))


def order_shares(corpus: Corpus, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """`evidence.order_share` of many pairs, compiled."""
    from dedup.candidates import compiled

    return np.asarray(compiled.order_shares(corpus.tokens.prefixes, corpus.bounds, pairs, LONGEST_TOKENS))


def _caught(corpus: Corpus, reworded: bool) -> NDArray[np.int64]:
    from dedup.candidates import compiled

    tokens, bounds = corpus.tokens, corpus.bounds
    signatures = compiled.edited_signatures(tokens.words, bounds, *permutations(EDITED.permutations))
    found = _meeting(signatures, np.diff(bounds) > 0, EDITED)
    if reworded:
        signatures = compiled.reworded_signatures(
            tokens.prefixes, tokens.content, bounds, *permutations(REWORDED.permutations)
        )
        content = np.concatenate([[0], np.cumsum(tokens.content)])[bounds]
        found = np.concatenate([found, _meeting(signatures, np.diff(content) > 0, REWORDED)])
    keys = np.unique(found[:, 0].astype(np.int64) * len(corpus) + found[:, 1])
    return np.stack(np.divmod(keys, len(corpus)), axis=1)


def _meeting(signatures: NDArray[np.uint32], used: NDArray[np.bool_], bands: Bands) -> NDArray[np.int32]:
    from dedup.candidates import compiled

    room = len(signatures) // 8 + 1000
    while True:
        pairs, counts = compiled.band_pairs(signatures, used, bands.count, bands.rows, bands.least, room)
        if counts.max() <= room:
            return np.concatenate([band[:count] for band, count in zip(pairs, counts, strict=True)])
        room = int(counts.max())


def _measure(corpus: Corpus, pairs: NDArray[np.int64]) -> Candidates:
    from dedup.candidates import compiled

    tokens, parts = corpus.tokens, []
    for start in range(0, len(pairs), _TOGETHER):
        here = pairs[start : start + _TOGETHER]
        wanted, places = np.unique(here, return_inverse=True)
        edited, reworded, spans = compiled.feature_sets(
            tokens.words, tokens.prefixes, tokens.content, corpus.bounds, wanted
        )
        places = places.reshape(here.shape)
        shared = compiled.shared_features(edited, reworded, spans, places)
        sizes = np.stack([spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]], axis=1)[places]
        parts.append((shared, sizes))
    if not parts:
        return _candidates(
            corpus, pairs.reshape(0, 2), np.empty((0, 2), np.int64), np.empty((0, 2, 2), np.int64)
        )
    return _candidates(corpus, pairs, *(np.concatenate(column) for column in zip(*parts, strict=True)))


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
    both = np.stack(tables, axis=-1)
    sizes = np.stack([np.diagonal(table) for table in tables], axis=-1)
    return _candidates(corpus, pairs, both[pairs[:, 0], pairs[:, 1]], sizes[pairs])


def _candidates(
    corpus: Corpus, pairs: NDArray[np.int64], shared: NDArray[np.int64], sizes: NDArray[np.int64]
) -> Candidates:
    """From what the pairs share, shape (pairs, 2), and the sizes of their sets, shape (pairs, 2, 2)."""
    smaller = sizes.min(axis=1)
    union = np.maximum(sizes.sum(axis=1) - shared, 1)
    runs = shared[:, 0] / union[:, 0]
    equal = runs == 1
    for k in np.flatnonzero(equal):
        one, other = (corpus.text(int(d)).words for d in pairs[k])
        equal[k] = np.array_equal(one, other)
    return Candidates(
        pairs,
        runs,
        shared[:, 0] / np.maximum(smaller[:, 0], 1),
        smaller[:, 0],
        shared[:, 1] / union[:, 1],
        equal,
    )
