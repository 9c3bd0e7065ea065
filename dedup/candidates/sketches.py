"""What an index keeps of a text: the keys of its bands, and a byte of every minimum against chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import SMALL, Corpus
from dedup.candidates.features import VERSION as FEATURES_VERSION
from dedup.candidates.features import edited_features, reworded_features
from dedup.candidates.lsh import EDITED, REWORDED, Bands
from dedup.candidates.signatures import Signature, permutations, signature, similarity_sketch

BANDS = EDITED.count + REWORDED.count
# What two indexes must have in common to be one: checked when a file is opened.
RECIPE = (
    f"{FEATURES_VERSION} fnv1a32 affine32/seed1 {EDITED.count}x{EDITED.rows} "
    f"+ fss64 {REWORDED.count}x{REWORDED.rows}"
)


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of many texts.

    Args:
        keys: of all bands, shape (texts, BANDS).
        marks: the low byte of every minimum of the reworded features, shape (texts, permutations).
    """

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Net:
    """What one set of features of many texts is met by.

    Args:
        keys: of the bands, shape (bands, texts).
        marks: the low byte of every value, as many as fill whole words of eight, shape (texts, marks).
    """

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]


def sketch(corpus: Corpus) -> Sketches:
    """The sketches of all texts; those without a token have to be left out by the caller."""
    edited, reworded = edited_net(corpus), reworded_net(corpus)
    return Sketches(np.concatenate([edited.keys, reworded.keys]).T, reworded.marks)


def edited_net(corpus: Corpus) -> Net:
    """The net of word runs."""
    if is_small(corpus):
        runs = (edited_features(corpus.text(d).words) for d in range(len(corpus)))
        return _net([signature(run, EDITED.permutations) for run in runs], EDITED)
    from dedup.candidates import compiled

    net = _empty(len(corpus), EDITED)
    multipliers, addends = permutations(EDITED.permutations)
    compiled.edited_sketches(
        corpus.tokens.words, corpus.bounds, multipliers, addends, EDITED.rows, net.keys, net.marks
    )
    return net


def reworded_net(corpus: Corpus) -> Net:
    """The net of prefix pairs."""
    return next(reworded_nets(corpus, REWORDED.count))


def reworded_nets(corpus: Corpus, bands: int) -> Iterator[Net]:
    """The same in parts of so many bands: each takes less memory, and a sketch of every text anew."""
    if is_small(corpus):
        pairs = (reworded_features(corpus.text(d)) for d in range(len(corpus)))
        yield _net([similarity_sketch(pair, REWORDED.permutations) for pair in pairs], REWORDED)
        return
    from dedup.candidates import compiled

    tokens = corpus.tokens
    for first in range(0, REWORDED.count, bands):
        net = _empty(len(corpus), REWORDED, min(bands, REWORDED.count - first))
        compiled.reworded_sketches(
            tokens.prefixes,
            tokens.content,
            corpus.bounds,
            REWORDED.permutations,
            REWORDED.rows,
            first,
            net.keys,
            net.marks,
        )
        yield net
        del net  # before the next is made


def is_small(corpus: Corpus) -> bool:
    """Whether plain Python is done before numba is loaded."""
    # A token and the space after it are some eight characters.
    return len(corpus.tokens.words) * 8 < SMALL


def _empty(texts: int, bands: Bands, count: int | None = None) -> Net:
    return Net(
        np.empty((bands.count if count is None else count, texts), dtype=np.uint32),
        np.empty((texts, bands.permutations // 8 * 8), dtype=np.uint8),
    )


def _net(signatures: list[Signature], bands: Bands) -> Net:
    rows = np.array(signatures, dtype=np.uint32).reshape(len(signatures), bands.permutations)
    net = _empty(len(rows), bands)
    net.marks[:] = rows[:, : net.marks.shape[1]] & np.uint32(0xFF)
    cut = rows.reshape(len(rows), bands.count, bands.rows)
    net.keys[:] = 0
    for row in range(bands.rows):
        net.keys[:] = (net.keys ^ cut[:, :, row].T) * np.uint32(0x9E3779B1)
        net.keys[:] ^= net.keys >> np.uint32(15)
    return net
