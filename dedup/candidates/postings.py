"""Which documents of an index have a band's key: pages of entries in SQLite, merged as they grow in number.

New documents wait in a tail that every query reads through. When it is full it becomes a segment: every band
gets so many pages, each with the entries whose keys fall into its share of all keys, in order. Keys are
hashes, so the pages fill evenly, and a query knows which one to ask for. Four segments of one level become
one of the next, so that a million documents lie in a dozen segments at most. All of it happens inside the
transaction that adds the documents: a process killed at any moment leaves the last commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sketches import BANDS

SCHEMA = """
CREATE TABLE tail (
    batch INTEGER PRIMARY KEY, documents INTEGER NOT NULL, numbers BLOB NOT NULL, keys BLOB NOT NULL
);
CREATE TABLE segments (
    segment INTEGER PRIMARY KEY AUTOINCREMENT, level INTEGER NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE pages (place INTEGER PRIMARY KEY, entries BLOB NOT NULL);
"""
_TAIL = 4096  # documents
_FAN = 4
_PAGE = 440  # entries on average: three standard deviations more still fit one of SQLite's own pages

Column = NDArray[np.uint32]


def insert(database: sqlite3.Connection, numbers: NDArray[np.int64], keys: NDArray[np.uint32]) -> None:
    """Add documents to the tail, shape (documents,) and (documents, BANDS), and tidy up where it is full."""
    database.execute(
        "INSERT INTO tail (documents, numbers, keys) VALUES (?, ?, ?)",
        (len(numbers), numbers.astype("<u4").tobytes(), keys.astype("<u4").tobytes()),
    )
    if database.execute("SELECT sum(documents) FROM tail").fetchone()[0] >= _TAIL:
        _flush(database)
        _merge(database)


def find(database: sqlite3.Connection, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Numbers of the documents that share a key with `keys`, shape (BANDS,), removed ones among them."""
    waiting, table = _tail(database)
    found = [waiting[(table == keys).any(axis=1)]]
    # One statement a segment: the loop over the bands runs in SQLite.
    lookup = f"SELECT place, entries FROM pages WHERE place IN ({','.join('?' * BANDS)})"
    patterns = [key.to_bytes(4, "little") for key in keys.tolist()]
    for segment, documents in database.execute("SELECT segment, documents FROM segments").fetchall():
        for place, entries in database.execute(lookup, _places(segment, documents, keys).tolist()):
            band = place >> _BAND & _BAND_MASK
            # Searching the bytes is far quicker than making an array of them; it may meet a key halfway.
            if entries.find(patterns[band], 0, len(entries) // 2) >= 0:
                page_keys, page_numbers = _page(entries)
                found.append(page_numbers[page_keys == keys[band]])
    return np.unique(np.concatenate(found)).astype(np.int64)


def members(database: sqlite3.Connection) -> set[int]:
    """Numbers of all documents that a query could find by their first band, removed ones among them."""
    found = set(_tail(database)[0].tolist())
    for (segment,) in database.execute("SELECT segment FROM segments").fetchall():
        for entries in _pages(database, segment, 0):
            found.update(_page(entries)[1].tolist())
    return found


# A page's row number, the one key that SQLite finds without reading what it holds: segment, band, share.
_SEGMENT, _BAND, _BAND_MASK = 42, 32, 1023


def _place(segment: int, band: int) -> int:
    """Where the pages of a band begin."""
    return segment << _SEGMENT | band << _BAND


def _shares(documents: int, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Which page of its band each key is on, in a segment that was made of so many documents."""
    pages = np.uint64(max(1, documents // _PAGE))
    return (keys.astype(np.uint64) * pages >> np.uint64(32)).astype(np.int64)


def _places(segment: int, documents: int, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    return _place(segment, 0) + (np.arange(BANDS) << _BAND) + _shares(documents, keys)


def _page(entries: bytes) -> tuple[Column, Column]:
    """The keys of a page, in order, and the numbers of their documents."""
    keys, numbers = np.frombuffer(entries, dtype="<u4").reshape(2, -1)
    return keys, numbers


def _pages(database: sqlite3.Connection, segment: int, band: int) -> Iterator[bytes]:
    rows = database.execute(
        "SELECT entries FROM pages WHERE place >= ? AND place < ? ORDER BY place",
        (_place(segment, band), _place(segment, band + 1)),
    )
    return (entries for (entries,) in rows)


def _tail(database: sqlite3.Connection) -> tuple[Column, NDArray[np.uint32]]:
    """The numbers and keys of the documents that wait, shape (documents,) and (documents, BANDS)."""
    rows = database.execute("SELECT numbers, keys FROM tail").fetchall()
    numbers, keys = (np.frombuffer(b"".join(row[k] for row in rows), dtype="<u4") for k in (0, 1))
    return numbers, keys.reshape(-1, BANDS)


def _flush(database: sqlite3.Connection) -> None:
    numbers, keys = _tail(database)
    _write(database, 0, len(numbers), ((column, numbers) for column in keys.T))
    database.execute("DELETE FROM tail")


def _merge(database: sqlite3.Connection) -> None:
    """Join the segments of every level that has `_FAN` of them; documents removed since are left behind."""
    level = 0
    while True:
        segments = [
            row[0] for row in database.execute("SELECT segment FROM segments WHERE level = ?", (level,))
        ]
        if not segments:
            return
        if len(segments) >= _FAN:
            _write(database, level + 1, *_joined(database, segments))
            for segment in segments:
                bounds = (_place(segment, 0), _place(segment + 1, 0))
                database.execute("DELETE FROM pages WHERE place >= ? AND place < ?", bounds)
                database.execute("DELETE FROM segments WHERE segment = ?", (segment,))
        level += 1


def _joined(database: sqlite3.Connection, segments: list[int]) -> tuple[int, Iterator[tuple[Column, Column]]]:
    """How many documents some segments still have, and for every band their keys and numbers."""
    first = [_page(entries)[1] for segment in segments for entries in _pages(database, segment, 0)]
    numbers = np.concatenate([np.empty(0, dtype="<u4"), *first])
    known = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.bool_)
    alive = database.execute("SELECT number FROM documents WHERE number < ?", (len(known),)).fetchall()
    known[np.array(alive, dtype=np.int64).ravel()] = True

    def bands() -> Iterator[tuple[Column, Column]]:
        for band in range(BANDS):
            pages = [_page(entries) for segment in segments for entries in _pages(database, segment, band)]
            keys, numbers = (np.concatenate(column) for column in zip(*pages, strict=True))
            kept = known[numbers]
            yield (keys, numbers) if kept.all() else (keys[kept], numbers[kept])

    return int(known[numbers].sum()), bands()


def _write(
    database: sqlite3.Connection, level: int, documents: int, bands: Iterable[tuple[Column, Column]]
) -> None:
    segment = database.execute(
        "INSERT INTO segments (level, documents) VALUES (?, ?)", (level, documents)
    ).lastrowid
    assert segment is not None
    for band, (keys, numbers) in enumerate(bands):
        order = np.argsort(keys, kind="stable")
        keys, numbers = keys[order], numbers[order]
        shares, starts = np.unique(_shares(documents, keys), return_index=True)
        spans = pairwise([*starts.tolist(), len(keys)])
        database.executemany(
            "INSERT INTO pages VALUES (?, ?)",
            (
                (_place(segment, band) + share, keys[begin:end].tobytes() + numbers[begin:end].tobytes())
                for share, (begin, end) in zip(shares.tolist(), spans, strict=True)
            ),
        )
