"""Readers: a path, a URL, a folder or a stream becomes documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.documents import Document
from dedup.errors import InputError, UsageError
from dedup.readers.bilingual import BilingualReader
from dedup.readers.csv import CsvReader
from dedup.readers.docx import DocxReader
from dedup.readers.feed import FeedReader
from dedup.readers.html import HtmlReader
from dedup.readers.interface import Item, Link, Reader, Source
from dedup.readers.json import JsonReader
from dedup.readers.jsonfeed import JsonFeedReader
from dedup.readers.jsonl import JsonlReader
from dedup.readers.markdown import MarkdownReader
from dedup.readers.newsml import NewsmlReader
from dedup.readers.ninjs import NinjsReader
from dedup.readers.parquet import ParquetReader
from dedup.readers.pdf import PdfReader
from dedup.readers.plain import PlainReader
from dedup.readers.sitemap import SitemapReader
from dedup.readers.sources import Tally, local_sources, size_of
from dedup.readers.warc import WarcReader

if TYPE_CHECKING:
    from dedup.readers.fetch import Fetcher

# Asked in this order; plain text takes what no other format claims.
READERS: tuple[Reader, ...] = (
    WarcReader(),
    PdfReader(),
    DocxReader(),
    ParquetReader(),
    JsonFeedReader(),
    NinjsReader(),
    JsonlReader(),
    JsonReader(),
    FeedReader(),
    SitemapReader(),
    NewsmlReader(),
    BilingualReader("xliff", "xliff", ".xliff", ".xlf"),
    BilingualReader("tmx", "tmx", ".tmx"),
    HtmlReader(),
    CsvReader(),
    MarkdownReader(),
    PlainReader(),
)


def read(
    paths: Iterable[str | Path],
    *,
    input_format: str | None = None,
    fetch: bool = False,
    allow_private: bool = False,
    tally: Tally | None = None,
) -> Iterator[Document | InputError]:
    """The documents under `paths`: files, folders (searched for known suffixes, sorted), URLs, `-` (stdin).

    What cannot be read comes as an `InputError` in its place, never raised, so that one bad input does not
    lose the others. Ids are unique: an id that came before gets its place appended. A file given
    twice, or by two ways, is read once. Streams: nothing is held but the ids.

    Args:
        paths: as the user gave them.
        input_format: the name of a reader for all of them; None: by content, then by name.
        fetch: read the pages that a sitemap or a bare feed item links to.
        allow_private: fetch from loopback and private addresses too.
        tally: is kept up to date on the bytes read.

    Raises:
        UsageError: there is no reader of that name, or `paths` is a single path.
    """
    _check(input_format)
    if isinstance(paths, str | PathLike):
        raise UsageError(f"read takes several paths; for one write read([{str(paths)!r}])")
    given = [fspath(path) for path in paths]
    tally = tally if tally is not None else Tally()
    fetcher = _fetcher(allow_private) if fetch or any(map(_is_url, given)) else None
    try:
        seen: set[str] = set()
        for source in _sources(given, fetcher, tally):
            items = (
                [source] if isinstance(source, InputError) else _items(source, input_format, fetcher, fetch)
            )
            for item in items:
                if isinstance(item, Document):
                    if item.id in seen:
                        item = replace(item, id=f"{item.id} ({item.source})")
                    seen.add(item.id)
                yield item
    finally:
        if fetcher is not None:
            fetcher.close()


def read_one(
    path: str, *, input_format: str | None = None, fetch: bool = False, allow_private: bool = False
) -> Document:
    """The one document in `path`.

    Raises:
        InputError: it cannot be read, holds no text, or holds several documents.
        UsageError: there is no reader of that name.
    """
    found: Document | None = None
    for item in read([path], input_format=input_format, fetch=fetch, allow_private=allow_private):
        if isinstance(item, InputError):
            raise item
        if found is not None:
            raise InputError(
                path, "holds several documents, one is needed; use “dedup scan” for a collection"
            )
        found = item
    if found is None and Path(path).is_dir():
        raise InputError(path, "is a folder without a file of a known format; name one file")
    if found is None or not found.text.strip():
        raise InputError(path, "is empty; give a file with the text of an article")
    return found


def open_source(path: str) -> Source:
    """The bytes of one file, or of standard input for `-`.

    Raises:
        InputError: there is no such file, or it cannot be opened.
    """
    found = next(local_sources(path, set(), (), Tally()), None)
    if found is None or Path(path).is_dir():
        raise InputError(path, "is a folder; name one file")
    if isinstance(found, InputError):
        raise found
    return found


def bytes_of(paths: Iterable[str]) -> int | None:
    """How many bytes `read` will read from files; None where that cannot be known (a pipe, a URL)."""
    return size_of(paths, _suffixes())


def reader_of(source: Source, input_format: str | None = None) -> Reader:
    """The reader for a source: the one asked for, else by its content, else by its name."""
    if input_format is not None:
        return next(reader for reader in READERS if reader.name == input_format)
    able = [reader for reader in READERS[:-1] if reader.sniff(source.head)]
    by_name = next((reader for reader in READERS if source.suffix in reader.suffixes), READERS[-1])
    # An object on one line is JSON as well as JSON Lines: there the name decides.
    if not able or (able[0].name in ("jsonl", "json") and by_name in able):
        return by_name
    return able[0]


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(suffix for reader in READERS for suffix in reader.suffixes)


def _check(input_format: str | None) -> None:
    if input_format is not None and input_format not in {reader.name for reader in READERS}:
        names = ", ".join(sorted(reader.name for reader in READERS))
        raise UsageError(f"there is no input format “{input_format}”; choose one of: {names}")


def _is_url(given: str) -> bool:
    scheme, separator, _ = given.partition("://")
    return bool(separator) and scheme.isascii() and scheme.replace("+", "").isalnum()


def _fetcher(allow_private: bool) -> Fetcher:
    from dedup.readers.fetch import Fetcher

    return Fetcher(allow_private=allow_private)


def _sources(given: list[str], fetcher: Fetcher | None, tally: Tally) -> Iterator[Source | InputError]:
    seen: set[str] = set()
    for name in given:
        if fetcher is not None and _is_url(name):
            try:
                yield fetcher.fetch(name)
            except InputError as error:
                yield error
        else:
            yield from local_sources(name, seen, _suffixes(), tally)


def _items(
    source: Source, input_format: str | None, fetcher: Fetcher | None, fetch: bool
) -> Iterator[Document | InputError]:
    """The documents of one source; whatever goes wrong on the way becomes its last item."""
    unread: list[Link] = []
    for item in _safely(source, reader_of(source, input_format)):
        if not isinstance(item, Link):
            yield item
        elif fetch and fetcher is not None:
            yield from _linked(item, fetcher)
        else:
            unread.append(item)
    if unread:
        one = len(unread) == 1
        what = "1 item links to a page and holds" if one else f"{len(unread):,} items link to a page and hold"
        problem = f"{what} no text ({unread[0].about.url}); give --fetch to read the pages"
        yield InputError(source.name, problem)


def _safely(source: Source, reader: Reader) -> Iterator[Item]:
    try:
        yield from reader.read(source)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(source.name, f"cannot be read to its end ({error.strerror or error})")
    except RecursionError:
        yield InputError(source.name, "is nested too deep to be read; leave it out")
    except Exception as error:  # a library that fails on one file must not lose the others
        problem = (
            f"cannot be read as {reader.name} ({type(error).__name__}: {error}); if it is sound, report it"
        )
        yield InputError(source.name, problem)


def _linked(link: Link, fetcher: Fetcher, depth: int = 2) -> Iterator[Document | InputError]:
    """The documents behind a link; a sitemap may link to further sitemaps, no page to further pages."""
    about = link.about
    url = about.url or ""
    try:
        source = fetcher.fetch(url)
    except InputError as error:
        yield InputError(error.source, error.problem, about.id)
        return
    for item in _safely(source, reader_of(source)):
        if isinstance(item, Link):
            if depth:
                yield from _linked(item, fetcher, depth - 1)
        elif isinstance(item, InputError):
            yield InputError(item.source, item.problem, about.id)
        else:
            yield replace(
                item,
                title=item.title or about.title,
                url=item.url or url,
                published=item.published or about.published,
                updated=item.updated or about.updated,
                language=item.language or about.language,
                byline=item.byline or about.byline,
                site=item.site or about.site,
            )
