"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.extras import need
from dedup.readers.interface import Item, Source
from dedup.readers.markup import assembled
from dedup.readers.whole import read_bytes

_MAX_FILE = 64 * 1024 * 1024
_MAX_PART = 64 * 1024 * 1024  # bytes of one unpacked part that is not a picture
_MAX_PARTS = 10_000


class DocxReader:
    """The paragraphs of the body in order, tables row by row; headers, footers and comments are left out."""

    name = "docx"
    suffixes = (".docx", ".docm")

    def sniff(self, head: bytes) -> bool:
        """A zip archive that begins as Word and its kin write it."""
        names = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/")
        return head.startswith(b"PK\x03\x04") and any(name in head for name in names)

    def read(self, source: Source) -> Iterator[Item]:
        """One document; the first paragraph in the style “Title” is its title."""
        docx = need("docx", "docx", source.name)
        raw = read_bytes(source, _MAX_FILE)
        _check(raw, source.name)
        try:
            word = docx.Document(io.BytesIO(raw))
            paragraphs: list[str] = []
            headings: list[str] = []
            for block in word.iter_inner_content():
                for text, style in _texts(block):
                    if words := " ".join(text.split()):
                        paragraphs.append(words)
                        if style in ("Title", "Heading 1"):
                            headings.append(words)
            about = word.core_properties
            title = " ".join((about.title or "").split()) or None
            document = Document(
                "",
                id=source.name,
                source=source.name,
                title=title if title in paragraphs[:3] else None,
                language=about.language or None,
                byline=about.author or None,
                published=about.created.isoformat() if about.created else None,
                updated=about.modified.isoformat() if about.modified else None,
            )
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # python-docx lets through whatever a broken archive makes happen
            raise InputError(source.name, f"is no Word document that can be read ({error})") from None
        if not paragraphs:
            raise InputError(source.name, "holds no text; is it a scan?")
        yield assembled(document, paragraphs, headings=headings)


def _texts(block: object) -> Iterator[tuple[str, str]]:
    rows = getattr(block, "rows", None)
    if rows is None:
        style = getattr(block, "style", None)
        yield block.text, (style.name if style is not None else "")  # type: ignore[attr-defined]  # a Paragraph
        return
    for row in rows:
        yield " ".join(dict.fromkeys(cell.text for cell in row.cells)), ""


def _check(raw: bytes, name: str) -> None:
    """No part unpacks to more than a document can need: zipfile never gives more than is declared."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, zipfile.LargeZipFile, NotImplementedError) as error:
        raise InputError(name, f"is no whole zip archive ({error})") from None
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > 2 * _MAX_PART:
        raise InputError(name, "unpacks to more than any article has, as a zip bomb does; leave it out")
    if not any(part.filename == "word/document.xml" for part in parts):
        raise InputError(name, "is a zip archive but no Word document; unpack it and give the files")
