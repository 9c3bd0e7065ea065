"""Web archives (WARC, ISO 28500), plain or gzip'd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.extras import need
from dedup.readers.html import HtmlReader, page
from dedup.readers.interface import HEAD, MAX_DOCUMENT, Item, Source
from dedup.readers.whole import too_long

_PAGES = ("text/html", "application/xhtml+xml")


class WarcReader:
    """Every page that was answered with success, as a stream; all other records are passed over."""

    name = "warc"
    suffixes = (".warc",)

    def sniff(self, head: bytes) -> bool:
        """A record begins with the version of the format."""
        return head.startswith(b"WARC/")

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each page, one in memory at a time; its id is the page's address."""
        archive = need("warcio.archiveiterator", "warc", source.name)
        number = 0
        with source.open() as stream:
            records = iter(archive.ArchiveIterator(stream, check_digests=False))
            while True:
                try:
                    # warcio prints what it thinks of odd records.
                    with redirect_stderr(io.StringIO()):
                        record = next(records)
                except StopIteration:
                    return
                except InputError:
                    raise
                except Exception as error:  # a broken record makes warcio fail in more ways than it names
                    problem = f"cannot be read beyond record {number} ({_named(error)}); is it whole?"
                    raise InputError(source.name, problem) from None
                number += 1
                if (found := _record(record, f"{source.name}#{number}")) is not None:
                    yield found


def _record(record: Any, where: str) -> Item | None:
    """The page in a record; None for a record that holds none."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or where
    kind = headers.get_header("Content-Type") or ""
    charset = None
    if record.rec_type == "response":
        if record.http_headers is None or not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        kind = record.http_headers.get_header("Content-Type") or ""
    kind, _, parameters = kind.partition(";")
    if "charset=" in parameters.lower():
        charset = parameters.lower().partition("charset=")[2].strip(" \"'") or None
    try:
        raw = _content(record.content_stream())
    except InputError:
        raise
    except Exception as error:  # whatever a broken chunk or a false encoding makes warcio do
        return InputError(where, f"is a record that cannot be unpacked ({_named(error)})", url)
    if kind.strip().lower() not in _PAGES and not (not kind.strip() and HtmlReader().sniff(raw[:HEAD])):
        return None
    if len(raw) > MAX_DOCUMENT:
        return InputError(where, too_long(MAX_DOCUMENT), url)
    try:
        return page(raw, Document("", id=url, source=where, url=url), charset)
    except InputError as error:
        return InputError(where, error.problem, url)


def _content(stream: Any) -> bytes:
    """The bytes of a record, at most one more than a document may have; a read may give just a part."""
    found = bytearray()
    while len(found) <= MAX_DOCUMENT and (part := stream.read(MAX_DOCUMENT + 1 - len(found))):
        found += part
    return bytes(found)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
