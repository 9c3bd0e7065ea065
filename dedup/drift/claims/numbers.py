"""changed-number: another value in the same slot, or the same number said of something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from dedup.drift.claims.dates import mentions
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.quantities import Quantity, quantities
from dedup.drift.claims.rules import CHANGED_NUMBER, against, near_grave, quoted
from dedup.drift.claims.slots import answers, paired, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.claims.units import measures_agree
from dedup.drift.interface import Finding, Severity

_ALIKE = (Relation.SAME, Relation.FORM, Relation.SPELLING, Relation.SYNONYM)


class NumberRule:
    """Numbers by value.

    Evidence: `values` (both, as text), `noun` (what is counted), `same_slot` (the words around answer each
    other).
    """

    rules = (CHANGED_NUMBER,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each number that answers one of another value in the same slot."""
        left, right = unanswered(passage)
        for x, y, sure in _paired(passage, left, right):
            grave = near_grave(passage, x.tokens[0], y.tokens[0])
            yield Finding(
                CHANGED_NUMBER,
                Severity.CRITICAL if grave else Severity.MAJOR,
                0.95 if sure else 0.6,
                against(passage, x.span, y.span) + (f" ({x.noun})" if x.noun else ""),
                x.span,
                y.span,
                evidence={"values": [str(x.value), str(y.value)], "noun": x.noun, "same_slot": sure},
            )
        yield from _regrouped(passage)


def unanswered(passage: Passage) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers of each side that no number of the other equals; parts of dates are the date rule's."""
    return unmatched(
        _outside_dates(passage.a, passage.text_a),
        _outside_dates(passage.b, passage.text_b),
        lambda x, y: measures_agree(x, y, passage),
    )


def _outside_dates(tokens: tuple[Token, ...], text: str) -> list[Quantity]:
    dates = [m.tokens for m in mentions(tokens)]
    return [
        q for q in quantities(tokens, text) if not any(start <= q.tokens[0] < end for start, end in dates)
    ]


def unmatched(
    a: Sequence[Quantity], b: Sequence[Quantity], converted: Callable[[Quantity, Quantity], bool]
) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of each side that no quantity of the other side equals, by value or by rounding."""
    left, right = list(a), list(b)
    for same in (_equal, _rounded, converted):
        for x in list(left):
            partner = next((y for y in right if same(x, y)), None)
            if partner is not None:
                left.remove(x)
                right.remove(partner)
    # "two thirds" may be said of a number said twice: a value that the other side has anyway is no change.
    values_a, values_b = {x.value for x in a}, {y.value for y in b}
    return [x for x in left if x.value not in values_b], [y for y in right if y.value not in values_a]


def _equal(x: Quantity, y: Quantity) -> bool:
    return x.value == y.value or _clock(x, y) or _clock(y, x) or _percent(x, y) or _percent(y, x)


def _clock(x: Quantity, y: Quantity) -> bool:
    """3 p.m. and 15:00, 9 and 9:00."""
    if x.kind != "time":
        return False
    other = y.value if y.kind == "time" else y.value * 60
    return (x.value - other) % 720 == 0


def _percent(x: Quantity, y: Quantity) -> bool:
    return x.kind == "fraction" and y.kind == "percent" and abs(x.value * 100 - y.value) <= 1


def _rounded(x: Quantity, y: Quantity) -> bool:
    """One is the other said with fewer digits: 1,234,567 and 1.2 million."""
    small, large = sorted((x.value, y.value))
    if small < 100 or x.kind != y.kind or large > small * Fraction(105, 100):
        return False
    return any(
        _digits(v) <= 3 and abs(v - w) * 2 <= _step(v) for v, w in ((x.value, y.value), (y.value, x.value))
    )


def _digits(value: Fraction) -> int:
    return len(str(int(value)).rstrip("0")) if value.denominator == 1 else 9


def _step(value: Fraction) -> int:
    return int(10 ** (len(str(int(value))) - _digits(value)))


def _paired(
    passage: Passage, left: list[Quantity], right: list[Quantity]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    known = answers(passage)

    def rank(x: Quantity, y: Quantity) -> float:
        slot = same_slot(passage, known, x.tokens, y.tokens)
        noun = bool(x.noun and y.noun) and lexicon().relation(x.noun, y.noun) in _ALIKE
        if not slot + noun or (x.bare and y.bare):
            return 0
        return slot + 2 * noun + (x.kind == y.kind) + (1.5 if noun or slot == 2 else 0)

    for x, y, score in paired(left, right, rank, lambda q: q.tokens[0]):
        yield x, y, score >= 3.5


def _regrouped(passage: Passage) -> Iterator[Finding]:
    """A family of seven against seven families: the number says a group's size in one version only."""
    a, b = quantities(passage.a, passage.text_a), quantities(passage.b, passage.text_b)
    for x in a:
        for y in b:
            if x.value != y.value or bool(x.group) == bool(y.group):
                continue
            group = x.group or y.group
            other = passage.b if x.group else passage.a
            if any(lexicon().relation(t.key, group) in (Relation.SAME, Relation.FORM) for t in other):
                yield Finding(
                    CHANGED_NUMBER,
                    Severity.MAJOR,
                    0.85,
                    f"{quoted(passage.text_a, x.span)} counts something else in the other version "
                    f"(a {group} of that size)",
                    x.span,
                    y.span,
                    evidence={"values": [str(x.value), str(y.value)], "noun": group, "same_slot": False},
                )
