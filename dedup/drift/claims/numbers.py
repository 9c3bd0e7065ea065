"""changed-number: another value in the same slot, or the same number said of something else."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Span
from dedup.drift.claims.bounds import reversed_bounds
from dedup.drift.claims.clock import zone
from dedup.drift.claims.crossed import crossed
from dedup.drift.claims.dates import mentions
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.levels import exchanged
from dedup.drift.claims.lexicon import ALIKE, Relation, lexicon
from dedup.drift.claims.measures import MONEY, unit_of
from dedup.drift.claims.quantities import Quantity, quantities
from dedup.drift.claims.rules import CHANGED_NUMBER, against, near_grave, quoted
from dedup.drift.claims.sameness import unmatched
from dedup.drift.claims.slots import FIRM, answers, paired, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.claims.units import measures_agree
from dedup.drift.interface import Finding, Severity

_THOUSANDFOLD = 1000


class NumberRule:
    """Numbers by value.

    Evidence: `values` (both, as text), `noun` (what is counted), `same_slot` (the words around answer each
    other).
    """

    rules = (CHANGED_NUMBER,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each number that answers one of another value, or says something else."""
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
        a, b = _outside_dates(passage.a, passage.text_a), _outside_dates(passage.b, passage.text_b)
        if a and b:
            yield from _said_otherwise(passage, a, b)
            yield from _crossed(passage, a, b)


def unanswered(passage: Passage) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers of each side that no number of the other equals; parts of dates are the date rule's."""
    return unmatched(
        passage,
        _outside_dates(passage.a, passage.text_a),
        _outside_dates(passage.b, passage.text_b),
        lambda x, y: measures_agree(x, y, passage),
    )


def _outside_dates(tokens: tuple[Token, ...], text: str) -> list[Quantity]:
    dates = [m.tokens for m in mentions(tokens)]
    return [
        q for q in quantities(tokens, text) if not any(start <= q.tokens[0] < end for start, end in dates)
    ]


def _paired(
    passage: Passage, left: list[Quantity], right: list[Quantity]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    known = answers(passage)

    def rank(x: Quantity, y: Quantity) -> float:
        slot = same_slot(passage, known, x.tokens, y.tokens)
        noun = _count_the_same(x, y)
        twins = _twins(passage, x, y)
        if not slot + noun + twins or (x.bare and y.bare):
            return 0
        if x.kind != y.kind and {x.kind, y.kind} & {"ordinal", "period"}:
            # The 51st minute, six minutes later.
            return 0
        score = slot + 2 * noun + (x.kind == y.kind) + (1.5 if noun or twins or slot == FIRM else 0) + twins
        # 3 p.m. here and 10 a.m. there.
        unlike = x.kind == y.kind == "time" and zone(passage.a, x.tokens[1]) != zone(passage.b, y.tokens[1])
        return min(score, 2) if unlike else score

    for x, y, score in paired(left, right, rank, lambda q: q.tokens[0]):
        yield x, y, score >= 3.5


def _count_the_same(x: Quantity, y: Quantity) -> bool:
    if "age" in (x.noun, y.noun):
        # To WordNet an age is a number of years as well.
        return x.noun == y.noun
    return bool(x.noun and y.noun) and lexicon().relation(x.noun, y.noun) in ALIKE


def _twins(passage: Passage, x: Quantity, y: Quantity) -> bool:
    """Sums of money or shares of one figure and another magnitude: $310m and $310bn."""
    money = _is_money(passage.a, passage.text_a, x) and _is_money(passage.b, passage.text_b, y)
    figure = _figure(x)
    if not (money or x.kind == y.kind == "percent") or figure != _figure(y) or not x.value * y.value:
        return False
    # One digit is shared by chance ($5 and $50); thousands apart it is million for billion.
    return len(figure) > 1 or max(x.value / y.value, y.value / x.value) >= _THOUSANDFOLD


def _is_money(tokens: tuple[Token, ...], text: str, quantity: Quantity) -> bool:
    """Whether a sum carries the sign of a currency, or its name: $8m, 8 million dollars."""
    unit = unit_of(text, tokens, quantity)
    return unit is not None and unit.dimension in MONEY


def _figure(quantity: Quantity) -> str:
    return str(float(quantity.value)).replace(".", "").strip("0")


def _said_otherwise(passage: Passage, a: list[Quantity], b: list[Quantity]) -> Iterator[Finding]:
    """Raised to 5.25 against raised by 5.25; more than 500 against up to 500."""
    how = (
        (exchanged, "the number says something else of the change"),
        (reversed_bounds, "the least in one version is the most in the other"),
    )
    for found, what in how:
        for x, y, here, there in found(passage, a, b):
            yield Finding(
                CHANGED_NUMBER,
                Severity.MAJOR,
                0.9,
                f"{against(passage, here, there)}: {what}",
                here,
                there,
                evidence={"values": [str(x.value), str(y.value)], "noun": x.noun, "same_slot": False},
            )


def _crossed(passage: Passage, a: list[Quantity], b: list[Quantity]) -> Iterator[Finding]:
    """Killed 64 and injured 700 against killed 700 and injured 64."""
    if found := crossed(passage, a, b):
        (x, y), (u, v) = found
        here = Span(min(x.span.start, y.span.start), max(x.span.end, y.span.end))
        there = Span(min(u.span.start, v.span.start), max(u.span.end, v.span.end))
        grave = near_grave(passage, x.tokens[0], u.tokens[0]) or near_grave(passage, y.tokens[0], v.tokens[0])
        yield Finding(
            CHANGED_NUMBER,
            Severity.CRITICAL if grave else Severity.MAJOR,
            0.9,
            f"{quoted(passage.text_a, x.span)} and {quoted(passage.text_a, y.span)} have changed places",
            here,
            there,
            evidence={"values": [str(x.value), str(y.value)], "noun": x.noun, "same_slot": False},
        )


def _regrouped(passage: Passage) -> Iterator[Finding]:
    """A family of seven against seven families: the number says a group's size in one version only."""
    a, b = quantities(passage.a, passage.text_a), quantities(passage.b, passage.text_b)
    for x in a:
        for y in b:
            if x.value != y.value or bool(x.group) == bool(y.group):
                continue
            group = x.group or y.group
            other = passage.b if x.group else passage.a
            after = (y if x.group else x).tokens[1]
            if after < len(other) and other[after].key == group:
                # Four family members.
                continue
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
