"""Inputs made to break a reader: each is named, none stops the others, none takes the machine."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from stories import zip_bomb

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import read
from dedup.readers.whole import lines

GOOD = "A good text stands here, and it is read whatever lies beside it."


def error_of(file: Path) -> str:
    *_, last = read([str(file)])
    assert isinstance(last, InputError), last
    assert str(last).startswith(str(file))
    return str(last)


class Zeros(io.RawIOBase):
    """Gigabytes of nothing, made as they are read."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        size = min(len(buffer), self.left)
        self.left -= size
        buffer[:size] = bytes(size)
        return size


def test_a_gzip_bomb_is_stopped_early(tmp_path: Path) -> None:
    file = tmp_path / "bomb.jsonl.gz"
    with gzip.open(file, "wb", compresslevel=9) as out:
        for _ in range(300):
            out.write(b"0" * 1_000_000)
    tracemalloc.start()
    assert "bomb" in error_of(file)
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()


def test_broken_gzip_data(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"text": "One."}\n' * 5000, mtime=0)
    for name, raw in (("cut.jsonl.gz", whole[:-20]), ("odd.jsonl.gz", whole[:30] + b"xx" + whole[32:])):
        (tmp_path / name).write_bytes(raw)
        assert "broken gzip data" in error_of(tmp_path / name)


def test_a_zip_bomb_and_zips_that_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "bomb.docx").write_bytes(zip_bomb())
    assert "zip bomb" in error_of(tmp_path / "bomb.docx")
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("../../etc/passwd", "root")
    assert "no Word document" in error_of(tmp_path / "other.docx")
    with zipfile.ZipFile(tmp_path / "hollow.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "Word document" in error_of(tmp_path / "hollow.docx")


def test_a_line_of_100_megabytes_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    with file.open("wb") as out:
        out.write(b'{"id": "a", "text": "One."}\n{"id": "b", "text": "')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n{"id": "c", "text": "Three."}\n')
    a, b, c = read([str(file)])
    assert isinstance(b, InputError)
    assert (a.id, c.id) == ("a", "c")  # type: ignore[union-attr]
    assert str(b).startswith(f"{file}:2: is longer than")


def test_endless_lines_take_no_memory() -> None:
    stream = cast(BinaryIO, io.BufferedReader(Zeros(1 << 28)))
    tracemalloc.start()
    assert list(lines(stream, 1000)) == [None]
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_a_text_that_no_article_can_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 4_000_000)
    assert "longer than 16 MiB" in error_of(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", "<!doctype html><body>" + "<div>" * 50_000 + GOOD),
        ("wide.html", "<!doctype html><body>" + "<p>x</p>" * 120_000),
        ("deep.json", '{"a":' * 50_000),
        ("deep.xml", '<xliff version="1.2">' + "<g>" * 50_000),
        ("deep.md", ">" * 5_000 + " x"),
        ("wide.csv", "text," + "a," * 200_000 + "\n"),
        ("nul.txt", "A text\0with a NUL."),
        ("nul.html", "<!doctype html><p>A text\0with a NUL.</p>"),
    ],
)
def test_nesting_width_and_nul_bytes(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    items = list(read([str(tmp_path)]))
    assert items or name == "wide.csv"
    for item in items:
        assert isinstance(item, Document | InputError)


def test_folders_with_traps(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "odd \x1b[31m\n.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(GOOD, encoding="utf-8")
    items = list(read([str(tmp_path)]))
    assert sum(isinstance(item, Document) for item in items) == 3
    assert sorted(Path(item.source).name for item in items if isinstance(item, InputError)) == [
        "gone.txt",
        "loop.txt",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    try:
        items = list(read([str(tmp_path)]))
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [isinstance(item, InputError) for item in items] == [True, True]


def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(json.dumps({"text": GOOD}) + "\n",))
    writer.start()
    (item,) = read([str(pipe)])
    writer.join()
    assert isinstance(item, Document)
    assert item.text == GOOD


def test_a_file_that_grows_while_it_is_read_is_said(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")

    def growing() -> Iterator[Document | InputError]:
        for number, item in enumerate(read([str(file)])):
            if number == 0:
                with file.open("a", encoding="utf-8") as out:
                    out.write('{"text": "Three."}\n')
            yield item

    *documents, last = growing()
    assert len(documents) >= 2
    assert isinstance(last, InputError)
    assert "changed while it was read" in str(last)
