"""Numbers as readers understand them: value, not spelling.

"eight", "8", "a dozen", "1.2 million", "1,200,000", "two thirds", "the third", "12 %" are read with their
place and the word they count. English number words; digits in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import regex

from dedup.documents import Span
from dedup.drift.claims.tokens import Token, remembered

_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "k": 1000,
    "dozen": 12,
    "lakh": 10**5,
    "crore": 10**7,
}
_ORDINALS = {
    **dict(
        zip(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
            range(1, 20),
            strict=True,
        )
    ),
    **{w[:-1] + "ieth": n for w, n in _TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PARTS |= {f"{w}s": n for w, n in _PARTS.items()} | {"halves": 2}
_MULTIPLES = {"once": 1, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "triple": 3, "tripled": 3}
_DIGITS = regex.compile(r"(\p{Nd}+(?:[.,:]\p{Nd}+)*)(st|nd|rd|th|s|m|bn|k|km|kg|%|am|pm|x)?$")
# 1,200,000 and 3,60,000 (the Indian way) and 1.200.000.
_GROUPED = regex.compile(
    r"\p{Nd}{1,3}(?:,\p{Nd}{2,3})*,\p{Nd}{3}(?:\.\p{Nd}+)?$|\p{Nd}{1,3}(?:\.\p{Nd}{3}){2,}$"
)
_SKIP = frozenset(
    "the a an of other more further additional total new about around some nearly almost at least least over "
    "up to than".split()
)


# Words a number can begin with.
_OPENING = frozenset(
    (*_UNITS, *_TENS, *_ORDINALS, *_MULTIPLES, "half", "halves", "a", "an", "hundred", "dozen", "thousand")
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a passage.

    Args:
        value: what it says; for a clock time the minutes after midnight.
        kind: `count`, `ordinal`, `fraction`, `multiple`, `percent`, `time` or `code` (a score, an address).
        tokens: first and last+1 token.
        span: where it stands.
        noun: key of the word it counts, as far as the next words tell; else "".
        group: "family" in "a family of seven"; else "".
        bare: True for "one" and low ordinals, which are often no number at all.
    """

    value: Fraction
    kind: str
    tokens: tuple[int, int]
    span: Span
    noun: str = ""
    group: str = ""
    bare: bool = False


@remembered
def quantities(tokens: tuple[Token, ...], text: str) -> tuple[Quantity, ...]:
    """The numbers among `tokens`, in order; `text` is the whole document they point into."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        key = tokens[at].key
        read = _read(text, tokens, at) if key in _OPENING or key[0].isdigit() else None
        if read is None:
            at += 1
            continue
        value, kind, end = read
        span = Span(tokens[at].span.start, tokens[end - 1].span.end)
        after = text[span.end : span.end + 3].lstrip()
        following = "".join(t.key for t in tokens[end : end + 2])
        if after.startswith("%") or following.startswith(("percent", "pct")):
            kind = "percent"
        bare = (value == 1 and not tokens[at].text[0].isdigit()) or (
            kind == "ordinal" and value <= 2 and tokens[at].text.isalpha()
        )
        noun = _noun(tokens, end) if kind in ("count", "percent") else ""
        found.append(Quantity(value, kind, (at, end), span, noun, _group(tokens, at), bare))
        at = end
    return tuple(found)


def _read(text: str, tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int] | None:
    key = tokens[at].key
    if digits := _DIGITS.match(key):
        return _read_digits(text, tokens, at, digits)
    if key in ("half", "halves"):
        return Fraction(1, 2), "fraction", at + 1
    if key in _MULTIPLES and key not in ("once", "double", "triple"):
        return Fraction(_MULTIPLES[key]), "multiple", at + 1
    if key in _ORDINALS:
        return Fraction(_ORDINALS[key]), "ordinal", at + 1
    if key in ("a", "an") and at + 1 < len(tokens):
        nxt = tokens[at + 1].key
        if nxt in _SCALES and len(nxt) > 2:
            return _read_words(tokens, at)
        if (
            nxt in ("third", "quarter", "fifth", "tenth")
            and at + 2 < len(tokens)
            and tokens[at + 2].key == "of"
        ):
            return Fraction(1, _PARTS[nxt]), "fraction", at + 2
        return None
    if key in _UNITS or key in _TENS or (key in ("hundred", "dozen", "thousand") and at == 0):
        return _read_words(tokens, at)
    return None


def _read_digits(
    text: str, tokens: Sequence[Token], at: int, digits: regex.Match[str]
) -> tuple[Fraction, str, int]:
    figure, ending = digits.group(1), digits.group(2) or ""
    kind = "ordinal" if ending in ("st", "nd", "rd", "th") else "percent" if ending == "%" else "count"
    if ":" in figure:
        parts = [int(p) if p.isdigit() else 0 for p in figure.replace(",", ":").replace(".", ":").split(":")]
        return Fraction(parts[0] * 60 + parts[1] + (sum(parts[2:]) * 1000)), "time", at + 1
    if _GROUPED.match(figure):
        figure = figure.replace(",", "") if "," in figure else figure.replace(".", "")
    figure = figure.replace(",", ".")
    value = Fraction(figure) if figure.count(".") <= 1 else Fraction(figure.replace(".", ""))
    if ending in _SCALES:
        value *= _SCALES[ending]
    end = at + 1
    while end < len(tokens) and (scale := _SCALES.get(tokens[end].key)) and _touch(text, tokens, end):
        if tokens[end].key == "m" and ending == "":
            break
        value, end = value * scale, end + 1
    return value, kind, end


def _touch(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether only a space or hyphen parts the token from the one before."""
    return text[tokens[at - 1].span.end : tokens[at].span.start] in ("", " ", "-", "\u00a0")


def _read_words(tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int]:
    total, group, end, kind = 0, 0, at, "count"
    seen = False
    while end < len(tokens):
        key = tokens[end].key
        if key in ("a", "an") and not seen:
            group = 1
        elif key in _TENS and group % 100 == 0:
            group += _TENS[key]
        elif key in _UNITS and (
            group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and _UNITS[key] < 10)
        ):
            group += _UNITS[key]
        elif (scale := _SCALES.get(key) if len(key) > 2 else None) is not None:
            group = max(group, 1) * scale
            if scale >= 1000:
                total, group = total + group, 0
        elif key in _ORDINALS and seen and group % 10 == 0 and _ORDINALS[key] < 10 and group >= 20:
            group, kind, end = group + _ORDINALS[key], "ordinal", end + 1
            break
        elif key in _PARTS and seen and _PARTS[key] > 1 and key.endswith("s"):
            return Fraction(total + group, _PARTS[key]), "fraction", end + 1
        elif key == "and" and seen and group and group % 100 == 0 and end + 1 < len(tokens):
            if tokens[end + 1].key not in _UNITS and tokens[end + 1].key not in _TENS:
                break
        else:
            break
        seen, end = True, end + 1
    return Fraction(total + group), kind, end


def _noun(tokens: Sequence[Token], end: int) -> str:
    for token in tokens[end : end + 4]:
        if token.key not in _SKIP and token.key.isalpha():
            return token.key
    return ""


def _group(tokens: Sequence[Token], at: int) -> str:
    """The word family in "a family of seven": how large a group is, not how many there are."""
    if at >= 2 and tokens[at - 1].key == "of" and tokens[at - 2].key in _GROUPS:
        return tokens[at - 2].key
    return ""


_GROUPS = frozenset("family group team crew gang band party panel household squad couple".split())
