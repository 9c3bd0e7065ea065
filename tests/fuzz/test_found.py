"""What the fuzzers found, and the same targets under hypothesis."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import FORMATS, Story
from support import Ran

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import READERS, read
from dedup.readers.interface import HEAD, Link, Reader, Source
from dedup.text.segment import segment

STORIES = (
    Story("Two piers close", ("The harbour closed two piers on Tuesday.", "Ferries leave from the north.")),
    Story("Two quays close", ("The harbour closed two quays on Monday.", "Ferries leave from the south.")),
)
OPENINGS = {
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    "pdf": b"%PDF-1.4\n",
    "docx": b"PK\x03\x04",
    "parquet": b"PAR1",
    "feed": b"<rss><channel><item>",
    "sitemap": b"<urlset><url><loc>",
    "newsml": b"<newsItem><contentSet><inlineXML>",
    "xliff": b"<xliff><file><unit><segment>",
    "tmx": b"<tmx><body><tu><tuv>",
    "html": b"<!doctype html><html><body><p>",
    "csv": b"id,text\n1,",
    "jsonfeed": b'{"version": "https://jsonfeed.org/version/1", "items": [',
}


def read_raw(reader: Reader, raw: bytes) -> None:
    """Nothing but documents, links and InputErrors come out, and spans stay in their texts."""
    source = Source("fuzz", "", raw[:HEAD], lambda: cast(BinaryIO, io.BytesIO(raw)))
    assert reader.sniff(source.head) in (True, False)
    try:
        items: list[Any] = list(reader.read(source))
    except (InputError, RecursionError):
        return
    for item in items:
        assert isinstance(item, Document | Link | InputError)
        if isinstance(item, Document):
            for paragraph in segment(item).paragraphs:
                assert 0 <= paragraph.span.start < paragraph.span.end <= len(item.text)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(reader: Reader, raw: bytes) -> None:
    read_raw(reader, raw)
    read_raw(reader, OPENINGS.get(reader.name, b"") + raw)


@pytest.mark.parametrize(
    "name", ["html", "rss", "atom", "jsonfeed", "json", "csv", "newsml", "docx", "parquet", "warc"]
)
def test_valid_files_with_a_few_bytes_changed(name: str, tmp_path: Path) -> None:
    from random import Random

    FORMATS[name](tmp_path, STORIES)
    file = next(path for path in sorted(tmp_path.iterdir()))
    whole = file.read_bytes()
    random = Random(name)
    for _ in range(25):
        raw = bytearray(whole)
        for _ in range(random.randint(1, 6)):
            raw[random.randrange(len(raw))] = random.randrange(256)
        file.write_bytes(raw[: random.randint(len(raw) // 2, len(raw))] if random.random() < 0.3 else raw)
        for item in read([str(tmp_path)]):
            assert isinstance(item, Document | InputError)


def test_a_response_without_an_address(tmp_path: Path) -> None:
    raw = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(raw)
    (error,) = read([str(tmp_path)])
    assert isinstance(error, InputError)


def test_a_library_that_fails_does_not_lose_the_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import feedparser

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(feedparser, "parse", fail)
    (tmp_path / "a.rss").write_text("<rss></rss>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Read all the same.", encoding="utf-8")
    error, good = read([str(tmp_path)])
    assert isinstance(error, InputError)
    assert "ZeroDivisionError: odd" in str(error)
    assert isinstance(good, Document)


def test_lone_surrogates_are_compared(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    line = {
        "id": 1,
        "a": {"text": "The harbour \ud800 closed on Monday."},
        "b": {"text": "The \udfff harbour closed."},
    }
    (tmp_path / "pairs.jsonl").write_text(json.dumps(line), encoding="utf-8")
    ran = dedup("compare", "--pairs", tmp_path / "pairs.jsonl")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["id"] == 1
