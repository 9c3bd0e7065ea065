"""Plain text: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Document
from dedup.readers.interface import Item, Source
from dedup.readers.whole import read_text


class PlainReader:
    """Plain text; paragraphs are parted by blank lines or stand one on a line."""

    name = "text"
    suffixes = (".txt", ".text")

    def sniff(self, head: bytes) -> bool:
        """Any text is plain text; this reader is asked last."""
        return bool(head)

    def read(self, source: Source) -> Iterator[Item]:
        """One document, with the source's name as its id."""
        text, notes = read_text(source)
        yield Document(text, id=source.name, source=source.name, url=source.url, notes=notes)
