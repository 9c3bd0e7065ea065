"""Engines: the scan of a corpus, on one machine or on many."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from dedup.candidates.interface import ScanResult
from dedup.documents import Document
from dedup.encoder import load_encoder


def scan(
    documents: Iterable[Document], *, model: str | None = None, include_related: bool = False
) -> ScanResult:
    """The versions of one story among `documents`: edited and reworded copies, and their clusters.

    Args:
        documents: with unique ids, as `dedup.read` gives them; read once, in order.
        model: a sentence-transformers model, by name or folder, loaded only where a pair is in doubt;
            None: the one that comes with dedup.
        include_related: report independent reports of one event too; they join no cluster.

    Raises:
        ModelError: the model is needed and cannot be loaded.
    """
    from dedup.engines import local

    return local.scan(documents, encoder=partial(load_encoder, model), include_related=include_related)
