"""Whether a number is said as the least or as the most: more than 500, at least 500; up to 500."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.phrases import NEGATORS
from dedup.drift.claims.quantities import Quantity
from dedup.drift.claims.tokens import Token
from dedup.drift.claims.values import same_number


class Bound(StrEnum):
    """On which side of a number the true one lies."""

    ABOVE = "above"
    BELOW = "below"


# What stands before the number, and what after it.
_BEFORE = {
    tuple(words.strip().split()): bound
    for bound, row in (
        (
            Bound.ABOVE,
            "in excess of, a minimum of, more than, at least, upwards of, over, exceed, exceeds, exceeded, "
            "exceeding, surpass, surpasses, surpassed, surpassing",
        ),
        (Bound.BELOW, "a maximum of, less than, fewer than, at most, up to, under, almost, nearly"),
    )
    for words in row.split(",")
}
_AFTER = {
    ("or", "more"): Bound.ABOVE,
    ("at", "least"): Bound.ABOVE,
    ("or", "less"): Bound.BELOW,
    ("or", "fewer"): Bound.BELOW,
    ("at", "most"): Bound.BELOW,
}
_MONEY = frozenset("usd eur gbp us".split())
# Over two days is during them; up to 5 from 3 is where a rise ended.
_DURING = frozenset("hour day week weekend month year decade minute second night season quarter age".split())
_RISES = frozenset(
    "go goes going went gone rise rises rising rose risen climb climbs climbed move moved moves push pushed "
    "pushes bring brought take took jump jumped shot prices rate rates".split()
)


def reversed_bounds(
    passage: Passage, a: Sequence[Quantity], b: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity, Span, Span]]:
    """Equal numbers that one version gives as the least and the other as the most, with their bounds.

    A number that a side has twice is left out: which one answers which is not known.
    """
    for x in a:
        there = same_number(x, a, b)
        if there is None:
            continue
        bound_a, bound_b = _bound(passage.a, x), _bound(passage.b, there)
        if bound_a and bound_b and bound_a[0] != bound_b[0]:
            yield x, there, bound_a[1], bound_b[1]


def _bound(tokens: Sequence[Token], quantity: Quantity) -> tuple[Bound, Span] | None:
    """The bound of a number, and where it and the number stand."""
    start, end = quantity.tokens
    while start and tokens[start - 1].key in _MONEY:
        start -= 1
    before = tuple(t.key for t in tokens[max(start - 3, 0) : start])
    for size in (3, 2, 1):
        said = before[-size:]
        if len(said) == size and said in _BEFORE and not _elsewhere(tokens, start - size, said, quantity):
            first, denied = _denied(tokens, start - size)
            if not denied and any(
                t.key in _DENIES for t in tokens[max(start - size - _FAR, 0) : start - size]
            ):
                return None  # not cost more than 50: what is denied is not read
            bound = _TURNED[_BEFORE[said]] if denied else _BEFORE[said]
            return bound, Span(tokens[first].span.start, quantity.span.end)
    for at in (end, end + 1):  # what is counted may stand between: 90 or more, 90 dollars or more
        said = tuple(t.key for t in tokens[at : at + 2])
        if said in _AFTER:
            return _AFTER[said], Span(quantity.span.start, tokens[at + 1].span.end)
    return None


def _denied(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Where the bound with words from `at` on begins, and whether it is denied: not be less than."""
    if at and tokens[at - 1].key in _NOT:
        return at - 1, True
    if at > 1 and tokens[at - 2].key in _NOT and tokens[at - 1].key in _LINKING:
        return at - 2, True
    return at, False


_NOT, _LINKING = frozenset("no not never".split()), frozenset("be have any".split())
_TURNED = {Bound.ABOVE: Bound.BELOW, Bound.BELOW: Bound.ABOVE}
_DENIES = NEGATORS | frozenset("fail fails failed failing unlikely".split())
_FAR = 4  # words before a bound in which a denial may stand


def _elsewhere(tokens: Sequence[Token], at: int, said: tuple[str, ...], quantity: Quantity) -> bool:
    """Whether the words at `at` bound nothing: over two days, prices went up to 5."""
    if said in (("over",), ("under",)):
        # Those over 18 are no more than 18 people, and one rules over what one rules.
        aged = quantity.noun in ("", "age") and quantity.value < _AGED and quantity.kind == "count"
        before = tokens[at - 1].key if at else ""
        during = quantity.kind == "ordinal" or quantity.noun.removesuffix("s") in _DURING
        return aged or during or before in _OVER
    return said == ("up", "to") and any(t.key in _RISES for t in tokens[max(at - 3, 0) : at])


_AGED = 100
_OVER = frozenset(
    "rule rules ruled fly flies flew flown preside presided control watch watched fought row".split()
)
