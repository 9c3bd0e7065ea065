"""What of a name can be set against another: its words, and neighbours written together."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from dedup.drift.names.pinyin import wade_giles
from dedup.drift.names.word_lists import lexicon

_GLUED = regex.compile(r"^(?:al|el|bin|ben)(?=\p{L}{4})(.+)")


class Unit(NamedTuple):
    """Words `start` to `end` of a name, written together; `altered`: joined, or without an article."""

    text: str
    start: int
    end: int
    altered: bool


@lru_cache(maxsize=65536)
def plain_units(words: tuple[str, ...]) -> tuple[Unit, ...]:
    """The words of a name, each as it stands."""
    return tuple(Unit(word, i, i + 1, False) for i, word in enumerate(words))


class Shape(NamedTuple):
    """A unit with what `draft` asks of it again and again."""

    unit: Unit
    text: str
    length: int
    letters: int
    altered: bool
    short_forms: frozenset[int]
    wade_giles: str


@lru_cache(maxsize=16384)
def units_of(words: tuple[str, ...], places: tuple[int, ...]) -> tuple[Shape, ...]:
    """The words at `places`, each also without a glued article, and neighbours written together."""
    alone = plain_units(words)
    units = [alone[i] for i in places]
    units += [Unit(m.group(1), i, i + 1, True) for i in places if (m := _GLUED.match(words[i]))]
    units += [Unit(words[i] + words[i + 1], i, i + 2, True) for i in places if i + 1 in places]
    if len(places) == len(words) > 2:
        units.append(Unit("".join(words), 0, len(words), True))
    none: frozenset[int] = frozenset()
    forms = lexicon().short_forms
    return tuple(
        Shape(
            u,
            u.text,
            len(u.text),
            _letters(u.text),
            u.altered,
            none if u.altered else forms.get(u.text, none),
            wade_giles(u.text),
        )
        for u in units
    )


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    """The letters of `word` as a set of bits, one for each time that a letter occurs.

    The bits two words share are the letters they share. A letter's bits past the eighth run into the next's.
    """
    bits = 0
    for letter in set(word):
        bits |= (1 << word.count(letter)) - 1 << 8 * (ord(letter) & 31)
    return bits
