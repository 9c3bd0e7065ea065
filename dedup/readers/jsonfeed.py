"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.decode import opening
from dedup.readers.fields import kind, plain
from dedup.readers.interface import Item, Link, Source
from dedup.readers.json import load_json
from dedup.readers.markup import assembled, fragment
from dedup.readers.repeats import unrepeated

_VERSION = regex.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


class JsonFeedReader:
    """JSON Feed: `content_text` or `content_html`, else the summary, else the linked page."""

    name = "jsonfeed"
    suffixes = ()

    def sniff(self, head: bytes) -> bool:
        """An object that names the version of the format."""
        text = opening(head)
        return text.startswith("{") and _VERSION.search(text) is not None

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each item; an item that comes twice is read once."""
        feed = load_json(source)
        if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
            raise InputError(source.name, 'is a JSON Feed without "items"; check that it is whole')
        found = ((_key(item), _item(item, n, feed, source)) for n, item in enumerate(feed["items"], start=1))
        yield from unrepeated(found)


def _key(item: Any) -> str | None:
    return (plain(item.get("id")) or plain(item.get("url"))) if isinstance(item, dict) else None


def _item(item: Any, number: int, feed: dict[str, Any], source: Source) -> Item:
    where = f"{source.name}#{number}"
    if not isinstance(item, dict):
        return InputError(where, f"is a JSON {kind(item)}, not an item of a feed")
    about = Document(
        "",
        id=_key(item) or where,
        source=where,
        title=plain(item.get("title")),
        url=plain(item.get("url")) or plain(item.get("external_url")),
        published=iso(item.get("date_published")),
        updated=iso(item.get("date_modified")),
        language=plain(item.get("language")) or plain(feed.get("language")),
        byline=plain(item.get("authors")) or plain(item.get("author")) or plain(feed.get("authors")),
        site=plain(feed.get("title")),
    )
    try:
        for name in ("content_html", "content_text", "summary"):
            value = item.get(name)
            if isinstance(value, str) and value.strip():
                body, apart = fragment(value, where) if name == "content_html" else (_lines(value), [])
                return assembled(about, body, apart)
    except InputError as error:
        return InputError(where, error.problem, about.id)
    return Link(about) if about.url else InputError(where, "has neither a text nor a link", about.id)


def _lines(text: str) -> list[str]:
    return [row for line in text.splitlines() if (row := " ".join(line.split()))]
