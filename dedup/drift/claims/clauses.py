"""Who does what to whom in a sentence, read shallowly: clauses of a verb, its subject and its objects.

A chain of noun phrases, verbs and links, from which a clause is taken only where its parts stand where
English puts them. Anything else (infinitives, participles without a subject, coordinated verbs) gives no
clause: this reader must not guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dedup.drift.claims.grammar import Class, tense, word_class
from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token


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


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and its parties, whatever order or voice they are told in (indices of tokens).

    Args:
        verb: the verb's token.
        agent: who does it: the subject, or what stands after `by`.
        patient: to whom: the object, or the subject of a passive.
        links: other parties by the preposition before them, the first of each.
    """

    verb: int
    agent: Phrase | None
    patient: Phrase | None
    links: dict[str, Phrase]


class _Kind(StrEnum):
    NOUN = "noun"
    TIME = "time"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    OTHER = "other"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class _Item:
    kind: _Kind
    start: int
    key: str
    phrase: Phrase | None = None


_BE = frozenset("be is are was were been being get gets got getting".split())
_PAST_AS_BASE = frozenset("beat hit cut put set let shut hurt split spread cast bet burst".split())
_POSSESSIVE = frozenset("my your his her our their its whose".split())
_OPENERS = frozenset("after before since until till as".split())
_RELATIVE = frozenset("that who which whom".split())
_PARTICLES = frozenset("up out off down over back away".split())
# Verbs that a clause follows without "that": the noun after them is its subject.
_CLAUSAL = frozenset(
    "say claim announce report believe think allege know show confirm insist hope add suggest estimate "
    "expect admit argue fear find note warn state reveal declare deny mean suppose".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tomorrow tonight morning afternoon "
    "evening night noon midnight second seconds day days week weeks weekend month months year years hour "
    "hours minute minutes season time".split()
)
_MEASURES = frozenset(
    "vote votes percent percentage cent point points goal goals run runs seat seats shot shots stroke "
    "strokes length lengths hundred thousand million billion trillion dollar dollars euro euros pound "
    "pounds cents metre metres meter meters mile miles kilometre kilometres kilometer kilometers degree "
    "degrees ton tons tonne tonnes kilo kilos half third quarter majority margin".split()
)
_MARKS = frozenset(',;:()[]—–"“”«»…')
_NOMINAL = frozenset((Class.NOUN, Class.NAME, Class.UNKNOWN, Class.ADJECTIVE, Class.NUMBER, Class.PRONOUN))
_ASIDE = 8  # items between two commas that may part a subject from its verb


def clauses(tokens: Sequence[Token], text: str) -> list[Clause]:
    """Every clause that can be read with some certainty, in order of its verbs."""
    items = _with_of(_items(tokens, text))
    return [c for k, item in enumerate(items) if item.kind is _Kind.VERB and (c := _clause(tokens, items, k))]


def is_past(key: str) -> bool:
    """Whether a verb form may be a past tense or participle."""
    return tense(key) == "past" or key in _PAST_AS_BASE


def _items(tokens: Sequence[Token], text: str) -> list[_Item]:
    found: list[_Item] = []
    run: list[int] = []

    def close() -> None:
        if run and any(tokens[k].key not in _POSSESSIVE for k in run):
            found.append(_noun(tokens, run))
        run.clear()

    fresh = False  # a determiner stands before: what comes is part of its phrase
    for k, token in enumerate(tokens):
        if k and _parted(text, tokens[k - 1], token):
            close()
            found.append(_Item(_Kind.MARK, k, "." if token.opens else ","))
            fresh = False
        kind = _kind(tokens, k, inside=bool(run) or fresh, fresh=fresh)
        if kind is _Kind.NOUN:
            if run and (token.key in _POSSESSIVE or _is_pronoun(tokens, k) or _is_pronoun(tokens, run[-1])):
                close()
            run.append(k)
            fresh = tokens[k].key in _POSSESSIVE or _owns(token)
            continue
        close()
        if kind is None:  # a determiner opens a phrase
            fresh = True
            continue
        fresh = False
        found.append(_Item(kind, k, token.key))
    close()
    return found


def _parted(text: str, x: Token, y: Token) -> bool:
    return y.opens or any(c in _MARKS for c in text[x.span.end : y.span.start])


def _owns(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def _is_pronoun(tokens: Sequence[Token], k: int) -> bool:
    return word_class(tokens[k], opens=tokens[k].opens) is Class.PRONOUN and tokens[k].key not in _POSSESSIVE


def _kind(tokens: Sequence[Token], k: int, *, inside: bool, fresh: bool) -> _Kind | None:
    """What a token is in the chain; None: a determiner."""
    token = tokens[k]
    cls = word_class(token, opens=token.opens)
    if cls is Class.DETERMINER and token.key not in _POSSESSIVE:
        return None
    if token.key in _POSSESSIVE:
        return _Kind.NOUN
    if cls in (Class.AUXILIARY, Class.MODAL):
        return _Kind.AUXILIARY
    if cls is Class.PREPOSITION:
        return _Kind.PREPOSITION
    if cls is Class.CONJUNCTION:
        return _Kind.CONJUNCTION
    if cls in (Class.NEGATION, Class.PARTICLE, Class.ADVERB):
        return _Kind.OTHER
    if cls is Class.NAME or cls is Class.NUMBER or cls is Class.PRONOUN:
        return _Kind.NOUN
    before = word_class(tokens[k - 1], opens=tokens[k - 1].opens) if k else None
    governed = before is Class.PREPOSITION and tokens[k - 1].key not in (*_PARTICLES, "to")
    described = inside and (
        before is Class.NUMBER or (before is Class.ADJECTIVE and not _is_noun(tokens[k - 1]))
    )
    titled = token.opens and k + 1 < len(tokens) and _may_be_verb(tokens[k + 1])  # "United lost"
    if fresh or described or titled or (governed and cls is not Class.VERB):
        return _Kind.NOUN
    if _is_verb_form(token.key) and (cls is Class.VERB or (is_past(token.key) and not governed)):
        return _Kind.VERB
    return _Kind.NOUN if cls in _NOMINAL else _Kind.OTHER


def _is_verb_form(key: str) -> bool:
    return any(pos == "v" for pos, _ in lexicon().lemmas(key))


def _is_noun(token: Token) -> bool:
    return any(pos == "n" for pos, _ in lexicon().lemmas(token.key))


def _may_be_verb(token: Token) -> bool:
    cls = word_class(token, opens=token.opens)
    return cls in (Class.AUXILIARY, Class.MODAL, Class.VERB) or (
        cls is not Class.NAME and _is_verb_form(token.key) and is_past(token.key)
    )


def _noun(tokens: Sequence[Token], run: Sequence[int]) -> _Item:
    # A score or a day may follow a party: "beat Italy 2-1 Tuesday".
    head = next((k for k in reversed(run) if not _is_time(tokens[k].key)), None)
    if head is None:
        return _Item(_Kind.TIME, run[0], tokens[run[0]].key)
    return _Item(_Kind.NOUN, run[0], tokens[head].key, Phrase(head, frozenset(run), frozenset((head,))))


def _is_time(key: str) -> bool:
    return key in _TIMES or key[0].isdigit()


def _with_of(items: list[_Item]) -> list[_Item]:
    """Phrases with what follows `of` as one: the mayor of the city."""
    out: list[_Item] = []
    for item in items:
        if item.phrase and len(out) > 1 and out[-1].key == "of" and (owner := out[-2].phrase):
            out[-2:] = [
                _Item(
                    _Kind.NOUN,
                    out[-2].start,
                    out[-2].key,
                    Phrase(owner.head, owner.words | item.phrase.words, owner.heads),
                )
            ]
        else:
            out.append(item)
    return out


def _clause(tokens: Sequence[Token], items: Sequence[_Item], at: int) -> Clause | None:
    verb = items[at]
    first = at
    helpers: list[str] = []
    while first and items[first - 1].kind in (_Kind.AUXILIARY, _Kind.OTHER):
        first -= 1
        if items[first].kind is _Kind.AUXILIARY:
            helpers.append(items[first].key)
    subject, topic = _subject(items, first)
    if subject is None:
        return None
    past, be = is_past(verb.key), bool(helpers) and helpers[0] in _BE
    if tense(verb.key) == "ing" and not be:
        return None
    links = dict(reversed(list(_links(items, at))))
    after = items[at + 1] if at + 1 < len(items) else None
    if past and (be or (not helpers and after and after.key == "by")):
        return Clause(verb.start, _doer(tokens, items, at), subject, links)
    return Clause(verb.start, subject, _object(items, at) or topic, links)


def _subject(items: Sequence[_Item], at: int) -> tuple[Phrase | None, Phrase | None]:
    """The subject of the verb group that begins at `at`, and what a clause without "that" follows there."""
    k, aside = _before(items, at - 1)
    while k >= 0 and items[k].kind in (_Kind.NOUN, _Kind.TIME) and _is_governed(items, k):
        k -= 2
        while k >= 0 and items[k].kind in (_Kind.TIME, _Kind.OTHER) and not _is_governed(items, k):
            k -= 1
    if k >= 0 and items[k].kind is _Kind.CONJUNCTION and items[k].key in _RELATIVE:
        k -= 1 + (k > 0 and items[k - 1].kind is _Kind.MARK)
    if k < 0 or (found := items[k].phrase) is None:
        return None, None
    for phrase in aside:
        found = found.joined(phrase)
    topic = None
    while k > 0:
        before = items[k - 1]
        if before.kind is _Kind.VERB:
            lemmas = {lemma for pos, lemma in lexicon().lemmas(before.key) if pos == "v"}
            return (found, None) if lemmas & _CLAUSAL else (None, None)
        if before.key in ("and", "or") and k > 1 and (other := items[k - 2].phrase):
            found = found.joined(other)
            k -= 2
            continue
        if before.phrase:
            topic = before.phrase if not _is_governed(items, k - 1) else None
        elif before.key in _RELATIVE and k > 1 and before.kind is _Kind.CONJUNCTION:
            topic = items[k - 2].phrase
        break
    return found, topic


def _before(items: Sequence[_Item], k: int) -> tuple[int, list[Phrase]]:
    """The last item before `k` that is no adverb, nor an aside between commas; and the nouns of the aside."""
    while k >= 0 and items[k].kind is _Kind.TIME and not _is_governed(items, k):
        k -= 1
    if k < 0 or items[k].key != ",":
        return k, []
    opening = next((m for m in range(k - 1, max(k - _ASIDE, 0) - 1, -1) if items[m].kind is _Kind.MARK), None)
    if opening is None or opening == 0:
        return -1, []
    inner = items[opening + 1 : k]
    if any(i.kind is _Kind.VERB for i in inner):
        return (opening - 1, []) if inner[0].key in _RELATIVE else (-1, [])
    bare = [
        i.phrase
        for n, i in enumerate(inner)
        if i.phrase and not (n and inner[n - 1].kind is _Kind.PREPOSITION)
    ]
    return opening - 1, bare


def _is_governed(items: Sequence[_Item], k: int) -> bool:
    """Whether a preposition stands before the phrase, but for one that opens a clause as well."""
    return k > 0 and items[k - 1].kind is _Kind.PREPOSITION and items[k - 1].key not in _OPENERS


def _doer(tokens: Sequence[Token], items: Sequence[_Item], at: int) -> Phrase | None:
    """The party after `by` that is no measure ("by five votes")."""
    by = (party for link, party in _links(items, at) if link == "by")
    return next((p for p in by if tokens[p.head].key not in _MEASURES), None)


def _object(items: Sequence[_Item], at: int) -> Phrase | None:
    k = at + 1
    while k < len(items) and items[k].kind is _Kind.OTHER:
        k += 1
    if k + 1 < len(items) and items[k].key in _PARTICLES and items[k + 1].phrase:
        k += 1
    return _party(items, k)


def _party(items: Sequence[_Item], k: int) -> Phrase | None:
    """The phrase at `k` with those joined to it; None where it is the subject of what follows."""
    if k >= len(items) or (found := items[k].phrase) is None or _speaks(items, k + 1):
        return None
    while k + 2 < len(items) and items[k + 1].key in ("and", "or") and (other := items[k + 2].phrase):
        if _speaks(items, k + 3):
            break
        found = found.joined(other)
        k += 2
    return found


def _speaks(items: Sequence[_Item], k: int) -> bool:
    while k < len(items) and items[k].kind is _Kind.OTHER:
        k += 1
    return k < len(items) and items[k].kind in (_Kind.VERB, _Kind.AUXILIARY)


def _links(items: Sequence[_Item], at: int) -> Iterator[tuple[str, Phrase]]:
    """Preposition and party, up to the next verb or clause."""
    for k in range(at + 1, len(items) - 1):
        item = items[k]
        if (
            item.kind is _Kind.VERB
            or item.key == "."
            or (item.kind is _Kind.CONJUNCTION and item.key not in ("and", "or"))
        ):
            return
        if item.kind is _Kind.PREPOSITION and (party := _party(items, k + 1)):
            yield item.key, party
