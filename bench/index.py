"""How fast an index grows and answers: real texts added, then queries among generated sketches.

python bench/index.py [--documents 20000] [--sketches 1000000]
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path

import numpy as np
from speed import corpus

from dedup.candidates import postings
from dedup.candidates.index import Index
from dedup.candidates.sketches import BANDS
from dedup.documents import Document

_TOGETHER = 4096


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--sketches", type=int, default=1_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        adding(Path(folder) / "texts.db", args.documents)
        asking(Path(folder) / "sketches.db", args.sketches)


def adding(path: Path, count: int) -> None:
    documents = [Document(text, id=str(n)) for n, text in enumerate(corpus(count)[0])]
    with Index(path, create=True) as index:
        index.add(documents[:2000])  # loads what is compiled
        begin, processor = time.perf_counter(), time.process_time()
        index.add(documents[2000:])
        took, used = time.perf_counter() - begin, time.process_time() - processor
        print(
            f"added {count - 2000} documents: {(count - 2000) / took:.0f} a second, "
            f"{(count - 2000) / used:.0f} a second of processor; {index.stats().bytes / count:.0f} bytes each"
        )
        begin = time.perf_counter()
        for document in documents[:100]:
            index.candidates([Document(document.text, id="new")])
        print(f"candidates of a text among them: {10 * (time.perf_counter() - begin):.1f} ms")


def asking(path: Path, count: int) -> None:
    draw = np.random.default_rng(1)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode = WAL;" + postings.SCHEMA)
    database.execute("CREATE TABLE documents (number INTEGER PRIMARY KEY)")
    begin = time.perf_counter()
    asked = []
    for start in range(0, count, _TOGETHER):
        numbers = np.arange(start + 1, min(start + _TOGETHER, count) + 1)
        keys = draw.integers(0, 2**32, (len(numbers), BANDS), dtype=np.uint32)
        asked.append((int(numbers[0]), keys[0]))
        database.execute("BEGIN")
        database.executemany("INSERT INTO documents VALUES (?)", ((int(n),) for n in numbers))
        postings.insert(database, numbers, keys)
        database.execute("COMMIT")
    took = time.perf_counter() - begin
    segments = database.execute("SELECT count(*) FROM segments").fetchone()[0]
    print(f"{count} generated sketches: {count / took:.0f} a second, {segments} segments")
    times, used = [], time.process_time()
    for number, keys in asked[:100]:
        begin = time.perf_counter()
        found = postings.find(database, keys)
        times.append(time.perf_counter() - begin)
        assert number in found.tolist()
    used = (time.process_time() - used) / len(times)
    print(f"a query among them: median {1e3 * np.median(times):.1f} ms, processor {1e3 * used:.1f} ms")


if __name__ == "__main__":
    main()
