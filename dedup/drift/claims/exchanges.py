"""Words that changed places, as figures for the learned head, which was fitted to them as they are.

No parser: the subject is taken to be the noun next before a verb, the object the noun next after it, a
passive turns them round, and an adjective belongs to the noun that follows. Too rough to be shown to anybody:
what swapped-roles says comes from `clauses.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import Class, tense
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.tokens import Token

_NOMINAL = frozenset((Class.NOUN, Class.NAME, Class.PRONOUN, Class.UNKNOWN))
_REACH = 6
_BE = frozenset("be is are was were been being".split())


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two words of each side that changed places with respect to a third (indices of tokens)."""

    kind: str
    a: tuple[int, int]
    b: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage, the classes of its tokens, and which token answers which, in both directions."""

    passage: Passage
    classes_a: Sequence[Class]
    classes_b: Sequence[Class]
    answers: dict[int, int]
    back: dict[int, int]

    def moved(self, x: int, y: int) -> bool:
        """Whether two words in like places both have an answer, and are not each other's."""
        return x in self.answers and y in self.back and self.answers[x] != y


def exchanges(passage: Passage, classes_a: Sequence[Class], classes_b: Sequence[Class]) -> list[Exchange]:
    """Every exchange of roles or properties; kinds `agents`, `subject`, `object`, `property`, `slots`."""
    answers = {m.a: m.b for m in passage.matches if m.relation in (Relation.SAME, Relation.FORM)}
    read = _Read(passage, classes_a, classes_b, answers, {b: a for a, b in answers.items()})
    found: list[Exchange] = []
    for i, j in answers.items():
        if classes_a[i] is Class.VERB or classes_b[j] is Class.VERB:
            found.extend(_around_verb(read, i, j))
        elif classes_a[i] in _MODIFIERS and classes_b[j] in _MODIFIERS:
            found.extend(_property(read, i, j))
    found.extend(_slots(passage, classes_a, answers))
    return found


def _around_verb(read: _Read, i: int, j: int) -> Iterator[Exchange]:
    sa, oa = _arguments(read.passage.a, read.classes_a, i)
    sb, ob = _arguments(read.passage.b, read.classes_b, j)
    if None not in (sa, oa, sb, ob) and read.answers.get(sa) == ob and read.answers.get(oa) == sb:  # type: ignore[arg-type]
        yield Exchange("agents", (sa, oa), (sb, ob))  # type: ignore[arg-type]
        return
    for kind, x, y in (("subject", sa, sb), ("object", oa, ob)):
        if x is not None and y is not None and read.moved(x, y):
            yield Exchange(kind, (x, i), (y, j))


def _arguments(tokens: Sequence[Token], classes: Sequence[Class], verb: int) -> tuple[int | None, int | None]:
    before = _noun_before(classes, verb)
    after = next(
        (k for k in range(verb + 1, min(verb + _REACH, len(tokens))) if classes[k] in _NOMINAL), None
    )
    while after is not None and after + 1 < len(tokens) and classes[after + 1] in (Class.NOUN, Class.NAME):
        after += 1
    passive = (
        tense(tokens[verb].key) == "past"
        and any(t.key in _BE for t in tokens[max(verb - 3, 0) : verb])
        and any(t.key == "by" for t in tokens[verb + 1 : verb + 4])
    )
    return (after, before) if passive else (before, after)


def _noun_before(classes: Sequence[Class], at: int) -> int | None:
    """The noun next before, but for one inside a phrase of place or kind ("a player of soccer scores")."""
    k = at - 1
    while k >= max(at - 2 * _REACH, 0):
        if classes[k] in _NOMINAL:
            start = k
            while start > 0 and classes[start - 1] in _PHRASE:
                start -= 1
            if start == 0 or classes[start - 1] is not Class.PREPOSITION or start == 1:
                return k
            k = start - 1
        elif classes[k] is Class.VERB and k < at - 2:
            return None
        k -= 1
    return None


_PHRASE = frozenset((Class.DETERMINER, Class.ADJECTIVE, Class.NUMBER, Class.NOUN, Class.NAME, Class.UNKNOWN))


_MODIFIERS = frozenset((Class.ADJECTIVE, Class.NOUN, Class.UNKNOWN))


def _head(classes: Sequence[Class], at: int) -> int | None:
    head = None
    for k in range(at + 1, min(at + 4, len(classes))):
        if classes[k] in (Class.NOUN, Class.NAME, Class.UNKNOWN):
            head = k
        elif head is not None or classes[k] is not Class.ADJECTIVE:
            break
    return head


def _property(read: _Read, i: int, j: int) -> Iterator[Exchange]:
    x, y = _head(read.classes_a, i), _head(read.classes_b, j)
    if x is not None and y is not None and read.moved(x, y):
        yield Exchange("property", (i, x), (j, y))


def _slots(passage: Passage, classes: Sequence[Class], answers: dict[int, int]) -> Iterator[Exchange]:
    """Two words of which each stands where the other stood: its neighbours answer the other's neighbours."""
    if _voice_changed(passage):
        return
    crossed = [m for m in passage.matches if m.relation is Relation.SAME and classes[m.a] in _SWAPPABLE]
    for n, x in enumerate(crossed):
        for y in crossed[n + 1 :]:
            if (
                x.a < y.a
                and x.b > y.b
                and classes[x.a] is classes[y.a]
                and _parted(classes, passage.a, x.a, y.a)
            ):
                here = _fits(answers, x.a, y.b, len(passage.a), len(passage.b))
                there = _fits(answers, y.a, x.b, len(passage.a), len(passage.b))
                if min(here, there) >= 1 and here + there >= 3:
                    yield Exchange("slots", (x.a, y.a), (y.b, x.b))


def _voice_changed(passage: Passage) -> bool:
    """Whether one version turns the other's sentence into the passive: then words change places by right."""
    sides = ((passage.a, passage.only_a), (passage.b, passage.only_b))
    return any("by" in (keys := {t[k].key for k in only}) and bool(keys & _BE) for t, only in sides)


_SWAPPABLE = frozenset((Class.NOUN, Class.NAME, Class.UNKNOWN, Class.VERB, Class.ADJECTIVE, Class.NUMBER))


def _parted(classes: Sequence[Class], tokens: Sequence[Token], i: int, j: int) -> bool:
    """Not members of one list ("X and Y") or one term ("waves of the ocean"), whose order says nothing."""
    between = [k for k in range(i + 1, j) if classes[k] in _PARTING and tokens[k].key != "of"]
    return bool(between)


_PARTING = frozenset((Class.VERB, Class.PREPOSITION, Class.AUXILIARY, Class.MODAL))


def _fits(answers: dict[int, int], i: int, j: int, n: int, m: int) -> int:
    before = answers.get(i - 1, -9) == j - 1 or (i == 0 and j == 0)
    after = answers.get(i + 1, -9) == j + 1 or (i + 1 == n and j + 1 == m)
    return before + after
