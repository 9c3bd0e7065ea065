"""One word of a name against one word of another: spelling variant, garbled, or another name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Indel, JaroWinkler, Postfix, Prefix

from dedup.drift.names.attested import is_attested
from dedup.drift.names.edits import CHANNELS, EditModel, edit_model
from dedup.drift.names.network import Network
from dedup.drift.names.word_lists import lexicon

Floats = NDArray[np.float64]
_BATCH = 512  # pairs that go through the edit model together; larger ones fall out of the cache


class Likeness(NamedTuple):
    """Probabilities that two words are spellings of one name, one of them at fault, or two names."""

    variant: float
    garbled: float
    different: float


SAME = Likeness(1.0, 0.0, 0.0)
UNLIKE = Likeness(0.0, 0.0, 1.0)

_VOWELS = regex.compile(r"(?<=.)[aeiouyhwj]+")
_DOUBLED = regex.compile(r"(.)\1+")
_SOUNDS = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|sch|sh|ch|cz|tj", "s"), (r"kh|gh|ck|qu|q|ks|x|c(?![eiy])", "k"),
        (r"dzh|dj|zh|dz|j|g(?=[eiy])", "g"),
        (r"ph|f|w|v", "v"), (r"ts|tz|c|z", "s"), (r"th|dh|d", "t"), (r"b", "p"), (r"g", "k"),
    )
)  # fmt: skip
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Pairs of letters that a finger can mistake for each other.
NEIGHBOURS = frozenset(
    a + b
    for r, row in enumerate(_KEYBOARD)
    for c, a in enumerate(row)
    for r2, row2 in enumerate(_KEYBOARD)
    for c2, b in enumerate(row2)
    if a != b and abs(r - r2) <= 1 and abs(c - c2) <= 1
)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of `word` by rough sound class, doubled ones once, after the first letter.

    A phonetic key in the line of Soundex, for names from any romanisation.
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


@lru_cache(maxsize=65536)
def _consonants(word: str) -> str:
    return "".join(c for c in word if c not in "aeiouy")


def _plain_features(a: str, b: str) -> list[float]:
    """What can be read off the two spellings, `a` being the one that sorts first."""
    short, long = sorted((a, b), key=lambda w: (len(w), w))
    keys = skeleton(a), skeleton(b)
    consonants = _consonants(a), _consonants(b)
    osa = OSA.distance(a, b)
    start, end = Prefix.similarity(a, b), Postfix.similarity(a, b)
    slip = 0
    if osa == 1 and len(a) == len(b) and start < len(a):
        slip = 1 + (a[start] + b[start] in NEIGHBOURS)
    middle = (a[start : len(a) - end], b[start : len(b) - end]) if start + end <= len(short) else ("", "")
    changed = [len(_consonants(m)) for m in middle]
    return [
        len(short), len(long), len(long) - len(short),
        osa, osa / len(long), Indel.normalized_similarity(a, b), JaroWinkler.similarity(short, long),
        keys[0] == keys[1], Indel.distance(*keys), Indel.normalized_similarity(*keys),
        consonants[0] == consonants[1], Indel.distance(*consonants), OSA.distance(*consonants),
        abs(len(consonants[0]) - len(consonants[1])),
        a[0] == b[0], a[-1] == b[-1], start, end, long.startswith(short), long.endswith(short),
        slip, min(map(len, middle)), max(map(len, middle)), min(changed), max(changed),
        sorted(a) == sorted(b),
        min(_syllables(a), _syllables(b)), abs(_syllables(a) - _syllables(b)),
    ]  # fmt: skip


@lru_cache(maxsize=65536)
def _syllables(word: str) -> int:
    return len(regex.findall("[aeiouy]+", word))


def features(pairs: Sequence[tuple[str, str]], likelihoods: Floats, attested: Floats) -> Floats:
    """The table the network reads, one row a pair; each pair sorted, so that its order cannot matter.

    Args:
        pairs: words in a to z, each pair sorted.
        likelihoods: from `EditModel.log_likelihood`, shape (pairs, channels).
        attested: how many of the two words are known names, shape (pairs,).
    """
    plain = np.array([_plain_features(a, b) for a, b in pairs], dtype=np.float64)
    letters = plain[:, 0] + plain[:, 1]
    odds = likelihoods[:, :-1] - likelihoods[:, -1:]
    each = letters[:, None]
    learned = np.column_stack([odds, odds / each, likelihoods / each, attested])
    return np.hstack([plain, learned])


def likelihoods(pairs: Sequence[tuple[str, str]], model: EditModel) -> Floats:
    """Log likelihoods of all pairs under the channels of the edit model: shape (pairs, channels)."""
    found = np.empty((len(pairs), CHANNELS))
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i][0]), len(pairs[i][1])))
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        found[rows] = model.log_likelihood([pairs[i][0] for i in rows], [pairs[i][1] for i in rows])
    return found


@cache
def _network() -> Network:
    return Network.load(Path(__file__).parent / "data" / "tokens.npz")


class Likenesses:
    """Remembers what was found for each pair of words; the memory is emptied when it is full."""

    def __init__(self, capacity: int = 200_000) -> None:
        self._known: dict[tuple[str, str], Likeness] = {}
        self._capacity = capacity

    def learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Compute all of `pairs` that are not known yet, together."""
        if len(self._known) > self._capacity:
            self._known.clear()
        todo = list(dict.fromkeys(p for p in map(_ordered, pairs) if p not in self._known))
        if not todo:
            return
        attested = np.array([is_attested(a) + is_attested(b) for a, b in todo], dtype=np.float64)
        other_place = lexicon().is_other_place
        table = features(todo, likelihoods(todo, edit_model()), attested)
        # Rounded, since the last bits depend on what else is in the batch.
        shares = np.round(_network().probabilities(table), 6)
        for (a, b), known, share in zip(todo, attested, shares.tolist(), strict=True):
            self._known[a, b] = UNLIKE if other_place(a, b, known == 2) else Likeness._make(share)

    def __getitem__(self, pair: tuple[str, str]) -> Likeness:
        """The likeness of two words in a to z, computed now if it was not learned before."""
        if pair[0] == pair[1]:
            return SAME
        key = _ordered(pair)
        if key not in self._known:
            self.learn([key])
        return self._known[key]


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])
