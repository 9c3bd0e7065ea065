"""Which numbers of two passages no number of the other side answers, by value or by rounding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from dedup.drift.claims.durations import spelled_out
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.quantities import Quantity, score
from dedup.drift.claims.tokens import Token
from dedup.drift.claims.values import comparable, equal

# Words by which a figure without a sign says a fall: shrank by 2 per cent is growth of -2 per cent.
_FALLS = frozenset(
    "fall falls fell fallen falling drop drops dropped decline declines declined decrease decreased shrink "
    "shrinks shrank shrunk contract contracts contracted contraction down lower below minus loss losses lost "
    "negative slump slumped slid slide reduced reduction cut freezing deficit".split()
)
_OUT_OF = (["in"], ["out", "of"], ["in", "every"], ["of", "every"], ["out", "of", "every"])


def unmatched(
    passage: Passage,
    a: Sequence[Quantity],
    b: Sequence[Quantity],
    converted: Callable[[Quantity, Quantity], bool],
) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of each side that no quantity of the other side equals, by value or by rounding."""
    left, right = list(a), list(b)

    def unsigned(x: Quantity, y: Quantity) -> bool:
        plain = passage.a if y.value < 0 else passage.b
        return x.value == -y.value != 0 and any(t.key in _FALLS for t in plain)

    for same in (equal, _rounded, converted, unsigned):
        for x in list(left):
            partner = next((y for y in right if same(x, y)), None)
            if partner is not None:
                left.remove(x)
                right.remove(partner)
    _said_in_two(left, passage.b, b, right)
    _said_in_two(right, passage.a, a, left)
    for one, beside, tokens, others, rest in (
        (left, passage.a, passage.b, b, right),
        (right, passage.b, passage.a, a, left),
    ):
        for time, parts in spelled_out(list(one), beside, tokens, others):
            one.remove(time)
            rest[:] = [q for q in rest if q not in parts]
    # "two thirds" may be said of a number said twice: a value that the other side has anyway is no change.
    return [x for x in left if not _among(x, b)], [y for y in right if not _among(y, a)]


def _among(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(quantity.value in q.values and comparable(quantity, q) for q in others)


def _said_in_two(
    left: list[Quantity], tokens: Sequence[Token], others: Sequence[Quantity], right: list[Quantity]
) -> None:
    """What the other side says in two numbers, one in three or 3 to 0: strike both out."""
    for first, second in pairwise(others):
        between = [t.key for t in tokens[first.tokens[1] : second.tokens[0]]]
        said = next((x for x in left if _says_both(x, first, second, between)), None)
        if said is not None:
            left.remove(said)
            right[:] = [y for y in right if y not in (first, second)]


def _says_both(quantity: Quantity, first: Quantity, second: Quantity, between: Sequence[str]) -> bool:
    """A third, or 33 per cent, of one in three; 3:0 of 3-0 or 3 to 0."""
    if quantity.kind == "code":
        return between in ([], ["to"]) and quantity.value == score(first.value, second.value)
    part = between in _OUT_OF and 0 < first.value < second.value
    return part and _is_share(quantity, first.value / second.value)


def _is_share(quantity: Quantity, share: Fraction) -> bool:
    if quantity.kind == "fraction":
        return quantity.value == share
    return quantity.kind == "percent" and abs(quantity.value - share * 100) <= 1


def _rounded(x: Quantity, y: Quantity) -> bool:
    """One is the other said with fewer digits: 1,234,567 and 1.2 million."""
    small, large = sorted((x.value, y.value))
    if _year(x) and _year(y):
        return False
    if x.kind not in ("count", "percent") or x.kind != y.kind or large > small * Fraction(105, 100):
        return False
    if small < 100:
        return any(
            v.denominator > w.denominator and _is_rounding(v, w) for v, w in ((small, large), (large, small))
        )
    return any(
        _digits(v) <= 3 and abs(v - w) * 2 <= _step(v) for v, w in ((x.value, y.value), (y.value, x.value))
    )


def _year(quantity: Quantity) -> bool:
    """Whether a number may be a year, which nobody rounds."""
    plain = quantity.span.end - quantity.span.start == 4 and quantity.value.denominator == 1
    return plain and 1500 <= quantity.value <= 2100


def _is_rounding(value: Fraction, shorter: Fraction) -> bool:
    """Whether a decimal says another one with fewer places: 4.27 and 4.3, 4.9 and 5."""
    places = next((n for n in (0, 1, 2) if (shorter * 10**n).denominator == 1), None)
    return places is not None and abs(value - shorter) * 2 * 10**places <= 1


def _digits(value: Fraction) -> int:
    return len(str(int(value)).rstrip("0")) if value.denominator == 1 else 9


def _step(value: Fraction) -> int:
    return int(10 ** (len(str(int(value))) - _digits(value)))
