"""Which documents of an index have a band's key: sorted pages in SQLite, merged as they grow in number.

New documents wait in a tail that every query reads through. When it is full it becomes a segment: for every
band the keys in order, cut into pages. Four segments of one level become one of the next, so that a million
documents lie in a dozen segments at most, and a query reads one page for each band and segment. All of it
happens inside the transaction that adds the documents, so a process killed at any moment leaves the file as
the last commit made it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sketches import BANDS

SCHEMA = """
CREATE TABLE tail (number INTEGER PRIMARY KEY, keys BLOB NOT NULL);
CREATE TABLE segments (
    segment INTEGER PRIMARY KEY AUTOINCREMENT, level INTEGER NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE pages (place INTEGER PRIMARY KEY, entries BLOB NOT NULL);
"""
_TAIL = 4096  # documents
_FAN = 4
_PAGE = 256  # entries: small enough to read for one key, large enough to keep the tree shallow

Column = NDArray[np.uint32]


def insert(database: sqlite3.Connection, numbers: NDArray[np.int64], keys: NDArray[np.uint32]) -> None:
    """Add documents to the tail, shape (documents,) and (documents, BANDS), and tidy up where it is full."""
    database.executemany(
        "INSERT INTO tail VALUES (?, ?)",
        ((int(n), row.astype("<u4").tobytes()) for n, row in zip(numbers, keys, strict=True)),
    )
    if database.execute("SELECT count(*) FROM tail").fetchone()[0] >= _TAIL:
        _flush(database)
        _merge(database)


def find(database: sqlite3.Connection, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Numbers of the documents that share a key with `keys`, shape (BANDS,), removed ones among them."""
    found = [np.empty(0, dtype=np.int64)]
    waiting = database.execute("SELECT number, keys FROM tail").fetchall()
    if waiting:
        table = np.frombuffer(b"".join(row for _, row in waiting), dtype="<u4").reshape(-1, BANDS)
        numbers = np.array([number for number, _ in waiting], dtype=np.int64)
        found.append(numbers[(table == keys).any(axis=1)])
    lookup = "SELECT place, entries FROM pages WHERE place <= ? ORDER BY place DESC LIMIT 1"
    wanted = [(band, key, key.to_bytes(4, "little")) for band, key in enumerate(keys.tolist())]
    for (segment,) in database.execute("SELECT segment FROM segments").fetchall():
        for band, key, pattern in wanted:
            row = database.execute(lookup, (_place(segment, band, key),)).fetchone()
            # Searching the bytes is far quicker than making an array of them; it may meet a key halfway.
            if row and row[0] >= _place(segment, band, 0) and pattern in row[1]:
                page_keys, page_numbers = _page(row[1])
                found.append(page_numbers[page_keys == key].astype(np.int64))
    return np.unique(np.concatenate(found))


def forget(database: sqlite3.Connection, number: int) -> None:
    """Take a document out of the tail; segments lose it when they are merged."""
    database.execute("DELETE FROM tail WHERE number = ?", (number,))


def members(database: sqlite3.Connection) -> set[int]:
    """Numbers of all documents that a query could find by their first band, removed ones among them."""
    found = {number for (number,) in database.execute("SELECT number FROM tail")}
    for (segment,) in database.execute("SELECT segment FROM segments").fetchall():
        for entries in _pages(database, segment, 0):
            found.update(_page(entries)[1].tolist())
    return found


def _place(segment: int, band: int, first: int) -> int:
    """Where a page stands: a row number is the one key that SQLite finds without reading what it holds."""
    return segment << 42 | band << 32 | first


def _page(entries: bytes) -> tuple[Column, Column]:
    """The keys of a page, in order, and the numbers of their documents."""
    keys, numbers = np.frombuffer(entries, dtype="<u4").reshape(2, -1)
    return keys, numbers


def _pages(database: sqlite3.Connection, segment: int, band: int) -> Iterator[bytes]:
    rows = database.execute(
        "SELECT entries FROM pages WHERE place >= ? AND place < ? ORDER BY place",
        (_place(segment, band, 0), _place(segment, band + 1, 0)),
    )
    return (entries for (entries,) in rows)


def _flush(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT number, keys FROM tail").fetchall()
    numbers = np.array([number for number, _ in rows], dtype="<u4")
    keys = np.frombuffer(b"".join(row for _, row in rows), dtype="<u4").reshape(-1, BANDS)

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
            alive = np.array(
                [n for (n,) in database.execute("SELECT number FROM documents ORDER BY number")], dtype="<u4"
            )
            marks = ",".join("?" * len(segments))
            total = database.execute(
                f"SELECT sum(documents) FROM segments WHERE segment IN ({marks})", segments
            ).fetchone()[0]
            _write(database, level + 1, total, _joined(database, segments, alive))
            for segment in segments:
                bounds = (_place(segment, 0, 0), _place(segment + 1, 0, 0))
                database.execute("DELETE FROM pages WHERE place >= ? AND place < ?", bounds)
            database.execute(f"DELETE FROM segments WHERE segment IN ({marks})", segments)
        level += 1


def _joined(
    database: sqlite3.Connection, segments: list[int], alive: NDArray[np.uint32]
) -> Iterator[tuple[Column, Column]]:
    for band in range(BANDS):
        pages = [_page(entries) for segment in segments for entries in _pages(database, segment, band)]
        keys, numbers = (np.concatenate(column) for column in zip(*pages, strict=True))
        kept = np.isin(numbers, alive)
        yield keys[kept], numbers[kept]


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
        # Equal keys stay on one page, so that a lookup never reads two.
        cuts = np.unique(np.searchsorted(keys, keys[_PAGE::_PAGE])).tolist()
        database.executemany(
            "INSERT INTO pages VALUES (?, ?)",
            (
                (
                    _place(segment, band, int(keys[begin])),
                    keys[begin:end].tobytes() + numbers[begin:end].tobytes(),
                )
                for begin, end in pairwise([0, *(cut for cut in cuts if cut), len(keys)])
                if begin < end
            ),
        )
