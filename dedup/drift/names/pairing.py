"""Words of one name set against words of another, one to one and in any order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA, Indel

from dedup.drift.names.parsing import Name
from dedup.drift.names.pinyin import wade_giles
from dedup.drift.names.tokens import SAME, UNLIKE, Likeness, Likenesses, skeleton
from dedup.drift.names.units import Unit, plain_units, units_of
from dedup.drift.names.word_lists import lexicon

Verdict = Literal["same", "variant", "garbled", "different"]
_SHORT_FORM = Likeness(0.9, 0.0, 0.1)
_WADE_GILES = Likeness(0.95, 0.0, 0.05)
# Below this share of common letters no model calls two words one name; it saves most of the work.
_LEAST_OVERLAP_SINGLE = 0.4
_LEAST_OVERLAP = 0.5
_LEAST_OVERLAP_ALTERED = 0.7
# The same for that share and the share of consonants by sound together, in names of several words: a third of
# the calls of the model saved, of which it would have called one in eighty one name.
_LEAST_BOTH = 1.0
_LEAST_LIKENESS = 0.2
# When a word is garbled beyond doubt, out of fold: a single word from .8 of the probability that it is one
# name (of 1,309 unmarked spellings of one name 4 are called garbled there and 6 from .7); a word among others
# from .95 (OFAC aliases called garbled: 26 from .75 of all, 7 by this rule).
_SLIP_ALONE = 0.8
_SLIP = 0.95
_AGREES = 0.9
_ENOUGH_LETTERS = 5
_ANY_FORM = frozenset({"company"})


class Match(NamedTuple):
    """A unit of the first name, the unit of the second that it was set against, and why."""

    a: Unit
    b: Unit
    likeness: Likeness
    how: str


class Pairing(NamedTuple):
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
            and not self.other_form
        )

    @property
    def other_form(self) -> bool:
        """Both name a legal form, and not the same; "company" alone names none in particular."""
        one, other = self.a.legal_form - _ANY_FORM, self.b.legal_form - _ANY_FORM
        return bool(one and other and one.isdisjoint(other))

    @property
    def other_number(self) -> bool:
        """Each name has a number that the other lacks: the 36th and the 37th division, father and son."""
        one, other = set(self.a.numbers), set(self.b.numbers)
        return not (one <= other or other <= one)

    @property
    def strangers(self) -> bool:
        """No word or initial of one has anything to do with one of the other."""
        return not (self.matches or self.initials)

    @property
    def single(self) -> bool:
        """One word on each side and nothing else: the words' own likeness decides."""
        return (
            len(self.a.words) == len(self.b.words) == 1
            and not (self.a.initials or self.b.initials or self.a.numbers or self.b.numbers)
            and not self.other_form
        )

    def fault(self) -> float:
        """Probability that a matched word is garbled, of the word most likely to be.

        Words that were first put together to match are no evidence of a fault.
        """
        return max((m.likeness.garbled for m in self.matches if m.how == "spelling"), default=0.0)

    def clear_slip(self) -> bool:
        """One word garbled beyond doubt, while all other words agree; in names of several words, by one edit.

        Where more than that differs, an alias or another spelling is as likely as a fault.
        """
        if self.left_a or self.left_b or self.spare_a or self.spare_b:
            return False
        doubtful = [m for m in self.matches if m.likeness.variant < _AGREES]
        if len(doubtful) != 1 or doubtful[0].how != "spelling":
            return False
        a, b, (variant, garbled, _), _ = doubtful[0]
        if max(len(a.text), len(b.text)) < _ENOUGH_LETTERS:
            return False
        share = garbled / max(garbled + variant, 1e-9)
        if len(self.matches) == 1:
            return share >= _SLIP_ALONE
        return share >= _SLIP and OSA.distance(a.text, b.text) == 1

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


class Draft(NamedTuple):
    """Two names with their equal words taken out, and the pairs of units that may still match."""

    a: Name
    b: Name
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]
    equal: list[Match]
    candidates: list[tuple[Unit, Unit]]

    def wanted(self) -> Iterator[tuple[str, str]]:
        """The pairs of words whose likeness `pair_up` will ask for."""
        if not (self.a.consonants_only or self.b.consonants_only):
            for x, y in self.candidates:
                yield x.text, y.text


def draft(a: Name, b: Name) -> Draft:
    """The first step of `pair_up`, apart from it so that many names share one run of the model."""
    left_a, left_b, equal = _equal(a, b)
    candidates: list[tuple[Unit, Unit]] = []
    if left_a and left_b:
        alone = len(a.words) == len(b.words) == 1
        plain = _LEAST_OVERLAP_SINGLE if alone else _LEAST_OVERLAP
        units_b = units_of(b.words, left_b)
        for x, text, length, letters, altered, forms, wade in units_of(a.words, left_a):
            for y, text_b, length_b, letters_b, altered_b, forms_b, wade_b in units_b:
                if altered or altered_b:
                    if altered and altered_b:
                        continue
                    least = _LEAST_OVERLAP_ALTERED
                else:
                    least = plain
                # No more letters can stand in order than there are in common: cheap to know, mostly enough.
                if 2 * (letters & letters_b).bit_count() >= least * (length + length_b):
                    like = Indel.normalized_similarity(text, text_b)
                    if like >= least and (alone or like + _sound_overlap(text, text_b) >= _LEAST_BOTH):
                        candidates.append((x, y))
                        continue
                if (forms and forms_b and not forms.isdisjoint(forms_b)) or (
                    (wade or wade_b) and (wade == text_b or wade_b == text)
                ):
                    candidates.append((x, y))
    return Draft(a, b, left_a, left_b, equal, candidates)


def pair_up(names: Draft, likenesses: Likenesses) -> Pairing:
    """The best one-to-one assignment, greedy by likeness and length: equal words, short forms, spellings."""
    a, b = names.a, names.b
    if not names.candidates and not (a.initials or b.initials):
        return Pairing(a, b, tuple(names.equal), (), names.left_a, names.left_b, (), ())
    left_a, left_b, matches = set(names.left_a), set(names.left_b), list(names.equal)
    scored: list[tuple[float, Match]] = []
    consonants_only = a.consonants_only or b.consonants_only
    for x, y in names.candidates:
        match = _match(x, y, consonants_only, likenesses)
        alike = 1 - match.likeness.different
        if alike >= _LEAST_LIKENESS or len(a.words) == len(b.words) == 1:
            scored.append((alike * min(len(x.text), len(y.text)), match))
    if len(scored) > 1:
        scored.sort(key=_rank)
    for _, match in scored:
        places_a, places_b = range(match.a.start, match.a.end), range(match.b.start, match.b.end)
        if left_a.issuperset(places_a) and left_b.issuperset(places_b):
            left_a.difference_update(places_a)
            left_b.difference_update(places_b)
            matches.append(match)
    spare_a, spare_b = list(a.initials), list(b.initials)
    pairs = _initials(a, b, left_a, left_b, spare_a, spare_b) if spare_a or spare_b else ()
    return Pairing(
        a, b, tuple(matches), pairs, tuple(sorted(left_a)), tuple(sorted(left_b)),
        tuple(spare_a), tuple(spare_b),
    )  # fmt: skip


def _initials(
    a: Name, b: Name, left_a: set[int], left_b: set[int], spare_a: list[str], spare_b: list[str]
) -> tuple[tuple[str, str], ...]:
    """Takes initials out together with the initial or the word that they stand for."""
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
    return tuple(pairs)


@lru_cache(maxsize=64)
def _places(words: int) -> tuple[int, ...]:
    return tuple(range(words))


def _equal(a: Name, b: Name) -> tuple[tuple[int, ...], tuple[int, ...], list[Match]]:
    """Takes out the words both names hold; the places left on each side, and the matches."""
    if set(a.words).isdisjoint(b.words):
        return _places(len(a.words)), _places(len(b.words)), []
    left_a: list[int] = []
    left_b = list(range(len(b.words)))
    matches: list[Match] = []
    for i, word in enumerate(a.words):
        for place in left_b:
            if b.words[place] == word:
                left_b.remove(place)
                matches.append(Match(plain_units(a.words)[i], plain_units(b.words)[place], SAME, "equal"))
                break
        else:
            left_a.append(i)
    return tuple(left_a), tuple(left_b), matches


def _rank(scored: tuple[float, Match]) -> tuple[float, str, str, int]:
    """Best first; ties by the texts, so that neither the order nor the side of a name decides."""
    score, match = scored
    return (
        -score,
        min(match.a.text, match.b.text),
        max(match.a.text, match.b.text),
        match.a.start + match.b.start,
    )


@lru_cache(maxsize=65536)
def _sound_overlap(a: str, b: str) -> float:
    return overlap(skeleton(a), skeleton(b))


def _match(x: Unit, y: Unit, consonants_only: bool, likenesses: Likenesses) -> Match:
    how = "joined" if x.altered or y.altered else "spelling"
    if x.text == y.text:
        return Match(x, y, SAME, how)
    if lexicon().is_short_form(x.text, y.text):
        return Match(x, y, _SHORT_FORM, "short form")
    if y.text == wade_giles(x.text) or x.text == wade_giles(y.text):
        return Match(x, y, _WADE_GILES, "pinyin")
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


def overlap(a: str, b: str) -> float:
    """Share of letters that two words have in common, in order."""
    return float(Indel.normalized_similarity(a, b))
