"""A file of name pairs: two spellings on each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.errors import InputError
from dedup.readers import open_source
from dedup.readers.jsonl import json_lines
from dedup.readers.pairs import line_id


@dataclass(frozen=True, slots=True)
class NamePair:
    """One line of a file of name pairs."""

    id: str | int | None
    a: str
    b: str


def read_name_pairs(path: str) -> Iterator[NamePair | InputError]:
    """The pairs of a JSON Lines file (`-`: standard input), one line in memory at a time.

    Each line is `{"id": …, "a": "…", "b": "…"}`; a bad line comes as an `InputError` in its place.

    Raises:
        InputError: the file itself cannot be read.
    """
    source = open_source(path)
    for number, value in json_lines(source):
        if isinstance(value, InputError):
            yield value
            continue
        a, b = value.get("a"), value.get("b")
        if isinstance(a, str) and isinstance(b, str) and a.strip() and b.strip():
            yield NamePair(line_id(value), a, b)
        else:
            where = f"{source.name}:{number}"
            yield InputError(
                where, 'needs two names, neither empty, as strings in "a" and "b"', line_id(value)
            )
