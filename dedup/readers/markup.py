"""HTML and XML trees: parsed safely, and walked into blocks of text as a reader of the page sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from dedup.documents import Document, Paragraph, Role, Span
from dedup.errors import InputError
from dedup.readers.decode import opening, repaired
from dedup.text.furniture import furniture_of
from dedup.text.normalize import fold

# Elements that begin and end a line of their own; the second row is trafilatura's vocabulary (TEI).
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol optgroup p "
    "pre section summary table tbody td tfoot th thead tr ul button "
    "ab head item list quote row".split()
)
_BREAKS = frozenset(("br", "lb"))
_CELLS = frozenset(("cell",))
# Never shown, or shown by something other than text.
_UNSEEN = frozenset(
    "applet audio base canvas datalist embed graphic iframe link map meta noembed noframes noscript object "
    "option param rp rt script select style svg template textarea title video".split()
)
# Parts of a page that are never the story, where we walk it ourselves.
_APART = frozenset(("aside", "button", "figcaption", "footer", "form", "nav", "dialog", "label", "legend"))
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 200  # libxml2's own limit without huge_tree is 256
_XML_ROOT = regex.compile(
    r"\A(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s)*<(?:[\w.-]+:)?([\w.-]+)",
    regex.DOTALL | regex.IGNORECASE,
)


def root_name(head: bytes) -> str | None:
    """The local name of the first element, lower case; None where the text is no markup."""
    found = _XML_ROOT.match(opening(head))
    return found.group(1).lower() if found else None


def parse_html(text: str, source: str) -> Any:
    """The root element of a page or a fragment, comments dropped.

    Raises:
        InputError: no element in it, or more than any article has.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(source, f"holds no HTML that can be parsed ({error})") from None
    count = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > _MAX_ELEMENTS or depth > _MAX_DEPTH:
            what = (
                f"more than {_MAX_ELEMENTS:,} elements" if depth <= _MAX_DEPTH else "elements nested too deep"
            )
            raise InputError(source, f"has {what}, as no article's page has; leave it out")
    return root


def parse_xml(raw: bytes, source: str) -> Any:
    """The root element of an XML file; no entity is expanded, nothing is fetched.

    Raises:
        InputError: it is not well-formed, or defines entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(source, f"is not well-formed XML ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None and next(root.iter(etree.Entity), None) is not None:
        raise InputError(source, "defines entities of its own, which are never expanded; write the text out")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text on a page.

    Args:
        text: on one line, or with the line breaks that the page sets.
        apart: it stands in an element that never holds a story: a form, navigation, a caption.
        linked: every word of it is part of a link.
    """

    text: str
    apart: bool
    linked: bool


def blocks(root: Any) -> list[Block]:
    """The visible blocks of text below `root`, in order."""
    from lxml import etree

    found: list[Block] = []
    pieces: list[str] = []
    unseen = apart = links = 0
    unlinked = False

    def flush() -> None:
        nonlocal unlinked
        for paragraph in "".join(pieces).split("\n\n"):
            rows = [" ".join(row.split()) for row in paragraph.split("\n")]
            if words := "\n".join(row for row in rows if row):
                found.append(Block(words, apart > 0, not unlinked))
        pieces.clear()
        unlinked = False

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element).lower()
        if event == "start":
            if name in _BLOCKS:
                flush()
            elif name in _BREAKS:
                pieces.append("\n")
            elif name in _CELLS:
                pieces.append(" ")
            unseen += name in _UNSEEN or _hidden(element)
            apart += name in _APART
            links += name == "a"
            # Line breaks of the file are blanks; only <br> breaks a line.
            if not unseen and element.text:
                pieces.append(_spaced(element.text, name))
                unlinked = unlinked or (links == 0 and not element.text.isspace())
            continue
        if name in _BLOCKS:
            flush()
        unseen -= name in _UNSEEN or _hidden(element)
        apart -= name in _APART
        links -= name == "a"
        if not unseen and element.tail and element is not root:
            pieces.append(_spaced(element.tail, local(element.getparent())))
            unlinked = unlinked or (links == 0 and not element.tail.isspace())
    flush()
    return found


def _spaced(text: str, inside: str) -> str:
    return text if inside == "pre" else text.replace("\n", " ")


def _hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and "display:none" in style.replace(" ", "")
    )


def fragment(text: str, source: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a piece of HTML (or of plain text), and what stands apart from the story in it."""
    if "<" not in text and "&" not in text:
        rows = (" ".join(block.split()) for line in text.split("\n\n") for block in line.split("\n"))
        return [row for row in rows if row], []
    if not text.strip():
        return [], []
    return told_apart(blocks(parse_html(f"<div>{text}</div>", source)))


def told_apart(found: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The texts of the blocks that may be story, and of those that stand apart."""
    return [b.text for b in found if not b.apart], [b.text for b in found if b.apart]


def assembled(
    about: Document,
    paragraphs: Collection[str],
    apart: Collection[str] = (),
    headings: Collection[str] = (),
) -> Document:
    """`about` with its text: the title, the paragraphs, then what stands apart, a blank line between them.

    The title is taken from `about`; it is not doubled where the paragraphs begin with it. Story
    paragraphs that are furniture by their words keep their place; `apart` follows the story, so that
    the offsets of the story are those of its plain text.

    Args:
        about: the metadata.
        paragraphs: the story, in order; no paragraph holds a blank line.
        apart: what the page shows beside it.
        headings: paragraphs that the page marks as headings.
    """
    body = list(paragraphs)
    title = about.title
    if title is not None:
        key = fold(title)
        place = next((n for n, words in enumerate(body[:3]) if fold(words) == key), None)
        if place is not None:
            title = body.pop(place)
    elif body and body[0] in headings:
        title = body.pop(0)
    kinds = furniture_of(body)
    marked = [(title, Role.TITLE)] if title else []
    marked += [
        (words, Role.FURNITURE if kind else Role.BODY) for words, kind in zip(body, kinds, strict=True)
    ]
    marked += [(words, Role.FURNITURE) for words in apart]
    notes: list[str] = list(about.notes)
    pieces, spans, at, mended = [], [], 0, 0
    beside: int | None = None
    for number, (words, role) in enumerate(marked):
        if number == len(marked) - len(apart):
            beside = at
        words, repair = repaired(words)
        mended += bool(repair)
        pieces.append(words)
        spans.append(Paragraph(Span(at, at + len(words)), role))
        at += len(words) + 2
    if mended:
        notes.append(f"garbled encoding repaired in {mended} paragraphs; offsets count in the repaired text")
    name = about.title or title
    return replace(
        about,
        text="\n\n".join(pieces),
        title=repaired(name)[0] if name else None,
        beside=beside,
        paragraphs=tuple(spans),
        notes=tuple(notes),
    )
