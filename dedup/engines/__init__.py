"""Engines: the scan of a corpus, on one machine or on many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from dedup.candidates.interface import ScanResult
from dedup.documents import Document
from dedup.encoder import load_encoder
from dedup.errors import InputError, UsageError


def scan(
    documents: Iterable[Document | InputError],
    *,
    model: str | None = None,
    include_related: bool = False,
    reworded: bool = True,
    index: Path | str | None = None,
    add: bool = False,
    evidence: bool = False,
) -> ScanResult:
    """The versions of one story among `documents`: edited and reworded copies, and their clusters.

    Args:
        documents: with unique ids, as `dedup.read` gives them; read once, in order. What could not be read
            is raised: to go on without it, leave it out.
        model: a sentence-transformers model, by name or folder, loaded only where a pair is in doubt;
            None: the one that comes with dedup.
        include_related: report independent reports of one event too; they join no cluster.
        reworded: look for reworded copies too; without them a scan is several times as fast.
        index: an index file, whose documents are looked through as well.
        add: add the documents to the index afterwards; makes the file where there is none.
        evidence: say of every pair why.

    Raises:
        InputError: the first among `documents`; or there is no such index, or it cannot be used.
        ModelError: the model is needed and cannot be loaded.
        UsageError: `add` without an index.
    """
    from dedup.candidates.index import Index
    from dedup.engines import local

    if add and index is None:
        raise UsageError("there is no index to add to; name one with --index")
    with Index(index, create=add) if index is not None else nullcontext() as opened:
        return local.scan(
            _all_read(documents),
            encoder=partial(load_encoder, model),
            include_related=include_related,
            reworded=reworded,
            index=opened,
            add=add,
            evidence=evidence,
        )


def _all_read(items: Iterable[Document | InputError]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, InputError):
            raise item
        yield item
