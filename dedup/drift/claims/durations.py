"""A duration in figures and the same in words: 2:04:12, two hours, four minutes and 12 seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dedup.drift.claims.quantities import Quantity
from dedup.drift.claims.tokens import Token

_SECONDS = {"hour": 3600, "hours": 3600, "minute": 60, "minutes": 60, "second": 1, "seconds": 1}

_OF_DAY = frozenset("at by from until till before after since between".split())


def spelled_out(
    times: Sequence[Quantity],
    beside: Sequence[Token],
    tokens: Sequence[Token],
    numbers: Sequence[Quantity],
) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """Each of `times` that the other side says in parts, with the numbers of these.

    Args:
        times: numbers of one side; those that are no time with a colon are passed over, and the time of day.
        beside: tokens of that side.
        tokens: of the other side.
        numbers: of the other side.
    """
    asked = [x for x in times if x.kind == "time" and not _is_of_day(x, beside)]
    if not asked:
        return
    parts = [(q, _SECONDS.get(tokens[q.tokens[1]].key, 0)) for q in numbers if q.tokens[1] < len(tokens)]
    rows = [parts[k : k + size] for k in range(len(parts)) for size in (1, 2, 3) if k + size <= len(parts)]
    rows = [row for row in rows if _falls([size for _, size in row])]
    told = [(sum(q.value * size for q, size in row), row) for row in rows]
    for time in asked:
        # 3:05 may be hours and minutes, or minutes and seconds.
        same = (row for seconds, row in told if seconds in (time.value, time.value * 60))
        if row := next(same, None):
            yield time, tuple(q for q, _ in row)


def _is_of_day(time: Quantity, tokens: Sequence[Token]) -> bool:
    first = time.tokens[0]
    return first > 0 and tokens[first - 1].key in _OF_DAY


def _falls(sizes: Sequence[int]) -> bool:
    """Whether the units are known and each is smaller than the one before."""
    return 0 not in sizes and all(x > y for x, y in pairwise(sizes))
