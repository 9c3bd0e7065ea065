"""A pairs file: two versions on each line, or a segment and its translation in each unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dedup.documents import Document, DocumentPair
from dedup.errors import InputError
from dedup.readers import open_source, read_one
from dedup.readers.bilingual import segments
from dedup.readers.interface import Source
from dedup.readers.jsonl import json_lines
from dedup.readers.markup import root_name


def read_pairs(path: str) -> Iterator[DocumentPair | InputError]:
    """The pairs of a JSON Lines, XLIFF or TMX file (`-`: standard input).

    Each line is `{"id": …, "a": {"text": …} or {"path": …}, "b": …}`; a path is relative to the
    working folder, as on the command line, or a URL. JSON Lines are read one line in memory at a time. In
    XLIFF and TMX every unit is a pair: its source, and its (first) target. A bad line or unit comes as
    an `InputError` in its place.

    Raises:
        InputError: the file itself cannot be read.
    """
    source = open_source(path)
    if root_name(source.head) in ("xliff", "tmx"):
        yield from _units(source)
        return
    for number, value in json_lines(source):
        where = f"{source.name}:{number}"
        yield value if isinstance(value, InputError) else _pair(value, where)


def _units(source: Source) -> Iterator[DocumentPair | InputError]:
    for segment in segments(source):
        if isinstance(segment, InputError):
            yield segment
            continue
        where = ":".join(part for part in (source.name, segment.file, segment.id) if part)
        a, b = (
            Document(
                words, id=f"{where}:{side}", source=f"{where}:{language or side}", language=language or None
            )
            for side, (language, words) in zip("ab", segment.sides, strict=False)
        )
        yield DocumentPair(segment.id, a, b)


def line_id(value: dict[str, Any]) -> str | int | None:
    """The id of a line, to be echoed as it was given; anything but a string or a whole number is None."""
    item = value.get("id")
    return item if isinstance(item, str | int) and not isinstance(item, bool) else None


def _pair(value: dict[str, Any], where: str) -> DocumentPair | InputError:
    item = line_id(value)
    try:
        return DocumentPair(item, _side(value, "a", where), _side(value, "b", where))
    except InputError as error:
        return InputError(error.source, error.problem, item)


def _side(value: dict[str, Any], name: str, where: str) -> Document:
    side = value.get(name)
    if isinstance(side, dict):
        text, path = side.get("text"), side.get("path")
        if isinstance(text, str):
            return Document(text, id=f"{where}:{name}", source=f"{where}:{name}")
        if path == "-":
            raise InputError(where, f'"{name}" cannot be standard input; give a path, or the text')
        if isinstance(path, str):
            return read_one(path)
    raise InputError(where, f'needs "{name}": {{"text": "…"}} or "{name}": {{"path": "…"}}')
