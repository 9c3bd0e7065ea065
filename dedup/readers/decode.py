"""From bytes to text, or a message that says why not."""

from __future__ import annotations

import codecs

from dedup.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that no text file holds: C0 controls but for tab, line feed, form feed, carriage return, escape.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\f\r\x1b")
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive (or .docx)",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "gzip data",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
}


def decode(raw: bytes, source: str) -> str:
    """The text of `raw`, by its byte-order mark or as UTF-8, with every line end as a line feed.

    Raises:
        InputError: the bytes are not text, or not in an encoding we know for certain.
    """
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(source, f"is {what}, not text; extract the article's text first")
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), "utf-8")
    if encoding.startswith("utf-8") and raw[:65536].translate(None, _CONTROLS) != raw[:65536]:
        raise InputError(source, "is a binary file (it holds control bytes), not text; leave it out")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            source,
            f"is not valid {encoding.removesuffix('-sig').upper()} (byte 0x{raw[error.start]:02x} at offset "
            f"{error.start}); save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
