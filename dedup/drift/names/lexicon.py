"""Small closed word lists that finding and comparing names needs; everything else is learned or counted."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

# Titles, offices and callings that stand before (or after) a name and are no part of it.
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir lady lord dame madam madame mister
    president vice-president premier prime minister chancellor vice-chancellor king queen prince princess
    emperor sultan emir sheikh shaikh
    imam ayatollah pope cardinal bishop archbishop father rabbi reverend saint
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal private admiral marshal
    commander chief brigadier officer inspector detective sheriff
    senator sen congressman congresswoman representative rep governor gov mayor ambassador envoy consul
    secretary undersecretary attorney judge justice speaker deputy chairman chairwoman chair chairperson
    director manager founder co-founder ceo cfo head leader
    spokesman spokeswoman spokesperson adviser advisor analyst
    reporter correspondent journalist editor author writer coach captain striker midfielder defender
    actor actress singer doctor lawyer engineer scientist teacher student former ex acting late
    foreign interior defence defense finance
    """.split()
)

# Particles inside a name, lower-case or not; they never decide whether two names are one.
PARTICLES = frozenset(
    """
    al el ul as ash ad ar an at az bin ibn ben bint abu umm de del della der den di da do dos das du la le les
    los     las van von zu zur ten ter af av of
    """.split()
)

# The Arabic article in front of a name, joined by hyphen, apostrophe or nothing.
ARTICLES = frozenset("al el ul as ash ad ar an at az".split())

# Words with a capital that name days, months and the like: changes in them are the claims rules' business.
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
    thur thurs fri sat sun
    """.split()
)

# Those that behind another word of a name are a name: Wu Jun, Elinor May.
GIVEN = frozenset("april may june august jan mar jun".split())


@lru_cache(maxsize=1 << 16)
def frequency(word: str) -> float:
    """How common an English word is, in Zipf units (log10 of its count in 10⁹ words); 0 where unseen.

    From wordfreq (Speer 2022), which folds case: “Wang” and “turkey” count for name and word alike.
    """
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


# Difference of Zipf frequencies from which the rarer of two words may be a slip that English texts hold.
_FAR_COMMONER = 2.0


def both_in_use(a: str, b: str) -> bool:
    """True for two names: English texts hold both words, and neither a hundred times as often as the other.

    Measured on pairs (docs/design/name-comparison.md) and on names within one text (docs/design/names.md).
    """
    rarer, commoner = sorted((frequency(a), frequency(b)))
    return rarer > 0 and commoner - rarer < _FAR_COMMONER


# Endings of English inflection, and of one derivation, and what stands in their place in the dictionary form.
_INFLECTIONS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("ily", "y"), ("er", ""), ("er", "e"), ("est", ""), ("ness", ""), ("ism", ""), ("ism", "e"),
)  # fmt: skip


# Function words, which WordNet leaves out.
_FUNCTION_WORDS = frozenset(
    """
    in it by on to if so we at as or of is be do my an me us he up no go am oh the and but for nor
    yet not his her its their our your she they you him them who whom which what that this these
    those when where while why how with without from into onto upon about after before since until
    unless because although though despite during between among against whereas whether either
    neither both such some any each every all most many much few several other others would could
    should may might must shall will can did does has have had been being was were are said says per
    via within throughout toward towards beyond amid amidst anyone everyone someone
    """.split()
)


@lru_cache(maxsize=1 << 16)
def is_word(word: str) -> bool:
    """True where English writes the folded `word`, or what it is inflected from, with a small letter.

    “Turkey” and “Bush” are words, “Wang” and “Haider” are not. From WordNet, see bench/fit/names_words.py.
    """
    return word in _words() or any(
        word.endswith(ending) and _stem(word, ending, other) for ending, other in _INFLECTIONS
    )


def _stem(word: str, ending: str, other: str) -> bool:
    stem = word[: -len(ending)]
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _words()
    return len(stem) >= 3 and (stem + other in _words() or (doubled and not other))


@cache
def _words() -> frozenset[str]:
    packed = (files("dedup.drift.names") / "data" / "words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n")) | _FUNCTION_WORDS
