"""JSON: one article, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dedup.errors import InputError
from dedup.readers.decode import decode, opening
from dedup.readers.fields import Columns, kind
from dedup.readers.interface import Item, Source
from dedup.readers.jsonl import JsonlReader
from dedup.readers.whole import read_bytes

_SAMPLE = 50  # records by which the field with the articles is told
_LISTS = "items articles documents entries results data stories news hits".split()


def load_json(source: Source) -> Any:
    """The value of a JSON file that is read whole.

    Raises:
        InputError: it is too large, not JSON, or nested too deep.
    """
    text, _ = decode(read_bytes(source), source.name, source.charset)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise InputError(source.name, f"is not JSON ({place}); check that it is whole") from None
    except (RecursionError, ValueError) as error:
        raise InputError(source.name, f"cannot be read as JSON ({error}); is it nested too deep?") from None


class JsonReader:
    """A JSON object with the article in a field, an array of such objects, or an object that holds one."""

    name = "json"
    suffixes = (".json",)

    def sniff(self, head: bytes) -> bool:
        """Begins like a JSON object or an array of them."""
        text = opening(head)
        return text.startswith(("{", "[")) and text[1:].lstrip()[:1] in ('"', "{", "}", "]")

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each object; JSON Lines under this name are read as what they are."""
        first, _, second = opening(source.head).partition("\n")
        if (
            JsonlReader().sniff(source.head)
            and first.rstrip().endswith("}")
            and second.lstrip().startswith("{")
        ):
            yield from JsonlReader().read(source)
            return
        value = load_json(source)
        rows = value if isinstance(value, list) else _list_in(value)
        if rows is None:
            rows = [value]
        known = [row for row in rows[:_SAMPLE] if isinstance(row, dict)]
        columns = Columns.of((name for row in known for name in row), known)
        if columns is None:
            names = ", ".join(list(known[0])[:8]) if known else kind(value)
            problem = f'holds no article: no "text" field or the like (found: {names}); name the field "text"'
            raise InputError(source.name, problem)
        for number, row in enumerate(rows, start=1):
            where = f"{source.name}#{number}" if len(rows) > 1 else source.name
            if isinstance(row, dict):
                yield columns.document(row, where)
            else:
                yield InputError(where, f"is a JSON {kind(row)}, not an object with the article in a field")


def _list_in(value: Any) -> list[Any] | None:
    """The list of records that an object wraps, where it has no text of its own."""
    if not isinstance(value, dict) or Columns.of(value) is not None:
        return None
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list) and any(isinstance(row, dict) for row in found):
            return found
    return None
