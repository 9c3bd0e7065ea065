"""swapped-roles: who did what to whom.

The clauses of both versions are read (`clauses.py`) and compared where their verbs say the same deed: one
verb, a synonym, or one that tells it from the other side (buy, sell). Speaks only where both parties stand
in each other's place and neither in its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from dedup.drift.claims.chunks import Phrase
from dedup.drift.claims.clauses import Clause, clauses
from dedup.drift.claims.deeds import deeds, is_mutual, parties
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.rules import SWAPPED_ROLES, quoted
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity
from dedup.drift.names.places import same_place

_CONFIDENCE = 0.9
_NEARLY = 0.9  # share of words that both have, from which slots are compared
_MUTUALLY = frozenset("and or with against near between beside alongside as".split())
_CASES = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}


class RoleRule:
    """Doer and done-to exchanged, or two words in each other's slot.

    Evidence: `verbs` (both, of clauses), `words` (the two that changed places).
    """

    rules = (SWAPPED_ROLES,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """At most one finding a passage, the first in order of side a."""
        told_a, told_b = clauses(passage.a, passage.text_a), clauses(passage.b, passage.text_b)
        pairs = [_Pair(passage, x, y) for x in told_a for y in told_b]
        exchanged = [pair.exchanged() for pair in pairs]
        kept = [p for p, places in zip(pairs, exchanged, strict=True) if places is None and p.is_kept()]
        kept_a, kept_b = {p.x.verb for p in kept}, {p.y.verb for p in kept}
        for pair, places in zip(pairs, exchanged, strict=True):
            if places and pair.x.verb not in kept_a and pair.y.verb not in kept_b:
                verbs = [passage.a[pair.x.verb].key, passage.b[pair.y.verb].key]
                yield _finding(passage, *places, {"verbs": verbs}, Severity.CRITICAL)
                return
        if places := _fates_exchanged(passage, told_a, told_b):
            yield _finding(passage, *places, {}, Severity.CRITICAL)
        elif slots := _in_each_others_slot(passage, told_a, told_b):
            yield _finding(passage, *slots, {}, Severity.MAJOR)


def is_turned(passage: Passage) -> bool:
    """Whether both say in the same words that two met, clashed or merged, only with the other one first."""
    if passage.only_a or passage.only_b or any(m.relation is not Relation.SAME for m in passage.matches):
        return False
    told_a, told_b = clauses(passage.a, passage.text_a), clauses(passage.b, passage.text_b)
    return len(told_a) == len(told_b) == 1 and _Pair(passage, told_a[0], told_b[0]).is_turned()


Places = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of each version."""

    passage: Passage
    x: Clause
    y: Clause

    def deeds(self) -> Iterator[tuple[Phrase, Phrase, Phrase, Phrase]]:
        """Two parties of x and the same two of y, for every deed that both verbs may tell."""
        v, w = self.passage.a[self.x.verb].key, self.passage.b[self.y.verb].key
        for deed in deeds(v, w):
            for (a, b), (c, d) in zip(parties(self.x, v, deed), parties(self.y, w, deed), strict=True):
                if a and b and c and d:
                    yield a, b, c, d

    def is_kept(self) -> bool:
        """Whether a party keeps its role: then what is exchanged elsewhere is another deed of the kind."""
        return any(self.share(a, c) or self.share(b, d) for a, b, c, d in self.deeds())

    def is_turned(self) -> bool:
        """Whether the verb is mutual and its parties, word for word, changed places."""
        v, w = self.passage.a[self.x.verb].key, self.passage.b[self.y.verb].key
        a, c = self.x.agent, self.y.agent
        b, d = (
            next(filter(None, map(p.links.get, ("with", "against"))), p.patient) for p in (self.x, self.y)
        )
        thing = self.x.patient
        named = self.passage.a[thing.head].key if thing and thing is not b else ""
        if not (a and b and c and d and is_mutual(v, w, named)):
            return False
        said_a, said_b = ([t.key for t in side] for side in (self.passage.a, self.passage.b))
        return all(
            sorted(said_a[i] for i in us.words) == sorted(said_b[j] for j in them.words)
            for us, them in ((a, d), (b, c))
        )

    def exchanged(self) -> Places | None:
        """The two words of each side that changed places: heads of their phrases, or names in them."""
        for a, b, c, d in self.deeds():
            if self.share(a, c, names=True) or self.share(b, d, names=True):
                continue
            if (
                self._alike(a.head, d.head)
                and self._alike(b.head, c.head)
                and not self.share(a, c)
                and not self.share(b, d)
            ):
                return (a.head, b.head), (c.head, d.head)
            there = next(self._common(a, d, names=True), None)
            back = next(self._common(b, c, names=True), None)
            if there and back:
                return (there[0], back[0]), (back[1], there[1])
        return None

    def share(self, left: Phrase, right: Phrase, *, names: bool = False) -> bool:
        """Whether two phrases have a head, or a name, in common."""
        return next(self._common(left, right, names=names), None) is not None

    def _common(self, left: Phrase, right: Phrase, *, names: bool) -> Iterator[tuple[int, int]]:
        """Heads that answer each other, or names anywhere in the two phrases."""
        us, them = (left.words, right.words) if names else (left.heads, right.heads)
        for i in sorted(us):
            for j in sorted(them):
                if (not names or self._are_names(i, j)) and self._alike(i, j):
                    yield i, j

    def _are_names(self, i: int, j: int) -> bool:
        x, y = self.passage.a[i], self.passage.b[j]
        return x.text[0].isupper() and y.text[0].isupper() and not (x.opens and y.opens)

    def _alike(self, i: int, j: int) -> bool:
        x, y = self.passage.a[i], self.passage.b[j]
        k, m = _CASES.get(x.key, x.key), _CASES.get(y.key, y.key)
        return k == m or lexicon().relation(k, m) is Relation.FORM or _are_of_one_land(x, y)


def _are_of_one_land(x: Token, y: Token) -> bool:
    """India and Indian, China and Chinese, France and French."""
    return x.text[0].isupper() and y.text[0].isupper() and same_place(x.key, y.key)


def _fates_exchanged(passage: Passage, told_a: list[Clause], told_b: list[Clause]) -> Places | None:
    """The subjects of two clauses of each side, where each met what the other did: survived, died."""

    def same(x: Clause, y: Clause) -> bool:
        v, w = passage.a[x.verb].key, passage.b[y.verb].key
        return lexicon().relation(v, w) in (Relation.SAME, Relation.FORM)

    def one(x: Clause, y: Clause) -> bool:
        return _Pair(passage, x, y).share(x.party, y.party)

    # A verb that a side has twice tells nothing: either may be meant.
    partners = [(x, [u for u in told_b if same(x, u)]) for x in told_a]
    once = [(x, us[0]) for x, us in partners if len(us) == 1 and sum(same(y, us[0]) for y in told_a) == 1]
    found = [
        ((x.party.head, y.party.head), (u.party.head, v.party.head))
        for (x, u), (y, v) in combinations(once, 2)
        if one(x, v) and one(y, u) and not one(x, u) and not one(y, v)
    ]
    # The same two from either side: by their words where their places say nothing.
    return min(
        found,
        key=lambda p: (sorted(map(sorted, p)), sorted(passage.a[k].key for k in p[0])),
        default=None,
    )


def _in_each_others_slot(passage: Passage, told_a: list[Clause], told_b: list[Clause]) -> Places | None:
    """Two words, between whose neighbours each now stands where the other stood, all else being in order."""
    same = [m for m in passage.matches if m.relation is Relation.SAME]
    crossed = [m for m in same if m.moved]
    if len(same) < _NEARLY * max(len(passage.a), len(passage.b)) or not 1 <= len(crossed) <= 2:
        return None
    to = {m.a: m.b for m in same}
    for x in same:
        for y in same:
            if (
                x.a + 1 < y.a
                and y.b + 1 < x.b
                and passage.a[x.a].key != passage.a[y.a].key
                and _is_between(to, x.a, y.b)
                and _is_between(to, y.a, x.b)
                and not _MUTUALLY.intersection(t.key for t in passage.a[x.a : y.a] + passage.b[y.b : x.b])
                and not any(_parts(clause, x.a, y.a) for clause in told_a)
                and not any(_parts(clause, y.b, x.b) for clause in told_b)
            ):
                return (x.a, y.a), (y.b, x.b)
    return None


def _is_between(to: dict[int, int], i: int, j: int) -> bool:
    """Whether the words around token i answer those around token j."""
    return to.get(i - 1) == j - 1 and to.get(i + 1) == j + 1


def _parts(clause: Clause, i: int, j: int) -> bool:
    """Whether two words are of two parties of one clause: then its verb says what their order means."""
    parties = [p.words for p in (clause.agent, clause.patient, *clause.links.values()) if p]
    return any(i in us and j in them for us in parties for them in parties if us is not them)


def _finding(
    passage: Passage,
    places_a: tuple[int, int],
    places_b: tuple[int, int],
    evidence: dict[str, list[str]],
    severity: Severity,
) -> Finding:
    x, y = (passage.a[k].span for k in places_a)
    u, v = (passage.b[k].span for k in places_b)
    return Finding(
        SWAPPED_ROLES,
        severity,
        _CONFIDENCE,
        f"{quoted(passage.text_a, x)} and {quoted(passage.text_a, y)} have changed places",
        type(x)(min(x.start, y.start), max(x.end, y.end)),
        type(u)(min(u.start, v.start), max(u.end, v.end)),
        evidence={**evidence, "words": [x.of(passage.text_a), y.of(passage.text_a)]},
    )
