"""Comparing two versions: every room in order, from documents to a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.align.paragraphs import align
from dedup.candidates.judge import judge
from dedup.documents import Document
from dedup.drift.claims.assess import probabilities
from dedup.drift.interface import Comparison
from dedup.drift.probability import drift_probability
from dedup.drift.registry import checkers
from dedup.drift.resolve import resolve
from dedup.drift.structure.furniture import with_teasers
from dedup.drift.wording import word_drift as wording
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder
from dedup.errors import InputError
from dedup.readers.pairs import DocumentPair
from dedup.report.interface import Report
from dedup.text.segment import segment
from dedup.text.sentences import sentences

# The default encoder keeps the states of 8,192 tokens at hand, four characters each or so; documents
# longer than that are compared one by one.
_BATCH_CHARACTERS = 24_000
_BATCH_PAIRS = 64


def compare(
    a: str | Document,
    b: str | Document,
    *,
    model: str | None = None,
    references: Iterable[Document] = (),
    strict: bool = False,
    variants: Iterable[Sequence[str]] = (),
) -> Report:
    """Compare two versions of a text.

    Args:
        a: a text, or a document from `dedup.read`.
        b: the other version; exchanging the two mirrors the report.
        model: a sentence-transformers model, by name or folder; None: the one that comes with dedup.
        references: texts known to be right; their spellings outvote both versions.
        strict: report what is likely but not sure, too.
        variants: groups of spellings of names that stand for each other.

    Raises:
        ModelError: the model cannot be loaded.
    """
    checking = _Checking(load_encoder(model), tuple(references), strict, AcceptList.of(variants))
    return _compare(_document(a, "a"), _document(b, "b"), checking)


def compare_pairs(
    pairs: Iterable[DocumentPair | InputError],
    *,
    model: str | None = None,
    references: Iterable[Document] = (),
    strict: bool = False,
    variants: Iterable[Sequence[str]] = (),
) -> Iterator[Report | InputError]:
    """A report for each pair, in input order; an `InputError` passes through in its place.

    A stream: memory does not grow with the number of pairs.

    Raises:
        ModelError: the model cannot be loaded.
    """
    encoder = load_encoder(model)
    known = tuple(references)
    for batch in _batches(pairs):
        _encode_together(batch, encoder)
        for pair in batch:
            if isinstance(pair, InputError):
                yield pair
            else:
                yield _compare(pair.a, pair.b, encoder, known, strict, pair.id)


def word_drift(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]], *, model: str | None = None
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """For each word of both sides of each pair, how far its meaning is missing from the other side.

    Args:
        pairs: the words of both sides, punctuation marks as words of their own; a side may hold several
            sentences. Read as a stream.
        model: a sentence-transformers model, by name or folder; None: the one that comes with dedup, on
            whose hidden states the scores were fitted.

    Yields:
        Two float32 arrays, shape (words of a,) and (words of b,): 0 kept, 1 lost.

    Raises:
        ModelError: the model cannot be loaded.
    """
    return wording.word_drift(pairs, load_encoder(model))


def _batches(pairs: Iterable[DocumentPair | InputError]) -> Iterator[list[DocumentPair | InputError]]:
    """Runs of pairs, segmented, whose texts together are about as long as the encoder keeps at hand."""
    batch: list[DocumentPair | InputError] = []
    size = 0
    for pair in pairs:
        if not isinstance(pair, InputError):
            pair = replace(pair, a=segment(pair.a), b=segment(pair.b))
            size += len(pair.a.text) + len(pair.b.text)
        batch.append(pair)
        if size >= _BATCH_CHARACTERS or len(batch) >= _BATCH_PAIRS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _encode_together(batch: Iterable[DocumentPair | InputError], encoder: Encoder) -> None:
    """Ask for the sentences of many pairs at once, so that the encoder's own batches are full."""
    texts = {
        span.of(document.text)
        for pair in batch
        if isinstance(pair, DocumentPair) and pair.a.text != pair.b.text
        for document in (pair.a, pair.b)
        for paragraph in document.story()
        for span in sentences(document.text, paragraph.span)
    }
    if texts:
        encoder.encode(sorted(texts))


def _document(version: str | Document, side: str) -> Document:
    return version if isinstance(version, Document) else Document(version, id=side, source=side)


def _compare(
    a: Document,
    b: Document,
    encoder: Encoder,
    references: tuple[Document, ...],
    strict: bool,
    id: str | int | None = None,
) -> Report:
    a, b = segment(a), segment(b)
    kind, similarity = judge(a, b, encoder)
    comparison = Comparison(a, b, align(a, b, encoder), references)
    if kind.same_text:
        comparison = with_teasers(comparison)
    findings = resolve(f for checker in checkers(encoder, strict=strict) for f in checker.check(comparison))
    return Report(
        comparison.a,
        comparison.b,
        kind,
        drift_probability(findings, probabilities(comparison, encoder)),
        similarity,
        comparison.alignment,
        findings,
        id,
    )
