"""XLIFF 1.2 and 2, and TMX: segments with their translations, as pairs or as documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dedup.documents import Document, Paragraph, Span
from dedup.errors import InputError
from dedup.readers.interface import Item, Source
from dedup.readers.markup import local, parse_xml, root_name
from dedup.readers.whole import read_bytes

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Inline codes: what they hold is markup of the original file, not text.
_CODES = frozenset("bpt ept ph it ut sub".split())


@dataclass(frozen=True, slots=True)
class Segment:
    """One translated unit.

    Args:
        id: as the file has it, or its number.
        file: which original the unit is from (XLIFF), or "".
        sides: language and text, the source language first; two of them, in TMX perhaps more.
    """

    id: str
    file: str
    sides: tuple[tuple[str, str], ...]


class BilingualReader:
    """XLIFF and TMX as documents: one for each language (of each original file), a segment a paragraph."""

    suffixes: tuple[str, ...]

    def __init__(self, name: str, root: str, *suffixes: str) -> None:
        self.name = name
        self.suffixes = suffixes
        self._root = root

    def sniff(self, head: bytes) -> bool:
        """The first element is that of the format."""
        return root_name(head) == self._root

    def read(self, source: Source) -> Iterator[Item]:
        """The texts, in the order of the file, source language first."""
        texts: dict[tuple[str, str], list[str]] = {}
        for segment in segments(source):
            if isinstance(segment, InputError):
                yield segment
                continue
            for language, words in segment.sides:
                texts.setdefault((segment.file, language), []).append(words)
        if not texts:
            raise InputError(source.name, "holds no translated segment; is it empty?")
        for (file, language), paragraphs in texts.items():
            where = ":".join(part for part in (source.name, file, language) if part)
            spans, at = [], 0
            for words in paragraphs:
                spans.append(Paragraph(Span(at, at + len(words))))
                at += len(words) + 2
            text = "\n\n".join(paragraphs)
            yield Document(text, id=where, source=where, language=language or None, paragraphs=tuple(spans))


def segments(source: Source) -> Iterator[Segment | InputError]:
    """The units of an XLIFF or TMX file that have a text on at least two sides.

    Raises:
        InputError: the file cannot be read.
    """
    root = parse_xml(read_bytes(source), source.name)
    units = _tmx(root) if local(root) == "tmx" else _xliff(root)
    for number, (item, file, sides) in enumerate(units, start=1):
        told = tuple((language, words) for language, words in sides if words)
        if len(told) >= 2:
            yield Segment(item or str(number), file, told)
        else:
            yield InputError(
                f"{source.name}#{number}", "is a segment without a translation", item or str(number)
            )


def _tmx(root: Any) -> Iterator[tuple[str | None, str, list[tuple[str, str]]]]:
    for unit in _below(root, "tu"):
        yield (
            unit.get("tuid"),
            "",
            [(_language(tuv), _words(_child(tuv, "seg"))) for tuv in _below(unit, "tuv")],
        )


def _xliff(root: Any) -> Iterator[tuple[str | None, str, list[tuple[str, str]]]]:
    for file in _below(root, "file"):
        name = file.get("original") or file.get("id") or ""
        one = file.get("source-language") or root.get("srcLang") or ""
        other = file.get("target-language") or root.get("trgLang") or ""
        # Version 1.2 has trans-unit, version 2 has segments in units.
        for unit in (*_below(file, "trans-unit"), *_below(file, "segment")):
            item = unit.get("id") or (unit.getparent().get("id") if local(unit) == "segment" else None)
            source, target = _child(unit, "source"), _child(unit, "target")
            yield (
                item,
                name,
                [
                    (_language(source) or one, _words(source)),
                    (_language(target) or other, _words(target)),
                ],
            )


def _below(element: Any, name: str) -> Iterator[Any]:
    return (found for found in element.iter() if local(found) == name)


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if local(child) == name), None)


def _language(element: Any) -> str:
    return "" if element is None else element.get(_XML_LANG) or element.get("lang") or ""


def _words(element: Any) -> str:
    """The text of a segment without its inline codes, on one line."""
    if element is None:
        return ""
    from lxml import etree

    pieces: list[str] = []
    inside = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        code = local(part) in _CODES
        if event == "start":
            inside += code
            if not inside and part.text:
                pieces.append(part.text)
        else:
            inside -= code
            if not inside and part.tail and part is not element:
                pieces.append(part.tail)
    return " ".join("".join(pieces).split())
