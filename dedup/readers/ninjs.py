"""News in JSON, ninjs 1 and 2 (https://iptc.org/standards/ninjs/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.decode import opening
from dedup.readers.fields import kind, plain
from dedup.readers.interface import Item, Source
from dedup.readers.json import load_json
from dedup.readers.markup import assembled, fragment

_MARK = regex.compile(r'"(?:body_x?html|body_text|bodies)"\s*:|"standard"\s*:\s*\{\s*"name"\s*:\s*"ninjs"')


class NinjsReader:
    """One news item, or an array of them; the text in `body_xhtml`, `body_html`, `body_text` or `bodies`."""

    name = "ninjs"
    suffixes = (".ninjs",)

    def sniff(self, head: bytes) -> bool:
        """An object with an `uri` and one of the body fields that only ninjs has."""
        text = opening(head)
        return text.startswith(("{", "[")) and '"uri"' in text and _MARK.search(text) is not None

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each item; `uri` is its id."""
        value = load_json(source)
        items = value if isinstance(value, list) else [value]
        for number, item in enumerate(items, start=1):
            where = f"{source.name}#{number}" if len(items) > 1 else source.name
            if isinstance(item, dict):
                yield _item(item, where)
            else:
                yield InputError(where, f"is a JSON {kind(item)}, not a news item")


def _item(item: dict[str, Any], where: str) -> Item:
    headlines = item.get("headlines")
    headline = item.get("headline") or _value(headlines, "main")
    about = Document(
        "",
        id=plain(item.get("uri")) or where,
        source=where,
        title=plain(headline) or plain(item.get("title")),
        url=plain(item.get("url")),
        published=iso(item.get("firstCreated") or item.get("firstcreated")),
        updated=iso(item.get("versionCreated") or item.get("versioncreated")),
        language=plain(item.get("language")),
        byline=plain(item.get("byline") or item.get("by")),
        site=plain(item.get("copyrightHolder") or item.get("copyrightholder")),
    )
    bodies = {name: item.get(f"body_{name}") for name in ("xhtml", "html", "text")}
    bodies |= {"value": _value(item.get("bodies"), "main")}
    for name, body in bodies.items():
        if isinstance(body, str) and body.strip():
            try:
                if name == "text":
                    return assembled(
                        about, [row for line in body.split("\n") if (row := " ".join(line.split()))]
                    )
                return assembled(about, *fragment(body, where))
            except InputError as error:
                return InputError(where, error.problem, about.id)
    return InputError(
        where, "has no body; ninjs gives it in body_xhtml, body_html, body_text or bodies", about.id
    )


def _value(entries: Any, role: str) -> Any:
    """The value of the entry of that role in a list of version 2, else of its first."""
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    best = next((entry for entry in found if entry.get("role") == role), found[0] if found else {})
    return best.get("value")
