"""What WordNet knows of two words: the same, opposite, broader, of one kind; and the forms of a word.

The table is cut from WordNet 3.0 by `bench/fit/claims_lexicon.py`; `opposites.txt` adds the news antonyms
that WordNet lacks. English only: for other languages every question is answered with "nothing known".
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Relation(StrEnum):
    """How one word's meaning lies to another's, closest first."""

    SAME = "same"
    FORM = "form"
    SPELLING = "spelling"
    SYNONYM = "synonym"
    OPPOSITE = "opposite"
    BROADER = "broader"
    NARROWER = "narrower"
    SISTER = "sister"
    NONE = "none"


@dataclass(slots=True)
class Lexicon:
    """The loaded table; get it with `lexicon()`.

    Args:
        senses: word to its senses, `{part of speech: synsets}`, most used first.
        uses: word to `{part of speech: times tagged in SemCor}`.
        parents, away: synset to broader synsets, and to synsets of opposite meaning.
        opposites: word to the words listed as its opposites.
        irregular: inflected form to `(part of speech, lemma)` pairs.
    """

    senses: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    uses: dict[str, dict[str, int]] = field(default_factory=dict)
    parents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    away: dict[int, tuple[int, ...]] = field(default_factory=dict)
    opposites: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    irregular: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _lemmas: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _relations: dict[tuple[str, str], Relation] = field(default_factory=dict)

    def lemmas(self, word: str) -> tuple[tuple[str, str], ...]:
        """`(part of speech, lemma)` readings of a lower-case word, its own form first; () where unknown."""
        if (known := self._lemmas.get(word)) is None:
            known = self._lemmas[word] = tuple(dict.fromkeys(self._readings(word)))
        return known

    def _readings(self, word: str) -> list[tuple[str, str]]:
        found = [(pos, word) for pos in self.senses.get(word, ())]
        found += self.irregular.get(word, [])
        for ending, put, pos in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: -len(ending)] + put
                if pos in self.senses.get(stem, ()):
                    found.append((pos, stem))
                if ending in ("ed", "ing", "er", "est") and len(stem) > 2 and stem[-1] == stem[-2]:
                    single = stem[:-1]
                    if pos in self.senses.get(single, ()):
                        found.append((pos, single))
        return found

    def known(self, word: str) -> bool:
        """Whether a lower-case word is an English word, in any form."""
        return bool(self.lemmas(word))

    def relation(self, x: str, y: str) -> Relation:
        """How the lower-case word `y` lies to `x` in meaning, in the most telling of their senses."""
        if x == y:
            return Relation.SAME
        if (found := self._relations.get((x, y))) is None:
            if len(self._relations) > 200_000:
                self._relations.clear()
            found = self._relations[x, y] = self._relate(x, y)
        return found

    def _relate(self, x: str, y: str) -> Relation:
        xs, ys = self.lemmas(x), self.lemmas(y)
        if {w for _, w in xs} & {w for _, w in ys}:
            return Relation.FORM
        if any(w in self.opposites.get(v, ()) for _, v in xs for _, w in ys):
            return Relation.OPPOSITE
        best = Relation.NONE
        for pos, v in xs:
            for other, w in ys:
                if pos == other:
                    best = min(best, self._closest(v, w, pos), key=_ORDER.__getitem__)
        return best

    def _closest(self, x: str, y: str, pos: str) -> Relation:
        a, b = set(self.senses[x][pos]), set(self.senses[y][pos])
        if a & b:
            return Relation.SYNONYM
        if pos == "a":
            heads_a, heads_b = a | self._up(a), b | self._up(b)
            away = {o for s in heads_a for o in self.away.get(s, ())}
            # An indirect opposite (tiny / big): the heads of both clusters face each other.
            if away & heads_b:
                return Relation.OPPOSITE
            if heads_a & b or heads_b & a:
                return Relation.SYNONYM
            return Relation.SISTER if heads_a & heads_b else Relation.NONE
        if {o for s in a for o in self.away.get(s, ())} & b:
            return Relation.OPPOSITE
        up_a, up_b = self._up(a), self._up(b)
        broader, narrower = b & (up_a | self._up(up_a)), a & (up_b | self._up(up_b))
        if broader:
            return Relation.BROADER
        if narrower:
            return Relation.NARROWER
        return Relation.SISTER if up_a & up_b else Relation.NONE

    def _up(self, synsets: set[int]) -> set[int]:
        return {p for s in synsets for p in self.parents.get(s, ())}


_ORDER = {r: i for i, r in enumerate(Relation)}
_ENDINGS = (
    ("s", "", "n"),
    ("es", "", "n"),
    ("ies", "y", "n"),
    ("ves", "f", "n"),
    ("men", "man", "n"),
    ("s", "", "v"),
    ("es", "", "v"),
    ("ies", "y", "v"),
    ("ed", "", "v"),
    ("ed", "e", "v"),
    ("ied", "y", "v"),
    ("ing", "", "v"),
    ("ing", "e", "v"),
    ("er", "", "a"),
    ("er", "e", "a"),
    ("ier", "y", "a"),
    ("est", "", "a"),
    ("est", "e", "a"),
    ("iest", "y", "a"),
)


@cache
def lexicon() -> Lexicon:
    """The table, read once (some 0.2 s)."""
    table = Lexicon()
    data = files("dedup.drift.claims") / "data"
    for line in gzip.decompress((data / "wordnet.tsv.gz").read_bytes()).decode().splitlines():
        kind, *cells = line.split("\t")
        if kind == "W":
            senses, uses = {}, {}
            for part in cells[1].split(" "):
                head, _, synsets = part.partition(":")
                senses[head[0]] = tuple(map(int, synsets.split(",")))
                uses[head[0]] = int(head[1:])
            table.senses[cells[0]], table.uses[cells[0]] = senses, uses
        elif kind == "S":
            number = int(cells[0])
            table.parents[number] = tuple(map(int, filter(None, cells[1].split(","))))
            table.away[number] = tuple(map(int, filter(None, cells[2].split(","))))
        elif kind == "A":
            table.opposites[cells[0]].add(cells[1])
            table.opposites[cells[1]].add(cells[0])
        else:
            table.irregular[cells[0]].append((cells[1], cells[2]))
    for line in (data / "opposites.txt").read_text(encoding="utf-8").splitlines():
        left, slash, right = line.partition("/")
        if slash and not line.startswith("#"):
            for x in left.split():
                for y in right.split():
                    table.opposites[x].add(y)
                    table.opposites[y].add(x)
    return table
