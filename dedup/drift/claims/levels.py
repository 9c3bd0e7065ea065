"""What a number says of a change: how far it went (by 5), where it ended (to 5), where it began (from 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.quantities import Quantity
from dedup.drift.claims.tokens import Token

_CHANGES = frozenset(
    "rise rises rose risen rising fall falls fell fallen falling climb climbs climbed climbing drop "
    "drops dropped dropping grow grows grew grown growing jump jumps jumped surge surged surging slump "
    "slumped plunge plunged tumble tumbled sink sank sunk slid slide slip slipped slipping soar soared "
    "increase increases increased increasing decrease decreases decreased decreasing decline declines "
    "declined declining shrink shrank shrunk raise raises raised raising lower lowers lowered lowering "
    "cut cuts cutting reduce reduces reduced reducing lift lifts lifted lifting hike hikes hiked trim "
    "trimmed slash slashed widen widened widening narrow narrowed expand expanded up down doubled "
    "tripled revised upgraded downgraded eased easing".split()
)
_ROLES = {"to": "level", "by": "difference", "from": "origin"}
_HEDGES = frozenset("about around nearly almost just roughly some only exactly a an".split())
# "Up to 5" is no level, nor is "according to two officials".
_NO_LEVEL = frozenset("up according close next due thanks".split())
_REACH = 7


def exchanged(
    passage: Passage, a: Sequence[Quantity], b: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity, Span, Span]]:
    """The first number of both versions that says something else of a change, with its preposition.

    Only where neither version says the number in the other's way as well.
    """
    said_a, said_b = _said(passage.a, a), _said(passage.b, b)
    for x, role, here in said_a:
        same = [(y, other, there) for y, other, there in said_b if y.value == x.value]
        if not same or any(other == role for _, other, _ in same):
            continue
        if sum(q.value == x.value for q in a) > 1 or sum(q.value == x.value for q in b) > 1:
            continue
        y, _, there = same[0]
        yield (
            x,
            y,
            Span(passage.a[here].span.start, _end(passage.text_a, x)),
            Span(passage.b[there].span.start, _end(passage.text_b, y)),
        )
        return


def _said(tokens: Sequence[Token], found: Sequence[Quantity]) -> list[tuple[Quantity, str, int]]:
    """The numbers that say something of a change, what, and the token of the preposition."""
    said = []
    for quantity in found:
        at = quantity.tokens[0] - 1
        while at > 0 and tokens[at].key in _HEDGES:
            at -= 1
        role = _ROLES.get(tokens[at].key, "") if at >= 0 and quantity.kind in ("count", "percent") else ""
        if at >= 0 and quantity.kind == "percent" and tokens[at].key in _CHANGES:
            said.append((quantity, "difference", at))  # fell 9 per cent
        before = tokens[at - 1].key if at > 0 else ""
        if not role or (role == "level" and before in _NO_LEVEL):
            continue
        # Where a change began may be said before it: from 5 it rose to 7.
        end = quantity.tokens[1] + _REACH if role == "origin" else at
        if _changes(tokens, at - _REACH, end):
            said.append((quantity, role, at))
    return said


def _changes(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(t.key in _CHANGES for t in tokens[max(start, 0) : max(end, 0)])


def _end(text: str, quantity: Quantity) -> int:
    return quantity.span.end + text[quantity.span.end :].startswith("%")
