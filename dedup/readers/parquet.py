"""Parquet tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dedup.errors import InputError
from dedup.readers.extras import need
from dedup.readers.fields import Columns
from dedup.readers.interface import Item, Source

_BATCH = 1000  # rows in memory at a time
_SAMPLE = 50  # rows by which the column with the articles is told
_MAX_GROUP = 2 << 30  # bytes


class ParquetReader:
    """A row a document; the column with the article goes by its name, or is the longest."""

    name = "parquet"
    suffixes = (".parquet", ".pq")

    def sniff(self, head: bytes) -> bool:
        """The magic number."""
        return head.startswith(b"PAR1")

    def read(self, source: Source) -> Iterator[Item]:
        """The rows in order, a batch at a time; nested columns are left alone."""
        arrow = need("pyarrow", "parquet", source.name)
        need("pyarrow.parquet", "parquet", source.name)
        with source.open() as stream:
            if not stream.seekable():
                problem = "is Parquet from a pipe, which cannot be read backwards; give the file"
                raise InputError(source.name, problem)
            try:
                yield from _documents(arrow, stream, source.name)
            except (arrow.ArrowException, ValueError, LookupError, OverflowError) as error:
                why = (str(error).splitlines() or [type(error).__name__])[0][:200]
                raise InputError(source.name, f"is no Parquet file that can be read ({why})") from None


def _documents(arrow: Any, stream: BinaryIO, name: str) -> Iterator[Item]:
    table = arrow.parquet.ParquetFile(stream)
    groups = range(table.metadata.num_row_groups)
    if any(table.metadata.row_group(n).total_byte_size > _MAX_GROUP for n in groups):
        raise InputError(name, "has a row group of more than 2 GiB; write it in smaller groups")
    flat = [field.name for field in table.schema_arrow if not arrow.types.is_nested(field.type)]
    columns: Columns | None = None
    number = 0
    for batch in table.iter_batches(_BATCH, columns=flat):
        rows = list(_rows(batch))
        columns = columns or Columns.of(flat, [row for row in rows[:_SAMPLE] if row is not None])
        if columns is None:
            found = ", ".join(flat[:8])
            raise InputError(name, f'has no column with articles (found: {found}); name it "text"')
        for row in rows:
            number += 1
            if row is None:
                yield InputError(f"{name}#{number}", "holds text that is not valid UTF-8")
            else:
                yield columns.document(row, f"{name}#{number}")


def _rows(batch: Any) -> Iterator[dict[str, Any] | None]:
    """The rows of a batch; None for one with text that is no UTF-8."""
    try:
        yield from batch.to_pylist()
    except ValueError:
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except ValueError:
                yield None
