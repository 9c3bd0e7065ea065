"""What the fuzzers call: one input in, and nothing but documents and InputErrors out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, BinaryIO, cast

import numpy as np

from dedup.documents import Document
from dedup.encoder.interface import Vectors
from dedup.encoder.models import find_model
from dedup.errors import DedupError, InputError
from dedup.pipeline import Pipeline
from dedup.readers import READERS, reader_of
from dedup.readers.interface import HEAD, Link, Source
from dedup.text.segment import segment

TARGETS = (*(reader.name for reader in READERS), "sniff", "pairs", "gzip", "compare", "scan")


def run(target: str, raw: bytes) -> None:
    """Give `raw` to a target; whatever it raises is a finding of the fuzzer."""
    if target == "compare":
        _compare(raw)
    elif target == "scan":
        _scan(raw)
    elif target == "pairs":
        _pairs(raw)
    elif target == "gzip":
        _gzip(raw)
    else:
        source = source_of(raw)
        reader = reader_of(source, None if target == "sniff" else target)
        # What dedup.readers turns into an item of its own.
        with suppress(InputError, OSError, RecursionError):
            check(reader.read(source))


def source_of(raw: bytes, suffix: str = "") -> Source:
    """Bytes as a source."""
    return Source("fuzz", suffix, raw[:HEAD], lambda: cast(BinaryIO, io.BytesIO(raw)))


def check(items: Iterable[Any]) -> list[Document]:
    """The documents among the items, each with its spans where they belong."""
    found = []
    for item in items:
        assert isinstance(item, Document | Link | InputError), item
        if isinstance(item, Document):
            at = 0
            for paragraph in segment(item).paragraphs:
                assert at <= paragraph.span.start < paragraph.span.end <= len(item.text), paragraph
                at = paragraph.span.end
            assert isinstance(item.id, str)
            assert all(isinstance(x, str | None) for x in (item.title, item.url, item.published, item.byline))
            found.append(item)
    return found


def _pairs(raw: bytes) -> None:
    from dedup.readers.bilingual import segments
    from dedup.readers.jsonl import json_lines

    source = source_of(raw)
    with suppress(InputError):
        list(segments(source))
    list(json_lines(source_of(raw)))


def _gzip(raw: bytes) -> None:
    from dedup.readers.whole import lines, unpacked

    with suppress(InputError):
        list(lines(unpacked(cast(BinaryIO, io.BytesIO(raw)), "fuzz"), 10_000))


class Quick:
    """An encoder that knows a text by its letters: the model takes nearly all of the time and never fails."""

    def __init__(self) -> None:
        self.name = find_model(None).name  # so that the thresholds fitted for it are used

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of how often each letter stands in a text."""
        return np.stack([_letters(text) for text in texts]) if texts else np.zeros((0, 384), np.float32)

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """The same for each word, alike on all layers."""
        return [np.repeat(self.encode(words)[:, None], 7, axis=1) for words in texts]


def _letters(text: str) -> Vectors:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) % 384
    counts = np.bincount(codes, minlength=384).astype(np.float32)
    return counts / max(float(np.linalg.norm(counts)), 1e-9)


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Quick(), strict=True)


def _compare(raw: bytes) -> None:
    from dedup.report import render

    a, _, b = raw.decode("utf-8", errors="surrogateescape").partition("\x1d")
    rooms = _pipeline()
    try:
        (ready,) = rooms.prepare([(Document(a), Document(b))])
        report = rooms.report(ready)
    except DedupError:
        return
    for format in ("text", "json"):
        render(report, format)
    for finding in report.findings:
        for span, text in ((finding.a, a), (finding.b, b)):
            assert span is None or 0 <= span.start <= span.end <= len(text)


def _scan(raw: bytes) -> None:
    from dedup.engines.local import scan

    texts = raw.decode("utf-8", errors="surrogateescape").split("\x1d")[:8]
    try:
        result = scan([Document(text, id=str(n)) for n, text in enumerate(texts)], encoder=Quick())
    except DedupError:
        return
    assert result.documents == len(texts)
    assert all(pair.a != pair.b for pair in result.pairs)


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """A valid input or two for each target, so that fuzzing begins inside the format."""
    import gzip
    import sys
    import tempfile
    from pathlib import Path

    root = Path(__file__).parents[2]
    sys.path.insert(0, str(root / "tests"))
    from stories import FORMATS, Story, pdf_of

    texts = [
        (root / "fixtures" / "articles" / f"{n}.txt").read_text(encoding="utf-8")[:1200]
        for n in ("libya_airlift", "truncated_furnished")
    ]
    one, other = (Story.of(text) for text in texts)
    found: dict[str, list[bytes]] = {target: [] for target in TARGETS}
    for write in FORMATS.values():
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), (one, other))
            for file in Path(folder).iterdir():
                raw = file.read_bytes()
                raw = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
                found[reader_of(source_of(raw, file.suffix)).name].append(raw)
                found["sniff"].append(raw)
    found["pdf"].append(pdf_of(one))
    pair = "\x1d".join(texts).encode()
    found["gzip"].append(gzip.compress(pair))
    for start in range(0, 1200, 240):  # short ones, as they are compared in a hundredth of the time
        part = [text[start : start + 240] for text in texts]
        found["compare"].append("\x1d".join((part[0], part[0].replace("e", "a"))).encode())
        found["compare"].append("\x1d".join(part).encode())
        found["scan"].append("\x1d".join((*part, part[0] + part[1])).encode())
    found["sitemap"].append(
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
        b"<loc>https://e.example/a</loc><lastmod>2020-06-08</lastmod></url></urlset>"
    )
    xliff = (
        b'<?xml version="1.0"?><xliff version="1.2"><file original="x" source-language="en"'
        b' target-language="de">'
        b'<body><trans-unit id="1"><source>One <bpt id="1">&lt;b></bpt>two</source><target>Eins</target>'
        b"</trans-unit></body></file></xliff>"
    )
    tmx = (
        b'<?xml version="1.0"?><tmx version="1.4"><body><tu tuid="1"><tuv xml:lang="en"><seg>One</seg></tuv>'
        b'<tuv xml:lang="de"><seg>Eins</seg></tuv></tu></body></tmx>'
    )
    for target, raw in (("xliff", xliff), ("tmx", tmx), ("pairs", xliff), ("pairs", tmx)):
        found[target].append(raw)
    return {target: tuple(dict.fromkeys(raws)) for target, raws in found.items()}
