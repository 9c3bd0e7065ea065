"""What was computed before, kept in one SQLite file in the user's cache folder.

Only a cache: a file that cannot be written is done without, a damaged one is replaced. Safe for
several threads and processes at once (write-ahead log: readers never wait).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import TypeVar

from platformdirs import user_cache_path

_LIMIT = 512 * 10**6  # bytes: some 300,000 vectors of 384 dimensions, or 10,000 reports on articles
_WAIT = 5.0  # seconds for another process to finish writing
_KEYS_AT_ONCE = 500  # SQLite's oldest limit on values in one statement is 999
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    space TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL, UNIQUE (space, key)
);
CREATE INDEX IF NOT EXISTS by_use ON entries (used);
"""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What the cache holds: entries by space (what was computed, by which model), and bytes."""

    path: Path
    entries: dict[str, int]
    size: int
    limit: int


def cache_path() -> Path:
    """Where the cache lies; the number changes with its layout."""
    return user_cache_path("dedup", appauthor=False) / "cache-1.sqlite"


def key_of(*texts: str) -> bytes:
    """The key of what was computed from these texts."""
    digest = blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.digest()


class Cache:
    """Bytes by space and key.

    Args:
        path: the file; None: the user's.
        limit: bytes; what was not used for longest goes when it is reached.
    """

    def __init__(self, path: Path | None = None, limit: int = _LIMIT) -> None:
        self._path = path or cache_path()
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        self._lock = RLock()

    def info(self) -> CacheInfo:
        """What is in it now."""

        def ask(connection: sqlite3.Connection) -> CacheInfo:
            counts = connection.execute("SELECT space, COUNT(*) FROM entries GROUP BY space ORDER BY space")
            return CacheInfo(self._path, dict(counts.fetchall()), _size(connection), self._limit)

        return self._try(ask, CacheInfo(self._path, {}, 0, self._limit))

    def clear(self) -> None:
        """Forget everything and give the disk space back."""
        with self._lock:
            self.close()
            self._remove()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def get(self, space: str, keys: Set[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are known."""
        today = date.today().toordinal()

        def ask(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            stale: list[tuple[int, int]] = []
            wanted = sorted(keys)
            for start in range(0, len(wanted), _KEYS_AT_ONCE):
                some = wanted[start : start + _KEYS_AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT rowid, key, value, used FROM entries WHERE space = ? AND key IN ({marks})"
                for row, key, value, used in connection.execute(query, (space, *some)):
                    found[key] = value
                    if used < today:  # once a day is often enough, and keeps most reads free of writes
                        stale.append((today, row))
            if stale:
                with contextlib.suppress(sqlite3.OperationalError), connection:
                    connection.executemany("UPDATE entries SET used = ? WHERE rowid = ?", stale)
            return found

        return self._try(ask, {}) if keys else {}

    def put(self, space: str, values: dict[bytes, bytes]) -> None:
        """Keep values; what was not used for longest goes where the limit is reached."""
        today = date.today().toordinal()

        def ask(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                    [(space, key, value, today) for key, value in values.items()],
                )
            while _size(connection) > self._limit:
                with connection:
                    gone = connection.execute(
                        "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY used, rowid "
                        "LIMIT 1 + (SELECT COUNT(*) FROM entries) / 10)"
                    )
                if not gone.rowcount:
                    break

        self._try(ask, None)

    def _try(self, ask: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Ask the file; a damaged one is replaced and asked again, and what cannot be done is not."""
        with self._lock:
            for _ in range(2):
                try:
                    return ask(self._open())
                except (sqlite3.OperationalError, OSError):  # no room, no permission, or locked too long
                    return otherwise
                except sqlite3.DatabaseError:  # not a database, or a damaged one
                    self.close()
                    self._remove()
            return otherwise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=_WAIT, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")  # a crash may cost the last entries only
                connection.executescript(_SCHEMA)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + end).unlink()


def _size(connection: sqlite3.Connection) -> int:
    """The bytes in use; freed pages stay in the file and are filled again."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
