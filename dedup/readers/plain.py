"""Plain text: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.decode import decode
from dedup.readers.interface import Source


class PlainReader:
    """Plain text; paragraphs are parted by blank lines or stand one on a line."""

    name = "text"
    suffixes = (".txt", ".text")

    def sniff(self, head: str) -> bool:
        """Any text is plain text; this reader is asked last."""
        return bool(head)

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """One document, with the source's name as its id."""
        with source.open() as stream:
            yield Document(decode(stream.read(), source.name), id=source.name, source=source.name)
