"""Two numbers that changed places: killed 64 and injured 700, killed 700 and injured 64."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import ALIKE, lexicon
from dedup.drift.claims.quantities import Quantity
from dedup.drift.claims.strays import LIGHT
from dedup.drift.claims.tokens import Token
from dedup.drift.claims.values import same_number

_KINDS = frozenset("count percent".split())
_BOUNDS = frozenset(
    "more less fewer than at least most up nearly almost about around some over under just roughly".split()
)

Pair = tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a number is said of.

    Args:
        before: token of the last word of meaning before it, a verb or who had it; -1 for none.
        link: the preposition right before it; "" for none.
        noun: key of what it counts; "" for none.
    """

    before: int
    link: str
    noun: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that both sides have, and what each says it of."""

    a: Quantity
    b: Quantity
    said_a: _Said
    said_b: _Said


def crossed(passage: Passage, a: Sequence[Quantity], b: Sequence[Quantity]) -> tuple[Pair, Pair] | None:
    """Two numbers of side a, and the same two of side b, each said of what the other was said of.

    Only numbers that each side has once. Where what they count keeps to its number, nothing is crossed.
    """
    both = [
        (x, y)
        for x in a
        if x.kind in _KINDS and (y := same_number(x, a, b)) is not None and not (x.bare or y.bare)
    ]
    if len(both) < 2:
        return None
    told = [_Told(x, y, _said(passage.a, x, a), _said(passage.b, y, b)) for x, y in both]
    found = [
        ((one.a, two.a), (one.b, two.b))
        for one, two in combinations(told, 2)
        if one.a.kind == two.a.kind and _cross(passage, one, two)
    ]
    # The same two from either side: by their values where their places say nothing.
    return min(
        found,
        key=lambda p: (sorted(sorted(q.tokens for q in side) for side in p), sorted(q.value for q in p[0])),
        default=None,
    )


def _cross(passage: Passage, first: _Told, second: _Told) -> bool:
    """Whether each number is said there of what the other is said of here."""
    x, y, u, v = first.said_a, second.said_a, first.said_b, second.said_b
    if _one_noun(x, u) or _one_noun(y, v):
        return False
    if _one_noun(x, v) and _one_noun(y, u):
        return True
    if -1 in (x.before, y.before, u.before, v.before) or (x.link, y.link) != (v.link, u.link):
        return False
    if passage.a[x.before].key == passage.a[y.before].key:
        return False
    return _alike(passage, x.before, v.before) and _alike(passage, y.before, u.before)


def _said(tokens: Sequence[Token], number: Quantity, numbers: Sequence[Quantity]) -> _Said:
    at = number.tokens[0] - 1
    while at >= 0 and tokens[at].key in _BOUNDS:
        at -= 1
    link = tokens[at].key if at >= 0 and tokens[at].key in LIGHT else ""
    # Neither other numbers nor what they count.
    passed = {k for q in numbers for k in range(q.tokens[0], q.tokens[1] + 1)}
    while at >= 0 and (tokens[at].key in LIGHT or at in passed):
        at -= 1
    return _Said(at, link, number.noun)


def _one_noun(x: _Said, y: _Said) -> bool:
    return bool(x.noun and y.noun) and lexicon().relation(x.noun, y.noun) in ALIKE


def _alike(passage: Passage, i: int, j: int) -> bool:
    return lexicon().relation(passage.a[i].key, passage.b[j].key) in ALIKE
