"""An index of documents in one SQLite file: add, remove, and find the versions of a text.

Everything is done in transactions on a write-ahead log: readers see the last commit while one process writes,
and a process killed at any moment loses nothing that was committed.
"""

from __future__ import annotations

import glob
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np

from dedup.candidates import postings
from dedup.candidates.corpus import gather
from dedup.candidates.lsh import REWORDED
from dedup.candidates.prepared import story_text
from dedup.candidates.sketches import RECIPE, sketch
from dedup.documents import Document, Paragraph, Role, Span
from dedup.errors import InputError, UsageError

_APPLICATION = 0x64656475  # "dedu"
_FORMAT = 2  # 1 had the pages cut by size
_BATCH = 2048  # documents committed together
_WAIT = 60.0  # seconds that a second writer waits for the first
_SCHEMA = """
CREATE TABLE recipe (text TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    body BLOB NOT NULL,
    marks BLOB
);
"""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the documents given to `Index.add`."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds: documents, those of them without a word, segments, bytes on disk, the recipe."""

    documents: int
    empty: int
    segments: int
    bytes: int
    recipe: str


class Index:
    """An open index file.

    Args:
        path: the file; made where `create` is set and there is none.
        create: make a new index where there is none.

    Raises:
        InputError: there is no such file, or it is no index that this version of dedup can use.
    """

    def __init__(self, path: Path | str, *, create: bool = False) -> None:
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise InputError(str(path), "there is no index here; make one with “dedup index add”")
        try:
            self._database = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            self._open(create)
        except sqlite3.OperationalError as error:
            raise InputError(
                str(path), f"cannot be opened ({error}); check the folder and its permissions"
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                str(path), f"is no dedup index ({error}); name a file that “dedup index add” made"
            ) from error

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError | zlib.error):
            raise InputError(
                str(self.path),
                f"cannot be read ({error}); where “dedup index check” says that it is damaged, make it anew",
            ) from error

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM documents").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def add(self, documents: Iterable[Document]) -> Added:
        """Add documents by id, a batch at a time; known ones with the same content are left alone.

        A document whose id is known with other content replaces it. Every batch is committed on its own.
        """
        total = Added()
        stream = iter(documents)
        while batch := list(islice(stream, _BATCH)):
            latest = {document.id: document for document in batch}
            one = self._add(list(latest.values()))
            total = Added(total.new + one.new, total.updated + one.updated, total.unchanged + one.unchanged)
        return total

    def remove(self, ids: Iterable[str]) -> int:
        """Take documents out; says how many of the ids were known."""
        with self._transaction():
            return sum(self._remove(id) for id in ids)

    def get(self, number: int) -> Document:
        """The document of a number that `candidates` gave."""
        row = self._database.execute("SELECT id, body FROM documents WHERE number = ?", (number,)).fetchone()
        return _unpacked(*row)

    def find(self, id: str) -> Document | None:
        """The document of that id, None where there is none."""
        row = self._database.execute("SELECT id, body FROM documents WHERE id = ?", (id,)).fetchone()
        return _unpacked(*row) if row else None

    def candidates(self, documents: Sequence[Document]) -> list[list[int]]:
        """For each document the numbers of those in the index that may be versions of it, itself left out."""
        sketched = _sketched(documents)
        return [
            [] if one is None else self._near(document.id, *one)
            for document, one in zip(documents, sketched, strict=True)
        ]

    def stats(self) -> Stats:
        """Figures about the file."""
        query = self._database.execute
        return Stats(
            len(self),
            query("SELECT count(*) FROM documents WHERE marks IS NULL").fetchone()[0],
            query("SELECT count(*) FROM segments").fetchone()[0],
            sum(part.stat().st_size for part in self.path.parent.glob(f"{glob.escape(self.path.name)}*")),
            query("SELECT text FROM recipe").fetchone()[0],
        )

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; nothing where all is well."""
        try:
            return self._problems()
        except sqlite3.DatabaseError as error:
            return [f"{self.path} is damaged ({error}); make it anew with “dedup index add”"]

    def _problems(self) -> list[str]:
        problems = [
            f"SQLite says: {row[0]}"
            for row in self._database.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        for id, digest, body in self._database.execute("SELECT id, digest, body FROM documents"):
            if not _is_sound(body, digest):
                problems.append(f"document {id!r} is not as it was written; remove it and add it again")
        known = {n for (n,) in self._database.execute("SELECT number FROM documents WHERE marks IS NOT NULL")}
        if lost := known - postings.members(self._database):
            problems.append(f"{len(lost)} documents cannot be found by content; remove and add them again")
        return problems

    def _open(self, create: bool) -> None:
        self._database.execute("PRAGMA busy_timeout = 60000")
        fresh = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if fresh and create:
            self._database.execute("PRAGMA journal_mode = WAL")
            with self._transaction():
                # Another process may have made the file since we looked.
                if self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                    self._create()
        (application,) = self._database.execute("PRAGMA application_id").fetchone()
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise InputError(str(self.path), "is no dedup index; name a file that “dedup index add” made")
        if version != _FORMAT:
            raise InputError(
                str(self.path),
                f"is an index of format {version}, and this dedup reads format {_FORMAT}; use the version of "
                "dedup that made it, or make a new index with “dedup index add”",
            )
        (recipe,) = self._database.execute("SELECT text FROM recipe").fetchone()
        if recipe != RECIPE:
            raise InputError(
                str(self.path),
                f"was made with other features, hash or permutations ({recipe}; this dedup has {RECIPE}), so "
                "nothing would be found; make a new index with “dedup index add”",
            )
        self._database.execute("PRAGMA synchronous = FULL")
        # Fewer checkpoints than by default, each with its syncs; a log grown by a merge is cut back.
        self._database.execute("PRAGMA wal_autocheckpoint = 16384")
        self._database.execute(f"PRAGMA journal_size_limit = {64 << 20}")
        self._database.execute("PRAGMA secure_delete = FAST")

    def _create(self) -> None:
        for statement in (_SCHEMA + postings.SCHEMA).split(";"):
            self._database.execute(statement)
        self._database.execute("INSERT INTO recipe VALUES (?)", (RECIPE,))
        self._database.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._database.execute(f"PRAGMA user_version = {_FORMAT}")

    def _transaction(self) -> _Transaction:
        return _Transaction(self._database, self.path)

    def _add(self, batch: list[Document]) -> Added:
        contents = [_content(document) for document in batch]
        digests = list(map(_digest, contents))
        stale = [
            k for k, (document, digest) in enumerate(zip(batch, digests, strict=True))
            if self._known(document.id) != digest
        ]  # fmt: skip
        if not stale:
            return Added(unchanged=len(batch))
        with ThreadPoolExecutor(1) as thread:
            bodies = thread.submit(lambda: [zlib.compress(contents[k], 1) for k in stale])
            sketched = _sketched([batch[k] for k in stale])
        updated = 0
        with self._transaction():
            numbers, keys = [], []
            for k, body, one in zip(stale, bodies.result(), sketched, strict=True):
                updated += self._remove(batch[k].id)
                marks = None if one is None else one[1].tobytes()
                number = self._database.execute(
                    "INSERT INTO documents (id, digest, body, marks) VALUES (?, ?, ?, ?)",
                    (batch[k].id, digests[k], body, marks),
                ).lastrowid
                if one is not None:
                    numbers.append(number)
                    keys.append(one[0])
            if keys:
                postings.insert(self._database, np.array(numbers, dtype=np.int64), np.array(keys))
        return Added(len(stale) - updated, updated, len(batch) - len(stale))

    def _known(self, id: str) -> bytes | None:
        row = self._database.execute("SELECT digest FROM documents WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def _remove(self, id: str) -> int:
        # The postings of a document that is no more are passed over, and left out of the next merge.
        return self._database.execute("DELETE FROM documents WHERE id = ?", (id,)).rowcount

    def _near(self, id: str, keys: np.ndarray, marks: np.ndarray) -> list[int]:
        near = []
        for number in postings.find(self._database, keys).tolist():
            row = self._database.execute(
                "SELECT id, marks FROM documents WHERE number = ?", (number,)
            ).fetchone()
            if (
                row
                and row[0] != id
                and (np.frombuffer(row[1], dtype=np.uint8) == marks).sum() >= REWORDED.least
            ):
                near.append(number)
        return near


class _Transaction:
    """All or nothing, with the lock taken at once, so that a second writer waits and does not fail midway."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database, self._path = database, path

    def __enter__(self) -> None:
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if kind is None:
            try:
                self._database.execute("COMMIT")
                return
            except sqlite3.OperationalError as failed:
                error = failed
        if self._database.in_transaction:  # SQLite takes some failures back by itself
            self._database.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise self._unwritable(error) from error

    def _unwritable(self, error: sqlite3.OperationalError) -> UsageError:
        return UsageError(
            f"{self._path}: cannot be written ({error}); wait for the other process that writes it, or check "
            "its permissions and the room on the disk"
        )


def _sketched(documents: Sequence[Document]) -> list[tuple[np.ndarray, np.ndarray] | None]:
    """Keys and marks of each document, None where it holds no word."""
    corpus = gather(map(story_text, documents))
    sketches = sketch(corpus)
    return [
        (keys, marks) if size else None
        for keys, marks, size in zip(sketches.keys, sketches.marks, np.diff(corpus.bounds), strict=True)
    ]


def _content(document: Document) -> bytes:
    fields = {name: getattr(document, name) for name in _FIELDS if getattr(document, name)}
    if document.paragraphs:
        fields["paragraphs"] = [[p.span.start, p.span.end, p.role.value] for p in document.paragraphs]
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _is_sound(body: bytes, digest: bytes) -> bool:
    try:
        return _digest(zlib.decompress(body)) == digest
    except (zlib.error, TypeError):  # in a damaged file even the type of a value may be another
        return False


_FIELDS = ("text", "source", "title", "url", "published", "language")


def _unpacked(id: str, body: bytes) -> Document:
    fields = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    paragraphs = tuple(Paragraph(Span(a, b), Role(role)) for a, b, role in fields.pop("paragraphs", ()))
    return Document(id=id, paragraphs=paragraphs, **{"text": "", **fields})
