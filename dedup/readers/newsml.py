"""NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items with their text inline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.interface import Item, Source
from dedup.readers.markup import (
    assembled,
    blocks,
    fragment,
    local,
    parse_xml,
    root_name,
    told_apart,
)
from dedup.readers.whole import read_bytes

_MAX = 64 * 1024 * 1024
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class NewsmlReader:
    """`newsItem` alone or in a `newsMessage`; its content in XHTML, NITF or plain text."""

    name = "newsml"
    suffixes = (".newsml", ".nml")

    def sniff(self, head: bytes) -> bool:
        """The first element is that of NewsML-G2."""
        return root_name(head) in ("newsitem", "newsmessage")

    def read(self, source: Source) -> Iterator[Item]:
        """A document for each news item; `guid` is its id."""
        root = parse_xml(read_bytes(source, _MAX), source.name)
        items = [element for element in root.iter() if local(element) == "newsItem"]
        if not items:
            raise InputError(source.name, "holds no newsItem; is it NewsML-G2?")
        for number, item in enumerate(items, start=1):
            where = f"{source.name}#{number}" if len(items) > 1 else source.name
            try:
                yield _item(item, where)
            except InputError as error:
                yield InputError(where, error.problem, item.get("guid"))


def _item(item: Any, where: str) -> Item:
    def text(*names: str) -> str | None:
        for name in names:
            for element in item.iter():
                if local(element) == name and (words := " ".join("".join(element.itertext()).split())):
                    return words
        return None

    about = Document(
        "",
        id=item.get("guid") or where,
        source=where,
        title=text("headline", "hedline", "hl1"),
        published=iso(text("contentCreated", "firstCreated")),
        updated=iso(text("contentModified", "versionCreated")),
        language=item.get(_XML_LANG)
        or next((e.get("tag") for e in item.iter() if local(e) == "language"), None),
        byline=text("by", "byline"),
        site=text("creditline", "copyrightHolder"),
    )
    for element in item.iter():
        if local(element) == "inlineXML":
            # NITF keeps the story in body.content, XHTML in body.
            inner = {local(e): e for e in reversed(list(element.iter()))}
            story = next((inner[name] for name in ("body.content", "body") if name in inner), element)
            found = blocks(story)
            if found:
                return assembled(about, *told_apart(found))
        elif local(element) == "inlineData" and (element.text or "").strip():
            return assembled(about, *fragment(element.text, where))
    return InputError(where, "has no text inline (inlineXML or inlineData); a picture or a link?", about.id)
