"""What a word does in an English sentence, as far as a table can say without a parser."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token


class Class(StrEnum):
    """Word classes as the claim rules need them."""

    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    PRONOUN = "pronoun"
    AUXILIARY = "auxiliary"
    MODAL = "modal"
    NEGATION = "negation"
    PARTICLE = "particle"
    NUMBER = "number"
    NAME = "name"
    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    UNKNOWN = "unknown"


CONTENT = frozenset(
    (Class.NUMBER, Class.NAME, Class.NOUN, Class.VERB, Class.ADJECTIVE, Class.ADVERB, Class.UNKNOWN)
)

_CLOSED = {
    **dict.fromkeys(
        "a an the this that these those each every some any all both either another such its".split(),
        Class.DETERMINER,
    ),
    **dict.fromkeys(
        "of in on at by for with from to into onto upon about above across after against along among "
        "amid around "
        "as before behind below beneath beside besides between beyond despite during except inside like "
        "near off "
        "out outside over past per since through throughout till toward towards under underneath until "
        "unlike up "
        "down via within concerning regarding".split(),
        Class.PREPOSITION,
    ),
    **dict.fromkeys(
        "and or but nor so yet if because although though while whereas when where than whether unless once "
        "that which who whom whose what why how however therefore thus".split(),
        Class.CONJUNCTION,
    ),
    **dict.fromkeys(
        "i you he she it we they me him her us them my your his our their mine yours hers ours theirs myself "
        "yourself himself herself itself ourselves themselves one oneself there".split(),
        Class.PRONOUN,
    ),
    **dict.fromkeys(
        "be am is are was were been being do does did doing done have has had having get gets got".split(),
        Class.AUXILIARY,
    ),
    **dict.fromkeys("can could may might must shall should will would ought".split(), Class.MODAL),
    **dict.fromkeys(
        "not no never none nobody nothing nowhere neither without hardly scarcely barely".split(),
        Class.NEGATION,
    ),
    **dict.fromkeys(
        "also just very too even still already then now here well rather quite really only again else "
        "more most "
        "much many less least few little".split(),
        Class.PARTICLE,
    ),
}
# "that" opens a clause far more often than it points.
_CLOSED["that"] = Class.CONJUNCTION

_GENDER = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("it its itself".split(), "n"),
    **dict.fromkeys("they them their theirs themselves".split(), "p"),
    **dict.fromkeys("i me my mine myself".split(), "1"),
    **dict.fromkeys("we us our ours ourselves".split(), "4"),
    **dict.fromkeys("you your yours yourself yourselves".split(), "2"),
}
_OPEN = {"n": Class.NOUN, "v": Class.VERB, "a": Class.ADJECTIVE, "r": Class.ADVERB}


def word_class(token: Token, *, opens: bool) -> Class:
    """The class of a token; `opens` says that it opens its sentence, where a capital means nothing."""
    return _class(token.key, token.text[0].isupper(), opens)


@lru_cache(maxsize=1 << 16)
def _class(key: str, capital: bool, opens: bool) -> Class:
    if (closed := _CLOSED.get(key)) is not None:
        return closed
    if key[0].isdigit():
        return Class.NUMBER
    if capital and not opens:
        return Class.NAME
    readings = lexicon().lemmas(key)
    if not readings:
        return Class.NAME if capital else Class.UNKNOWN
    uses = lexicon().uses
    pos, _ = max(readings, key=lambda r: uses.get(r[1], {}).get(r[0], 0))
    return _OPEN[pos]


def is_closed(key: str) -> bool:
    """Whether a key is a function word: of a class that takes no new words."""
    return key in _CLOSED


def person(key: str) -> str:
    """Who a pronoun stands for: m, f, n, p (they), 1, 2, 4 (we); "" for other words."""
    return _GENDER.get(key, "")


@lru_cache(maxsize=1 << 16)
def tense(key: str) -> str:
    """`past`, `present` or `ing` for a verb form, `future` for will and shall, else ""."""
    if key in ("will", "shall"):
        return "future"
    if key in ("was", "were", "did", "had", "been"):
        return "past"
    if key in ("is", "are", "am", "does", "has", "do", "have"):
        return "present"
    verbs = [lemma for pos, lemma in lexicon().lemmas(key) if pos == "v"]
    if not verbs:
        return ""
    if key.endswith("ing") and verbs[-1] != key:
        return "ing"
    if any(form_pos == "v" for form_pos, _ in lexicon().irregular.get(key, ())) or (
        key.endswith("ed") and verbs[-1] != key
    ):
        return "past"
    return "present"
