"""JSON Lines: a document on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.interface import Source


def json_lines(source: Source) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Line numbers (from 1), each with its object or with what is wrong; blank lines are skipped."""
    with source.open() as stream:
        for number, raw in enumerate(stream, start=1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield number, _object(line, f"{source.name}:{number}")


def _object(line: bytes, where: str) -> dict[str, Any] | InputError:
    try:
        value = json.loads(line)
    except UnicodeDecodeError as error:
        return InputError(where, f"is not valid UTF-8 (byte {error.start} of the line); re-encode the file")
    except json.JSONDecodeError as error:
        return InputError(where, f"is not JSON ({error.msg} at column {error.colno}); give one object a line")
    except (RecursionError, ValueError) as error:
        return InputError(where, f"cannot be read as JSON ({error}); give one flat object a line")
    if not isinstance(value, dict):
        return InputError(where, f'is a JSON {type(value).__name__}, not an object with a "text" field')
    return value


class JsonlReader:
    """JSON Lines with `text` (required), `id`, `title`, `url`, `published`, `language`."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, head: str) -> bool:
        """The first line is a JSON object by itself."""
        first = head.lstrip("\ufeff \t\r\n").partition("\n")[0]
        if not first.startswith("{"):
            return False
        try:
            return isinstance(json.loads(first), dict)
        except ValueError:
            # A first line longer than the head cannot be parsed whole.
            return len(first) > 1000 and first.startswith('{"')

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """A document for each good line, an InputError for each bad one; one line in memory at a time."""
        for number, value in json_lines(source):
            where = f"{source.name}:{number}"
            yield value if isinstance(value, InputError) else _document(value, where)


def _document(value: dict[str, Any], where: str) -> Document | InputError:
    item = None if value.get("id") is None else str(value["id"])
    text = value.get("text")
    if not isinstance(text, str):
        found = 'has no "text" field' if text is None else f'has a "text" that is a {type(text).__name__}'
        return InputError(where, f'{found}; each line needs the article as a string in "text"', item)

    def field(name: str) -> str | None:
        return None if value.get(name) is None else str(value[name])

    return Document(
        text,
        id=where if item is None else item,
        source=where,
        title=field("title"),
        url=field("url"),
        published=field("published"),
        language=field("language"),
    )
