"""Markdown: the text a reader of the rendered page sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from dedup.documents import Document, Paragraph, Role, Span
from dedup.errors import InputError
from dedup.readers.interface import Item, Source
from dedup.readers.whole import read_text
from dedup.text.segment import segment

_FRONT_MATTER = regex.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", regex.DOTALL)
_TITLE_FIELD = regex.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", regex.MULTILINE)


class MarkdownReader:
    """Markdown (CommonMark): markup is taken off, headings stay paragraphs, code and HTML blocks go."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def sniff(self, head: bytes) -> bool:
        """Only by name: much plain text is valid Markdown."""
        del head
        return False

    def read(self, source: Source) -> Iterator[Item]:
        """One document; offsets point into the text without its markup."""
        from markdown_it import MarkdownIt

        raw, notes = read_text(source)
        title = None
        if front := _FRONT_MATTER.match(raw):
            field = _TITLE_FIELD.search(front.group(1))
            title = field.group(1) if field else None
            raw = raw[front.end() :]
        blocks: list[tuple[str, bool]] = []
        headline = False
        try:
            tokens = MarkdownIt("commonmark").parse(raw)
        except (RecursionError, ValueError, IndexError) as error:
            raise InputError(
                source.name, f"cannot be read as Markdown ({error}); rename it to .txt"
            ) from None
        for token in tokens:
            if token.type == "heading_open":
                headline = token.tag == "h1" and not blocks
            elif token.type == "inline":
                words = "".join(
                    "\n" if child.type in ("softbreak", "hardbreak") else child.content
                    for child in token.children or ()
                    if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
                ).strip()
                if words:
                    blocks.append((words, headline))
                headline = False
        text = "\n\n".join(words for words, _ in blocks)
        paragraphs, at = [], 0
        for words, is_title in blocks:
            span = Span(at, at + len(words))
            paragraphs.append(Paragraph(span, Role.TITLE if is_title else Role.BODY))
            at = span.end + 2
        document = Document(
            text, id=source.name, source=source.name, title=title, url=source.url, notes=notes
        )
        if paragraphs and paragraphs[0].role is Role.TITLE:
            known = {p.span: p.role for p in segment(document).paragraphs}
            roles = [known.get(p.span, Role.BODY) for p in paragraphs]
            roles = [Role.BODY if role is Role.TITLE else role for role in roles]
            roles[0] = Role.TITLE
            document = replace(
                document,
                title=title or blocks[0][0],
                paragraphs=tuple(Paragraph(p.span, role) for p, role in zip(paragraphs, roles, strict=True)),
            )
        yield document
