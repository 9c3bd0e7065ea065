"""Comparing two versions, or many pairs; what was compared before is remembered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dedup.documents import Document
from dedup.errors import InputError
from dedup.report.interface import Report
from dedup.report.stored import Memory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dedup.pipeline import Pipeline
    from dedup.readers.pairs import DocumentPair

Pair = tuple[Document, Document]
Batch = list["DocumentPair | InputError"]

# The default encoder keeps the states of 8,192 tokens at hand, four characters each or so, and two
# batches are on their way at a time; longer documents are compared one by one.
_BATCH_CHARACTERS = 12_000
_BATCH_PAIRS = 64


def compare(
    a: str | Document,
    b: str | Document,
    *,
    model: str | None = None,
    references: Iterable[Document] = (),
    strict: bool = False,
    cache: bool = True,
    variants: Iterable[Sequence[str]] = (),
) -> Report:
    """Compare two versions of a text.

    Args:
        a: a text, or a document from `dedup.read`.
        b: the other version; exchanging the two mirrors the report.
        model: a sentence-transformers model, by name or folder; None: the one that comes with dedup.
        references: texts known to be right; their spellings outvote both versions.
        strict: report what is likely but not sure, too.
        cache: look among the reports and vectors of earlier runs first, and keep what is computed.
        variants: groups of spellings of names that stand for each other.

    Raises:
        ModelError: the model cannot be loaded.
    """
    work = _Work(model, tuple(references), strict, cache, tuple(map(tuple, variants)))
    return next(work.finish(work.begin([(_document(a, "a"), _document(b, "b"))])))


def compare_pairs(
    pairs: Iterable[DocumentPair | InputError],
    *,
    model: str | None = None,
    references: Iterable[Document] = (),
    strict: bool = False,
    cache: bool = True,
    variants: Iterable[Sequence[str]] = (),
) -> Iterator[Report | InputError]:
    """A report for each pair, in input order; an `InputError` passes through in its place.

    A stream: memory does not grow with the number of pairs. Arguments as for `compare`.

    Raises:
        ModelError: the model cannot be loaded.
    """
    work = _Work(model, tuple(references), strict, cache, tuple(map(tuple, variants)))
    with ThreadPoolExecutor(max_workers=1) as ahead:
        # While one batch is compared the encoder, which needs no interpreter, works on the next.
        waiting: deque[tuple[Batch, Future[_Started]]] = deque()
        for batch in _batches(pairs):
            new = [(p.a, p.b) for p in batch if not isinstance(p, InputError)]
            waiting.append((batch, ahead.submit(work.begin, new)))
            if len(waiting) > 1:
                yield from _answers(work, *waiting.popleft())
        while waiting:
            yield from _answers(work, *waiting.popleft())


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
    from dedup.drift.wording.word_drift import word_drift as scores
    from dedup.encoder import load_encoder

    return scores(pairs, load_encoder(model))


@dataclass(frozen=True, slots=True)
class _Started:
    """A batch on its way: what is remembered, and what is new, as it came and ready for comparing."""

    known: list[Report | None]
    new: list[Pair]
    ready: list[Pair]


class _Work:
    """Comparing under one set of options: out of the memory where it can, else through the rooms.

    The rooms, and what they import, are opened at the first pair that is not remembered.
    """

    def __init__(
        self,
        model: str | None,
        references: tuple[Document, ...],
        strict: bool,
        cache: bool,
        variants: tuple[tuple[str, ...], ...],
    ) -> None:
        from dedup.encoder.models import find_model

        self._model, self._references, self._strict, self._cache = model, references, strict, cache
        self._variants = variants
        self._memory = Memory(find_model(model).name, references, strict, variants) if cache else None
        self._pipeline: Pipeline | None = None

    def begin(self, pairs: Sequence[Pair]) -> _Started:
        """Look up what is remembered and get the rest ready; safe beside `finish` in another thread."""
        nothing: list[Report | None] = [None] * len(pairs)
        known = self._memory.recall(pairs) if self._memory else nothing
        new = [pair for pair, report in zip(pairs, known, strict=True) if report is None]
        return _Started(known, new, self._rooms().prepare(new) if new else [])

    def finish(self, started: _Started) -> Iterator[Report]:
        """A report for each pair, in order."""
        made = [self._rooms().report(a, b) for a, b in started.ready]
        if self._memory and made:
            self._memory.keep(list(zip(started.new, made, strict=True)))
        fresh = iter(made)
        return iter([next(fresh) if report is None else report for report in started.known])

    def _rooms(self) -> Pipeline:
        if self._pipeline is None:
            from dedup.drift.names.accept import AcceptList
            from dedup.encoder import load_encoder
            from dedup.pipeline import Pipeline

            encoder = load_encoder(self._model, cache=self._cache)
            self._pipeline = Pipeline(encoder, self._references, self._strict, AcceptList.of(self._variants))
        return self._pipeline


def _answers(work: _Work, batch: Batch, started: Future[_Started]) -> Iterator[Report | InputError]:
    reports = work.finish(started.result())
    for pair in batch:
        yield pair if isinstance(pair, InputError) else replace(next(reports), id=pair.id)


def _batches(pairs: Iterable[DocumentPair | InputError]) -> Iterator[Batch]:
    """Runs of pairs whose texts, two runs together, are about as long as the encoder keeps at hand."""
    batch: Batch = []
    size = 0
    for pair in pairs:
        batch.append(pair)
        if not isinstance(pair, InputError):
            size += len(pair.a.text) + len(pair.b.text)
        if size >= _BATCH_CHARACTERS or len(batch) >= _BATCH_PAIRS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _document(version: str | Document, side: str) -> Document:
    return version if isinstance(version, Document) else Document(version, id=side, source=side)
