"""From bytes to text, or a message that says why not."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

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
    b"PK\x03\x04": "a zip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "gzip data",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
}
# Detection (measured in docs/formats.md): below this many bytes a guess is a coin toss, and a longer
# sample changes no answer.
_ENOUGH = 80
_SAMPLE = 200_000
# Mojibake holds another character than these of plain English print (tests/readers/test_encodings.py), so
# most texts are done without loading ftfy: a tenth of the time of a comparison that is remembered.
_ODD = re.compile("[^\\x00-\\x7f‘’“”–—…]")


@lru_cache(maxsize=8)
def opening(head: bytes) -> str:
    """The text at the start of a source, for telling its format: no BOM, no leading blanks, never fails."""
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    return head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")


def decode(raw: bytes, source: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of `raw`, with every line end as a line feed, and notes on how it was found.

    By byte-order mark; else as declared; else UTF-8; else by detection where that is sure of itself.

    Args:
        raw: all bytes of the text.
        source: what messages call it.
        declared: the encoding that a header, a meta tag or an XML declaration names.

    Raises:
        InputError: the bytes are not text, or not in an encoding we know for certain.
    """
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(source, f"is {what}, not text; extract the article's text first")
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if encoding is None and declared is not None:
        encoding = _known(declared)
    notes: tuple[str, ...] = ()
    wide = encoding is not None and encoding.startswith(("utf-16", "utf-32"))
    if not wide and raw[:65536].translate(None, _CONTROLS) != raw[:65536]:
        raise InputError(source, "is a binary file (it holds control bytes), not text; leave it out")
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        text, note = _detected(raw, source, error)
        notes = (note,)
    return normal_lines(text), notes


def normal_lines(text: str) -> str:
    """`text` with every line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with mojibake (UTF-8 once read as something else) undone, and a note where there was any.

    Line by line, by ftfy, and its encoding repair only: quotes, dashes and ligatures stay as they are.
    """
    if not _ODD.search(text):
        return text, ()
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.split("\n")
    count = 0
    for n, line in enumerate(lines):
        if is_bad(line) and (fixed := fix_encoding(line)) != line and "\n" not in fixed:
            lines[n] = fixed
            count += 1
    if not count:
        return text, ()
    note = f"garbled encoding repaired in {count} of {len(lines)} lines; offsets count in the repaired text"
    return "\n".join(lines), (note,)


def _known(declared: str) -> str | None:
    """The codec for a declared name, read as browsers do (https://encoding.spec.whatwg.org), or None."""
    try:
        name = codecs.lookup(declared.strip()).name
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):  # unknown, a NUL in it, or no text codec
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # UTF-16 without a byte-order mark is declared by pages whose header was never true.
    return (
        None if name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")) else name
    )


def _detected(raw: bytes, source: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """The text by the one encoding that charset-normalizer finds clearly best.

    A wrong single-byte guess garbles exactly the names we check, so a tie is an error; between equals
    Windows-1252 wins, the encoding of undeclared Western text on the web.
    """
    from charset_normalizer import from_bytes

    sample = raw
    if len(raw) > _SAMPLE:
        sample = raw[: raw.rfind(b" ", 0, _SAMPLE) + 1] or raw[:_SAMPLE]
    if len(sample) >= _ENOUGH:
        found = list(from_bytes(sample))
        if found:
            best = found[0]
            rivals = [
                other
                for other in found
                if str(other) != str(best)
                and other.chaos <= best.chaos
                and other.coherence > best.coherence - 0.05
            ]
            if rivals:
                best = next(
                    (match for match in (best, *rivals) if "cp1252" in match.could_be_from_charset), best
                )
                rivals = [] if "cp1252" in best.could_be_from_charset else rivals
            sure = best.chaos < 0.05 and (best.coherence >= 0.2 or best.multi_byte_usage > 0.5)
            if sure and not rivals:
                try:
                    return raw.decode(best.encoding), f"no encoding was declared; read as {best.encoding}"
                except UnicodeDecodeError:
                    pass
    raise InputError(
        source,
        f"is not valid {error.encoding.removesuffix('-sig').upper()} (byte 0x{raw[error.start]:02x} at "
        f"offset {error.start}), and its encoding cannot be told for certain; save it as UTF-8, for example: "
        "iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
    ) from None
