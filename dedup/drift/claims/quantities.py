"""Numbers as readers understand them: value, not spelling.

"eight", "8", "a dozen", "1.2 million", "1,200,000", "half a million", "two thirds", "the third", "12 %" and
"-2 per cent" are read with their place and the word they count. English number words; digits in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import regex

from dedup.documents import Span
from dedup.drift.claims.clock import NAMED, time_at
from dedup.drift.claims.counted import group_at, is_age, noun_at
from dedup.drift.claims.numerals import (
    MULTIPLES,
    ORDINALS,
    PARTS,
    SCALES,
    TENS,
    UNITS,
    and_a_half,
    of_scale,
    read_words,
)
from dedup.drift.claims.tokens import Token, gap, remembered

_DIGITS = regex.compile(
    r"(\p{Nd}+(?:[.,:]\p{Nd}+)*)"
    r"(st|nd|rd|th|s|mln|mn|m|bln|bn|b|trn|tn|k|km|kg|kmh|kph|mph|cm|mm|ft|lbs?|c|f|%|pc|am|pm|x)?$"
)
# 1,200,000 and 3,60,000 (the Indian way) and 1.200.000.
_GROUPED = regex.compile(
    r"\p{Nd}{1,3}(?:,\p{Nd}{2,3})*,\p{Nd}{3}(?:\.\p{Nd}+)?$|\p{Nd}{1,3}(?:\.\p{Nd}{3}){2,}$"
)
# 1.500: one and a half, or fifteen hundred where points part the thousands.
_POINT_OR_GROUP = regex.compile(r"[1-9]\p{Nd}{0,2}\.\p{Nd}{3}$")
_THOUSANDS_HEAD, _THOUSANDS = regex.compile(r"[1-9]\d{0,2}$"), regex.compile(r"\d{3}$")
_SPACES = frozenset((" ", "\u00a0", "\u202f", "\u2009"))
_SCORE = regex.compile(r"(\p{Nd}+):(\p{Nd})$")
_VULGAR = regex.compile(r"(\d*)([½⅓⅔¼¾⅕⅛])$")
_VULGAR_VALUES = dict(zip("½⅓⅔¼¾⅕⅛", map(Fraction, "1/2 1/3 2/3 1/4 3/4 1/5 1/8".split()), strict=True))
CURRENCY_SIGNS = frozenset("$€£¥₹₽₩")
CURRENCY_CODES = frozenset("usd eur gbp inr rs cny rmb jpy chf aud cad".split())
CURRENCY_WORDS = frozenset(
    "dollars dollar euros euro pounds pound yen yuan rupees roubles rubles won".split()
)
_MINUS = frozenset("-−–")
# Characters of a figure, and what is said with it: what is longer or larger is no number of anything, and
# neither float nor int would read all of them.
_LONGEST, _LARGEST = 40, 10**30
# Other readings of a figure that stands before "to 6 million" may borrow its million.
_LINKS = frozenset("to and or".split())
_RANK = regex.compile(r"([1-4])(?:st|nd|rd|th)$")
_QUARTER = regex.compile(r"q([1-4])$")
_QUARTER_ENDS = {"march": 3, "june": 6, "september": 9, "december": 12}
_ENDING = frozenset("to ended ending through until till".split())
# Words a number can begin with.
_OPENING = frozenset(
    (*UNITS, *TENS, *ORDINALS, *MULTIPLES, *NAMED, "half", "halves", "quarter", "a", "an", "hundred", "dozen")
) | {"thousand", "minus", "q1", "q2", "q3", "q4"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a passage.

    Args:
        value: what it says; for a clock time the minutes after midnight.
        kind: `count`, `ordinal`, `fraction`, `multiple`, `percent`, `time`, `period` (a quarter or
            half of a year) or `code` (a score with a colon).
        tokens: first and last+1 token.
        span: where it stands.
        noun: key of the word it counts, as far as the next words tell, "age" for years of age; else "".
        group: "family" in "a family of seven"; else "".
        bare: True for "one" and low ordinals, which are often no number at all.
        others: values that the same spelling has elsewhere: 1.500, 100m, 3:15, the 4 of "4 to 6 million".
    """

    value: Fraction
    kind: str
    tokens: tuple[int, int]
    span: Span
    noun: str = ""
    group: str = ""
    bare: bool = False
    others: frozenset[Fraction] = frozenset()

    @property
    def values(self) -> frozenset[Fraction]:
        """Every value it can be read as."""
        return self.others | {self.value}


@dataclass(frozen=True, slots=True)
class _Read:
    """A number as it is read: its value, kind, last+1 token and the other values it may have."""

    value: Fraction
    kind: str
    end: int
    others: frozenset[Fraction] = frozenset()


@remembered
def quantities(tokens: tuple[Token, ...], text: str) -> tuple[Quantity, ...]:
    """The numbers among `tokens`, in order; `text` is the whole document they point into.

    A row of figures or scales that nobody would read as a number is none.
    """
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        key = tokens[at].key
        opens = key in _OPENING or (key[0].isdigit() and len(key) <= _LONGEST)
        read = _read(text, tokens, at) if opens else None
        if read is None or abs(read.value) >= _LARGEST:
            at += 1
            continue
        found.append(_quantity(text, tokens, at, read))
        at = read.end
    return tuple(_borrowing(text, found))


def _quantity(text: str, tokens: Sequence[Token], at: int, read: _Read) -> Quantity:
    end, kind, value = read.end, read.kind, read.value
    span = Span(tokens[at].span.start, tokens[end - 1].span.end)
    after = text[span.end : span.end + 3].lstrip()
    following = "".join(t.key for t in tokens[end : end + 2])
    if after.startswith("%") or following.startswith(("percent", "pct")):
        kind = "percent"
    if tokens[end - 1].key == "m" and after.startswith("."):
        span = Span(span.start, span.end + 1)
    if _negative(text, tokens, at):
        value, span = -value, Span(span.start - (text[span.start - 1] in _MINUS), span.end)
    bare = (value == 1 and not tokens[at].text[0].isdigit()) or (
        kind == "ordinal" and value <= 2 and tokens[at].text.isalpha()
    )
    counted = kind in ("count", "percent") and not has_currency(text, tokens, at)
    noun = ("age" if is_age(text, tokens, at, end) else noun_at(text, tokens, end)) if counted else ""
    return Quantity(value, kind, (at, end), span, noun, group_at(tokens, at), bare, read.others)


def has_currency(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the sign or code of a currency stands before the number that begins at token `at`."""
    before = text[max(tokens[at].span.start - 2, 0) : tokens[at].span.start].strip()
    return before[-1:] in CURRENCY_SIGNS or (at > 0 and tokens[at - 1].key in CURRENCY_CODES)


def _negative(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a minus stands before the figure: a dash against it that no word or number stands before."""
    start = tokens[at].span.start
    before = text[max(start - 3, 0) : start].rstrip("$€£¥₹₽₩")
    if not tokens[at].key[0].isdigit() or before[-1:] not in _MINUS or tokens[at].opens:
        return False
    # Neither plus or minus three nor a score is minus three.
    told = text[: start - 1].rstrip("- ")[-1:]
    return before[-2:-1] in (" ", "(", "\u00a0") and told not in ("/", "±") and not told.isdigit()


def _borrowing(text: str, found: list[Quantity]) -> list[Quantity]:
    """4 to 6 million: the first figure may be as many millions."""
    for k, (x, y) in enumerate(pairwise(found)):
        between = text[x.span.end : y.span.start].strip("$€£¥₹₽₩ \u00a0")
        scale = next((s for s in (10**12, 10**9, 10**6, 1000) if y.value >= s), 1)
        borrows = between in _LINKS or between in _MINUS
        if borrows and scale > 1 and 0 < x.value < 1000 and y.tokens[1] - y.tokens[0] > 1:
            found[k] = replace(x, others=x.others | {x.value * scale})
    return found


def _read(text: str, tokens: Sequence[Token], at: int) -> _Read | None:
    key = tokens[at].key
    if time := time_at(text, tokens, at):
        other = frozenset() if time.other is None else frozenset((Fraction(time.other),))
        return _Read(Fraction(time.minutes), "time", time.end, other)
    if period := _read_period(tokens, at):
        return period
    if vulgar := _VULGAR.match(tokens[at].text):
        return _Read(int(vulgar[1] or 0) + _VULGAR_VALUES[vulgar[2]], "count", at + 1)
    if digits := _DIGITS.match(key):
        return _read_digits(text, tokens, at, digits)
    if key == "minus" and at + 1 < len(tokens) and tokens[at + 1].key != "minus":
        read = _read(text, tokens, at + 1)
        return replace(read, value=-read.value) if read and read.kind in ("count", "percent") else None
    plain = _read_fraction(tokens, at) or _read_word(tokens, at)
    return _Read(*plain) if plain else None


def _read_period(tokens: Sequence[Token], at: int) -> _Read | None:
    """The second quarter, Q2, the first half, the three months to June; which quarter June ends differs."""
    keys = [t.key for t in tokens[at : at + 4]]
    if quarter := _QUARTER.match(keys[0]):
        return _Read(Fraction(int(quarter[1])), "period", at + 1)
    figures = _RANK.match(keys[0])
    number = int(figures[1]) if figures else ORDINALS.get(keys[0], 0)
    if number and len(keys) > 1 and keys[1] in ("quarter", "half"):
        size = 4 if keys[1] == "quarter" else 2
        joined = len(keys) > 2 and tokens[at + 2].word == tokens[at + 1].word
        return _Read(_period(number, size), "period", at + 2) if number <= size and not joined else None
    if len(keys) < 4 or keys[1] != "months" or keys[2] not in _ENDING:
        return None
    size = {"three": 4, "3": 4, "six": 2, "6": 2}.get(keys[0], 0)
    month = _QUARTER_ENDS.get(keys[3], 0)
    if not size or not month:
        return None
    others = frozenset(_period(n, size) for n in range(1, size + 1))
    return _Read(_period(-(-month * size // 12), size), "period", at + 4, others)


def _period(number: int, size: int) -> Fraction:
    """A quarter or half of a year as a value of its own."""
    return Fraction(number if size == 4 else 10 + number)


def _read_fraction(tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int] | None:
    """Half, halves, a third of, by a quarter; of a million they are a count."""
    key = tokens[at].key
    if key in ("half", "halves"):
        return _of_one(*of_scale(Fraction(1, 2), tokens, at + 1), tokens)
    if key in ("a", "an") and at + 1 < len(tokens):
        nxt = tokens[at + 1].key
        of = at + 2 < len(tokens) and tokens[at + 2].key == "of"
        before = next((t.key for t in reversed(tokens[:at]) if t.key not in _ROUGHLY), "")
        if nxt in ("third", "quarter", "fifth", "tenth") and (of or before == "by"):
            return _of_one(*of_scale(Fraction(1, PARTS[nxt]), tokens, at + 2), tokens)
    return None


_ROUGHLY = frozenset("only just about around almost nearly roughly over".split())


def _of_one(part: Fraction, kind: str, end: int, tokens: Sequence[Token]) -> tuple[Fraction, str, int]:
    """A fraction with the article of what it is of: half an hour, a quarter of an hour."""
    at = end + (end < len(tokens) and tokens[end].key == "of")
    return part, kind, at + 1 if at < len(tokens) and tokens[at].key in ("a", "an") else end


def _read_word(tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int] | None:
    key = tokens[at].key
    if key == "halved":
        return Fraction(1, 2), "fraction", at + 1
    if key in MULTIPLES and key not in ("once", "double", "triple", "quadruple"):
        return Fraction(MULTIPLES[key]), "multiple", at + 1
    if key in ORDINALS:
        return Fraction(ORDINALS[key]), "ordinal", at + 1
    if key in ("a", "an") and at + 1 < len(tokens):
        nxt = tokens[at + 1].key
        return read_words(tokens, at) if nxt in SCALES and len(nxt) > 2 else None
    if key in UNITS or key in TENS or (key in ("hundred", "dozen", "thousand") and at == 0):
        return read_words(tokens, at)
    return None


def _read_digits(text: str, tokens: Sequence[Token], at: int, digits: regex.Match[str]) -> _Read | None:
    figure, ending = digits.group(1), digits.group(2) or ""
    money = has_currency(text, tokens, at)
    if (ending == "b" and not money) or (ending in ("c", "f") and not tokens[at].text[-1].isupper()):
        return None
    kind = (
        "ordinal" if ending in ("st", "nd", "rd", "th") else "percent" if ending in ("%", "pc") else "count"
    )
    if goals := _SCORE.match(figure):
        return _Read(score(Fraction(int(goals[1])), Fraction(int(goals[2]))), "code", at + 1)
    if ":" in figure:
        hours, minutes, *seconds = map(_clock_part, figure.split(":"))
        return _Read(hours * 60 + minutes + sum(seconds, Fraction()) / 60, "time", at + 1)
    end = at + 1
    others: set[Fraction] = set()
    if _POINT_OR_GROUP.match(figure):
        others.add(Fraction(figure.replace(".", "")))
    if not ending and (written := _written_fraction(text, tokens, at)):
        return _Read(*written)
    if not ending and _THOUSANDS_HEAD.match(figure):
        while end < len(tokens) and _THOUSANDS.match(tokens[end].key) and gap(text, tokens, end) in _SPACES:
            figure, end = figure + tokens[end].key, end + 1
    if _GROUPED.match(figure):
        figure = figure.replace(",", "") if "," in figure else figure.replace(".", "")
    figure = figure.replace(",", ".")
    value = Fraction(figure) if figure.count(".") <= 1 else Fraction(figure.replace(".", ""))
    if ending == "s" and 10 <= value < 100:
        others |= {1900 + value, 2000 + value}
    if ending in SCALES:
        if not money and ending in ("m", "k"):
            # 100m is a race as well.
            others.add(value)
        value *= SCALES[ending]
    elif ending == "" and and_a_half(tokens, end):
        value, end = value + Fraction(1, 2), end + 3
    while end < len(tokens) and (scale := SCALES.get(tokens[end].key)):
        short = tokens[end].key in ("m", "b", "k") and not (ending == "" and money)
        if short or gap(text, tokens, end) not in _SPACES | {"", "-"}:
            break
        value, others, end = value * scale, {v * scale for v in others}, end + 1
    return _Read(value, kind, end, frozenset(others))


def _clock_part(figure: str) -> Fraction:
    """Hours, minutes or seconds; of these there may be tenths."""
    whole, _, tenths = figure.replace(",", ".").partition(".")
    return Fraction(f"{whole}.{tenths}") if tenths.isdecimal() else Fraction(whole)


def score(home: Fraction, away: Fraction) -> Fraction:
    """A result such as 3:0 as one value of its own."""
    return home * 1000 + away


def _written_fraction(text: str, tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int] | None:
    """1/2 and 2 1/2, also of a million."""
    whole = 0
    if at + 2 < len(tokens) and gap(text, tokens, at + 1) == " " and gap(text, tokens, at + 2) == "/":
        whole, at = int(tokens[at].key) if tokens[at].key.isdecimal() else 0, at + 1
        if not whole:
            return None
    keys = [t.key for t in tokens[at : at + 2]]
    if len(keys) < 2 or gap(text, tokens, at + 1) != "/" or keys[0] not in ("1", "2", "3"):
        return None
    if keys[1] not in ("2", "3", "4", "5", "8") or text[tokens[at + 1].span.end :][:1] == "/":
        return None
    part = whole + Fraction(int(keys[0]), int(keys[1]))
    value, kind, end = of_scale(part, tokens, at + 2)
    return value, "count" if whole else kind, end
