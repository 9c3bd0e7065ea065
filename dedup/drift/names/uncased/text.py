"""The words of one document in a script without capitals, and what speaks for a name in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from dedup.documents import Document, Span
from dedup.drift.names.uncased.language import (
    INFLECTS_IN_WORDFREQ,
    frequency,
    inflected,
    inflection_of,
    language_of,
)
from dedup.drift.names.uncased.listed import is_listed
from dedup.drift.names.uncased.stems import cuts, stems
from dedup.drift.names.uncased.vocabulary import vocabulary
from dedup.drift.names.uncased.writing import Word, fold, words_of

# What each sign is worth; a name needs two. Set by hand, see docs/design/names.md.
POINTS = dict.fromkeys(("title", "listed"), 2) | dict.fromkeys(
    ("borne", "uninflected", "rare", "office", "place", "speech", "particle", "beside", "slot"), 1
)
ENOUGH, SURE = 2, 3
BESIDE = frozenset({"title", "office", "place", "speech", "particle", "beside"})
BY_ITSELF = frozenset({"listed", "uninflected", "rare"})
# Zipf frequencies: nothing commoner is a name unless it is listed; one that is listed and this common is a
# word as well; below the last it is too rare to tell how it inflects.
_COMMON, _WORD_TOO, _TELLING = 5.0, 4.0, 2.0
# How common a word is that a rare one is taken for a form of.
_STEM = 3.0
# Words that may stand between an office and its holder: Minister of Foreign Affairs, the Iranian ….
_OFFICE_REACH = 4
_STOP = regex.compile(r"[.!?؟؛;:\n…۔]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as clitics and a name.

    Args:
        cut: how many letters of clitics stand before the name.
        signs: what speaks for a name.
        form: True for what may be a rare form of a common word as well.
    """

    cut: int
    signs: frozenset[str]
    form: bool


@dataclass(frozen=True)
class Text:
    """One document, for the rules on names.

    Args:
        document: the text.
        language: `ar`, `fa`, `ur` or `he`.
    """

    document: Document
    language: str

    @classmethod
    def of(cls, document: Document) -> Text | None:
        """The document as such a text; None where it is in a script with capitals, or without spaces."""
        language = language_of(document.text)
        return cls(document, language) if language else None

    def alike(self, documents: Iterable[Document]) -> tuple[Text, ...]:
        """Those of `documents` that are in the language of this one."""
        found = (Text.of(d) for d in documents)
        return tuple(t for t in found if t and t.language == self.language)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the story, in text order."""
        spans = self.document.story_spans()
        return tuple(w for s in spans for w in words_of(self.document.text, self.language, s))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every word of the text, and what is left of it without clitics, folded."""
        return frozenset(s for w in self.words for s in stems(w.bare, self.language))

    def stems_in(self, span: Span) -> frozenset[str]:
        """The same of the part `span`."""
        return frozenset(s for w in inside(self.words, [span]) for s in stems(w.bare, self.language))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each of these stands in the text."""
        return Counter(s for w in self.words for s in stems(w.bare, self.language))

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        """What stands beside the occurrences of each stem: the signs that come from the text."""
        have = vocabulary(self.language)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for i, word in enumerate(self.words):
            signs = set()
            before = list(self._before(i))
            if before:
                near = stems(before[0].bare, self.language)
                for sign, marks in (("title", have.titles), ("place", have.places), ("speech", have.speech)):
                    if near & marks:
                        signs.add(sign)
                if fold(before[0].bare) in have.particles:
                    signs.add("particle")
            if any(stems(w.bare, self.language) & (have.offices | have.titles) for w in before):
                signs.add("office")
            behind = self.words[i + 1 : i + 2] if i + 1 < len(self.words) and not self._stops(i + 1) else ()
            if any(w.key in have.particles for w in behind):
                signs.add("particle")
            if any(_is_listed(w, self.language) for w in (*before[:1], *behind)):
                signs.add("beside")
            if signs:
                for stem in stems(word.bare, self.language):
                    found[stem] |= signs
        return {stem: frozenset(signs) for stem, signs in found.items()}

    def _before(self, i: int) -> Iterator[Word]:
        """The words before the one at `i` in its clause, nearest first."""
        for j in range(i, max(0, i - _OFFICE_REACH), -1):
            if self._stops(j):
                return
            yield self.words[j - 1]

    def _stops(self, i: int) -> bool:
        """True where a sentence or line ends before the word at `i`."""
        gap = self.document.text[self.words[i - 1].span.end : self.words[i].span.start]
        return _STOP.search(gap) is not None

    def signs(self, bare: str) -> frozenset[str] | None:
        """What speaks for a name in the bare letters `bare`, a word here or a stem; None: never one."""
        own = own_signs(bare, self.language)
        return None if own is None else own | self._beside.get(fold(bare), frozenset())

    def readings(self, word: Word) -> list[Reading]:
        """Which stems of a word may be a name, or a slip of one: those with signs, and those no text has."""
        cached = self._readings.get(word.bare)
        if cached is None:
            cached = []
            whole = frequency(word.bare, self.language)
            for cut in cuts(word.bare, self.language):
                stem = word.bare[cut:]
                if cut and frequency(stem, self.language) < whole:
                    continue  # what texts know as a word is no clitic and a rarer one: Lavrov, Putin
                signs = self.signs(stem)
                if signs is None:
                    continue
                sure = is_enough(signs) or not signs.isdisjoint(BY_ITSELF)
                if sure or frequency(stem, self.language) < _TELLING:
                    form = not sure and inflection_of(stem, self.language) >= _STEM
                    cached.append(Reading(cut, signs, form))
            self._readings[word.bare] = cached
        return cached

    @cached_property
    def places(self) -> dict[str, list[tuple[Word, int]]]:
        """The words that each stem which may be a name stands in, and the letters before it there."""
        found: defaultdict[str, list[tuple[Word, int]]] = defaultdict(list)
        for word in self.words:
            for reading in self.readings(word):
                found[word.key[reading.cut :]].append((word, reading.cut))
        return dict(found)

    @cached_property
    def _readings(self) -> dict[str, list[Reading]]:
        """What was found for each word already."""
        return {}


@lru_cache(maxsize=1 << 16)
def own_signs(bare: str, language: str) -> frozenset[str] | None:
    """The signs that a word bears itself; None for one that is never a name.

    `listed`: Wikidata has it as a name; `borne`: it does, but it is a common word as well; `uninflected`:
    texts have it, but no form of it, nor is it one; `rare`: hardly any text has it.
    """
    out, common = _listing(bare, language), frequency(bare, language)
    if out is None or (common >= _COMMON and not out):
        return None
    if (
        language in INFLECTS_IN_WORDFREQ
        and common >= _TELLING
        and inflected(bare, language) <= 1
        and inflection_of(bare, language) < common
    ):
        out |= {"uninflected"}
    if common < _TELLING and inflection_of(bare, language) < _STEM:
        out |= {"rare"}
    return out


@lru_cache(maxsize=1 << 16)
def _listing(bare: str, language: str) -> frozenset[str] | None:
    """`listed` or `borne` of a word that is; None for a small word, a title and the like."""
    have, key = vocabulary(language), fold(bare)
    never = have.titles | have.offices | have.places | have.speech | have.particles
    if key in never or stems(bare, language) & have.small_words:
        return None
    if not (is_listed(key) or (have.article and is_listed(key.removeprefix(have.article)))):
        return frozenset()
    return frozenset({"listed" if frequency(bare, language) < _WORD_TOO else "borne"})


def _is_listed(word: Word, language: str) -> bool:
    """True for a word beside which the rest of a name may stand."""
    return any(_listing(word.bare[n:], language) for n in cuts(word.bare, language))


def points(signs: frozenset[str]) -> int:
    """What `signs` are worth together, a common slot left out."""
    return sum(POINTS[s] for s in signs - {"slot"})


def is_enough(signs: frozenset[str]) -> bool:
    """True where `signs` make a name."""
    return sum(POINTS[s] for s in signs) >= ENOUGH


def inside(words: Sequence[Word], spans: Sequence[Span]) -> list[Word]:
    """The words, which stand in text order, that lie inside one of `spans`."""
    found: list[Word] = []
    for span in spans:
        first = bisect_left(words, span.start, key=lambda w: w.span.start)
        last = bisect_right(words, span.end, key=lambda w: w.span.end)
        found += words[first:last]
    return found
