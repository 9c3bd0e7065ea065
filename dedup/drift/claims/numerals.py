"""English number words and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dedup.drift.claims.tokens import Token

UNITS = {"nil": 0} | dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "k": 1000,
    "dozen": 12,
    "lakh": 10**5,
    "crore": 10**7,
}
ORDINALS = {
    **dict(
        zip(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
            range(1, 20),
            strict=True,
        )
    ),
    **{w[:-1] + "ieth": n for w, n in TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
PARTS |= {f"{w}s": n for w, n in PARTS.items()} | {"halves": 2}
MULTIPLES = {"once": 1, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "triple": 3, "tripled": 3}
MULTIPLES |= {"quadruple": 4, "quadrupled": 4, "twofold": 2, "threefold": 3, "fourfold": 4, "tenfold": 10}


def read_words(tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int]:
    """Value, kind and last+1 token of the number words from `at` on."""
    total, group, end, kind, large = 0, 0, at, "count", 0
    seen = False
    while end < len(tokens):
        key = tokens[end].key
        if key in ("a", "an") and not seen:
            group = 1
        elif key in TENS and group % 100 == 0:
            group += TENS[key]
        elif key in UNITS and (
            group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and UNITS[key] < 10)
        ):
            group += UNITS[key]
        elif (scale := SCALES.get(key) if len(key) > 2 else None) is not None:
            group = max(group, 1) * scale
            if scale >= 1000:
                total, group, large = total + group, 0, scale
        elif key in ORDINALS and seen and group % 10 == 0 and ORDINALS[key] < 10 and group >= 20:
            group, kind, end = group + ORDINALS[key], "ordinal", end + 1
            break
        elif key in PARTS and seen and (key.endswith("s") or (total + group == 1 and _is_part(tokens, end))):
            return of_scale(Fraction(total + group, PARTS[key]), tokens, end + 1)
        elif key == "and" and seen and group and group % 100 == 0 and end + 1 < len(tokens):
            if tokens[end + 1].key not in UNITS and tokens[end + 1].key not in TENS:
                break
        else:
            break
        seen, end = True, end + 1
    value = Fraction(total + group)
    if kind == "count" and and_a_half(tokens, end):
        # Two and a half million, and a million and a half.
        value, end = value + Fraction(large or 1, 2), end + 3
        if not large and end < len(tokens) and (scale := SCALES.get(tokens[end].key)):
            value, end = value * scale, end + 1
    return value, kind, end


def and_a_half(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words from `at` on are "and a half"."""
    return [t.key for t in tokens[at : at + 3]] == ["and", "a", "half"]


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether "third" after "one" is a share (one third of, one-third) and no rank (one third place)."""
    follows = tokens[at + 1].key if at + 1 < len(tokens) else "of"
    return follows == "of" or tokens[at].word == tokens[at - 1].word


def of_scale(part: Fraction, tokens: Sequence[Token], end: int) -> tuple[Fraction, str, int]:
    """A fraction read up to `end`: of a million it is a count (three quarters of a million, half a dozen)."""
    keys = [t.key for t in tokens[end : end + 3]]
    keys = keys[1:] if keys[:1] == ["of"] else keys
    keys = keys[1:] if keys[:1] in (["a"], ["an"]) else keys
    if keys and (scale := SCALES.get(keys[0])) and len(keys[0]) > 2:
        words = next(k for k in range(end, len(tokens)) if tokens[k].key == keys[0])
        return part * scale, "count", words + 1
    return part, "fraction", end
