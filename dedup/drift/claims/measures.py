"""Measures: a number with its unit, and whether two of them say one thing (30 km, 18 miles)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.drift.claims.quantities import CURRENCY_CODES, Quantity
from dedup.drift.claims.tokens import Token

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
    ("pence", "pound", 0.01),
    ("yuan renminbi rmb", "cny", 1),
    ("yen", "jpy", 1),
    ("ruble rouble", "rub", 1),
    ("rupee", "inr", 1),
    ("franc chf", "chf", 1),
    ("krw", "krw", 1),
    ("celsius centigrade c", "celsius", 1),
    ("fahrenheit f", "fahrenheit", 1),
    ("degree", "degree", 1),
    ("percent pct pc", "percent", 1),
):
    for _name in _names.split():
        _UNITS[_name] = (_dimension, _size)
SIGNS = {
    "$": "dollar",
    "€": "eur",
    "£": "gbp",
    "¥": "yen-sign",
    "₹": "inr",
    "₽": "rub",
    "₩": "krw",
    "%": "percent",
}
# What stands before a dollar sign, and before the word.
_DOLLARS = {"us": "usd", "a": "aud", "au": "aud", "c": "cad", "ca": "cad", "hk": "hkd", "nz": "nzd"}
_DOLLARS |= {"s": "sgd", "nt": "twd", "american": "usd", "australian": "aud", "canadian": "cad"}
_DOLLARS |= {"singapore": "sgd", "kong": "hkd", "zealand": "nzd"}
# Units of which a reader must know the place: dimension and size of all they may be.
_OPEN = {
    "dollar": [(d, 1.0) for d in ("dollar", *sorted(set(_DOLLARS.values())))],
    "pound": [("gbp", 1.0), ("mass", 453.6)],
    "yen-sign": [("jpy", 1.0), ("cny", 1.0)],
    "degree": [("celsius", 1.0), ("fahrenheit", 1.0)],
}
_TEMPERATURES = frozenset(("celsius", "fahrenheit", "degree"))
MONEY = frozenset((*_DOLLARS.values(), *"dollar pound yen-sign eur gbp cny jpy rub inr chf krw".split()))
# How far two measures may lie apart and still be one, rounded: 30 km is 18.6 miles, reported as 18.
# Spans of time are counted, not converted: 90 days are three months, 50 weeks no year.
_ROUNDING, _ROUNDING_OF_TIME = 0.06, 0.02


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is said.

    Args:
        dimension: what it measures; of money the currency.
        size: in the base unit of its dimension.
        end: last+1 token of the measure.
    """

    dimension: str
    size: float
    end: int

    @property
    def readings(self) -> frozenset[tuple[str, float]]:
        """Every (dimension, size) it may have."""
        return frozenset((d, s * self.size) for d, s in _OPEN.get(self.dimension, [(self.dimension, 1.0)]))


def unit_of(text: str, tokens: Sequence[Token], quantity: Quantity) -> Unit | None:
    """The unit a quantity carries, if any."""
    first, at = quantity.tokens
    if quantity.kind == "percent":
        two = [t.key for t in tokens[at : at + 2]] == ["per", "cent"]
        one = at < len(tokens) and tokens[at].key in ("percent", "pct", "pc")
        return Unit("percent", 1.0, at + (2 if two else 1 if one else 0))
    sign = text[max(quantity.span.start - 2, 0) : quantity.span.start].strip()[-1:]
    before = tokens[first - 1].key if first else ""
    if sign == "$" and before in _DOLLARS and text[tokens[first - 1].span.end : quantity.span.start] == "$":
        return Unit(_DOLLARS[before], 1.0, at)
    after = text[quantity.span.end : quantity.span.end + 2].lstrip()[:1]
    if name := SIGNS.get(sign) or SIGNS.get(after):
        return Unit(name, 1.0, at)
    if before in CURRENCY_CODES and before in _UNITS:
        return Unit(*_UNITS[before], at)
    glued = quantity.span.of(text).lstrip("-−–0123456789.,").lower()
    # The m of £5m was read as millions.
    if glued in _UNITS and not (glued == "m" and quantity.value >= 10**6 and not quantity.others):
        return Unit(*_UNITS[glued], at)
    return _named(tokens, at)


def _named(tokens: Sequence[Token], at: int) -> Unit | None:
    """A unit written out behind its number, with what may stand between."""
    nation = ""
    for skip in range(3):
        if at + skip >= len(tokens):
            return None
        key = tokens[at + skip].key
        for name in (key, key.removesuffix("s")):
            if name in ("degree", "pound") and at + skip + 1 < len(tokens):
                # Degrees Celsius, pounds sterling.
                exact = _UNITS.get(tokens[at + skip + 1].key, ("", 0.0))
                if exact[0] in ("celsius", "fahrenheit", "gbp"):
                    return Unit(*exact, at + skip + 2)
            if name in _UNITS:
                dimension, size = _UNITS[name]
                if dimension == "length" and (hour := _per_hour(tokens, at + skip + 1)):
                    return Unit("speed", size / 1000, hour)
                return Unit(nation if nation and dimension == "dollar" else dimension, size, at + skip + 1)
        nation = _DOLLARS.get(key, "") if len(key) > 1 else ""
        if not nation and key not in ("square", "cubic", "hong", "new", "an", "a"):
            return None
    return None


def _per_hour(tokens: Sequence[Token], at: int) -> int:
    """The token after "an hour", "per hour" or the "h" of km/h; 0 where none of them stands at `at`."""
    keys = [t.key for t in tokens[at : at + 2]]
    return at + 1 if keys[:1] == ["h"] else at + 2 if keys in (["per", "hour"], ["an", "hour"]) else 0


def converted(x: Quantity, y: Quantity, ux: Unit | None, uy: Unit | None) -> bool:
    """Whether two measures are one, said in different units."""
    if ux is None or uy is None:
        return False
    if ux.dimension in _TEMPERATURES and uy.dimension in _TEMPERATURES:
        return any(abs(p - q) <= 1 for p in _celsius(x, ux) for q in _celsius(y, uy))
    for dimension, size in ux.readings:
        for other, scale in uy.readings:
            p, q = float(x.value) * size, float(y.value) * scale
            # Within one unit nothing is converted: there a rounding is one of digits.
            rounding = _ROUNDING_OF_TIME if dimension == "time" else _ROUNDING
            if dimension == other and size != scale and abs(p - q) <= rounding * max(p, q):
                return True
    return False


def _celsius(quantity: Quantity, unit: Unit) -> list[float]:
    """What a temperature, or a difference of temperatures, may be in degrees Celsius."""
    value = float(quantity.value)
    fahrenheit = [(value - 32) * 5 / 9, value * 5 / 9]
    return {"celsius": [value], "fahrenheit": fahrenheit}.get(unit.dimension, [value, *fahrenheit])
