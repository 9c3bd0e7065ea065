from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dedup.cache import key_of
from dedup.encoder.cache import VectorCache
from dedup.encoder.cached import CachedEncoder
from dedup.encoder.interface import Vectors


class Counting:
    """An encoder that says how often it was asked for what."""

    name = "counting@1"

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        return [np.ones((len(words), 1, 2), np.float32) for words in texts]


def never() -> Counting:
    raise AssertionError("the model was loaded")


def test_only_new_texts_reach_the_model_and_a_second_run_loads_none(tmp_path: Path) -> None:
    model, file = Counting(), tmp_path / "cache.sqlite"
    first = CachedEncoder(model.name, lambda: model, VectorCache(file))
    vectors = first.encode(["one", "three", "one", "two  words"])
    assert model.asked == [["one", "three", "two words"]]
    first.encode(["three", "four"])
    assert model.asked[1:] == [["four"]]
    second = CachedEncoder(model.name, never, VectorCache(file))
    np.testing.assert_array_equal(second.encode(["one", "three", "one", "two words"]), vectors)


def test_models_do_not_share_vectors(tmp_path: Path) -> None:
    model, cache = Counting(), VectorCache(tmp_path / "cache.sqlite")
    CachedEncoder("a@1", lambda: model, cache).encode(["text"])
    CachedEncoder("a@2", lambda: model, cache).encode(["text"])
    assert model.asked == [["text"], ["text"]]
    assert cache.info().entries == {"a@1": 1, "a@2": 1}


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert CachedEncoder("a", Counting, VectorCache(tmp_path / "c")).encode([]).shape == (0, 2)


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_file_is_replaced(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "cache.sqlite"
    file.write_bytes(damage)
    cache = VectorCache(file)
    model = Counting()
    CachedEncoder(model.name, lambda: model, cache).encode(["text"])
    assert cache.info().entries == {model.name: 1}


def test_a_file_damaged_in_the_middle_is_never_fatal(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    cache = VectorCache(file)
    cache.arrays("s", [key_of(str(n)) for n in range(3000)], lambda new: [np.ones(50, np.float32)] * len(new))
    cache.close()
    data = bytearray(file.read_bytes())
    data[5000:-5000] = b"\x55" * (len(data) - 10000)
    file.write_bytes(data)
    found = VectorCache(file).arrays("s", [key_of("7")], lambda new: [np.zeros(2, np.float32)] * len(new))
    assert len(found) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    model = Counting()
    encoder = CachedEncoder(model.name, lambda: model, VectorCache(tmp_path / "file" / "cache.sqlite"))
    assert encoder.encode(["text"]).shape == (1, 2)


def test_it_stays_within_its_limit_and_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    limit = 400_000
    file = tmp_path / "cache.sqlite"
    cache = VectorCache(file, limit)
    fill = [np.ones(1000, np.float32)]
    cache.arrays("s", [key_of("old")], lambda _: fill)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entries SET used = used - 3")
    for n in range(200):
        cache.arrays("s", [key_of(f"new {n}")], lambda _: fill)
    assert cache.info().size <= limit
    asked: list[int] = []
    cache.arrays("s", [key_of("new 199"), key_of("old")], lambda new: asked.extend(new) or fill * len(new))
    assert asked == [1]


def test_clear_forgets_everything(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "cache.sqlite")
    cache.arrays("s", [b"k"], lambda _: [np.ones(3, np.float32)])
    cache.clear()
    assert cache.info().entries == {}


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    code = (
        "import sys, numpy as np; from pathlib import Path\n"
        "from dedup.cache import key_of\n"
        "from dedup.encoder.cache import VectorCache\n"
        "cache = VectorCache(Path(sys.argv[1]))\n"
        "for n in range(150): cache.arrays('s', [key_of(str(n)), key_of(sys.argv[2], str(n))],"
        " lambda new: [np.full(10, n, np.float32) for _ in new])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(file), who]) for who in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    assert VectorCache(file).info().entries == {"s": 450}
