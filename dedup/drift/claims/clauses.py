"""Who does what to whom in a sentence, read shallowly: clauses of a verb, its subject and its objects.

A chain of noun phrases, verbs and links, from which a clause is taken only where its parts stand where
English puts them; an infinitive and a verb joined by "and" have the subject of the verb before. Anything else
(participles without a subject) gives no clause: this reader must not guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.drift.claims.chunks import PARTICLES, Item, Kind, Phrase, chain, is_past
from dedup.drift.claims.grammar import tense
from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token


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

    @property
    def party(self) -> Phrase:
        """Who does it, else to whom it is done: the subject, which every clause has, is one of them."""
        found = self.agent or self.patient
        assert found is not None
        return found


_BE = frozenset("be is are was were been being get gets got getting".split())
_OPENERS = frozenset("after before since until till as".split())
_RELATIVE = frozenset("that who which whom".split())
# Verbs that a clause follows without "that": the noun after them is its subject.
_CLAUSAL = frozenset(
    "say claim announce report believe think allege know show confirm insist hope add suggest estimate "
    "expect admit argue fear find note warn state reveal declare deny mean suppose".split()
)
_MEASURES = frozenset(
    "vote votes percent percentage cent point points goal goals run runs seat seats shot shots stroke "
    "strokes length lengths hundred thousand million billion trillion dollar dollars euro euros pound "
    "pounds cents metre metres meter meters mile miles kilometre kilometres kilometer kilometers degree "
    "degrees ton tons tonne tonnes kilo kilos half third quarter majority margin".split()
)
_ASIDE = 8  # items between two commas that may part a subject from its verb


def clauses(tokens: Sequence[Token], text: str) -> list[Clause]:
    """Every clause that can be read with some certainty, in order of its verbs."""
    items = chain(tokens, text)
    return [c for k, item in enumerate(items) if item.kind is Kind.VERB and (c := _clause(tokens, items, k))]


def _clause(tokens: Sequence[Token], items: Sequence[Item], at: int) -> Clause | None:
    verb = items[at]
    first = _group(items, at)
    subject, topic = _subject(items, first)
    if subject is None:
        return None
    helpers = [i.key for i in items[first:at] if i.kind is Kind.AUXILIARY]
    past, be = is_past(verb.key), bool(helpers) and helpers[-1] in _BE
    if tense(verb.key) == "ing" and not be:
        return None
    links = dict(reversed(list(_links(items, at))))
    after = items[at + 1] if at + 1 < len(items) else None
    if past and (be or (not helpers and after and after.key == "by")):
        return Clause(verb.start, _doer(tokens, items, at), subject, links)
    told_of = first > 0 and items[first - 1].key in _RELATIVE
    return Clause(verb.start, subject, _object(items, at, inner=told_of) or topic, links)


def _group(items: Sequence[Item], at: int) -> int:
    """The first item of the verb's group: its auxiliaries and adverbs, "had to be"."""
    while at and (
        items[at - 1].kind in (Kind.AUXILIARY, Kind.OTHER)
        or (at > 1 and items[at - 1].key == "to" and items[at - 2].kind is Kind.AUXILIARY)
    ):
        at -= 1
    return at


def _subject(items: Sequence[Item], at: int) -> tuple[Phrase | None, Phrase | None]:
    """The subject of the verb group that begins at `at`, and what a clause without "that" follows there."""
    if (governor := _governor(items, at)) is not None:
        return _subject(items, _group(items, governor))[0], None
    k, aside = _before(items, at - 1)
    while k >= 0 and items[k].kind in (Kind.NOUN, Kind.TIME) and _is_governed(items, k):
        k -= 2
        while k >= 0 and items[k].kind in (Kind.TIME, Kind.OTHER) and not _is_governed(items, k):
            k -= 1
    if k >= 0 and items[k].kind is Kind.CONJUNCTION and items[k].key in _RELATIVE:
        k -= 1 + (k > 0 and items[k - 1].kind is Kind.MARK)
    if k < 0 or (found := items[k].phrase) is None:
        return None, None
    for phrase in aside:
        found = found.joined(phrase)
    topic = None
    while k > 0:
        before = items[k - 1]
        if before.kind is Kind.VERB:
            lemmas = {lemma for pos, lemma in lexicon().lemmas(before.key) if pos == "v"}
            return (found, None) if lemmas & _CLAUSAL else (None, None)
        if before.key in ("and", "or") and k > 1 and (other := items[k - 2].phrase):
            found = found.joined(other)
            k -= 2
            continue
        if before.phrase:
            topic = before.phrase if not _is_governed(items, k - 1) else None
        elif before.key in _RELATIVE and k > 1 and before.kind is Kind.CONJUNCTION:
            topic = items[k - 2].phrase
        break
    return found, topic


def _governor(items: Sequence[Item], at: int) -> int | None:
    """The verb whose subject is that of the group at `at`, too: "voted to sue", "attacked X and robbed Y"."""
    if at > 1 and items[at - 1].key == "to" and items[at - 2].kind is Kind.VERB:
        return at - 2
    if at > 1 and items[at - 1].key in ("and", "or", "but"):
        for k in range(at - 2, -1, -1):
            if items[k].kind is Kind.VERB:
                return k
            if items[k].kind in (Kind.MARK, Kind.CONJUNCTION, Kind.AUXILIARY):
                return None
    return None


def _before(items: Sequence[Item], k: int) -> tuple[int, list[Phrase]]:
    """The last item before `k` that is no adverb, nor an aside between commas; and the nouns of the aside."""
    while k >= 0 and items[k].kind is Kind.TIME and not _is_governed(items, k):
        k -= 1
    if k < 0 or items[k].key != ",":
        return k, []
    opening = next((m for m in range(k - 1, max(k - _ASIDE, 0) - 1, -1) if items[m].kind is Kind.MARK), None)
    if opening is None or opening == 0:
        return -1, []
    inner = items[opening + 1 : k]
    if any(i.kind is Kind.VERB for i in inner):
        return (opening - 1, []) if inner[0].key in _RELATIVE else (-1, [])
    bare = [
        i.phrase
        for n, i in enumerate(inner)
        if i.phrase and not (n and inner[n - 1].kind is Kind.PREPOSITION)
    ]
    return opening - 1, bare


def _is_governed(items: Sequence[Item], k: int) -> bool:
    """Whether a preposition stands before the phrase, but for one that opens a clause as well."""
    return k > 0 and items[k - 1].kind is Kind.PREPOSITION and items[k - 1].key not in _OPENERS


def _doer(tokens: Sequence[Token], items: Sequence[Item], at: int) -> Phrase | None:
    """The party after `by` that is no measure ("by five votes")."""
    by = (party for link, party in _links(items, at) if link == "by")
    return next((p for p in by if tokens[p.head].key not in _MEASURES), None)


def _object(items: Sequence[Item], at: int, *, inner: bool) -> Phrase | None:
    """The object; in an `inner` clause, told of a noun, the verb of the outer one may follow it."""
    k = at + 1
    while k < len(items) and items[k].kind is Kind.OTHER:
        k += 1
    if k + 1 < len(items) and items[k].key in PARTICLES and items[k + 1].phrase:
        k += 1
    if k + 1 < len(items) and items[k].key in ("and", "or") and items[k + 1].kind is Kind.VERB:
        return _object(items, k + 1, inner=inner)
    return items[k].phrase if inner and k < len(items) and _speaks(items, k + 1) else _party(items, k)


def _party(items: Sequence[Item], k: int) -> Phrase | None:
    """The phrase at `k` with those joined to it; None where it is the subject of what follows."""
    if k >= len(items) or (found := items[k].phrase) is None or _speaks(items, k + 1):
        return None
    while k + 2 < len(items) and items[k + 1].key in ("and", "or") and (other := items[k + 2].phrase):
        if _speaks(items, k + 3):
            break
        found = found.joined(other)
        k += 2
    return found


def _speaks(items: Sequence[Item], k: int) -> bool:
    while k < len(items) and items[k].kind is Kind.OTHER:
        k += 1
    return k < len(items) and items[k].kind in (Kind.VERB, Kind.AUXILIARY)


def _links(items: Sequence[Item], at: int) -> Iterator[tuple[str, Phrase]]:
    """Preposition and party, up to the next verb or clause."""
    for k in range(at + 1, len(items) - 1):
        item = items[k]
        if (
            item.kind is Kind.VERB
            or item.key == "."
            or (item.kind is Kind.CONJUNCTION and item.key not in ("and", "or"))
        ):
            return
        if item.kind is Kind.PREPOSITION and (party := _party(items, k + 1)):
            yield item.key, party
