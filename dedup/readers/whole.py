"""Reading within limits: no source, however large or packed, takes the memory of the machine."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from typing import IO, BinaryIO, cast

from dedup.errors import InputError
from dedup.readers.decode import decode, repaired
from dedup.readers.interface import MAX_COLLECTION, MAX_DOCUMENT, Source

GZIP = b"\x1f\x8b"
# Text packs about 3:1, a log or a table perhaps 30:1; a bomb reaches 1,000:1.
_MAX_RATIO = 200
_FREE = 64 * 1024 * 1024  # unpacked bytes before the ratio is asked
_CHUNK = 1 << 16


def read_bytes(source: Source, limit: int = MAX_COLLECTION) -> bytes:
    """All bytes of the source.

    Raises:
        InputError: there are more than `limit`.
    """
    with source.open() as stream:
        raw = stream.read(limit + 1)
        # A raw pipe may give less than was asked for.
        while 0 < len(raw) <= limit and (more := stream.read(limit + 1 - len(raw))):
            raw += more
    if len(raw) > limit:
        raise InputError(source.name, too_long(limit))
    return raw


def read_text(source: Source, limit: int = MAX_DOCUMENT) -> tuple[str, tuple[str, ...]]:
    """The text of a source that is one document, decoded and repaired, with notes on what was done.

    Raises:
        InputError: it is too long, or is no text.
    """
    text, decoding = decode(read_bytes(source, limit), source.name, source.charset)
    text, repair = repaired(text)
    return text, decoding + repair


def lines(stream: BinaryIO, limit: int = MAX_DOCUMENT) -> Iterator[bytes | None]:
    """The lines of a stream with their line ends; None for one longer than `limit`, which is passed over."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield None


def too_long(limit: int) -> str:
    """The problem of a text or file over its limit, in words."""
    if limit == MAX_DOCUMENT:
        return f"is longer than {limit >> 20} MiB, which no article is; split it, or give the article alone"
    return f"is longer than {limit >> 20} MiB; split it, or give it as JSON Lines, which is read as a stream"


def unpacked(stream: BinaryIO, name: str) -> BinaryIO:
    """The content of gzip data (one member or many), guarded against bombs."""
    return cast(BinaryIO, io.BufferedReader(_Unpacking(stream, name), _CHUNK))


class _Unpacking(io.RawIOBase):
    """A gzip stream that stops where the packing is too good to be text."""

    def __init__(self, packed: BinaryIO, name: str) -> None:
        self._counted = _Counted(packed)
        self._gzip = GzipFile(fileobj=cast(IO[bytes], self._counted))
        self._name = name
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # as in io.BytesIO
        try:
            found = self._gzip.read1(len(buffer))
        except (BadGzipFile, zlib.error, EOFError) as error:
            raise InputError(self._name, f"is broken gzip data ({error}); pack it again") from None
        self._given += len(found)
        if self._given > _FREE and self._given > _MAX_RATIO * self._counted.taken:
            raise InputError(
                self._name,
                f"unpacks to more than {_MAX_RATIO} times its size, as only a gzip bomb does; leave it out",
            )
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        if not self.closed:
            self._gzip.close()
            self._counted.stream.close()
        super().close()


class _Counted:
    """Just enough of a file for GzipFile, counting what it takes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        found = self.stream.read(size)
        self.taken += len(found)
        return found
