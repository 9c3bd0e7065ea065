"""Page furniture: lines that belong to the page, not to the story.

The stock phrases of comment forms, share bars, newsletter and cookie notices, photo credits and related-story
lists stand in `furniture.toml`, by language. They are matched against one whole folded paragraph, so that a
sentence of the story that merely mentions a cookie or a comment stays a sentence of the story. On 43,170
paragraphs of 2,609 English WMT versions they call 89 furniture: photo credits and “Read also” lines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import regex

from dedup.text.normalize import fold
from dedup.text.words import words


class Furniture(StrEnum):
    """Which part of a page a furniture line is."""

    COMMENT_FORM = "comment form"
    SHARE_BAR = "share bar"
    NEWSLETTER = "newsletter"
    COOKIES = "cookie notice"
    CREDIT = "photo credit"
    RELATED = "related stories"
    ADVERTISEMENT = "advertisement"
    NAVIGATION = "navigation"


_LONGEST_LINE = 400  # no stock phrase is longer; a longer paragraph is never furniture
_LIST_OPENER = regex.compile(r"[^.!?]*")
_LONGEST_TEASER = 16  # words


@cache
def _patterns() -> list[tuple[Furniture, regex.Pattern[str]]]:
    table = tomllib.loads(files("dedup.text").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return [
        (Furniture(kind), regex.compile("|".join(p for phrases in languages.values() for p in phrases)))
        for kind, languages in table.items()
    ]


@lru_cache(maxsize=256)
def furniture_kind(paragraph: str) -> Furniture | None:
    """Which furniture the paragraph is by its own words, or None where it is part of the story."""
    if len(paragraph) > _LONGEST_LINE:
        return None
    line = fold(paragraph).strip(" *_-–—>•·|#")
    if not line:
        return Furniture.NAVIGATION
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(line)), None)


def reads_like_teaser(paragraph: str) -> bool:
    """True for a line in the form of a headline: short, no closing stop, no quotation.

    Subheadings have the same form, so only a line that no other version has may be called a teaser.
    """
    text = paragraph.strip()
    return (
        4 <= len(words(text)) <= _LONGEST_TEASER
        and text[-1] not in ".!?…:;,”\"'»)。！？؟"
        and text[0] not in "\"'“«‘("
    )


def furniture_of(paragraphs: Sequence[str]) -> list[Furniture | None]:
    """For each paragraph its furniture kind, lists under “Related stories” and comment forms included."""
    kinds = [furniture_kind(p) for p in paragraphs]
    form = Furniture.COMMENT_FORM
    for n in range(1, len(kinds) - 1):
        # One field between two known ones.
        if kinds[n - 1] is kinds[n + 1] is form and len(words(paragraphs[n])) <= _LONGEST_TEASER:
            kinds[n] = kinds[n] or form
    for n, kind in enumerate(kinds):
        # A heading such as “Related stories” makes furniture of the headlines listed under it.
        if kind is Furniture.RELATED and len(paragraphs[n]) < 40 and _LIST_OPENER.fullmatch(paragraphs[n]):
            for m in range(n + 1, len(paragraphs)):
                if kinds[m] is None and not reads_like_teaser(paragraphs[m].lstrip("*-•· \t")):
                    break
                kinds[m] = kinds[m] or Furniture.RELATED
        # What follows the opening of a comment form is its fields, or short comments, to the end of the page.
        if kind is form and all(len(words(p)) <= _LONGEST_TEASER for p in paragraphs[n:]):
            return kinds[:n] + [k or form for k in kinds[n:]]
    return kinds
