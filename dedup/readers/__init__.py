"""Readers: a path, a folder or a stream becomes documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from dedup.documents import Document
from dedup.errors import InputError, UsageError
from dedup.readers.interface import Reader, Source
from dedup.readers.jsonl import JsonlReader
from dedup.readers.markdown import MarkdownReader
from dedup.readers.plain import PlainReader

# Asked in this order; plain text takes what no other format claims.
READERS: tuple[Reader, ...] = (JsonlReader(), MarkdownReader(), PlainReader())
_HEAD = 4096


def read(paths: Iterable[str], *, input_format: str | None = None) -> Iterator[Document | InputError]:
    """The documents under `paths`: files, folders (searched for known suffixes, sorted) and `-` (stdin).

    What cannot be read comes as an `InputError` in its place, never raised, so that one bad input does not
    lose the others. Ids are unique: an id that came before gets its place appended. A file given
    twice, or by two ways, is read once. Streams: nothing is held but the ids.

    Args:
        paths: as the user gave them.
        input_format: the name of a reader for all of them; None: by content, then by name.

    Raises:
        UsageError: there is no reader of that name.
    """
    if input_format is not None and input_format not in {reader.name for reader in READERS}:
        names = ", ".join(sorted(reader.name for reader in READERS))
        raise UsageError(f"there is no input format “{input_format}”; choose one of: {names}")
    seen: set[str] = set()
    for source in _sources(paths):
        if isinstance(source, InputError):
            yield source
            continue
        for item in _read_source(source, input_format):
            if isinstance(item, Document):
                if item.id in seen:
                    item = replace(item, id=f"{item.id} ({item.source})")
                seen.add(item.id)
            yield item


def read_one(path: str, *, input_format: str | None = None) -> Document:
    """The one document in `path`.

    Raises:
        InputError: it cannot be read, holds no text, or holds several documents.
        UsageError: there is no reader of that name.
    """
    found: Document | None = None
    for item in read([path], input_format=input_format):
        if isinstance(item, InputError):
            raise item
        if found is not None:
            raise InputError(
                path, "holds several documents, one is needed; use “dedup scan” for a collection"
            )
        found = item
    if found is None or not found.text.strip():
        raise InputError(path, "is empty; give a file with the text of an article")
    return found


def open_source(path: str) -> Source:
    """The bytes of one file, or of standard input for `-`.

    Raises:
        InputError: there is no such file, or it cannot be opened.
    """
    found = next(_sources([path]), None)
    if found is None or Path(path).is_dir():
        raise InputError(path, "is a folder; name one file")
    if isinstance(found, InputError):
        raise found
    return found


def _sources(paths: Iterable[str]) -> Iterator[Source | InputError]:
    seen: set[str] = set()
    for given in paths:
        if given == "-":
            yield _standard_input()
            continue
        path = Path(given)
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except (OSError, ValueError) as error:  # a name too long, a NUL byte in it
            yield InputError(given.replace("\0", "\\0"), f"is no usable path ({error})")
            continue
        if not exists:
            yield InputError(given, "does not exist; check the path")
            continue
        for file in _files(path) if is_folder else [path]:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield _file(file)


def _file(path: Path) -> Source | InputError:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        return InputError(str(path), f"cannot be read ({error.strerror or error}); check its permissions")
    return Source(str(path), path.suffix.lower(), head, lambda: path.open("rb"))


def _standard_input() -> Source | InputError:
    # Peeking leaves the bytes in the stream, so that a long one is never held whole.
    stream = BufferedReader(cast(RawIOBase, sys.stdin.buffer))
    try:
        head = stream.peek(_HEAD)[:_HEAD]
    except (OSError, ValueError) as error:
        return InputError("stdin", f"cannot be read ({error})")
    return Source("stdin", "", head, lambda: stream)


def _files(folder: Path) -> Iterator[Path]:
    """Files of a known suffix below `folder`, sorted; hidden ones and links to folders are left alone."""
    known = {suffix for reader in READERS for suffix in reader.suffixes}
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in known:
                yield Path(root, name)


def _read_source(source: Source, input_format: str | None) -> Iterator[Document | InputError]:
    """The items of one source; whatever goes wrong on the way becomes its last item."""
    try:
        yield from _reader(source, input_format).read(source)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(source.name, f"cannot be read to its end ({error.strerror or error})")


def _reader(source: Source, input_format: str | None) -> Reader:
    if input_format is not None:
        return next(reader for reader in READERS if reader.name == input_format)
    head = source.head.decode("utf-8", errors="ignore")
    by_name = next((reader for reader in READERS if source.suffix in reader.suffixes), None)
    # A name that says more than “plain text” is believed unless the content is plainly something else.
    by_content = next(reader for reader in READERS if reader.sniff(head) or reader is READERS[-1])
    return by_content if by_name is None or by_content is not READERS[-1] else by_name
