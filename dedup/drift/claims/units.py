"""changed-unit: a measure whose unit changed or was lost, where no conversion explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.measures import MONEY, SIGNS, Unit, converted, unit_of
from dedup.drift.claims.quantities import Quantity, quantities
from dedup.drift.claims.rules import CHANGED_UNIT, against
from dedup.drift.claims.slots import FIRM, answers, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

_UNITS_OF_MARKS = frozenset(
    "dollar usd cent euro eur gbp sterling quid pound pence yuan renminbi rmb yen rupee ruble rouble franc "
    "percent pct pc per".split()
)
# A mark may be left out beside another of its kind: 5 to 6 per cent, 4% in May and 5 in June.
_SHARED = 8
_POINTS = frozenset("point points pp bp basis out".split())


class UnitRule:
    """Units of measures and currencies.

    Evidence: `units` (both dimensions, "" for none), `values` (both, as text).
    """

    rules = (CHANGED_UNIT,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each number in the same slot whose unit is another one, or is lost."""
        a, b = quantities(passage.a, passage.text_a), quantities(passage.b, passage.text_b)
        units_a = [unit_of(passage.text_a, passage.a, q) for q in a]
        units_b = [unit_of(passage.text_b, passage.b, q) for q in b]
        known = answers(passage)
        done: set[int] = set()
        for x, ux in zip(a, units_a, strict=True):
            for k, (y, uy) in enumerate(zip(b, units_b, strict=True)):
                if k in done or not x.values & y.values or (ux is None and uy is None):
                    continue
                ends = ux.end if ux else x.tokens[1], uy.end if uy else y.tokens[1]
                slot = same_slot(passage, known, (x.tokens[0], ends[0]), (y.tokens[0], ends[1]))
                if ux is None or uy is None:
                    changed = slot == FIRM and (
                        _lost(ux, y, units_b, b, passage.b) or _lost(uy, x, units_a, a, passage.a)
                    )
                else:
                    changed = slot > 0 and _differ(ux, uy)
                    changed &= not _elsewhere(x, ux, b, units_b) and not _elsewhere(y, uy, a, units_a)
                if not changed:
                    continue
                done.add(k)
                here, there = _span(passage.text_a, passage.a, x, ux), _span(passage.text_b, passage.b, y, uy)
                yield Finding(
                    CHANGED_UNIT,
                    Severity.MAJOR,
                    0.9 if slot == FIRM else 0.7,
                    against(passage, here, there),
                    here,
                    there,
                    evidence={
                        "units": [u.dimension if u else "" for u in (ux, uy)],
                        "values": [str(x.value), str(y.value)],
                    },
                )
                break


def _span(text: str, tokens: Sequence[Token], quantity: Quantity, unit: Unit | None) -> Span:
    """Where a measure stands, its signs included."""
    start, end = quantity.span.start, quantity.span.end
    if unit:
        start -= text[max(start - 1, 0) : start] in SIGNS
        end = max(tokens[unit.end - 1].span.end, end)
        end += text[end : end + 1] == "%"
    return Span(start, end)


def _differ(x: Unit, y: Unit) -> bool:
    """Whether two units of one figure make another measure of it."""
    if x.readings & y.readings:
        return False
    return x.dimension == y.dimension or not {x.dimension, y.dimension} & {"time", "percent"}


def _lost(
    unit: Unit | None,
    bare: Quantity,
    units: Sequence[Unit | None],
    others: Sequence[Quantity],
    tokens: Sequence[Token],
) -> bool:
    """Whether a figure says no per cent or money where the other version does, nor a figure beside it."""
    if unit is None or bare.kind != "count" or not (unit.dimension in MONEY or unit.dimension == "percent"):
        return False
    if any(t.key in _POINTS for t in tokens[bare.tokens[1] : bare.tokens[1] + 2]):
        return False
    near = range(bare.tokens[0] - _SHARED, bare.tokens[1] + _SHARED)
    if any(tokens[k].key.removesuffix("s") in _UNITS_OF_MARKS for k in near if 0 <= k < len(tokens)):
        return False
    return not any(u and _alike(u, unit) and q.tokens[0] in near for q, u in zip(others, units, strict=True))


def _alike(x: Unit, y: Unit) -> bool:
    return x.dimension == y.dimension or (x.dimension in MONEY and y.dimension in MONEY)


def _elsewhere(
    quantity: Quantity, unit: Unit, others: Sequence[Quantity], units: Sequence[Unit | None]
) -> bool:
    """Whether the other side says this very measure, or its conversion, somewhere."""
    return any(
        found is not None
        and (
            converted(quantity, q, unit, found)
            or (quantity.value == q.value and bool(unit.readings & found.readings))
        )
        for q, found in zip(others, units, strict=True)
    )


def measures_agree(x: Quantity, y: Quantity, passage: Passage) -> bool:
    """Whether a quantity of side a and one of side b are one measure in different units."""
    return converted(x, y, unit_of(passage.text_a, passage.a, x), unit_of(passage.text_b, passage.b, y))
