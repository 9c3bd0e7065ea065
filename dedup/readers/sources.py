"""From what the user names to bytes: files, folders and standard input."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from dedup.errors import InputError
from dedup.readers.interface import HEAD, Source
from dedup.readers.whole import GZIP, unpacked

_BUFFER = 1 << 18


@dataclass(slots=True)
class Tally:
    """How many bytes of the files have been read so far, and how many there are where that is known.

    Packed files count as packed. Filled while documents are read, for a progress bar.
    """

    read: int = 0
    total: int | None = None


def local_sources(
    given: str, seen: set[str], suffixes: Collection[str], tally: Tally
) -> Iterator[Source | InputError]:
    """The sources behind one path: a file, every file of a known suffix below a folder, or `-` for stdin.

    Args:
        given: as the user wrote it.
        seen: real paths that were read before; they are passed over, and new ones are added.
        suffixes: of the files to take from a folder.
        tally: counts the bytes.
    """
    if given == "-":
        if given not in seen:
            seen.add(given)
            yield _stream("stdin", "", cast(RawIOBase, sys.stdin.buffer))
        return
    path = Path(given)
    try:
        is_folder, exists = path.is_dir(), path.exists() or path.is_symlink()
    except (OSError, ValueError) as error:  # a name too long, a NUL byte in it
        yield InputError(given.replace("\0", "\\0"), f"is no usable path ({error})")
        return
    if not exists:
        yield InputError(given, "does not exist; check the path")
        return
    for file in _below(path, suffixes) if is_folder else [path]:
        if isinstance(file, InputError):
            yield file
            continue
        real = os.path.realpath(file)
        if real not in seen:
            seen.add(real)
            yield _file(file, tally)


def size_of(paths: Iterable[str], suffixes: Collection[str]) -> int | None:
    """Bytes of all files behind `paths`; None where one of them is no file or folder."""
    total = 0
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                files = (file for file in _below(path, suffixes) if isinstance(file, Path))
                total += sum(file.stat().st_size for file in files)
            elif path.is_file():
                total += path.stat().st_size
            else:
                return None
        except (OSError, ValueError):
            return None
    return total


def _below(folder: Path, suffixes: Collection[str]) -> Iterator[Path | InputError]:
    """Files of a known suffix below `folder`, sorted; hidden ones and links to folders are left alone."""
    failed: list[OSError] = []
    for root, folders, names in os.walk(folder, followlinks=False, onerror=failed.append):
        while failed:
            yield _unreadable(Path(failed[0].filename or root), failed.pop(0))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _suffix(Path(name)) in suffixes:
                yield Path(root, name)
    for error in failed:
        yield _unreadable(Path(error.filename or folder), error)


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _file(path: Path, tally: Tally) -> Source | InputError:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device gives its bytes once.
            return _stream(str(path), _suffix(path), io.FileIO(path))
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        if head.startswith(GZIP):
            with unpacked(cast(BinaryIO, path.open("rb")), str(path)) as stream:
                head = stream.read(HEAD)
    except InputError as error:
        return error
    except OSError as error:
        return _unreadable(path, error)
    return Source(str(path), _suffix(path), head, partial(_open, path, tally, status))


def _open(path: Path, tally: Tally, status: os.stat_result) -> BinaryIO:
    stream = cast(BinaryIO, BufferedReader(_CountedFile(path, tally, status), _BUFFER))
    packed = stream.read(2) == GZIP
    stream.seek(0)
    return unpacked(stream, str(path)) if packed else stream


class _CountedFile(io.FileIO):
    """A file that tells how far it was read, and whether it changed on the way."""

    def __init__(self, path: Path, tally: Tally, status: os.stat_result) -> None:
        super().__init__(path, "rb")
        self._path = path
        self._tally = tally
        self._status = status

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]  # as in FileIO
        count = super().readinto(buffer)
        self._tally.read += count or 0
        if not count:
            self._check()
        return count

    def readall(self) -> bytes:
        found = super().readall()
        self._tally.read += len(found)
        self._check()
        return found

    def _check(self) -> None:
        now = os.fstat(self.fileno())
        if (now.st_size, now.st_mtime_ns) != (self._status.st_size, self._status.st_mtime_ns):
            raise InputError(str(self._path), "changed while it was read; read it again once it is written")


def _stream(name: str, suffix: str, raw: RawIOBase) -> Source | InputError:
    try:
        # Peeking leaves the bytes in the stream, so that a long one is never held whole.
        stream = cast(BinaryIO, BufferedReader(raw, max(HEAD, _BUFFER)))
        if cast(BufferedReader, stream).peek(2)[:2] == GZIP:
            stream = unpacked(stream, name)
        head = cast(BufferedReader, stream).peek(HEAD)[:HEAD]
    except InputError as error:
        return error
    except (OSError, ValueError) as error:
        return InputError(name, f"cannot be read ({error}); was it read before?")
    return Source(name, suffix, head, lambda: stream)


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(str(path), f"cannot be read ({error.strerror or error}); check its permissions")
