"""changed-unit: a measure whose unit changed, where no conversion explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.quantities import Quantity, quantities
from dedup.drift.claims.rules import CHANGED_UNIT, against
from dedup.drift.claims.slots import answers, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

# Unit to (dimension, size in the dimension's base unit).
_UNITS: dict[str, tuple[str, float]] = {}
for _names, _dimension, _size in (
    ("mm millimeter millimetre", "length", 0.001),
    ("cm centimeter centimetre", "length", 0.01),
    ("m meter metre", "length", 1),
    ("km kilometer kilometre", "length", 1000),
    ("inch", "length", 0.0254),
    ("foot feet ft", "length", 0.3048),
    ("yard", "length", 0.9144),
    ("mile mi", "length", 1609.344),
    ("g gram gramme", "mass", 1),
    ("kg kilo kilogram kilogramme", "mass", 1000),
    ("ton tonne", "mass", 1_000_000),
    ("lb lbs", "mass", 453.6),
    ("ounce oz", "mass", 28.35),
    ("stone", "mass", 6350),
    ("mph", "speed", 1.609344),
    ("kmh kph", "speed", 1),
    ("acre", "area", 4047),
    ("hectare", "area", 10_000),
    ("litre liter", "volume", 1),
    ("gallon", "volume", 3.8),
    ("second", "time", 1),
    ("minute", "time", 60),
    ("hour", "time", 3600),
    ("day", "time", 86_400),
    ("week", "time", 604_800),
    ("month", "time", 2_629_800),
    ("year", "time", 31_557_600),
    ("decade", "time", 315_576_000),
    ("dollar", "dollar", 1),
    ("usd", "usd", 1),
    ("cent", "dollar", 0.01),
    ("euro eur", "eur", 1),
    ("gbp sterling quid", "gbp", 1),
    ("pound", "pound", 1),
    ("yuan renminbi rmb", "cny", 1),
    ("yen", "jpy", 1),
    ("ruble rouble", "rub", 1),
    ("rupee", "inr", 1),
    ("franc chf", "chf", 1),
    ("won krw", "krw", 1),
    ("celsius centigrade c", "celsius", 1),
    ("fahrenheit f", "fahrenheit", 1),
    ("degree", "degree", 1),
    ("percent pct pc", "percent", 1),
):
    for _name in _names.split():
        _UNITS[_name] = (_dimension, _size)
_UNITS["pence"] = ("pound", 0.01)
# "Won" is a verb far more often.
del _UNITS["won"]
_SIGNS = {
    "$": ("dollar", 1.0),
    "€": ("eur", 1.0),
    "£": ("gbp", 1.0),
    "¥": ("jpy", 1.0),
    "₹": ("inr", 1.0),
    "₽": ("rub", 1.0),
    "₩": ("krw", 1.0),
    "%": ("percent", 1.0),
}
_DOLLARS = {
    "us": "usd",
    "u.s": "usd",
    "a": "aud",
    "au": "aud",
    "c": "cad",
    "ca": "cad",
    "hk": "hkd",
    "nz": "nzd",
}
_DOLLARS |= {"s": "sgd", "nt": "twd", "r": "brl"}
_NATIONS = {"us": "usd", "american": "usd", "australian": "aud", "canadian": "cad", "singapore": "sgd"}
_NATIONS |= {"hong kong": "hkd", "kong": "hkd", "zealand": "nzd"}
# Names that leave open which of several units is meant.
_OPEN = {
    "dollar": frozenset("usd aud cad hkd nzd sgd twd brl".split()),
    "pound": frozenset(("gbp", "mass")),
    "degree": frozenset(("celsius", "fahrenheit")),
}
_MONEY = frozenset("usd dollar aud cad hkd nzd sgd twd brl eur gbp pound cny jpy rub inr chf krw".split())
_POUND_IN_GRAMS = 453.6
# How far two measures may lie apart and still be one, rounded: 30 km is 18.6 miles, reported as 18.
_ROUNDING = 0.06


def unit_of(text: str, tokens: Sequence[Token], quantity: Quantity) -> tuple[str, float, int] | None:
    """Dimension, size and last+1 token of the unit a quantity carries, if any."""
    before = text[max(quantity.span.start - 1, 0) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + 2].lstrip()[:1]
    sign = _SIGNS.get(before) or _SIGNS.get(after)
    if sign:
        return (*sign, quantity.tokens[1])
    at = quantity.tokens[1]
    glued = quantity.span.of(text).lstrip("0123456789.,").lower()
    if glued in _UNITS:
        return (*_UNITS[glued], at)
    for skip in (0, 1):
        if at + skip < len(tokens):
            key = tokens[at + skip].key
            for name in (key, key.removesuffix("s")):
                if name in _UNITS:
                    return (*_UNITS[name], at + skip + 1)
            if key not in ("square", "cubic", "us", "american"):
                break
    return None


def converted(
    x: Quantity, y: Quantity, ux: tuple[str, float, int] | None, uy: tuple[str, float, int] | None
) -> bool:
    """Whether two measures are one, said in different units."""
    if ux is None or uy is None or ux[0] != uy[0]:
        return False
    p, q = float(x.value) * ux[1], float(y.value) * uy[1]
    return abs(p - q) <= _ROUNDING * max(p, q)


class UnitRule:
    """Units of measures and currencies.

    Evidence: `units` (both dimensions), `values` (both, as text).
    """

    rules = (CHANGED_UNIT,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each number in the same slot whose unit is another one."""
        a, b = quantities(passage.a, passage.text_a), quantities(passage.b, passage.text_b)
        known = answers(passage)
        done: set[int] = set()
        for x in a:
            for k, y in enumerate(b):
                ux, uy = unit_of(passage.text_a, passage.a, x), unit_of(passage.text_b, passage.b, y)
                if k in done or ux is None or uy is None or ux[:2] == uy[:2] or x.value != y.value:
                    continue
                if {ux[0], uy[0]} & {"time", "percent"} and ux[0] != uy[0]:
                    continue
                slot = same_slot(passage, known, (x.tokens[0], ux[2]), (y.tokens[0], uy[2]))
                if (
                    not slot
                    or _elsewhere(x, ux, b, passage.text_b, passage.b)
                    or _elsewhere(y, uy, a, passage.text_a, passage.a)
                ):
                    continue
                done.add(k)
                here = Span(x.span.start, max(passage.a[ux[2] - 1].span.end, x.span.end))
                there = Span(y.span.start, max(passage.b[uy[2] - 1].span.end, y.span.end))
                yield Finding(
                    CHANGED_UNIT,
                    Severity.MAJOR,
                    0.9 if slot == 2 else 0.7,
                    against(passage, here, there),
                    here,
                    there,
                    evidence={"units": [ux[0], uy[0]], "values": [str(x.value), str(y.value)]},
                )
                break


def _elsewhere(
    quantity: Quantity,
    unit: tuple[str, float, int],
    others: Sequence[Quantity],
    text: str,
    tokens: Sequence[Token],
) -> bool:
    """Whether the other side says this very measure, or its conversion, somewhere."""
    return any(
        (found := unit_of(text, tokens, q)) is not None and (converted(quantity, q, unit, found))
        for q in others
    )


def measures_agree(x: Quantity, y: Quantity, passage: Passage) -> bool:
    """Whether a quantity of side a and one of side b are one measure in different units."""
    return converted(x, y, unit_of(passage.text_a, passage.a, x), unit_of(passage.text_b, passage.b, y))
