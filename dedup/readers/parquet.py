"""Parquet tables."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.errors import InputError
from dedup.readers.extras import need
from dedup.readers.fields import document, text_field
from dedup.readers.interface import MAX_COLLECTION, Item, Source

_BATCH = 1000  # rows in memory at a time


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
                raise InputError(
                    source.name, "is Parquet from a pipe, which cannot be read backwards; give the file"
                )
            try:
                table = arrow.parquet.ParquetFile(stream)
                flat = [field.name for field in table.schema_arrow if not arrow.types.is_nested(field.type)]
                largest = max(
                    (
                        table.metadata.row_group(n).total_byte_size
                        for n in range(table.metadata.num_row_groups)
                    ),
                    default=0,
                )
                if largest > 8 * MAX_COLLECTION:
                    raise InputError(
                        source.name, "has a row group of more than 2 GiB; write it in smaller groups"
                    )
                number = 0
                field: tuple[str, bool] | None = None
                for batch in table.iter_batches(_BATCH, columns=flat):
                    rows = batch.to_pylist()
                    if field is None:
                        field = text_field(flat, rows[:50])
                        if field is None:
                            problem = (
                                f'has no column with articles (found: {", ".join(flat[:8])}); name it "text"'
                            )
                            raise InputError(source.name, problem)
                    name, guessed = field
                    notes = (f"the text is taken from the column “{name}”, the longest",) if guessed else ()
                    for row in rows:
                        number += 1
                        yield document(row, f"{source.name}#{number}", name, notes)
            except arrow.ArrowException as error:
                raise InputError(
                    source.name, f"is no Parquet file that can be read ({_short(error)})"
                ) from None


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
