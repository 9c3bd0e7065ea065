"""Splitting text into words, in any script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from dedup.documents import Span

# A word is a run of letters, marks and digits; apostrophes, hyphens and decimal marks hold it together
# inside. Scripts written without spaces give one word for each character, which keeps every later
# step (shingles, alignment, spans) meaningful without a dictionary.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    rf"[{_UNSPACED}]\p{{M}}*"
    rf"|[\p{{L}}\p{{N}}--[{_UNSPACED}]][\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]*"
    rf"(?:(?:['’ʼ\-‐‑]|(?<=\p{{N}})[.,:](?=\p{{N}}))[\p{{L}}\p{{N}}--[{_UNSPACED}]][\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]*)*",
    regex.V1,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the document."""

    text: str
    span: Span


def words(text: str, within: Span | None = None) -> list[Word]:
    """The words of `text`, or of the part `within`, in order.

    Hyphens, apostrophes and the marks inside numbers stay in the word (`al-Sarraj`, `1,200.5`);
    possessive `'s` too: strip it with `stem_possessive` where the bare name is meant.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    found = _remembered if len(text) <= _SHORT else _found
    return list(found(text, start, end))


def _found(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(m.group(), Span(*m.span())) for m in _WORD.finditer(text, start, end))


# Of a short text several rooms ask for the words of each sentence; a few megabytes at most.
_SHORT = 2000
_remembered = lru_cache(maxsize=256)(_found)


def stem_possessive(word: str) -> str:
    """The word without a closing English possessive: `Haftar’s` gives `Haftar`."""
    for ending in ("'s", "’s", "ʼs"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word
