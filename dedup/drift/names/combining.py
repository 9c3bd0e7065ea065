"""What the words of two names say together: the table behind the probability that both are one name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import regex
from numpy.typing import NDArray

from dedup.drift.names.network import Network
from dedup.drift.names.pairing import Match, Pairing, overlap
from dedup.drift.names.parsing import Name
from dedup.drift.names.word_lists import lexicon

Floats = NDArray[np.float64]
_T = TypeVar("_T", int, float, str)
_PATRONYMIC = regex.compile(r"\p{L}{3,}(?:[oe]v(?:ich|ych|na|nich)|vich|vych|vna|ovic|evic)")


def one_name(pairings: Sequence[Pairing]) -> list[float]:
    """Probability that the two names of each pairing are one person's, place's or company's."""
    if not pairings:
        return []
    table = np.array([features(p) for p in pairings], dtype=np.float64)
    found: list[float] = np.round(_network().probabilities(table)[:, 1], 6).tolist()
    return found


@cache
def _network() -> Network:
    return Network.load(Path(__file__).parent / "data" / "names.npz")


class _Word(NamedTuple):
    """What the table asks of a word, as numbers."""

    letters: int
    common: bool
    doubtful: bool
    country: bool
    father: bool


@lru_cache(maxsize=65536)
def _word(word: str) -> _Word:
    lists = lexicon()
    return _Word(
        len(word), word in lists.common, word in lists.doubtful_titles, word in lists.countries,
        _PATRONYMIC.fullmatch(word) is not None,
    )  # fmt: skip


class _Left(NamedTuple):
    """The words of one name that found no partner, taken together."""

    words: int
    kept: float
    ends: int
    fathers: int
    countries: int


def features(pairing: Pairing) -> list[float]:
    """What the network reads, in a fixed order; the same with the two names exchanged."""
    a, b, matches, initials, left_a, left_b, spare_a, spare_b = pairing
    last_a, last_b = len(a.words) - 1, len(b.words) - 1
    alike = []
    least = variant_least = loose_variant = 1.0
    garbled_most = 0.0
    shortest = 99
    equal = rare = rarest = fathers_shared = short_forms = joined = 0
    first = last = False
    shared = set()
    for x, y, (variant, garbled, _), how in matches:
        alike.append(variant + garbled)
        least, variant_least = min(least, variant + garbled), min(variant_least, variant)
        garbled_most = max(garbled_most, garbled)
        if how == "equal":
            equal += 1
            word = _word(x.text)
            if not word.common:
                rare += 1
                rarest = max(rarest, word.letters)
            if x.text not in shared:
                shared.add(x.text)
                fathers_shared += word.father
        else:
            shortest = min(shortest, len(x.text), len(y.text))
            loose_variant = min(loose_variant, variant)
            short_forms += how == "short form"
            joined += how == "joined"
        first = first or x.start == y.start == 0
        last = last or (x.end == last_a + 1 and y.end == last_b + 1)
    unequal = len(matches) - equal
    loose = [_word(a.words[i]) for i in left_a] + [_word(b.words[i]) for i in left_b]
    one, other = _left(a, left_a, loose[: len(left_a)]), _left(b, left_b, loose[len(left_a) :])
    long = [w.letters for w in loose]
    repeated = [w for n, places in ((a, left_a), (b, left_b)) for i in places if (w := n.words[i]) in shared]
    slots = set(left_a).intersection(left_b)
    even = last_a == last_b
    order = [m.b.start for m in sorted(matches, key=_start)] if len(matches) > 1 else []
    numbers_a, numbers_b = set(a.numbers), set(b.numbers)
    forms = a.legal_form, b.legal_form
    spares = len(spare_a), len(spare_b)
    return [
        *_sorted(last_a + 1, last_b + 1), *_sorted(one.words, other.words), *_sorted(one.kept, other.kept),
        len(matches), equal, unequal,
        least if matches else 0.0, variant_least if matches else 0.0,
        sum([log(min(max(p, 1e-3), 1.0)) for p in alike]), sum(alike) / len(alike) if alike else 0.0,
        shortest if unequal else 0, loose_variant, garbled_most,
        rare, rarest, equal - rare, first, last,
        sum([x > y for i, x in enumerate(order) for y in order[i + 1 :]]),
        len(initials), spares[0] + spares[1], min(one.words + spares[0], other.words + spares[1]),
        len(numbers_a ^ numbers_b), len(numbers_a & numbers_b),
        pairing.other_form, bool(forms[0]) != bool(forms[1]), bool(forms[0] & forms[1]),
        bool(a.titles or b.titles), overlap(*_sorted(_whole(a.words), _whole(b.words))),
        *_sorted(one.ends, other.ends), max(long, default=0), min(long, default=0),
        sum([w.common for w in loose]), sum([w.doubtful for w in loose]),
        max([overlap(a.words[i], b.words[j]) for i in left_a for j in left_b], default=0.0),
        short_forms > 0, joined, a.consonants_only + b.consonants_only,
        min(one.fathers, other.fathers), one.fathers + other.fathers, fathers_shared,
        min(one.countries, other.countries), one.countries + other.countries, len(repeated), len(slots),
        len(slots) * even, 0 in slots and even, last_a in slots and even, bool(spare_a and spare_b),
    ]  # fmt: skip


def _left(name: Name, places: tuple[int, ...], words: Sequence[_Word]) -> _Left:
    if not places:
        return _Left(0, 1.0, 0, 0, 0)
    missing = sum([w.letters for w in words])
    return _Left(
        len(places), 1 - missing / max(len(_whole(name.words)), 1),
        (places[0] == 0) + 2 * (places[-1] == len(name.words) - 1),
        sum([w.father for w in words]), sum([w.country for w in words]),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _whole(words: tuple[str, ...]) -> str:
    return "".join(words)


def _start(match: Match) -> int:
    return match.a.start


def _sorted(x: _T, y: _T) -> tuple[_T, _T]:
    return (x, y) if x <= y else (y, x)
