"""JSON Lines: a document on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.decode import opening
from dedup.readers.interface import Item, Source
from dedup.readers.whole import lines, too_long

MAX_LINE = 64 * 1024 * 1024  # bytes; a text of the longest length allowed, escaped, fits


def json_lines(source: Source) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Line numbers (from 1), each with its object or with what is wrong; blank lines are skipped."""
    with source.open() as stream:
        for number, raw in enumerate(lines(stream, MAX_LINE), start=1):
            if raw is None:
                yield number, InputError(f"{source.name}:{number}", too_long(MAX_LINE))
                continue
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield number, _object(line, source, number)


def _object(line: bytes, source: Source, number: int) -> dict[str, Any] | InputError:
    where = f"{source.name}:{number}"
    try:
        value = json.loads(line)
    except UnicodeDecodeError as error:
        return InputError(where, f"is not valid UTF-8 (byte {error.start} of the line); re-encode the file")
    except json.JSONDecodeError as error:
        return InputError(where, f"is not JSON ({error.msg} at column {error.colno}); give one object a line")
    except (RecursionError, ValueError) as error:
        return InputError(where, f"cannot be read as JSON ({error}); give one flat object a line")
    if not isinstance(value, dict):
        return InputError(where, f"is a JSON {type(value).__name__}; give one object a line")
    return value


class JsonlReader:
    """JSON Lines with `text` (required), and `id`, `title`, `url`, `published` and the like."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, head: bytes) -> bool:
        """The first line is a JSON object by itself."""
        first = opening(head).partition("\n")[0]
        if not first.startswith("{"):
            return False
        try:
            return isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            # A first line longer than the head cannot be parsed whole.
            return len(first) > 1000 and first.startswith('{"')

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each good line, an InputError for each bad one; one line in memory at a time."""
        for number, value in json_lines(source):
            yield value if isinstance(value, InputError) else _document(value, f"{source.name}:{number}")


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
        updated=field("updated"),
        byline=field("byline"),
        site=field("site"),
    )
