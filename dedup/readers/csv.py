"""Tables in CSV and TSV with a header row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from dedup.errors import InputError
from dedup.readers.decode import decode, opening
from dedup.readers.fields import KNOWN, TEXT, Columns
from dedup.readers.interface import MAX_COLLECTION, MAX_DOCUMENT, Item, Source
from dedup.readers.whole import lines, too_long

_SAMPLE = 50  # rows by which the column with the articles is guessed
_FIRST = 1 << 20  # bytes by which the encoding is told
_DELIMITERS = ",;\t|"


class CsvReader:
    """A row a document; the column with the article goes by its name, or is the longest."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab")

    def sniff(self, head: bytes) -> bool:
        """The first line is a header that names a text column and another one that we know."""
        first = opening(head).partition("\n")[0].strip()
        names = [name.strip().strip('"').lower() for name in first.split(_delimiter(first))]
        return any(name in TEXT for name in names) and sum(name in KNOWN for name in names) > 1

    def read(self, source: Source) -> Iterator[Item]:
        """The rows as a stream; a broken one is an InputError in its place."""
        csv.field_size_limit(MAX_DOCUMENT)
        with source.open() as stream:
            rows = _rows(source, stream)
            header = next(rows, None)
            if header is None:
                raise InputError(source.name, "is empty; give a header row and a row for each article")
            if isinstance(header[1], InputError):
                raise header[1]
            names = [name.strip() for name in header[1]]
            ahead = list(islice(rows, _SAMPLE))
            sample = [
                dict(zip(names, row, strict=False)) for _, row in ahead if not isinstance(row, InputError)
            ]
            columns = Columns.of(names, sample)
            if columns is None:
                found = ", ".join(names[:8])
                problem = f'has no column with articles (found: {found}); name the column "text"'
                raise InputError(source.name, problem)
            for number, row in chain(ahead, rows):
                where = f"{source.name}:{number}"
                if isinstance(row, InputError):
                    yield row
                elif len(row) != len(names):
                    found = f"has {len(row)} fields where the header has {len(names)}"
                    problem = f"{found}; quote the field with the text"
                    yield InputError(where, problem)
                else:
                    yield columns.document(dict(zip(names, row, strict=True)), where)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _rows(source: Source, stream: BinaryIO) -> Iterator[tuple[int, list[str] | InputError]]:
    """Rows that are not blank, each with the number of the line it begins on."""
    text = _Lines(source, stream)
    reader = csv.reader(text, delimiter=_delimiter(opening(source.head).partition("\n")[0]))
    while True:
        begin = text.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, InputError) as error:
            problem = error.problem if isinstance(error, InputError) else f"is no row of a table ({error})"
            yield begin, InputError(f"{source.name}:{begin}", problem)
            continue
        if row:
            yield begin, row


class _Lines:
    """The decoded lines of a table; one that cannot be read raises, and the next ones can still be had.

    The encoding is told by the first part of the file; only a file that is not in UTF-8 is read whole.
    """

    def __init__(self, source: Source, stream: BinaryIO) -> None:
        self.number = 0
        first = stream.read(_FIRST) + stream.readline(_FIRST)
        self._whole: Iterator[str] | None = None
        self._raw: Iterator[bytes | None] = chain(lines(io.BytesIO(first)), lines(stream))
        try:
            if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or source.charset:
                raise UnicodeError
            first.decode("utf-8")
        except UnicodeError:
            raw = first + stream.read(MAX_COLLECTION)
            if len(raw) > MAX_COLLECTION:
                raise InputError(source.name, too_long(MAX_COLLECTION)) from None
            text, _ = decode(raw, source.name, source.charset)
            self._whole = iter(text.splitlines(keepends=True))

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number += 1
        if self._whole is not None:
            return next(self._whole)
        raw = next(self._raw)
        if raw is None:
            raise InputError("", too_long(MAX_DOCUMENT))
        try:
            return raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                "", f"is not valid UTF-8 (byte {error.start} of the line); re-encode the file"
            ) from None
