"""What a reader is: one input format, from bytes to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dedup.documents import Document
from dedup.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with a name.

    Args:
        name: what messages call it: a path as the user gave it, a URL, `stdin`.
        suffix: lower-case file suffix with its dot, or "" where there is none.
        head: the first bytes, at most 4,096, by which the format is told.
        open: gives the binary stream from its start, once; the caller closes it.
    """

    name: str
    suffix: str
    head: bytes
    open: Callable[[], BinaryIO]


class Reader(Protocol):
    """One input format.

    `read` yields a document for each item, and an `InputError` (not raised) for each item that cannot be
    read, so that one bad item never loses the others. It raises `InputError` where the whole source is
    unreadable. Reads as a stream where the format allows it.
    """

    @property
    def name(self) -> str:
        """What `--input-format` calls it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File suffixes, lower case with the dot."""
        ...

    def sniff(self, head: str) -> bool:
        """Whether a text that begins with `head` is of this format."""
        ...

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """The documents of the source, in order."""
        ...
