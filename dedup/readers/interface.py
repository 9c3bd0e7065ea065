"""What a reader is: one input format, from bytes to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dedup.documents import Document
from dedup.errors import InputError

HEAD = 4096  # bytes by which a format is told

# The longest article known to us is under 1 MB; what is larger is a dump, a mistake or a bomb.
MAX_DOCUMENT = 16 * 1024 * 1024  # bytes of one text, page, line or record
MAX_COLLECTION = 256 * 1024 * 1024  # bytes of a file that has to be read whole: JSON, a feed, XLIFF


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with a name.

    Args:
        name: what messages call it: a path as the user gave it, a URL, `stdin`.
        suffix: lower-case file suffix with its dot, or "" where there is none; without `.gz`.
        head: the first bytes, at most `HEAD`, unpacked, by which the format is told.
        open: gives the binary stream from its start, unpacked, once; the caller closes it.
        charset: the encoding that came with the bytes (an HTTP header), if any.
        url: where the bytes were fetched from, if they were.
    """

    name: str
    suffix: str
    head: bytes
    open: Callable[[], BinaryIO]
    charset: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An item that names a page but holds no text of its own: a sitemap's entry, a bare feed item.

    Args:
        about: what the item says of the page, with an empty text; its `url` is the page's address.
    """

    about: Document


Item = Document | Link | InputError


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

    def sniff(self, head: bytes) -> bool:
        """Whether a source that begins with `head` is of this format."""
        ...

    def read(self, source: Source) -> Iterator[Item]:
        """The documents of the source, in order."""
        ...
