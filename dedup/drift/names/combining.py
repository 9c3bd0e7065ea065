"""What the words of two names say together: the table behind the probability that both are one name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.drift.names.network import Network
from dedup.drift.names.pairing import Pairing, overlap
from dedup.drift.names.parsing import Name
from dedup.drift.names.word_lists import lexicon

Floats = NDArray[np.float64]
_PATRONYMIC = regex.compile(r"\p{L}{3,}(?:[oe]v(?:ich|ych|na|nich)|vich|vych|vna|ovic|evic)")


def one_name(pairings: Sequence[Pairing]) -> list[float]:
    """Probability that the two names of each pairing are one person's, place's or company's."""
    if not pairings:
        return []
    table = np.array([features(p) for p in pairings], dtype=np.float64)
    found: list[float] = _network().probabilities(table)[:, 1].tolist()
    return found


@cache
def _network() -> Network:
    return Network.load(Path(__file__).parent / "data" / "names.npz")


def features(pairing: Pairing) -> list[float]:
    """What the network reads, in a fixed order; the same with the two names exchanged."""
    a, b = pairing.a, pairing.b
    sizes = sorted((len(a.words), len(b.words)))
    left = sorted((len(pairing.left_a), len(pairing.left_b)))
    kept = sorted((_kept(a, pairing.left_a), _kept(b, pairing.left_b)))
    alike = [m.likeness.variant + m.likeness.garbled for m in pairing.matches]
    unequal = [m for m in pairing.matches if m.how != "equal"]
    equal = [m for m in pairing.matches if m.how == "equal"]
    common = lexicon().common
    rare = [len(m.a.text) for m in equal if m.a.text not in common]
    loose_a, loose_b = [a.words[i] for i in pairing.left_a], [b.words[i] for i in pairing.left_b]
    loose = loose_a + loose_b
    slots = set(pairing.left_a) & set(pairing.left_b)
    fathers = [sum(_PATRONYMIC.fullmatch(w) is not None for w in words) for words in (loose_a, loose_b)]
    countries = [sum(w in lexicon().countries for w in words) for words in (loose_a, loose_b)]
    shared = {m.a.text for m in equal}
    last_a, last_b = len(a.words) - 1, len(b.words) - 1
    ends_left = sorted(
        (0 in pairing.left_a) + 2 * (last_a in pairing.left_a)
        if n
        else (0 in pairing.left_b) + 2 * (last_b in pairing.left_b)
        for n in (0, 1)
    )
    order = [m.b.start for m in sorted(pairing.matches, key=lambda m: m.a.start)]
    whole = ["".join(n.words) for n in (a, b)]
    numbers = set(a.numbers) ^ set(b.numbers)
    forms = (a.legal_form, b.legal_form)
    return [
        *sizes, *left, *kept, len(pairing.matches), len(equal), len(unequal),
        min(alike, default=0.0), min((m.likeness.variant for m in pairing.matches), default=0.0),
        sum(log(min(max(p, 1e-3), 1.0)) for p in alike), sum(alike) / len(alike) if alike else 0.0,
        min((min(len(m.a.text), len(m.b.text)) for m in unequal), default=0),
        min((m.likeness.variant for m in unequal), default=1.0),
        max((m.likeness.garbled for m in pairing.matches), default=0.0),
        len(rare), max(rare, default=0), len(equal) - len(rare),
        any(m.a.start == 0 and m.b.start == 0 for m in pairing.matches),
        any(m.a.end == last_a + 1 and m.b.end == last_b + 1 for m in pairing.matches),
        sum(x > y for i, x in enumerate(order) for y in order[i + 1 :]),
        len(pairing.initials), len(pairing.spare_a) + len(pairing.spare_b),
        min(len(pairing.left_a) + len(pairing.spare_a), len(pairing.left_b) + len(pairing.spare_b)),
        len(numbers), len(set(a.numbers) & set(b.numbers)),
        pairing.other_form, bool(forms[0]) != bool(forms[1]),
        bool(forms[0] & forms[1]), bool(a.titles or b.titles),
        Indel.normalized_similarity(*sorted(whole)),
        *ends_left, max(map(len, loose), default=0), min(map(len, loose), default=0),
        sum(w in common for w in loose), sum(w in lexicon().doubtful_titles for w in loose),
        max((overlap(a.words[i], b.words[j]) for i in pairing.left_a for j in pairing.left_b), default=0.0),
        any(m.how == "short form" for m in pairing.matches),
        sum(m.how == "joined" for m in pairing.matches),
        a.consonants_only + b.consonants_only,
        min(fathers), sum(fathers), sum(_PATRONYMIC.fullmatch(w) is not None for w in shared),
        min(countries), sum(countries), sum(w in shared for w in loose), len(slots),
        len(slots) * (last_a == last_b), 0 in slots and last_a == last_b,
        last_a in slots and last_a == last_b, bool(pairing.spare_a and pairing.spare_b),
    ]  # fmt: skip


def _kept(name: Name, left: tuple[int, ...]) -> float:
    """Share of the letters of a name that found a partner."""
    letters = sum(map(len, name.words))
    return 1 - sum(len(name.words[p]) for p in left) / max(letters, 1)
