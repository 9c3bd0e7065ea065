"""What an index keeps of a text: the keys of its bands, and a byte of every minimum against chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import SMALL, Corpus
from dedup.candidates.features import VERSION as FEATURES_VERSION
from dedup.candidates.features import edited_features, reworded_features
from dedup.candidates.lsh import EDITED, REWORDED, Bands
from dedup.candidates.signatures import permutations, signature

BANDS = EDITED.count + REWORDED.count
# What two indexes must have in common to be one: checked when a file is opened.
RECIPE = (
    f"{FEATURES_VERSION} fnv1a32 affine32/seed1 {EDITED.count}x{EDITED.rows}+{REWORDED.count}x{REWORDED.rows}"
)
# Two bytes are equal by chance once in 256, which adds to what a candidate must share.
LEAST = REWORDED.least + REWORDED.permutations // 256 + 1


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of many texts.

    Args:
        keys: of all bands, shape (texts, BANDS).
        marks: the low byte of every minimum of the reworded features, shape (texts, permutations).
    """

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]


def sketch(corpus: Corpus) -> Sketches:
    """The sketches of all texts; those without a token have to be left out by the caller."""
    edited, reworded = _signatures(corpus)
    keys = np.concatenate([_keys(edited, EDITED), _keys(reworded, REWORDED)], axis=1)
    return Sketches(keys, (reworded & np.uint32(0xFF)).astype(np.uint8))


def _signatures(corpus: Corpus) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    tokens, bounds = corpus.tokens, corpus.bounds
    if len(tokens.words) * 8 < SMALL:  # a token and the space after it are some eight characters
        texts = [corpus.text(d) for d in range(len(corpus))]
        return (
            np.array([signature(edited_features(t.words), EDITED.permutations) for t in texts]),
            np.array([signature(reworded_features(t), REWORDED.permutations) for t in texts]),
        )
    from dedup.candidates import compiled

    return (
        compiled.edited_signatures(tokens.words, bounds, *permutations(EDITED.permutations)),
        compiled.reworded_signatures(
            tokens.prefixes, tokens.content, bounds, *permutations(REWORDED.permutations)
        ),
    )


def _keys(signatures: NDArray[np.uint32], bands: Bands) -> NDArray[np.uint32]:
    rows = signatures.reshape(len(signatures), bands.count, bands.rows)
    keys = np.zeros(rows.shape[:2], dtype=np.uint32)
    for row in range(bands.rows):
        keys = (keys ^ rows[:, :, row]) * np.uint32(0x9E3779B1)
        keys ^= keys >> np.uint32(15)
    return keys
