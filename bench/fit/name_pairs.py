"""Pairs of words to learn from: spellings of one name in Wikidata, look-alikes, strangers, made faults."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from dedup.drift.names.romanize import romanize
from dedup.drift.names.tokens import NEIGHBOURS, skeleton

SCRIPTS = {"arabic": re.compile(r"[\u0600-\u06ff]+"), "cyrillic": re.compile(r"[\u0400-\u04ff]+")}
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff'’]+")
_LATIN_PARTS = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff'’ -]+")
_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
_MISHEARD = {
    "r": "ln", "l": "rn", "b": "pmd", "p": "bk", "d": "tbn", "t": "dpk", "k": "gt", "g": "kd", "m": "nb",
    "n": "ml", "s": "zf", "z": "sj", "f": "sp", "v": "bm", "j": "zgq", "q": "jx", "x": "qs", "h": "fkr",
    "w": "mr", "c": "kgt", "y": "lr",
}  # fmt: skip


class Pair(NamedTuple):
    """Two words, where they come from, what they are to each other, and what must stay together."""

    source: str
    group: str
    a: str
    b: str
    label: str


def share_of(group: str) -> float:
    """A stable number in [0, 1) for a group: which part of the rows it belongs to."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:12], 16) / 16**12


def letters(word: str) -> str:
    """Romanised, a to z only, as the comparison sees it."""
    return re.sub("[^a-z]", "", romanize(word).lower())


class Wikidata:
    """Spellings of name parts, from `persons.txt` of rigour 1.2.0 (MIT; Wikidata labels, CC0)."""

    def __init__(self, persons: Path) -> None:
        self.native: dict[str, dict[str, set[str]]] = {s: defaultdict(set) for s in SCRIPTS}
        self.latin: list[list[str]] = []
        self.known: set[str] = set()
        for line in persons.read_text(encoding="utf-8").splitlines():
            forms = [unicodedata.normalize("NFC", f.strip()) for f in line.rpartition("=>")[0].split(",")]
            for form in filter(_LATIN_PARTS.fullmatch, forms):
                self.known |= {w for w in map(letters, re.split("[ -]", form)) if len(w) > 2}
            latin = sorted({w for f in forms if _LATIN.fullmatch(f) and 2 < len(w := letters(f)) < 16})
            if len(latin) > 1:
                self.latin.append(latin)
            for script, pattern in SCRIPTS.items():
                for form in filter(pattern.fullmatch, forms):
                    self.native[script][form].update(latin)
        self.same: dict[str, set[str]] = defaultdict(set)
        groups = [*self.latin, *(g for script in self.native.values() for g in script.values())]
        for group in groups:
            for word in group:
                self.same[word].update(group)

    def pairs(self, rng: random.Random) -> Iterator[Pair]:
        """Variants, and for most of them another name that is as like the first as its variant is."""
        for script, per_group, most in (("arabic", 8, 9000), ("cyrillic", 6, 16000)):
            found = []
            for native, group in sorted(self.native[script].items()):
                both = [p for p in itertools.combinations(sorted(group), 2) if _like(*p) >= 0.4]
                rng.shuffle(both)
                found += [Pair(script, native, a, b, "variant") for a, b in both[:per_group]]
            rng.shuffle(found)
            del found[most:]
            yield from found
            yield from self._look_alikes(script, found, rng)
        found = []
        for group in self.latin:
            both = [p for p in itertools.combinations(group, 2) if _like(*p) >= 0.55]
            rng.shuffle(both)
            found += [Pair("latin", "+".join(group)[:40], a, b, "variant") for a, b in both[:3]]
        rng.shuffle(found)
        yield from found[:6000]

    def _look_alikes(self, script: str, variants: list[Pair], rng: random.Random) -> Iterator[Pair]:
        words = sorted({w for group in self.native[script].values() for w in group})
        wanted = [p for p in variants if rng.random() < 0.65]
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            table = process.cdist(
                [p.a for p in part],
                words,
                scorer=Indel.normalized_similarity,
                dtype=np.float32,
                score_cutoff=0.4,
            )
            for pair, row in zip(part, table, strict=True):
                places = np.nonzero(np.abs(row - _like(pair.a, pair.b)) < 0.05)[0]
                others = [
                    words[i] for i in places if words[i] not in self.same[pair.a] and words[i] != pair.a
                ]
                if others:
                    yield Pair(script, pair.group, pair.a, rng.choice(others), "different")


def strangers(pairs: list[Pair], wikidata: Wikidata, rng: random.Random) -> Iterator[Pair]:
    """Names that share less: what the words of two different people mostly look like."""
    words = sorted({(p.group, w) for p in pairs for w in (p.a, p.b) if len(w) > 2})
    still = {3: 2500, 4: 4500, 5: 4000, 6: 2000}
    while any(still.values()):
        (group, a), (_, b) = rng.choice(words), rng.choice(words)
        tenth = int(10 * _like(a, b))
        if still.get(tenth, 0) and a != b and b not in wikidata.same[a]:
            still[tenth] -= 1
            yield Pair("strangers", group, a, b, "different")


def garbles(pairs: list[Pair], wikidata: Wikidata, rng: random.Random) -> Iterator[Pair]:
    """Names with a made fault that no known spelling of them has."""
    words = sorted({(p.group, w) for p in pairs for w in (p.a, p.b) if len(w) > 3})
    for group, word in rng.sample(words, min(15000, len(words))):
        wrong = _fault(word, rng)
        if wrong is None or len(wrong) < 3 or wrong == word or wrong in wikidata.same[word]:
            continue
        if skeleton(wrong) == skeleton(word) and rng.random() < 0.7:
            continue  # it may well be a variant that nobody listed
        right = rng.choice(sorted(wikidata.same[word] or {word})) if rng.random() < 0.25 else word
        if wrong != right:
            yield Pair("made", group, wrong, right, "garbled")


def _fault(word: str, rng: random.Random) -> str | None:
    """One fault: a letter lost, slipped, misheard, swapped or put in, a syllable lost or misheard, or two."""
    kind, place = rng.random(), rng.randrange(len(word))
    heard = [i for i, c in enumerate(word) if c in _CONSONANTS and c not in "hyw"]
    syllables = list(re.finditer("[bcdfghjklmnpqrstvwxz]+[aeiou]", word))
    if kind < 0.28 and heard:
        i = rng.choice(heard)
        doubled = word[i] in word[max(i - 1, 0) : i] + word[i + 1 : i + 2]
        return None if doubled else word[:i] + word[i + 1 :]
    if kind < 0.40:
        slips = sorted(n[1] for n in NEIGHBOURS if n[0] == word[place])
        return word[:place] + rng.choice(slips) + word[place + 1 :]
    if kind < 0.56 and heard:
        i = rng.choice(heard)
        return word[:i] + rng.choice(_MISHEARD.get(word[i], "t")) + word[i + 1 :]
    if kind < 0.66:
        return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    if kind < 0.76:
        if len(syllables) < 2:
            return None
        lost = rng.choice(syllables)
        return word[: lost.start()] + word[lost.end() :]
    if kind < 0.84:
        letter = rng.choice(_CONSONANTS)
        beside = word[max(0, place - 1) : place + 1]
        return None if letter in beside or letter == "h" else word[:place] + letter + word[place:]
    if kind < 0.92:
        once = _fault(word, rng)
        return once and _fault(once, rng)
    if not syllables:
        return None
    heard_as = rng.choice(syllables)
    consonant = rng.choice(_MISHEARD.get(word[heard_as.end() - 2], "t"))
    return word[: heard_as.end() - 2] + consonant + rng.choice("aeiou") + word[heard_as.end() :]


def countries(territories: Path) -> Iterator[str]:
    """Names of countries and territories from `territories/data.jsonl` of rigour 1.2.0 (MIT)."""
    for line in territories.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names: Iterable[str] = filter(
            None, (row.get("name"), row.get("full_name"), *row.get("names_strong", ()))
        )
        yield from (w for n in names if _LATIN_PARTS.fullmatch(n.lower()) and 2 < len(w := letters(n)) < 20)


def _like(a: str, b: str) -> float:
    return float(Indel.normalized_similarity(a, b))
