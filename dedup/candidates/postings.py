"""Which documents of an index have a band's key: sorted pages in SQLite, merged as they grow in number.

New documents wait in a tail that every query reads through. When it is full it becomes a segment: for every
band the keys in order, cut into pages. Four segments of one level become one of the next, so that a million
documents lie in a dozen segments at most, and a query reads one page for each band and segment. All of it
happens inside the transaction that adds the documents, so a process killed at any moment leaves the file as
the last commit made it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sketches import BANDS

SCHEMA = """
CREATE TABLE tail (number INTEGER PRIMARY KEY, keys BLOB NOT NULL);
CREATE TABLE segments (
    segment INTEGER PRIMARY KEY AUTOINCREMENT, level INTEGER NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE pages (
    segment INTEGER NOT NULL, band INTEGER NOT NULL, first INTEGER NOT NULL, entries BLOB NOT NULL,
    PRIMARY KEY (segment, band, first)
) WITHOUT ROWID;
"""
_TAIL = 4096  # documents
_FAN = 4
_PAGE = 512  # entries: small enough to read for one key, large enough to keep the tree shallow
_ENTRY = np.dtype([("key", "<u4"), ("number", "<u4")])


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
    lookup = (
        "SELECT entries FROM pages WHERE segment = ? AND band = ? AND first <= ? ORDER BY first DESC LIMIT 1"
    )
    wanted = keys.tolist()
    for (segment,) in database.execute("SELECT segment FROM segments").fetchall():
        for band, key in enumerate(wanted):
            if row := database.execute(lookup, (segment, band, key)).fetchone():
                page = np.frombuffer(row[0], dtype=_ENTRY)
                column = page["key"]
                begin = int(column.searchsorted(key))
                if begin < len(page) and column[begin] == key:
                    end = int(column.searchsorted(key, side="right"))
                    found.append(page["number"][begin:end].astype(np.int64))
    return np.unique(np.concatenate(found))


def forget(database: sqlite3.Connection, number: int) -> None:
    """Take a document out of the tail; segments lose it when they are merged."""
    database.execute("DELETE FROM tail WHERE number = ?", (number,))


def members(database: sqlite3.Connection) -> set[int]:
    """Numbers of all documents that a query could find by their first band, removed ones among them."""
    found = {number for (number,) in database.execute("SELECT number FROM tail")}
    for (entries,) in database.execute("SELECT entries FROM pages WHERE band = 0"):
        found.update(np.frombuffer(entries, dtype=_ENTRY)["number"].tolist())
    return found


def _flush(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT number, keys FROM tail").fetchall()
    numbers = np.array([number for number, _ in rows], dtype="<u4")
    keys = np.frombuffer(b"".join(row for _, row in rows), dtype="<u4").reshape(-1, BANDS)

    def entries() -> Iterable[NDArray[np.void]]:
        for band in range(BANDS):
            table = np.empty(len(numbers), dtype=_ENTRY)
            table["key"], table["number"] = keys[:, band], numbers
            yield table

    _write(database, 0, len(numbers), entries())
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
            database.execute(f"DELETE FROM pages WHERE segment IN ({marks})", segments)
            database.execute(f"DELETE FROM segments WHERE segment IN ({marks})", segments)
        level += 1


def _joined(
    database: sqlite3.Connection, segments: list[int], alive: NDArray[np.uint32]
) -> Iterable[NDArray[np.void]]:
    for band in range(BANDS):
        pages = [
            page
            for segment in segments
            for (page,) in database.execute(
                "SELECT entries FROM pages WHERE segment = ? AND band = ? ORDER BY first", (segment, band)
            )
        ]
        table = np.frombuffer(b"".join(pages), dtype=_ENTRY)
        yield table[np.isin(table["number"], alive)]


def _write(
    database: sqlite3.Connection, level: int, documents: int, bands: Iterable[NDArray[np.void]]
) -> None:
    segment = database.execute(
        "INSERT INTO segments (level, documents) VALUES (?, ?)", (level, documents)
    ).lastrowid
    for band, table in enumerate(bands):
        ordered = table[np.argsort(table["key"], kind="stable")]
        cuts = np.arange(_PAGE, len(ordered), _PAGE)
        # Equal keys stay on one page, so that a lookup never reads two.
        cuts = np.unique(np.searchsorted(ordered["key"], ordered["key"][cuts]))
        database.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?)",
            (
                (segment, band, int(page["key"][0]), page.tobytes())
                for page in np.split(ordered, cuts)
                if len(page)
            ),
        )
