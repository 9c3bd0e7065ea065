"""What two texts are to each other: the same text, two reports of one event, or strangers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.features import Features, features
from dedup.candidates.interface import Kind, Similarity
from dedup.documents import Document
from dedup.encoder.interface import Encoder
from dedup.text.normalize import fold

EncoderSource = Encoder | Callable[[], Encoder] | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one kind ends and the next begins (docs/design/candidates.md).

    Args:
        edited: Jaccard of word runs from which a pair is a near-duplicate.
        reworded: Jaccard of prefix pairs from which a pair is reworded without asking the encoder.
        doubt: Jaccard of prefix pairs below which a pair is unrelated without asking.
        alone: Jaccard of prefix pairs from which a pair is reworded where there is no encoder.
        embedding: two-way paragraph likeness from which a pair in doubt is reworded.
        related: the same, from which it is two reports of one event.
    """

    edited: float = 0.5
    reworded: float = 0.32
    doubt: float = 0.08
    alone: float = 0.18
    embedding: float = 0.65
    related: float = 0.45


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Judged:
    """One document made ready for judging: story passages, folded text and features."""

    passages: tuple[str, ...]
    folded: str
    features: Features

    @classmethod
    def of(cls, document: Document) -> Judged:
        """The story of a segmented document; furniture is left out."""
        passages = tuple(p.span.of(document.text) for p in document.story())
        return cls(passages, fold(" ".join(passages)), features(passages))


def judge(a: Document, b: Document, encoder: EncoderSource) -> tuple[Kind, Similarity]:
    """What two segmented documents are to each other, furniture left out.

    Args:
        a: a segmented document.
        b: another; exchanging the two changes nothing.
        encoder: decides the pairs in doubt; a factory is called only for such a pair; with None the
            strings decide alone.
    """
    return judge_prepared(Judged.of(a), Judged.of(b), encoder)


def judge_prepared(a: Judged, b: Judged, encoder: EncoderSource) -> tuple[Kind, Similarity]:
    """`judge` for documents made ready once and met in many pairs."""
    jaccard = _jaccard(a.features.reworded, b.features.reworded)
    similarity = Similarity(jaccard)
    if not a.folded or not b.folded:
        return Kind.UNRELATED, Similarity(0.0)
    if a.folded == b.folded:
        return Kind.EXACT, Similarity(1.0)
    if _jaccard(a.features.edited, b.features.edited) >= THRESHOLDS.edited:
        return Kind.NEAR_DUPLICATE, similarity
    if jaccard >= THRESHOLDS.reworded:
        return Kind.REWORDED, similarity
    if jaccard < THRESHOLDS.doubt:
        return Kind.UNRELATED, similarity
    if encoder is None:
        return (Kind.REWORDED if jaccard >= THRESHOLDS.alone else Kind.RELATED), similarity
    embedding = likeness(a.passages, b.passages, encoder() if callable(encoder) else encoder)
    similarity = Similarity(jaccard, embedding)
    if embedding >= THRESHOLDS.embedding:
        return Kind.REWORDED, similarity
    return (Kind.RELATED if embedding >= THRESHOLDS.related else Kind.UNRELATED), similarity


def likeness(a: tuple[str, ...], b: tuple[str, ...], encoder: Encoder) -> float:
    """Mean of each paragraph's best match on the other side, both directions, 0 to 1."""
    cosines = encoder.encode(a) @ encoder.encode(b).T
    both = (cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2
    return float(np.clip(both, 0.0, 1.0))


def _jaccard(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) if shared else 0.0
