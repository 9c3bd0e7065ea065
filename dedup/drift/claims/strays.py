"""Opposites that stand in another place in the other version: approved the plan / the plan was rejected."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.drift.claims.chunks import PARTICLES, Phrase
from dedup.drift.claims.clauses import Clause, clauses
from dedup.drift.claims.deeds import deeds
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import ALIKE, Relation, lexicon
from dedup.drift.claims.matching import Match
from dedup.drift.claims.tokens import Token

# Words that say little by themselves.
LIGHT = frozenset(
    "a an the be is are was were been being do does did have has had will would can could may might shall "
    "should to of in on at for by with and or it this that there any yet longer only more so as very".split()
)


def strays(passage: Passage) -> list[Match]:
    """Opposites that no word answers, and that speak of one thing.

    They alone are left over; or what follows them answers each other (took over the port / leaving the port);
    or they are verbs of clauses with one object, whatever the voice, or with one subject and no object.
    """
    left_a, left_b = (
        [k for k in only if tokens[k].key not in LIGHT and tokens[k].key not in PARTICLES]
        for tokens, only in ((passage.a, passage.only_a), (passage.b, passage.only_b))
    )
    pairs = [(i, j) for i in left_a for j in left_b if _opposed(passage, i, j)]
    if not pairs or len(left_a) == len(left_b) == 1:
        return _matches(pairs)
    there = {m.a: m.b for m in passage.matches if m.relation in (Relation.SAME, Relation.FORM)}
    followed = [(i, j) for i, j in pairs if there.get(_next(passage.a, i), -1) == _next(passage.b, j)]
    return _matches(followed or _of_one_clause(passage, pairs))


def _matches(pairs: Sequence[tuple[int, int]]) -> list[Match]:
    return [Match(i, j, Relation.OPPOSITE, moved=True) for i, j in pairs]


def _opposed(passage: Passage, i: int, j: int) -> bool:
    return lexicon().relation(passage.a[i].key, passage.b[j].key) is Relation.OPPOSITE


def _next(tokens: Sequence[Token], at: int) -> int:
    """The next word that says something, after particles, articles and prepositions."""
    rest = range(at + 1, len(tokens))
    return next((k for k in rest if tokens[k].key not in LIGHT and tokens[k].key not in PARTICLES), -2)


def _of_one_clause(passage: Passage, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    told_a = {c.verb: c for c in clauses(passage.a, passage.text_a)}
    told_b = {c.verb: c for c in clauses(passage.b, passage.text_b)}
    return [
        (i, j)
        for i, j in pairs
        if i in told_a and j in told_b and _of_one_thing(passage, told_a[i], told_b[j])
    ]


def _of_one_thing(passage: Passage, x: Clause, y: Clause) -> bool:
    """Whether two clauses have one object, or one subject and no objects that differ.

    Where neither object is in the other version, one may stand for the other: the ban, the suspension. What
    is bought is sold, too.
    """
    if any(deeds(passage.a[x.verb].key, passage.b[y.verb].key)):
        return False
    if x.patient and y.patient and _are_one(passage, x.patient, y.patient):
        return True
    open_a = x.patient is None or not x.patient.heads.isdisjoint(passage.only_a)
    open_b = y.patient is None or not y.patient.heads.isdisjoint(passage.only_b)
    one_subject = bool(x.agent and y.agent and _are_one(passage, x.agent, y.agent))
    return one_subject and open_a and open_b and (x.patient is None) == (y.patient is None)


def _are_one(passage: Passage, x: Phrase, y: Phrase) -> bool:
    known = {(m.a, m.b) for m in passage.matches if m.relation is not Relation.OPPOSITE}
    return any(
        (i, j) in known or lexicon().relation(passage.a[i].key, passage.b[j].key) in ALIKE
        for i in x.heads
        for j in y.heads
    )
