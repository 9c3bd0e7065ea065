"""Inputs of a command: documents to work on, and references to trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedup.cli.options import complain

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.errors import InputError


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read, as the user asked; see `dedup.readers.read`.

    Args:
        input_format, fetch, allow_private: as there.
        strict: the first input that cannot be read ends the run.
    """

    input_format: str | None = None
    fetch: bool = False
    allow_private: bool = False
    strict: bool = False


def documents(
    paths: list[str], errors: list[InputError], *, verbose: bool = False, reading: Reading | None = None
) -> Iterator[Document]:
    """The documents that can be read, under a progress bar; errors are told at once and kept.

    Raises:
        InputError: one cannot be read, and the user wants to stop there.
    """
    import sys

    from dedup.cli.progress import progress
    from dedup.readers import bytes_of, read
    from dedup.readers.sources import Tally

    how = reading or Reading()
    tally = Tally(total=bytes_of(paths) if sys.stderr.isatty() else None)
    items = read(
        paths, input_format=how.input_format, fetch=how.fetch, allow_private=how.allow_private, tally=tally
    )
    return progress(_good(items, errors, verbose, how.strict), "documents", tally)


def need_one(paths: list[str], found: int) -> None:
    """Check that there was something to read.

    Raises:
        NothingToCompare: nothing was found, neither documents nor inputs that could not be read.
    """
    from dedup.errors import NothingToCompare

    if not found:
        raise NothingToCompare(f"no document of a known format in {', '.join(paths)}")


def need_stdin_once(*given: str | None) -> None:
    """Check that standard input is named once at most.

    Raises:
        UsageError: it is named twice; the second time there would be nothing left to read.
    """
    from dedup.errors import UsageError

    if given.count("-") > 1:
        raise UsageError("standard input (“-”) can be read only once; save it to a file and name that")


def end_if_unread(unread: int, read: int, what: str = "inputs") -> None:
    """Say how many inputs could not be read, and end with the exit code for it; go on where all were."""
    import typer

    from dedup.errors import InputError

    if unread:
        complain(f"{unread} of {unread + read} {what} could not be read")
        raise typer.Exit(InputError.exit_code)


def document(path: str, reading: Reading) -> Document:
    """The one document in `path`.

    Raises:
        InputError: it cannot be read, or holds several.
    """
    from dedup.readers import read_one

    return read_one(
        path, input_format=reading.input_format, fetch=reading.fetch, allow_private=reading.allow_private
    )


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
    """What was read."""
    complain(f"{document.source or document.id}: {len(document.text)} characters")


def tell_notes(document: Document, told: set[str]) -> None:
    """What a reader did to the text that the user should know; each kind of note once."""
    for note in document.notes:
        if note not in told:
            told.add(note)
            complain(f"note: {document.source or document.id}: {note}")


def _good(
    items: Iterable[Document | InputError], errors: list[InputError], verbose: bool, strict: bool
) -> Iterator[Document]:
    from dedup.documents import Document

    told: set[str] = set()
    for item in items:
        if isinstance(item, Document):
            tell_notes(item, told)
            if verbose:
                tell(item)
            yield item
        elif strict:
            raise item
        else:
            complain(item)
            errors.append(item)
