"""One aligned passage seen from one side: its words, its name words, and what the other side explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from dedup.documents import Span
from dedup.drift.names.find import Name, Token, name_key
from dedup.drift.names.lexicon import ARTICLES, PARTICLES, frequency
from dedup.drift.names.places import place_among
from dedup.text.words import Word, words

# Left out when an abbreviation is read off a name: Government of National Accord, GNA.
_UNCOUNTED = PARTICLES | frozenset("of the and for on in to a by with &".split())
_LONGEST_EXPANSION = 8
_VOWELS = regex.compile("[aeiouy]+")
_FEWEST_SYLLABLES = 3
# Mountain, river, lake, island, bay: Chinese names of places go with and without.
_LANDFORMS = ("shan", "jiang", "hu", "dao", "wan")


@dataclass(frozen=True)
class Passage:
    """The words of one side of a link.

    Args:
        text: the whole document.
        spans: the parts of it that the link holds.
        names: the names inside, in text order.
    """

    text: str
    spans: tuple[Span, ...]
    names: tuple[Name, ...]

    @cached_property
    def row(self) -> list[Word]:
        """The words, in text order."""
        return [w for s in self.spans for w in words(self.text, s)]

    @cached_property
    def keys(self) -> list[str]:
        """The folded words, as `row`."""
        return [name_key(w.text) for w in self.row]

    @cached_property
    def index(self) -> dict[int, int]:
        """Where in `row` the word starts that stands at an offset of the text."""
        return {w.span.start: i for i, w in enumerate(self.row)}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every folded word, the parts of hyphenated ones, and what of a word is a name (Haftar-linked)."""
        parts = {name_key(p) for w in self.row if "-" in w.text for p in w.text.split("-")}
        return frozenset({*self.keys, *parts, *(t.key for t, _ in self.tokens)} - {""})

    @cached_property
    def joined(self) -> frozenset[str]:
        """Two and three neighbouring words written as one: Gao De, Gaode."""
        keys = self.keys
        three = (x + y + z for x, y, z in zip(keys, keys[1:], keys[2:], strict=False))
        return frozenset({*(x + y for x, y in pairwise(keys)), *three})

    @cached_property
    def tokens(self) -> list[tuple[Token, Name]]:
        """The name words, each with its name."""
        return [(t, n) for n in self.names for t in n.tokens]

    @cached_property
    def letters(self) -> str:
        """The first letters of all counted words, folded: state-owned enterprises gives “soe”."""
        return "".join(
            p[0].casefold()
            for w in self.row
            if w.text.casefold() not in _UNCOUNTED
            for p in w.text.split("-")
            if p
        )

    @cached_property
    def initials(self) -> frozenset[str]:
        """What the runs of capitalised words, or one by its syllables, would be abbreviated to, folded."""
        by_syllables = (_syllables(w.text) for w in self.row if w.text[0].isupper())
        return frozenset({*(letters for letters, _, _ in _initials(self.row)), *by_syllables} - {""})


def _initials(row: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """The initials of each run of capitalised words, and the first and last of its words in `row`."""
    for i, first in enumerate(row):
        if not first.text[0].isupper() or first.text.casefold() in _UNCOUNTED:
            continue
        letters = ""
        for j, word in enumerate(row[i : i + _LONGEST_EXPANSION], i):
            if word.text.casefold() in _UNCOUNTED:
                continue
            if not word.text[0].isupper():
                break
            letters += "".join(p[0] for p in word.text.split("-") if p).casefold()
            if len(letters) >= 2:
                yield letters, i, j


def _syllables(word: str) -> str:
    """The letters before the vowels of a longer word, which may stand for it: Kuomintang, KMT."""
    folded = word.casefold()
    vowels = list(_VOWELS.finditer(folded))
    if len(vowels) < _FEWEST_SYLLABLES or vowels[0].start() == 0:
        return ""
    return "".join(folded[v.start() - 1] for v in vowels)


def explained(token: Token, name: Name, own: Passage, other: Passage) -> str | None:
    """How `other` holds the same word in another form, or None: the reason is for the evidence.

    `exact`, `plural`, `compound` (each part of China-Canada is there), `joined` (written as one word or
    as two), `place` (Libya, Libyan; Longquan, Longquanshan), `abbreviation` (GNA for Government of
    National Accord, KMT for Kuomintang).
    """
    key = token.key
    if key in other.known:
        return "exact"
    if any(key.removesuffix(s) in other.known for s in ("s", "es")) or key + "s" in other.known:
        return "plural"
    parts = [p for p in token.text.split("-") if len(p) > 1 and p.casefold() not in ARTICLES]
    keys = {name_key(p) for p in parts}
    if len(parts) > 1 and len(keys) == len(parts) and all(_part(p, other.known) for p in parts):
        return "compound"
    if key in other.joined or any(key in pair and pair in other.known for pair in _pairs(token, name)):
        return "joined"
    if place_among(key, other.known):
        return "place"
    if _abbreviates(token, own, other):
        return "abbreviation"
    if any(key.removesuffix(s) in other.known or key + s in other.known for s in _LANDFORMS):
        return "place"
    return None


def _part(part: str, known: frozenset[str]) -> bool:
    key = name_key(part)
    return key in known or (part.islower() and frequency(part) >= 3.5) or place_among(key, known)


def _pairs(token: Token, name: Name) -> list[str]:
    """The token joined with its neighbours in the name."""
    keys = [t.key for t in name.tokens]
    i = name.tokens.index(token)
    out = []
    if i > 0:
        out.append(keys[i - 1] + keys[i])
    if i + 1 < len(keys):
        out.append(keys[i] + keys[i + 1])
    if 0 < i < len(keys) - 1:
        out.append(keys[i - 1] + keys[i] + keys[i + 1])
    return out


def _abbreviates(token: Token, own: Passage, other: Passage) -> bool:
    short = token.text.removesuffix("s")
    if 2 <= len(short) <= 7 and short.isupper():
        return short.casefold() in other.initials or (len(short) >= 3 and short.casefold() in other.letters)
    at = own.index.get(token.span.start)
    if at is None:
        return False
    shorts = {w.text.casefold() for w in other.row if w.text.isupper() and 2 <= len(w.text) <= 7}
    if not shorts:
        return False
    if _syllables(token.text) in shorts:
        return True
    begin = max(0, at - _LONGEST_EXPANSION)
    near = own.row[begin : at + _LONGEST_EXPANSION]
    return any(letters in shorts and i <= at - begin <= j for letters, i, j in _initials(near))
