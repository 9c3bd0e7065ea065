"""Two spellings of one name that are no fault, whatever raters would mark."""

from __future__ import annotations

from dedup.drift.names.attested import is_attested
from dedup.drift.names.chinese import is_pinyin, same_family, two_families
from dedup.drift.names.compare import NameVerdict
from dedup.drift.names.find import Token
from dedup.drift.names.lexicon import frequency, is_word

# Two spellings that the comparer takes for one name are left alone where raters would rather not mark them,
# and, if it is sure, where both are in use (Zipf).
_SURE_VARIANT, _IN_USE, _REPORTED_VARIANT = 0.9, 1.5, 0.15
# Zipf frequency from which a name is so well known that a spelling nobody uses is no variant of it.
_IN_PRINT = 2.2


def legitimate(x: Token, y: Token, verdict: NameVerdict, p: float) -> bool:
    """True for two spellings of one name: both in use (Sergey, Sergei; Huang, Wong), or not likely marked.

    `p` is the probability that a rater would mark one (`dedup.drift.names.decide`).
    """
    if verdict.verdict == "same" or same_family(x.key, y.key):
        return True
    if verdict.verdict != "variant" or two_families(x.key, y.key):
        return False
    if _misspelt(x, y) or _misspelt(y, x):
        return False
    if p < _REPORTED_VARIANT:
        return True
    if verdict.pairing.left_a or verdict.pairing.left_b:  # a word of a compound has no counterpart
        return False
    used = min(frequency(x.text.casefold()), frequency(y.text.casefold())) >= _IN_USE
    # Between two syllables of pinyin a letter is another name; elsewhere two scripts explain it.
    chinese = is_pinyin(x.key) + is_pinyin(y.key)
    return sure_variant(verdict) and (chinese == 0 or (used and chinese == 1))


def in_use(token: Token) -> bool:
    """True for a name that somebody is known to bear: Wikidata lists it, or English texts have it."""
    return is_attested(token.key) or frequency(token.text.casefold()) >= _IN_USE


def _misspelt(known: Token, other: Token) -> bool:
    """True for a spelling that nobody is known to bear, in the place of one that newspapers use often.

    That is one that English has not, or as a word only: Macron, Macaroon.
    """
    if frequency(known.text.casefold()) < _IN_PRINT or is_attested(other.key):
        return False
    return frequency(other.text.casefold()) == 0 or (is_word(other.key) and is_attested(known.key))


def sure_variant(verdict: NameVerdict) -> bool:
    """True where the comparer has next to no doubt that two words are one name."""
    return verdict.verdict == "variant" and verdict.evidence["probabilities"]["one name"] >= _SURE_VARIANT
