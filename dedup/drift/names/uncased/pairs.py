"""Which words of two linked passages are one name spelt in two ways."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from dedup.documents import Span
from dedup.drift.names.tokens import Likeness
from dedup.drift.names.uncased.judge import judge
from dedup.drift.names.uncased.language import bases, frequency, in_use
from dedup.drift.names.uncased.stems import cuts, stems
from dedup.drift.names.uncased.text import BY_ITSELF, ENOUGH, SURE, Reading, Text, inside, is_enough, points
from dedup.drift.names.uncased.vocabulary import vocabulary
from dedup.drift.names.uncased.writing import Word, fold

# Words this near, on either side, say whether two words stand in one place.
_REACH = 3
# What two words must have in common of what stands beside them; long ones that are alike may stand anywhere.
_SLOT, _LONG = 0.25, 6
# From where on they stand in one place: a sign of a name, where a word may be one by itself.
_SAME_SLOT = 0.5
# Two spellings with more edits between them are never asked about.
_FARTHEST = 4
# A word this common (Zipf), of which both are inflected forms, makes two forms of it, and no name.
_WORD = 2.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of each side that may be one name.

    Args:
        a, b: the words.
        cut_a, cut_b: how many letters of clitics stand before the name.
        likeness: what the two are to each other.
        slot: how far they stand between the same words, 0 to 1.
        signs: what speaks for a name, of either.
    """

    a: Word
    b: Word
    cut_a: int
    cut_b: int
    likeness: Likeness
    slot: float
    signs: frozenset[str]

    @property
    def words(self) -> tuple[str, str]:
        """The two words in bare letters, clitics and all."""
        return self.a.bare, self.b.bare

    @property
    def bare(self) -> tuple[str, str]:
        """The two spellings in bare letters."""
        return self.a.bare[self.cut_a :], self.b.bare[self.cut_b :]


def pairs(a: Text, b: Text, spans_a: Sequence[Span], spans_b: Sequence[Span]) -> list[Pair]:
    """The names that two linked passages spell otherwise, one to one, most alike and best placed first."""
    row_a, row_b = inside(a.words, spans_a), inside(b.words, spans_b)
    left = [(i, a.readings(row_a[i])) for i in _unexplained(row_a, row_b, a.language)]
    right = [(j, b.readings(row_b[j])) for j in _unexplained(row_b, row_a, a.language)]
    scored = []
    for i, mine in left:
        for j, theirs in right if mine else ():
            alike = _most_alike(row_a[i], row_b[j], mine, theirs)
            if alike is None or are_forms_of_one(*alike.words, a.language, points(alike.signs)):
                continue
            pair = _placed(alike, _slot(row_a, row_b, i, j, a.language))
            if is_enough(pair.signs) and (pair.slot >= _SLOT or _is_plain(pair)):
                strength = pair.slot + pair.likeness.variant + pair.likeness.garbled
                scored.append((-strength, i + j, min(i, j), i, j, pair))
    scored.sort(key=lambda s: s[:3])
    out: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j, pair in scored:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append(pair)
    return out


def _is_plain(pair: Pair) -> bool:
    """True for long words with one letter between them, one a name by itself: wherever they stand."""
    longest = max(map(len, pair.bare))
    return (
        longest >= _LONG and OSA.distance(*map(fold, pair.bare)) == 1 and not BY_ITSELF.isdisjoint(pair.signs)
    )


def _placed(pair: Pair, slot: float) -> Pair:
    """The pair with its slot; a name by itself that stands in one place with it needs nothing more."""
    told = {"slot"} if slot >= _SAME_SLOT and not BY_ITSELF.isdisjoint(pair.signs) else set[str]()
    return replace(pair, slot=slot, signs=pair.signs | told)


def _most_alike(x: Word, y: Word, mine: Sequence[Reading], theirs: Sequence[Reading]) -> Pair | None:
    """The two words by the readings that the fewest edits part; None where none are one name."""
    ways = []
    for r in mine:
        for q in theirs:
            signs = r.signs | q.signs
            if points(signs) < (SURE if r.form or q.form else ENOUGH - 1):
                continue
            u, v = x.bare[r.cut :], y.bare[q.cut :]
            apart = OSA.distance(fold(u), fold(v), score_cutoff=_FARTHEST)
            if apart > _FARTHEST or (found := judge(u, v)).different >= 0.5:
                continue
            if apart > 1 or "rare" not in r.signs & q.signs:  # a slip is rare, whatever it is a slip of
                signs -= {"rare"}
            # The commonest name, rather than a rare word, or the name with its clitics.
            known = not signs.isdisjoint(BY_ITSELF - {"rare"}) and max(in_use(u), in_use(v))
            order = (apart, -known, r.cut + q.cut, min(u, v), max(u, v))
            ways.append((order, Pair(x, y, r.cut, q.cut, found, 0.0, signs)))
    return min(ways, key=lambda w: w[0])[1] if ways else None


@lru_cache(maxsize=1 << 16)
def are_forms_of_one(x: str, y: str, language: str, likely: int) -> bool:
    """True for two inflected forms of one word that texts have, clitics and all.

    `likely`: the points for a name. Of a likely name the word must be as common as its forms: a name is
    commoner than what is left of it without its last letters.
    """
    have = vocabulary(language)
    one, other = (
        {fold(base): base for cut in cuts(side, language) for base in bases(side[cut:], have)}
        for side in (x, y)
    )
    least = _WORD
    if likely >= SURE:
        least = max(least, *(frequency(side[cuts(side, language)[-1] :], language) for side in (x, y)))
    return any(
        max(frequency(one[k], language), frequency(other[k], language)) >= least for k in one.keys() & other
    )


def _unexplained(own: Sequence[Word], other: Sequence[Word], language: str) -> list[int]:
    """Where the words of `own` stand that `other` has in no form, nor written as one word or two."""
    known = {s for w in other for s in stems(w.bare, language)}
    joined = {x.key + y.key for x, y in pairwise(other)}
    out = []
    for i, word in enumerate(own):
        near = {own[i - 1].key + word.key} if i else set()
        near |= {word.key + own[i + 1].key} if i + 1 < len(own) else set()
        mine = stems(word.bare, language)
        if not (mine & known or mine & joined or near & known):
            out.append(i)
    return out


def _slot(a: Sequence[Word], b: Sequence[Word], i: int, j: int, language: str) -> float:
    """How far two words stand between the same ones; rare and near ones weigh most, and borders count."""
    borders = (i == 0 and j == 0) + (i == len(a) - 1 and j == len(b) - 1)
    met = (_met(a, b, i, j, language) + _met(b, a, j, i, language)) / 2
    return 1.0 - math.exp(-met - 0.35 * borders)


def _met(a: Sequence[Word], b: Sequence[Word], i: int, j: int, language: str) -> float:
    """How much of what stands beside the word at `i` of `a` stands on the same side of that at `j` of `b`."""
    total = 0.0
    sides = (
        (a[max(0, i - _REACH) : i][::-1], b[max(0, j - _REACH) : j][::-1]),
        (a[i + 1 : i + 1 + _REACH], b[j + 1 : j + 1 + _REACH]),
    )
    for near, there in sides:
        row = [stems(w.bare, language) for w in there]
        for d, word in enumerate(near, 1):
            at = next((e for e, other in enumerate(row, 1) if other & stems(word.bare, language)), None)
            if at is not None:
                total += _weight(word, language) / max(d, at)
    return total


def _weight(word: Word, language: str) -> float:
    return min(1.0, max(0.05, (7.5 - frequency(word.bare, language)) / 3.5))
