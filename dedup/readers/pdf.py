"""PDF files that hold text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

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
                pages.append(page.extract_text())
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


def joined(pages: list[str]) -> list[str]:
    """Paragraphs from lines: a blank line ends one, and so does a short line that ends like a sentence."""
    rows = [
        " ".join(row.split()) for page in pages for row in (*page.split("\n"), *[""] * page.endswith("\n\n"))
    ]
    full = sorted(map(len, filter(None, rows)))
    width = full[int(0.9 * (len(full) - 1))] if full else 0
    found: list[str] = []
    for n, row in enumerate(rows):
        before = rows[n - 1] if n else ""
        begins = (
            not found
            or not before
            or (len(before) < 0.75 * width and (_ENDS.search(before) or row[:1].isupper()))
        )
        if not row:
            continue
        if begins:
            found.append(row)
        elif _HYPHEN.search(found[-1]) and row[:1].islower():
            found[-1] = _HYPHEN.sub("", found[-1]) + row
        else:
            found[-1] = f"{found[-1]} {row}"
    return found
