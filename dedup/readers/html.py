"""Web pages: the story by trafilatura, the rest of the page kept as furniture."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import regex

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.decode import decode, opening
from dedup.readers.interface import MAX_DOCUMENT, Item, Source
from dedup.readers.markup import Block, assembled, blocks, parse_html, root_name, told_apart
from dedup.readers.whole import read_bytes
from dedup.text.normalize import fold

_META_CHARSET = regex.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", regex.IGNORECASE)
_ROOTS = frozenset("html head body article main".split())
_LD_DATES = {
    name: regex.compile(rf'"{name}"\s*:\s*"([^"]{{8,40}})"') for name in ("datePublished", "dateModified")
}
_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")
_LONGEST_LINK = 200  # characters; a whole paragraph inside a link may be the story of a broken page
_MOST_APART = 1000  # blocks beside the story that are kept: a page with more is a list of links


class HtmlReader:
    """HTML, XHTML and AMP pages: one article a page; reader comments stay out of the story."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".shtml", ".amp")

    def sniff(self, head: bytes) -> bool:
        """The doctype, or a first element that begins a page."""
        return root_name(head) in _ROOTS or opening(head)[:14].lower() == "<!doctype html"

    def read(self, source: Source) -> Iterator[Item]:
        """One document; its text is the title, the story, then the rest of the page as furniture."""
        raw = read_bytes(source, MAX_DOCUMENT)
        yield page(raw, Document("", id=source.name, source=source.name, url=source.url), source.charset)


def page(raw: bytes, about: Document, charset: str | None = None) -> Document:
    """The article of one page.

    Args:
        raw: the page.
        about: its id, source and what is known of it beforehand; what the page says itself goes first.
        charset: the encoding that an HTTP header declared.

    Raises:
        InputError: the page holds no text of an article.
    """
    declared = charset
    if declared is None and (found := _META_CHARSET.search(raw[:4096])):
        declared = found.group(1).decode("ascii")
    text, notes = decode(raw, about.source, declared)
    root = parse_html(text, about.source)
    metas = _metas(root)
    about = replace(
        about,
        url=_canonical(root, about.url) or about.url,
        language=root.get("lang") or metas.get("og:locale") or about.language,
        published=_date(root, text, metas, _PUBLISHED, "datePublished") or about.published,
        updated=_date(root, text, metas, _UPDATED, "dateModified") or about.updated,
        notes=about.notes + notes,
    )
    shown = blocks(root)
    try:
        story, headings, about = _extracted(deepcopy(root), about)
        story = _unlinked(story, shown)
    except RecursionError:
        raise InputError(about.source, "is nested too deep to be read; leave it out") from None
    if not story:
        story = told_apart(shown)[0]
        if not any(len(words) > 80 or words.endswith((".", "。", "؟", "!", "?")) for words in story):
            raise InputError(
                about.source, "holds no text of an article; an index page, or filled in by a script?"
            )
        about = replace(
            about, notes=(*about.notes, "no article was marked on the page; all its text is taken")
        )
    return assembled(about, story, _apart([block.text for block in shown], story, about.title), headings)


def _extracted(root: Any, about: Document) -> tuple[list[str], list[str], Document]:
    """The paragraphs of the story and its headings, and `about` with what the page says."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            root,
            url=about.url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        # What trafilatura stumbles over on broken pages; the caller takes the page's plain text instead.
        found = None
    if found is None or isinstance(found, dict):
        return [], [], about
    title, site = _line(found.title), _line(found.sitename)
    about = replace(
        about,
        title=title or about.title,
        byline=_line(found.author) or about.byline,
        # Of “Headline | Site” in <title> trafilatura takes the part with a dot, a domain or “by 6.5 %”.
        site=(None if site == title else site) or about.site,
        published=about.published or iso(found.date),
    )
    if found.body is None:
        return [], [], about
    story = [block.text for block in blocks(found.body)]
    headings = [" ".join("".join(head.itertext()).split()) for head in found.body.iter("head")]
    return story, headings, about


def _unlinked(story: list[str], shown: list[Block]) -> list[str]:
    """The story without lines that are nothing but a link: navigation, teasers, “Read more”."""
    links = {fold(row) for block in shown if block.linked for row in (block.text, *block.text.split("\n"))}
    return [words for words in story if len(words) > _LONGEST_LINK or fold(words) not in links]


def _apart(shown: list[str], story: list[str], title: str | None) -> list[str]:
    """The blocks of the page that are in no paragraph of the story."""
    keys = {fold(words) for words in story}
    keys.add(fold(title or ""))
    whole = "\n".join(keys)
    rest = (
        words for words in shown[: 10 * _MOST_APART] if (key := fold(words)) not in keys and key not in whole
    )
    return list(dict.fromkeys(rest))[:_MOST_APART]


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.lower(), meta.get("content"))
    return found


def _date(root: Any, text: str, metas: dict[str, str], names: tuple[str, ...], ld: str) -> str | None:
    """A date by meta tags, then by JSON-LD, then by a marked <time>."""
    value = next((metas[name] for name in names if name in metas), None)
    if value is None and (found := _LD_DATES[ld].search(text)):
        value = found.group(1)
    if value is None:
        value = next((t.get("datetime") for t in root.iter("time") if t.get("itemprop") == ld), None)
    return iso(value)


def _canonical(root: Any, base: str | None) -> str | None:
    from urllib.parse import urljoin

    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    href = next((str(link.get("href")).strip() for link in links if link.get("href")), None)
    try:
        return None if href is None else urljoin(base or "", href)
    except ValueError:
        return None


def _line(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None
