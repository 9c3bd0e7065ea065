"""What a number counts: its noun, years of age, the size of a group."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.drift.claims.grammar import Class, word_class
from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token, gap

_SKIP = frozenset(
    "of the other more further additional total new about around some nearly almost at least over up to than "
    "percent per cent pct".split()
)


def noun_at(text: str, tokens: Sequence[Token], end: int) -> str:
    """The first noun after a number, where nothing but what describes it stands between."""
    for at in range(end, min(end + 5, len(tokens))):
        token = tokens[at]
        if any(mark in ',.;:()–—“”"' for mark in gap(text, tokens, at)):
            return ""
        what = word_class(token, opens=False)
        owned = at > end and tokens[at - 1].key == "of" and what in (Class.DETERMINER, Class.PRONOUN)
        if token.key in _SKIP or owned:
            continue
        if what in (Class.NOUN, Class.UNKNOWN) or (what is Class.VERB and _may_be_noun(tokens, at)):
            return token.key
        if what not in (Class.ADJECTIVE, Class.NAME):
            return ""
    return ""


def is_age(text: str, tokens: Sequence[Token], at: int, end: int) -> bool:
    """54-year-old, aged 54, at the age of 54, who is 54, and 54 between commas behind a name."""
    keys = [t.key for t in tokens[max(at - 2, 0) : at]]
    if [t.key for t in tokens[end : end + 2]] in (["year", "old"], ["years", "old"]):
        return True
    if keys[-1:] == ["aged"] or keys in (["age", "of"], ["who", "is"], ["who", "was"]):
        return text[tokens[end - 1].span.end :][:1] in (",", ".", ";", ")", "")
    named = at > 0 and tokens[at - 1].text[:1].isupper() and not tokens[at - 1].opens
    between = named and gap(text, tokens, at) == ", " and text[tokens[end - 1].span.end :][:1] == ","
    return between and end == at + 1 and tokens[at].key.isdecimal() and 15 <= int(tokens[at].key) <= 110


def _may_be_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is mostly a verb is a noun here: a plural (guards), or behind an article (of the vote)."""
    key = tokens[at].key
    nouns = [lemma for pos, lemma in lexicon().lemmas(key) if pos == "n"]
    plural = key.endswith("s") and nouns != [key]
    return bool(nouns) and (plural or (at > 0 and tokens[at - 1].key in ("the", "of")))


def group_at(tokens: Sequence[Token], at: int) -> str:
    """The word family in "a family of seven": how large a group is, not how many there are."""
    if at >= 2 and tokens[at - 1].key == "of" and tokens[at - 2].key in _GROUPS:
        return tokens[at - 2].key
    return ""


_GROUPS = frozenset("family group team crew gang band party panel household squad couple".split())
