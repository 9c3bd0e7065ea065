"""RSS 0.9 to 2.0 and Atom."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.interface import Item, Link, Source
from dedup.readers.markup import assembled, fragment, root_name
from dedup.readers.repeats import unrepeated
from dedup.readers.whole import read_bytes

_ROOTS = frozenset(("rss", "feed", "rdf", "channel"))
_MAX_FEED = 64 * 1024 * 1024


class FeedReader:
    """A document for each item: its full content, else its summary, else the linked page."""

    name = "feed"
    suffixes = (".rss", ".atom", ".rdf", ".xml")

    def sniff(self, head: bytes) -> bool:
        """The first element is that of RSS or Atom."""
        return root_name(head) in _ROOTS

    def read(self, source: Source) -> Iterator[Item]:
        """The items in order; one that comes twice, by its guid or address, is read once."""
        import feedparser

        raw = read_bytes(source, _MAX_FEED)
        headers = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
        if source.url:
            headers["content-location"] = source.url
        try:
            # Given bytes, feedparser fetches nothing.
            feed = feedparser.parse(raw, response_headers=headers)
        except (
            RecursionError,
            ValueError,
            TypeError,
            AttributeError,
            KeyError,
            IndexError,
            LookupError,
        ) as error:
            problem = f"cannot be read as a feed ({type(error).__name__}: {error})"
            raise InputError(source.name, problem) from None
        if not feed.entries:
            broken = feed.get("bozo_exception")
            problem = f"is no feed that can be read ({broken})" if broken else "is a feed without items"
            raise InputError(source.name, problem)
        notes = ("the feed is not well-formed; read as far as it goes",) if feed.get("bozo_exception") else ()
        found = (
            (entry.get("id"), _item(entry, number, feed.feed, source, notes))
            for number, entry in enumerate(feed.entries, start=1)
        )
        yield from unrepeated(found)


def _item(entry: Any, number: int, feed: Any, source: Source, notes: tuple[str, ...]) -> Item:
    where = f"{source.name}#{number}"
    link = entry.get("link") or None
    try:
        title = " ".join(" ".join(fragment(entry.get("title") or "", where)[0]).split()) or None
        about = Document(
            "",
            id=entry.get("id") or link or where,
            source=where,
            title=title,
            url=link,
            published=_date(dict.get(entry, "published_parsed")),
            updated=_date(dict.get(entry, "updated_parsed")),
            language=_language(entry, feed),
            byline=entry.get("author") or None,
            site=feed.get("title") or None,
            notes=notes,
        )
        for value in _texts(entry):
            body, apart = fragment(value, where)
            if body:
                return assembled(about, body, apart)
    except InputError as error:
        return InputError(where, error.problem, entry.get("id") or link)
    return Link(about) if link else InputError(where, "has neither a text nor a link", entry.get("id"))


def _texts(entry: Any) -> Iterator[str]:
    """Full contents, longest first, then the summary."""
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    yield from sorted(contents, key=len, reverse=True)
    yield entry.get("summary") or ""


def _language(entry: Any, feed: Any) -> str | None:
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    found = (part.get("language") for part in (*parts, feed))
    return next((str(language) for language in found if language), None)


def _date(moment: time.struct_time | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else None
