"""Words of one name set against words of another, one to one and in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex
from rapidfuzz.distance import Indel

from dedup.drift.names.parsing import Name
from dedup.drift.names.tokens import SAME, UNLIKE, Likeness, Likenesses, skeleton
from dedup.drift.names.word_lists import lexicon

_SHORT_FORM = Likeness(0.9, 0.0, 0.1)
_INITIAL = Likeness(0.8, 0.0, 0.2)
# Below this share of common letters no model calls two words one name; it saves most of the work.
_LEAST_OVERLAP = 0.4
_LEAST_OVERLAP_JOINED = 0.7
_LEAST_LIKENESS = 0.2
_GLUED = regex.compile(r"^(?:al|el|bin|ben)(?=\p{L}{4})(.+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word, or two neighbours written together: places `start` to `end` of the name's words."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A unit of the first name, the unit of the second that it was set against, and why."""

    a: Unit
    b: Unit
    likeness: Likeness
    how: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """All that the words of two names say to each other.

    Args:
        a, b: the names.
        matches: the units set against each other, best first.
        initials: initial of one side and the word or initial it stands for on the other.
        left_a, left_b: places of the words that found no partner.
        spare_a, spare_b: initials that found none.
    """

    a: Name
    b: Name
    matches: tuple[Match, ...]
    initials: tuple[tuple[str, str], ...]
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]
    spare_a: tuple[str, ...]
    spare_b: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Equal words, initials and numbers, whatever their order, titles and particles."""
        return (
            not (self.left_a or self.left_b or self.spare_a or self.spare_b)
            and all(m.how == "equal" for m in self.matches)
            and all(x == y for x, y in self.initials)
            and sorted(self.a.numbers) == sorted(self.b.numbers)
            and (self.a.legal_form == self.b.legal_form or not (self.a.legal_form and self.b.legal_form))
        )

    @property
    def single(self) -> bool:
        """One word on each side and nothing else: the words' own likeness decides."""
        return (
            len(self.a.words) == len(self.b.words) == 1
            and not (self.a.initials or self.b.initials or self.a.numbers or self.b.numbers)
            and not (self.a.legal_form or self.b.legal_form)
        )

    def fault(self) -> float:
        """Probability that some matched word is garbled, the one most likely to be deciding."""
        return max((m.likeness.garbled for m in self.matches), default=0.0)

    def features(self) -> list[float]:
        """What the combining trees read; the same with the two names exchanged."""
        a, b = self.a, self.b
        sizes = sorted((len(a.words), len(b.words)))
        left = sorted((len(self.left_a), len(self.left_b)))
        kept = sorted((_kept(a, self.left_a), _kept(b, self.left_b)))
        alike = [m.likeness.variant + m.likeness.garbled for m in self.matches]
        unequal = [m for m in self.matches if m.how != "equal"]
        equal = [m for m in self.matches if m.how == "equal"]
        common = lexicon().common
        rare = [len(m.a.text) for m in equal if m.a.text not in common]
        loose = [
            w for n, places in ((a, self.left_a), (b, self.left_b)) for w in (n.words[p] for p in places)
        ]
        last_a, last_b = len(a.words) - 1, len(b.words) - 1
        ends_left = sorted(
            (0 in self.left_a) + 2 * (last_a in self.left_a)
            if n
            else (0 in self.left_b) + 2 * (last_b in self.left_b)
            for n in (0, 1)
        )
        order = [m.b.start for m in sorted(self.matches, key=lambda m: m.a.start)]
        whole = ["".join(n.words) for n in (a, b)]
        numbers = set(a.numbers) ^ set(b.numbers)
        forms = (a.legal_form, b.legal_form)
        return [
            *sizes, *left, *kept, len(self.matches), len(equal), len(unequal),
            min(alike, default=0.0), min((m.likeness.variant for m in self.matches), default=0.0),
            float(np.sum(np.log(np.clip(alike, 1e-3, 1)))), float(np.mean(alike)) if alike else 0.0,
            min((min(len(m.a.text), len(m.b.text)) for m in unequal), default=0),
            min((m.likeness.variant for m in unequal), default=1.0),
            max((m.likeness.garbled for m in self.matches), default=0.0),
            len(rare), max(rare, default=0), len(equal) - len(rare),
            any(m.a.start == 0 and m.b.start == 0 for m in self.matches),
            any(m.a.end == last_a + 1 and m.b.end == last_b + 1 for m in self.matches),
            sum(x > y for i, x in enumerate(order) for y in order[i + 1 :]),
            len(self.initials), len(self.spare_a) + len(self.spare_b),
            min(len(self.left_a) + len(self.spare_a), len(self.left_b) + len(self.spare_b)),
            len(numbers), len(set(a.numbers) & set(b.numbers)),
            bool(forms[0] and forms[1] and forms[0].isdisjoint(forms[1])), bool(forms[0]) != bool(forms[1]),
            bool(forms[0] & forms[1]), bool(a.titles or b.titles),
            Indel.normalized_similarity(*sorted(whole)),
            *ends_left, max(map(len, loose), default=0), min(map(len, loose), default=0),
            sum(w in common for w in loose), sum(w in lexicon().doubtful_titles for w in loose),
            max((_overlap(a.words[i], b.words[j]) for i in self.left_a for j in self.left_b), default=0.0),
            any(m.how == "short form" for m in self.matches),
            sum(m.how == "joined" for m in self.matches),
            a.consonants_only + b.consonants_only,
        ]  # fmt: skip

    def evidence(self) -> dict[str, Any]:
        """The reasons as plain JSON, for people and for rules that decide with more context."""
        found: dict[str, Any] = {
            "words": [
                {
                    "a": m.a.text, "b": m.b.text, "how": m.how,
                    **({} if m.how == "equal" else {k: round(v, 4) for k, v in m.likeness._asdict().items()}),
                }
                for m in self.matches
            ],
            "unmatched": {
                "a": [*(self.a.words[p] for p in self.left_a), *self.spare_a],
                "b": [*(self.b.words[p] for p in self.left_b), *self.spare_b],
            },
        }  # fmt: skip
        if self.initials:
            found["initials"] = [list(pair) for pair in self.initials]
        for key, left, right in (
            ("titles", self.a.titles, self.b.titles),
            ("numbers", self.a.numbers, self.b.numbers),
            ("legal_forms", tuple(sorted(self.a.legal_form)), tuple(sorted(self.b.legal_form))),
        ):
            if left or right:
                found[key] = {"a": list(left), "b": list(right)}
        return found


def wanted(a: Name, b: Name) -> Iterator[tuple[str, str]]:
    """The pairs of words whose likeness `pair_up` will ask for."""
    if not (a.consonants_only or b.consonants_only):
        left_a, left_b, _ = _equal(a, b)
        for x, y in _candidates(a, b, left_a, left_b):
            yield x.text, y.text


def pair_up(a: Name, b: Name, likenesses: Likenesses) -> Pairing:
    """The best one-to-one assignment, greedy by likeness and length: equal words, short forms, spellings."""
    left_a, left_b, matches = _equal(a, b)
    scored: list[tuple[float, Match]] = []
    for x, y in _candidates(a, b, left_a, left_b):
        match = _match(x, y, a.consonants_only or b.consonants_only, likenesses)
        alike = 1 - match.likeness.different
        if alike >= _LEAST_LIKENESS or len(a.words) == len(b.words) == 1:
            scored.append((alike * min(len(x.text), len(y.text)), match))
    scored.sort(
        key=lambda s: (
            -s[0],
            min(s[1].a.text, s[1].b.text),
            max(s[1].a.text, s[1].b.text),
            s[1].a.start + s[1].b.start,
        )
    )
    for _, match in scored:
        places_a, places_b = range(match.a.start, match.a.end), range(match.b.start, match.b.end)
        if left_a.issuperset(places_a) and left_b.issuperset(places_b):
            left_a.difference_update(places_a)
            left_b.difference_update(places_b)
            matches.append(match)
    spare_a, spare_b = list(a.initials), list(b.initials)
    pairs: list[tuple[str, str]] = []
    for letter in list(spare_a):
        if letter in spare_b:
            spare_a.remove(letter)
            spare_b.remove(letter)
            pairs.append((letter, letter))
    for spare, other, left, flip in ((spare_a, b, left_b, False), (spare_b, a, left_a, True)):
        for letter in list(spare):
            place = next((p for p in sorted(left) if other.words[p][0] == letter), None)
            if place is not None:
                spare.remove(letter)
                left.discard(place)
                pairs.append((other.words[place], letter) if flip else (letter, other.words[place]))
    return Pairing(
        a,
        b,
        tuple(matches),
        tuple(pairs),
        tuple(sorted(left_a)),
        tuple(sorted(left_b)),
        tuple(spare_a),
        tuple(spare_b),
    )


def _equal(a: Name, b: Name) -> tuple[set[int], set[int], list[Match]]:
    """Takes out the words both names hold; the places left on each side, and the matches."""
    left_a, left_b = set(range(len(a.words))), set(range(len(b.words)))
    matches = []
    for i, word in enumerate(a.words):
        place = next((j for j in sorted(left_b) if b.words[j] == word), None)
        if place is not None:
            left_a.discard(i)
            left_b.discard(place)
            matches.append(Match(Unit(word, i, i + 1), Unit(word, place, place + 1), SAME, "equal"))
    return left_a, left_b, matches


def _candidates(a: Name, b: Name, left_a: set[int], left_b: set[int]) -> Iterator[tuple[Unit, Unit]]:
    units_a, units_b = _units(a, left_a), _units(b, left_b)
    for x in units_a:
        for y in units_b:
            joined = (x.end - x.start > 1) + (y.end - y.start > 1)
            bare = (x.text != _word(a, x)) + (y.text != _word(b, y))
            if joined + bare > 1:
                continue
            least = _LEAST_OVERLAP_JOINED if joined + bare else _LEAST_OVERLAP
            if _overlap(x.text, y.text) >= least or (
                not joined and not bare and lexicon().is_short_form(x.text, y.text)
            ):
                yield x, y


def _word(name: Name, unit: Unit) -> str:
    """The unit as it stands in the name, with an article that was written together with it."""
    return "".join(name.words[unit.start : unit.end])


def _units(name: Name, left: set[int]) -> list[Unit]:
    words = name.words
    units = [Unit(words[i], i, i + 1) for i in sorted(left)]
    units += [Unit(m.group(1), i, i + 1) for i in sorted(left) if (m := _GLUED.match(words[i]))]
    units += [Unit(words[i] + words[i + 1], i, i + 2) for i in sorted(left) if i + 1 in left]
    if len(left) == len(words) > 2:
        units.append(Unit("".join(words), 0, len(words)))
    return units


def _match(x: Unit, y: Unit, consonants_only: bool, likenesses: Likenesses) -> Match:
    joined = max(x.end - x.start, y.end - y.start) > 1
    how = "joined" if joined else "spelling"
    if x.text == y.text:
        return Match(x, y, SAME, how)
    if lexicon().is_short_form(x.text, y.text):
        return Match(x, y, _SHORT_FORM, "short form")
    if consonants_only:
        return Match(x, y, _by_consonants(x.text, y.text), "consonants")
    return Match(x, y, likenesses[x.text, y.text], how)


def _by_consonants(a: str, b: str) -> Likeness:
    """Likeness where one word was written without vowels: all that counts is the skeleton."""
    keys = skeleton(a), skeleton(b)
    likeness = Indel.normalized_similarity(*keys)
    if likeness == 1:
        return Likeness(0.9, 0.0, 0.1)
    return Likeness(0.55, 0.0, 0.45) if likeness >= 0.8 and min(map(len, keys)) > 2 else UNLIKE


def _overlap(a: str, b: str) -> float:
    return Indel.normalized_similarity(a, b)


def _kept(name: Name, left: tuple[int, ...]) -> float:
    """Share of the letters of a name that found a partner."""
    letters = sum(map(len, name.words))
    return 1 - sum(len(name.words[p]) for p in left) / max(letters, 1)
