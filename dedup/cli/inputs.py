"""Inputs of a command: documents to work on, and references to trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dedup.cli.options import complain

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.errors import InputError


def documents(paths: list[str], errors: list[InputError], *, verbose: bool = False) -> Iterator[Document]:
    """The documents that can be read, under a progress bar; errors are told at once and kept."""
    from dedup.cli.progress import progress
    from dedup.readers import read

    return progress(_good(read(paths), errors, verbose), "documents")


def references(paths: list[str] | None) -> list[Document]:
    """The documents of `--reference`.

    Raises:
        InputError: one of them cannot be read; without it names would be judged otherwise.
    """
    from dedup.documents import Document
    from dedup.readers import read

    known = []
    for item in read(paths or []):
        if not isinstance(item, Document):
            raise item
        known.append(item)
    return known


def tell(document: Document) -> None:
    """What was read, and what the reader did to it."""
    complain(f"{document.source or document.id}: {len(document.text)} characters")
    for note in document.notes:
        complain(f"{document.source or document.id}: {note}")


def _good(
    items: Iterable[Document | InputError], errors: list[InputError], verbose: bool
) -> Iterator[Document]:
    from dedup.documents import Document

    for item in items:
        if isinstance(item, Document):
            if verbose:
                tell(item)
            yield item
        else:
            complain(item)
            errors.append(item)
