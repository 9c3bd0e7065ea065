"""Sitemaps (https://www.sitemaps.org/protocol.html), and indexes of them."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.interface import Item, Link, Source
from dedup.readers.markup import local, parse_xml, root_name
from dedup.readers.whole import read_bytes

_MAX = 50 * 1024 * 1024  # the protocol's own limit


class SitemapReader:
    """The pages that a sitemap lists; they are read where fetching is allowed."""

    name = "sitemap"
    suffixes = ()

    def sniff(self, head: bytes) -> bool:
        """The first element is that of a sitemap or of an index."""
        return root_name(head) in ("urlset", "sitemapindex")

    def read(self, source: Source) -> Iterator[Item]:
        """A link for each page, in order, each once."""
        root = parse_xml(read_bytes(source, _MAX), source.name)
        seen: set[str] = set()
        for number, entry in enumerate(root, start=1):
            if not local(entry):
                continue
            # The protocol's own elements come first; extensions (image:loc) sit deeper.
            found = {local(child): " ".join((child.text or "").split()) for child in entry}
            news = {local(child): " ".join((child.text or "").split()) for child in entry.iter()}
            url = found.get("loc")
            if not url:
                yield InputError(f"{source.name}#{number}", "is an entry without an address (loc)")
            elif url not in seen:
                seen.add(url)
                about = Document(
                    "",
                    id=url,
                    source=f"{source.name}#{number}",
                    title=news.get("title") or None,
                    url=url,
                    published=iso(news.get("publication_date")),
                    updated=iso(found.get("lastmod")),
                    language=news.get("language") or None,
                )
                yield Link(about)
