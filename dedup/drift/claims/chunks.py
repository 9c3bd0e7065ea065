"""A sentence as a chain of noun phrases, verbs and links: what `clauses.py` reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dedup.drift.claims.grammar import Class, tense, word_class
from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token, gap


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Args:
        head: the noun that it is about.
        words: all of it, with what follows `of`, possessors and appositions.
        heads: the heads of all who are joined in it.
    """

    head: int
    words: frozenset[int]
    heads: frozenset[int]

    def joined(self, other: Phrase) -> Phrase:
        """Both phrases as one party; the head is that of the first."""
        return Phrase(self.head, self.words | other.words, self.heads | other.heads)


class Kind(StrEnum):
    """What an item of the chain is."""

    NOUN = "noun"
    TIME = "time"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    OTHER = "other"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the chain.

    Args:
        kind: what it is; a `MARK` is what parts words, its key "." before a new sentence, else ",".
        start: its first token.
        key: its word; of a phrase, its head.
        phrase: that of a noun.
    """

    kind: Kind
    start: int
    key: str
    phrase: Phrase | None = None


_PAST_AS_BASE = frozenset("beat hit cut put set let shut hurt split spread cast bet burst".split())
_POSSESSIVE = frozenset("my your his her our their its whose".split())
PARTICLES = frozenset("up out off down over back away".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tomorrow tonight morning afternoon "
    "evening night noon midnight second seconds day days week weeks weekend month months year years hour "
    "hours minute minutes season time".split()
)
_REFLEXIVE = frozenset("myself yourself himself herself itself ourselves themselves oneself".split())
_ONE = frozenset("a an another each every this".split())
_OWNED = frozenset((Class.NOUN, Class.NAME, Class.UNKNOWN, Class.ADJECTIVE, Class.NUMBER, Class.VERB))
_MARKS = frozenset(',;:()[]—–"“”«»…')
_NOMINAL = frozenset((Class.NOUN, Class.NAME, Class.UNKNOWN, Class.ADJECTIVE, Class.NUMBER, Class.PRONOUN))


def chain(tokens: Sequence[Token], text: str) -> list[Item]:
    """The sentence's items in order; determiners are left out."""
    return _with_of(_items(tokens, text))


def is_past(key: str) -> bool:
    """Whether a verb form may be a past tense or participle."""
    return tense(key) == "past" or key in _PAST_AS_BASE


def _items(tokens: Sequence[Token], text: str) -> list[Item]:
    found: list[Item] = []
    run: list[int] = []

    def close() -> None:
        if run and not all(_is_owner(tokens, k) for k in run):
            found.append(_noun(tokens, run))
        run.clear()

    fresh = False  # a determiner stands before: what comes is part of its phrase
    single = False  # and it is an article of one thing, after which no bare form is a verb
    for k, token in enumerate(tokens):
        if k and _parted(text, tokens, k):
            close()
            found.append(Item(Kind.MARK, k, "." if token.opens else ","))
            fresh = False
        single = single and (fresh or bool(run))
        kind = _kind(tokens, k, inside=bool(run) or fresh, fresh=fresh or (single and _is_bare(token.key)))
        if kind is Kind.NOUN:
            if run and (_is_owner(tokens, k) or _is_pronoun(tokens, k) or _is_pronoun(tokens, run[-1])):
                close()
            run.append(k)
            fresh = _is_owner(tokens, k) or _owns(token)
            continue
        close()
        if kind is None:  # a determiner opens a phrase
            fresh, single = True, token.key in _ONE
            continue
        fresh = False
        found.append(Item(kind, k, token.key))
    close()
    return found


def _parted(text: str, tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].opens or any(c in _MARKS for c in gap(text, tokens, k))


def _owns(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def _is_pronoun(tokens: Sequence[Token], k: int) -> bool:
    return word_class(tokens[k], opens=tokens[k].opens) is Class.PRONOUN and not _is_owner(tokens, k)


def _is_owner(tokens: Sequence[Token], k: int) -> bool:
    """A possessive; "her" only where a word follows that it can own."""
    if tokens[k].key != "her":
        return tokens[k].key in _POSSESSIVE
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return after is not None and not after.opens and word_class(after, opens=False) in _OWNED


def _is_bare(key: str) -> bool:
    return tense(key) == "present" and not key.endswith("s") and not is_past(key)


def _kind(tokens: Sequence[Token], k: int, *, inside: bool, fresh: bool) -> Kind | None:
    """What a token is in the chain; None: a determiner."""
    token = tokens[k]
    cls = word_class(token, opens=token.opens)
    if token.key in _POSSESSIVE:
        return Kind.NOUN
    if cls is Class.DETERMINER:
        return None
    if token.key in _REFLEXIVE:
        return Kind.OTHER  # nobody else than the party itself
    if cls in (Class.AUXILIARY, Class.MODAL):
        return Kind.AUXILIARY
    if cls is Class.PREPOSITION:
        return Kind.PREPOSITION
    if cls is Class.CONJUNCTION:
        return Kind.CONJUNCTION
    if cls in (Class.NEGATION, Class.PARTICLE, Class.ADVERB):
        return Kind.OTHER
    if cls is Class.NAME or cls is Class.NUMBER or cls is Class.PRONOUN:
        return Kind.NOUN
    before = word_class(tokens[k - 1], opens=tokens[k - 1].opens) if k else None
    governed = before is Class.PREPOSITION and tokens[k - 1].key not in (*PARTICLES, "to")
    described = inside and (
        before is Class.NUMBER or (before is Class.ADJECTIVE and not _is_noun(tokens[k - 1]))
    )
    titled = token.opens and k + 1 < len(tokens) and _may_be_verb(tokens[k + 1])  # "United lost"
    follows = before is Class.VERB and token.key.endswith("s") and not tokens[k - 1].key.endswith("ing")
    if fresh or described or titled or follows or (governed and cls is not Class.VERB):
        return Kind.NOUN
    if _is_verb_form(token.key) and (cls is Class.VERB or (is_past(token.key) and not governed)):
        return Kind.VERB
    return Kind.NOUN if cls in _NOMINAL else Kind.OTHER


def _is_verb_form(key: str) -> bool:
    return any(pos == "v" for pos, _ in lexicon().lemmas(key))


def _is_noun(token: Token) -> bool:
    return any(pos == "n" for pos, _ in lexicon().lemmas(token.key))


def _may_be_verb(token: Token) -> bool:
    cls = word_class(token, opens=token.opens)
    return cls in (Class.AUXILIARY, Class.MODAL, Class.VERB) or (
        cls is not Class.NAME and _is_verb_form(token.key) and is_past(token.key)
    )


def _noun(tokens: Sequence[Token], run: Sequence[int]) -> Item:
    # A score or a day may follow a party: "beat Italy 2-1 Tuesday".
    head = next((k for k in reversed(run) if not _is_time(tokens[k].key)), None)
    if head is None:
        return Item(Kind.TIME, run[0], tokens[run[0]].key)
    return Item(Kind.NOUN, run[0], tokens[head].key, Phrase(head, frozenset(run), frozenset((head,))))


def _is_time(key: str) -> bool:
    return key in _TIMES or key[0].isdigit()


def _with_of(items: list[Item]) -> list[Item]:
    """Phrases with what follows `of` as one: the mayor of the city."""
    out: list[Item] = []
    for item in items:
        if item.phrase and len(out) > 1 and out[-1].key == "of" and (owner := out[-2].phrase):
            out[-2:] = [
                Item(
                    Kind.NOUN,
                    out[-2].start,
                    out[-2].key,
                    Phrase(owner.head, owner.words | item.phrase.words, owner.heads),
                )
            ]
        else:
            out.append(item)
    return out
