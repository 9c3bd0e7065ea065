"""What WordNet knows of two words: the same, opposite, broader, of one kind; and the forms of a word.

The table is cut from WordNet 3.0 by `bench/fit/claims_lexicon.py`; `opposites.txt` adds the news antonyms
that WordNet lacks. English only: for other languages every question is answered with "nothing known".
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


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


# Words that answer each other so say one thing.
ALIKE = frozenset((Relation.SAME, Relation.FORM, Relation.SPELLING, Relation.SYNONYM))
_REMEMBERED = 200_000  # words, and pairs of words, that were looked up; WordNet holds 150,000


class _Kin(NamedTuple):
    """What the synsets of one word's senses of one part of speech lead to.

    Args:
        own: the synsets.
        up, upper: those one step broader, and those one or two.
        away: those of opposite meaning.
        heads: its own and those one step broader.
        heads_away: those of opposite meaning to the heads.
    """

    own: frozenset[int]
    up: frozenset[int]
    upper: frozenset[int]
    away: frozenset[int]
    heads: frozenset[int]
    heads_away: frozenset[int]


@dataclass(slots=True)
class Lexicon:
    """The loaded table; get it with `lexicon()`.

    Args:
        senses: word to its senses, `{part of speech: synsets}`, most used first.
        uses: word to `{part of speech: times tagged in SemCor}`.
        parents, away: synset to broader synsets, and to synsets of opposite meaning.
        opposites: word to the words listed as its opposites.
        compatible: pairs of words, sorted, that are no opposites whatever WordNet says.
        irregular: inflected form to `(part of speech, lemma)` pairs.
    """

    senses: Mapping[str, dict[str, tuple[int, ...]]]
    uses: Mapping[str, dict[str, int]]
    parents: Mapping[int, tuple[int, ...]]
    away: Mapping[int, tuple[int, ...]]
    opposites: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    compatible: set[tuple[str, str]] = field(default_factory=set)
    irregular: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _lemmas: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _relations: dict[tuple[str, str], Relation] = field(default_factory=dict)
    _stems: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    _kinds: dict[tuple[str, str], _Kin] = field(default_factory=dict)

    def lemmas(self, word: str) -> tuple[tuple[str, str], ...]:
        """`(part of speech, lemma)` readings of a lower-case word, its own form first; () where unknown."""
        if (known := self._lemmas.get(word)) is None:
            if len(self._lemmas) > _REMEMBERED:
                self._lemmas.clear()
            known = self._lemmas[word] = tuple(dict.fromkeys(self._readings(word)))
        return known

    def _readings(self, word: str) -> list[tuple[str, str]]:
        found = [(pos, word) for pos in self.senses.get(word, ())]
        found += self.irregular.get(word, [])
        for ending, put, pos in _ENDINGS_BY_LAST.get(word[-1:], ()):
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

    def learned(self, entry: str) -> str:
        """The word of an entry of our own list; with a class (flout:v) its forms are entered, too."""
        word, mark, pos = entry.partition(":")
        if mark:
            stem = word.removesuffix("e")
            forms = {"v": (word, word + "s", stem + "ed", stem + "ing"), "n": (word, word + "s")}
            for form in forms.get(pos, (word,)):
                if (pos, word) not in self.irregular[form]:
                    self.irregular[form].append((pos, word))
        return word

    def relation(self, x: str, y: str) -> Relation:
        """How the lower-case word `y` lies to `x` in meaning, in the most telling of their senses."""
        if x == y:
            return Relation.SAME
        if (found := self._relations.get((x, y))) is None:
            if len(self._relations) > _REMEMBERED:
                self._relations.clear()
            found = self._relate(x, y)
            if found is Relation.OPPOSITE and self._are_compatible(x, y):
                found = Relation.NONE
            self._relations[x, y] = found
        return found

    def _are_compatible(self, x: str, y: str) -> bool:
        stems, others = self._stems_of(x)[0], self._stems_of(y)[0]
        return any((min(v, w), max(v, w)) in self.compatible for v in stems for w in others)

    def _relate(self, x: str, y: str) -> Relation:
        if not self.lemmas(x) or not self.lemmas(y):
            return Relation.NONE
        (stems, opposite), (others, _) = self._stems_of(x), self._stems_of(y)
        if not stems.isdisjoint(others):
            return Relation.FORM
        if not opposite.isdisjoint(others):
            return Relation.OPPOSITE
        found = {
            self._closest(v, w, pos)
            for pos, v in self.lemmas(x)
            for other, w in self.lemmas(y)
            if pos == other and v in self.senses and w in self.senses
        }
        return min(found, key=_ORDER.__getitem__, default=Relation.NONE)

    def _stems_of(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        """The lemmas of a word, and all that are listed as the opposite of one of them."""
        if (known := self._stems.get(word)) is None:
            stems = frozenset(lemma for _, lemma in self.lemmas(word))
            opposite = frozenset(o for lemma in stems for o in self.opposites.get(lemma, ()))
            known = self._stems[word] = stems, opposite
        return known

    def _closest(self, x: str, y: str, pos: str) -> Relation:
        a, b = self._kin(x, pos), self._kin(y, pos)
        if not a.own.isdisjoint(b.own):
            return Relation.SYNONYM
        if pos == "a":
            if not a.heads.isdisjoint(b.own) or not b.heads.isdisjoint(a.own):
                return Relation.SYNONYM
            # An indirect opposite (tiny / big): the heads of both clusters face each other. Asked last: one
            # sense of early is far from previous, another is in its cluster.
            if not a.heads_away.isdisjoint(b.heads):
                return Relation.OPPOSITE
            return Relation.NONE if a.heads.isdisjoint(b.heads) else Relation.SISTER
        if not a.away.isdisjoint(b.own):
            return Relation.OPPOSITE
        if not a.upper.isdisjoint(b.own):
            return Relation.BROADER
        if not b.upper.isdisjoint(a.own):
            return Relation.NARROWER
        return Relation.NONE if a.up.isdisjoint(b.up) else Relation.SISTER

    def _kin(self, word: str, pos: str) -> _Kin:
        if (known := self._kinds.get((word, pos))) is None:
            own = frozenset(self.senses[word][pos])
            up = self._reached(self.parents, own)
            heads = own | up
            known = self._kinds[word, pos] = _Kin(
                own,
                up,
                up | self._reached(self.parents, up),
                self._reached(self.away, own),
                heads,
                self._reached(self.away, heads),
            )
        return known

    @staticmethod
    def _reached(steps: Mapping[int, tuple[int, ...]], synsets: frozenset[int]) -> frozenset[int]:
        return frozenset(p for s in synsets for p in steps.get(s, ()))


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


_ENDINGS_BY_LAST = {last: tuple(row for row in _ENDINGS if row[0].endswith(last)) for last in "sndgrt"}


class _Rows(Mapping[K, V]):
    """Rows of a table that are read when they are asked for: a comparison needs few of them.

    Args:
        raw: each row as it is written.
        read: makes of one what is asked for.
    """

    def __init__(self, raw: Mapping[K, str], read: Callable[[str], V]) -> None:
        self._raw = raw
        self._read = read
        self._known: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if (found := self._known.get(key)) is None:
            found = self._known[key] = self._read(self._raw[key])
        return found

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        return self[key] if key in self._raw else default  # a miss costs no exception

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[K]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def _senses(row: str) -> dict[str, tuple[int, ...]]:
    parts = (part.partition(":") for part in row.split(" "))
    return {head[0]: _numbers(synsets) for head, _, synsets in parts}


def _uses(row: str) -> dict[str, int]:
    heads = (part.partition(":")[0] for part in row.split(" "))
    return {head[0]: int(head[1:]) for head in heads}


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(map(int, filter(None, cell.split(","))))


@cache
def lexicon() -> Lexicon:
    """The table, opened once (some 0.1 s)."""
    data = files("dedup.drift.claims") / "data"
    rows: dict[str, list[str]] = {"W": [], "S": [], "A": [], "E": []}
    for line in gzip.decompress((data / "wordnet.tsv.gz").read_bytes()).decode().splitlines():
        rows[line[0]].append(line[2:])
    words = dict(row.split("\t") for row in rows["W"])
    synsets = {int(number): row for number, row in (row.split("\t", 1) for row in rows["S"])}
    table = Lexicon(
        _Rows(words, _senses),
        _Rows(words, _uses),
        _Rows(synsets, lambda row: _numbers(row.partition("\t")[0])),
        _Rows(synsets, lambda row: _numbers(row.partition("\t")[2])),
    )
    for row in rows["A"]:
        x, y = row.split("\t")
        table.opposites[x].add(y)
        table.opposites[y].add(x)
    for row in rows["E"]:
        form, pos, lemma = row.split("\t")
        table.irregular[form].append((pos, lemma))
    for line in (data / "opposites.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("~"):
            table.compatible.update(combinations(sorted(line[1:].split()), 2))
        left, slash, right = line.partition("/")
        if slash and not line.startswith("#"):
            for x in map(table.learned, left.split()):
                for y in map(table.learned, right.split()):
                    table.opposites[x].add(y)
                    table.opposites[y].add(x)
    return table
