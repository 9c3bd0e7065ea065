import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from dedup.candidates import postings
from dedup.candidates.index import Index
from dedup.candidates.interface import Kind
from dedup.candidates.sketches import BANDS
from dedup.documents import Document
from dedup.engines.indexed import matches
from dedup.engines.local import scan
from dedup.errors import InputError

WORDS = [a + b for a in "ba co di fu ge ha jo ki lu me".split() for b in "nor tal vis gem rok pul".split()]


def story(seed, size=80):
    return " ".join(random.Random(seed).choices(WORDS, k=size))


def documents(first, last):
    return [Document(story(n), id=f"d{n}") for n in range(first, last)]


def found(index, document):
    return {pair.a for pair in matches([document], index, encoder=None)}


def test_adding_again_changes_nothing_and_a_changed_text_replaces(tmp_path):
    path = tmp_path / "i.db"
    with Index(path, create=True) as index:
        assert (index.add(documents(0, 20)).new, len(index)) == (20, 20)
        again = index.add(documents(0, 20))
        assert (again.new, again.updated, again.unchanged) == (0, 0, 20)
        assert index.add([Document(story(99), id="d3")]).updated == 1
    with Index(path) as index:
        assert len(index) == 20
        assert found(index, Document(story(99), id="x")) == {"d3"}
        assert not found(index, Document(story(3), id="x"))
        assert index.check() == []


def test_removed_and_empty_documents_are_not_found(tmp_path):
    with Index(tmp_path / "i.db", create=True) as index:
        index.add([*documents(0, 5), Document("", id="empty"), Document("…", id="none")])
        assert found(index, Document(story(2), id="x")) == {"d2"}
        assert index.remove(["d2", "nobody"]) == 1
        assert not found(index, Document(story(2), id="x"))
        assert not found(index, Document("", id="x"))
        assert (index.stats().documents, index.stats().empty) == (6, 2)


def test_a_scan_finds_copies_among_the_new_and_in_the_index(tmp_path):
    with Index(tmp_path / "i.db", create=True) as index:
        index.add(documents(0, 5))
        new = [Document(story(1), id="n1"), Document(story(7), id="n7"), Document(story(7) + " end", id="n8")]
        result = scan(new, encoder=None, index=index, add=True)
        assert {(p.a, p.b, p.kind) for p in result.pairs} == {
            ("d1", "n1", Kind.EXACT),
            ("n7", "n8", Kind.NEAR_DUPLICATE),
        }
        assert len(index) == 8
        assert scan(new, encoder=None, index=index).pairs[0].a == "d1"


def test_segments_are_merged_and_searched(tmp_path, monkeypatch):
    monkeypatch.setattr(postings, "_TAIL", 8)
    monkeypatch.setattr(postings, "_PAGE", 4)
    with Index(tmp_path / "i.db", create=True) as index:
        counts = []
        for n in range(0, 150, 5):
            index.add(documents(n, n + 5))
            counts.append(index.stats().segments)
        assert 1 < max(counts) <= 9  # three at most of each of three levels
        index.remove([f"d{n}" for n in range(0, 150, 10)])
        index.add(documents(150, 200))
        for n in range(200):
            assert found(index, Document(story(n), id="x")) == ({f"d{n}"} if n % 10 or n >= 150 else set())
        assert index.check() == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("PRAGMA user_version = 7", "format 7"),
        ("UPDATE recipe SET text = 'words4 sha1 64x2'", "other features"),
        ("PRAGMA application_id = 5", "no dedup index"),
    ],
)
def test_a_file_made_otherwise_is_refused(tmp_path, statement, says):
    path = tmp_path / "i.db"
    Index(path, create=True).close()
    with sqlite3.connect(path) as database:
        database.execute(statement)
    with pytest.raises(InputError, match=says):
        Index(path)


def test_other_files_are_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no index at all, but long enough to be one " * 50)
    with pytest.raises(InputError, match="no dedup index"):
        Index(path, create=True)
    assert path.read_text().startswith("no index")
    with pytest.raises(InputError, match="no index here"):
        Index(tmp_path / "missing.db")


def test_four_readers_see_whole_batches_while_one_writes(tmp_path, monkeypatch):
    path = tmp_path / "i.db"
    monkeypatch.setattr("dedup.candidates.index._BATCH", 10)
    with Index(path, create=True) as index:
        index.add(documents(0, 10))
    done, wrong, seen = threading.Event(), [], set()

    def read():
        with Index(path) as index:
            while not done.is_set():
                seen.add(size := len(index))
                if size % 10 or found(index, Document(story(3), id="x")) != {"d3"}:
                    wrong.append(size)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    with Index(path) as index:
        index.add(documents(10, 120))
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert len(seen) > 1


ADD = """
import sys
from tests.candidates.test_index import documents
from dedup.candidates import index, postings
index._BATCH, postings._TAIL = 5, 40
print("ready", flush=True)
with index.Index(sys.argv[1], create=True) as opened:
    for first in range(0, 100_000, 5):
        opened.add(documents(first, first + 5))
        print(first + 5, flush=True)
"""


def test_killed_at_any_moment_nothing_committed_is_lost(tmp_path):
    # More moments: KILLS=50 python -m pytest -k killed
    draw = random.Random(1)
    path = tmp_path / "i.db"
    for _ in range(int(os.environ.get("KILLS", "4"))):
        process = subprocess.Popen([sys.executable, "-c", ADD, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        process.stdout.readline()
        time.sleep(draw.uniform(0, 1.0))
        process.send_signal(signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().split()]
        process.wait()
        if not path.exists():
            continue
        try:
            index = Index(path)
        except InputError:
            assert not told  # killed before the file was made
            continue
        with index:
            assert len(index) >= max(told, default=0)
            assert len(index) % 5 == 0
            assert index.check() == []
            if len(index):
                last = len(index) - 1
                # Of thousands of stories of sixty words some others are like it by chance.
                assert f"d{last}" in found(index, Document(story(last), id="x"))


def test_a_query_finds_one_of_many_sketches(tmp_path):
    draw = np.random.default_rng(1)
    database = sqlite3.connect(tmp_path / "p.db", isolation_level=None)
    database.executescript(postings.SCHEMA + "CREATE TABLE documents (number INTEGER PRIMARY KEY);")
    keys = draw.integers(0, 2**32, (9000, BANDS), dtype=np.uint32)
    numbers = np.arange(1, 9001)
    database.execute("BEGIN")
    database.executemany("INSERT INTO documents VALUES (?)", ((int(n),) for n in numbers))
    for start in range(0, 9000, 3000):
        postings.insert(database, numbers[start : start + 3000], keys[start : start + 3000])
    assert postings.find(database, keys[4711]).tolist() == [4712]
