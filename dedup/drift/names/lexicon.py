"""Small closed word lists that finding and comparing names needs; everything else is learned or counted."""

from __future__ import annotations

from functools import cache

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


@cache
def frequency(word: str) -> float:
    """How common an English word is, in Zipf units (log10 of its count in 10⁹ words); 0 where unseen.

    From wordfreq (Speer 2022), which folds case: “Wang” and “turkey” count for name and word alike.
    """
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))
