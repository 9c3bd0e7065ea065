"""Comparing two versions, or many pairs; what was compared before is remembered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from dedup.documents import Document, DocumentPair
from dedup.errors import InputError
from dedup.report.interface import Report
from dedup.work import Options, Pair, Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dedup.helpers import Answer

Given = tuple[str | Document, str | Document] | DocumentPair | InputError
Batch = list[DocumentPair | InputError]

# Some 2,000 tokens: half as many leave the encoder's last run half empty, and take 4 % longer. The work of
# half a second for one core. Longer documents are compared one by one.
_BATCH_CHARACTERS = 8_000
_BATCH_PAIRS = 64
# So many batches (of sentences: some 50 pairs) are done before a helper would be ready.
_ALONE = 2
# Batches whose reports may wait for those of an earlier one.
_WAITING = 8


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
    work = Work(Options(model, tuple(references), strict, cache, tuple(map(tuple, variants))))
    return work.compare([(_document(a, "a"), _document(b, "b"))])[0]


def compare_pairs(
    pairs: Iterable[Given],
    *,
    model: str | None = None,
    references: Iterable[Document] = (),
    strict: bool = False,
    cache: bool = True,
    variants: Iterable[Sequence[str]] = (),
    processes: int = 1,
) -> Iterator[Report | InputError]:
    """A report for each pair, in input order; an `InputError` passes through in its place.

    A pair is two texts or documents; a `DocumentPair` has an id besides, which its report keeps. A stream:
    memory does not grow with the number of pairs. Arguments as for `compare`, and `processes`: how
    many compare at a time, this one among them; a few pairs are compared here alone. More than one need
    `if __name__ == "__main__":` in a script (see `multiprocessing`).

    Raises:
        ModelError: the model cannot be loaded.
    """
    from dedup.helpers import Helpers, answered

    batches = _batches(pairs)
    first = list(islice(batches, _ALONE + 1))
    helping = processes - 1 if len(first) > _ALONE else 0
    # Alone, the encoder has every core; beside others, each has one.
    threads = 1 if helping else None
    options = Options(model, tuple(references), strict, cache, tuple(map(tuple, variants)), threads)
    work = Work(options)
    waiting: deque[tuple[Batch, list[Pair], Answer]] = deque()
    with Helpers(options, helping) as helpers:
        for batch in chain(first, batches):
            new = [(p.a, p.b) for p in batch if not isinstance(p, InputError)]
            waiting.append((batch, new, helpers.take(new) or answered(work.compare(new))))
            while waiting and (waiting[0][-1].done() or len(waiting) > _WAITING):
                yield from _reports(work, *waiting.popleft())
        while waiting:
            yield from _reports(work, *waiting.popleft())


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


def _reports(work: Work, batch: Batch, new: Sequence[Pair], answer: Answer) -> Iterator[Report | InputError]:
    made = answer.result()
    reports = iter(work.compare(new) if made is None else made)
    for pair in batch:
        yield pair if isinstance(pair, InputError) else replace(next(reports), id=pair.id)


def _batches(pairs: Iterable[Given]) -> Iterator[Batch]:
    """Runs of pairs, so long that one more run costs the encoder next to nothing."""
    batch: Batch = []
    size = 0
    for given in pairs:
        pair = given
        if isinstance(pair, tuple):
            pair = DocumentPair(None, _document(pair[0], "a"), _document(pair[1], "b"))
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
