"""Whether two numbers, each however written, say one value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dedup.drift.claims.quantities import Quantity


def equal(x: Quantity, y: Quantity) -> bool:
    """Whether some value of both is one, in whatever kind it is said: a half, 50 per cent."""
    if comparable(x, y):
        return bool(x.values & y.values) or _percent(x, y) or _percent(y, x) or _growth(x, y) or _growth(y, x)
    return _clock(x, y) or _clock(y, x)


def same_number(x: Quantity, a: Sequence[Quantity], b: Sequence[Quantity]) -> Quantity | None:
    """The number of `b` that is `x` of `a`, where each side says that value once and of one kind."""
    same = [y for y in b if y.value == x.value]
    once = len(same) == 1 and sum(q.value == x.value for q in a) == 1
    return same[0] if once and same[0].kind == x.kind else None


def comparable(x: Quantity, y: Quantity) -> bool:
    """Whether one value of both is one thing: a time is counted in minutes, a period by its place."""
    return x.kind == y.kind or not {x.kind, y.kind} & {"time", "code", "period"}


def _clock(x: Quantity, y: Quantity) -> bool:
    """9 and 9:00, 15.30 and 3:30 p.m."""
    if x.kind != "time" or y.kind != "count":
        return False
    hours, rest = divmod(y.value, 1)
    return rest < Fraction(3, 5) and (x.value - hours * 60 - rest * 100) % 720 == 0


def _growth(x: Quantity, y: Quantity) -> bool:
    """Doubled and rose 100 per cent."""
    return x.kind == "multiple" and y.kind == "percent" and (x.value - 1) * 100 == y.value


def _percent(x: Quantity, y: Quantity) -> bool:
    return x.kind == "fraction" and y.kind == "percent" and abs(x.value * 100 - y.value) <= 1
