"""What two texts are to each other: the same text, two reports of one event, or strangers."""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.evidence import Matrix, best_match, chain_match, order_share, shared_words
from dedup.candidates.interface import Kind, Similarity
from dedup.candidates.prepared import Prepared
from dedup.candidates.thresholds import thresholds
from dedup.encoder.interface import Encoder

Values = NDArray[np.unsignedinteger[Any]]
EncoderSource = Encoder | Callable[[], Encoder] | None

# Below these many word runs a text is too short for its being contained in another to mean anything.
SHORTEST_QUOTED = 30


def judge_prepared(a: Prepared, b: Prepared, encoder: EncoderSource) -> tuple[Kind, Similarity]:
    """What two documents are to each other, furniture left out.

    Args:
        a: a document made ready once, however many pairs it stands in.
        b: another; exchanging the two changes nothing.
        encoder: decides the pairs in doubt; a factory is called only for such a pair; with None the
            strings decide alone.
    """
    if not a.tokens or not b.tokens:
        return Kind.UNRELATED, Similarity(0.0)
    if a.tokens == b.tokens:
        return Kind.EXACT, Similarity(1.0)
    limits = thresholds()
    jaccard = overlap(a.features.reworded, b.features.reworded)[0]
    similarity = Similarity(jaccard)
    runs, quoted = overlap(a.features.edited, b.features.edited)
    shorter = min(len(a.features.edited), len(b.features.edited))
    if runs >= limits.edited or (quoted >= limits.quoted and shorter >= SHORTEST_QUOTED):
        return Kind.NEAR_DUPLICATE, similarity
    if jaccard < limits.related:
        return Kind.UNRELATED, similarity
    return judge_order(a, b, encoder, jaccard, order_share(a.tokens, b.tokens))


def judge_order(
    a: Prepared, b: Prepared, encoder: EncoderSource, jaccard: float, share: float
) -> tuple[Kind, Similarity]:
    """`judge_prepared` for two texts that are no near-duplicates.

    Args:
        a: one text.
        b: the other.
        encoder: see `judge_prepared`.
        jaccard: of their reworded features.
        share: their `evidence.order_share`.
    """
    limits, similarity = thresholds(), Similarity(jaccard)
    if share < limits.hopeless:
        return Kind.RELATED, similarity
    if share >= limits.certain:
        return Kind.REWORDED, similarity
    words = shared_words(a.words, b.words)
    weights = tuple([float(len(sentence)) for sentence in side.words] for side in (a, b))
    shorter = min(map(sum, weights))
    score = limits.line(limits.strings, shorter).score(share, in_order(words, *weights), jaccard)
    if encoder is not None and abs(score) < limits.doubt:
        loaded = encoder if not callable(encoder) else encoder()
        cosines = np.clip(a.vectors(lambda: loaded) @ b.vectors(lambda: loaded).T, 0, 1)
        similarity = Similarity(jaccard, best_match(cosines, *weights))
        if lines := limits.models.get(loaded.name):
            order = in_order((cosines + words) / 2, *weights)
            score = limits.line(lines, shorter).score(share, order, jaccard)
    return (Kind.REWORDED if score >= 0 else Kind.RELATED), similarity


def overlap(a: Values, b: Values) -> tuple[float, float]:
    """Jaccard of two sets of sorted unique values, and the share of the smaller that the larger holds."""
    if not len(a) or not len(b):
        return 0.0, 0.0
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    places = np.searchsorted(large, small)
    shared = int((large[np.minimum(places, len(large) - 1)] == small).sum())
    return shared / (len(a) + len(b) - shared), shared / len(small)


def in_order(likeness: Matrix, a: list[float], b: list[float]) -> float:
    """How little of the likeness is lost where matches may not cross, as a logarithm: 0 is nothing."""
    free = best_match(likeness, a, b)
    return log((chain_match(likeness, a, b) + 0.01) / (free + 0.01))
