"""PDF files that hold text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import regex

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.extras import need
from dedup.readers.interface import MAX_DOCUMENT, Item, Source
from dedup.readers.markup import assembled
from dedup.readers.whole import read_bytes

_MAX_FILE = 64 * 1024 * 1024
_MAX_PAGES = 500
_ENDS = regex.compile(r"""[.!?…:;。]["'”’»)\]]*$""")
_HYPHEN = regex.compile(r"(?<=\p{Ll})[-\u00ad\u2010]$")
_LAST = regex.compile(r"(\p{L}+).$")
_FIRST = regex.compile(r"\p{L}+")


class PdfReader:
    """The text of all pages, lines joined to paragraphs; a picture of a page has none."""

    name = "pdf"
    suffixes = (".pdf",)

    def sniff(self, head: bytes) -> bool:
        """The magic number."""
        return head.startswith(b"%PDF-")

    def read(self, source: Source) -> Iterator[Item]:
        """One document; a word that a hyphen breaks at the end of a line is joined."""
        pypdf = need("pypdf", "pdf", source.name)
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        raw = read_bytes(source, _MAX_FILE)
        try:
            reader = pypdf.PdfReader(io.BytesIO(raw))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError(source.name, "is protected by a password; save it without one")
            if len(reader.pages) > _MAX_PAGES:
                raise InputError(source.name, f"has more than {_MAX_PAGES} pages; give the article alone")
            pages: list[str] = []
            for page in reader.pages:
                pages.append(_page(page))
                if sum(map(len, pages)) > MAX_DOCUMENT:
                    raise InputError(source.name, "holds more text than any article; give the article alone")
            about = reader.metadata
            title = " ".join(str(about.title or "").split()) if about else ""
            byline = " ".join(str(about.author or "").split()) if about else ""
        except (InputError, MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # pypdf lets through whatever a broken file makes happen
            raise InputError(
                source.name, f"is no PDF that can be read ({type(error).__name__}: {error})"
            ) from None
        paragraphs = joined(pages)
        if not paragraphs:
            raise InputError(source.name, "holds no text, only pictures of it; run a text recognition first")
        known = title in paragraphs[:3]
        document = Document(
            "",
            id=source.name,
            source=source.name,
            title=title if known else None,
            byline=byline or None,
            notes=("paragraphs are told by the length of lines, as a PDF marks none",),
        )
        headline = () if _ENDS.search(paragraphs[0]) else paragraphs[:1]
        yield assembled(document, paragraphs, headings=headline)


def _page(page: Any) -> str:
    """The text of a page, with a blank line where there is a gap between lines."""
    try:
        return str(page.extract_text(extraction_mode="layout", layout_mode_scale_weight=1.0))
    except (ValueError, KeyError, TypeError, ZeroDivisionError, AttributeError, IndexError):
        # Layout wants sound font metrics; the plain way needs none, and loses the gaps.
        return str(page.extract_text())


def joined(pages: list[str]) -> list[str]:
    """Paragraphs from lines: a blank line ends one, and so does a short line that ends like a sentence.

    A gap that stands after nearly every line is line spacing and ends nothing; nor does the end of a page.
    """
    lines = [[" ".join(row.split()) for row in page.strip("\n").split("\n")] for page in pages]
    told = [row for page in lines for row in page if row]
    gaps = sum(not row for page in lines for row in page)
    full = sorted(map(len, told))
    width = full[int(0.9 * (len(full) - 1))] if full else 0
    found: list[str] = []
    before, gap = "", False
    for number, row in ((number, row) for page in lines for number, row in enumerate(page)):
        if not row:
            gap = gap or gaps < 0.7 * len(told)
            continue
        # The first line of a page tells less: the gap before it, if any, is lost.
        least = 0.95 if number == 0 else 0.75
        ended = _ENDS.search(before) is not None
        short = len(before) < least * width if ended else len(before) < 0.4 * width
        if not found or gap or short:
            found.append(row)
        elif _HYPHEN.search(before) and row[:1].islower():
            found[-1] = (found[-1] if _compound(before, row) else found[-1][:-1]) + row
        else:
            found[-1] = f"{found[-1]} {row}"
        before, gap = row, False
    return found


def _compound(before: str, after: str) -> bool:
    """Whether a hyphen at the end of a line belongs to the word (well- / known), not to the typesetting."""
    from wordfreq import zipf_frequency

    one, other = _LAST.search(before), _FIRST.match(after)
    if one is None or other is None or before.endswith("\u00ad"):
        return False
    parts = min(zipf_frequency(one.group(1), "en"), zipf_frequency(other.group(), "en"))
    return parts >= 3.0 > zipf_frequency(one.group(1) + other.group(), "en")
