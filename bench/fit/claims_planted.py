# ruff: noqa: ARG001 -- the makers share one signature, so that a kind is drawn from a table
"""Plant one error in a sentence: the kinds DEMETR plants, in any sentence, so that a fit sees many sentences.

DEMETR (Karpinska et al. 2022, https://arxiv.org/abs/2210.13746) plants some thirty errors each in a few
hundred translations. A fit that compares a human translation with a spoilt machine translation needs
more sentences than these: `planted` spoils any.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from claims_pairs import capital, put

from dedup.documents import Span
from dedup.drift.claims.grammar import Class, word_class
from dedup.drift.claims.tokens import Token, tokens

AUXILIARIES = {
    "is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had", "had": "has",
    "will": "would", "would": "will", "can": "could", "could": "can", "may": "will", "does": "did",
}  # fmt: skip
GENDERS = {
    "he": "she",
    "she": "he",
    "his": "her",
    "him": "her",
    "man": "woman",
    "woman": "man",
    "men": "women",
}
NEGATABLE = frozenset("is are was were has have had will would can could should may must did does do".split())
REMOVABLE = (Class.NOUN, Class.VERB, Class.ADJECTIVE, Class.ADVERB, Class.NAME, Class.NUMBER)


def planted(text: str, others: list[str], chance: random.Random) -> tuple[str, str] | None:
    """The sentence with one error, and of which kind; None where the kind drawn has no place in it.

    Args:
        text: one sentence.
        others: words to put in, adjectives and adverbs.
        chance: draws kind and place.
    """
    found = tokens(text, (Span(0, len(text)),))
    if len(found) < 4:
        return None
    classes = [word_class(t, opens=t.opens) for t in found]
    kinds: list[tuple[str, Callable[..., str | None], int]] = [
        ("removed", _removed, 6),
        ("phrase removed", _phrase, 2),
        ("subject removed", _subject, 1),
        ("auxiliary", _auxiliary, 1),
        ("gender", _gender, 1),
        ("negation", _negation, 1),
        ("added", _added, 2),
        ("shuffled", _shuffled, 1),
    ]
    kind, plant, _ = chance.choices(kinds, weights=[weight for *_, weight in kinds])[0]
    spoilt = plant(text, found, classes, others, chance)
    return None if spoilt is None or spoilt == text else (spoilt, kind)


Others = list[str]


def _removed(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    wanted = chance.choice(REMOVABLE)
    places = [i for i, c in enumerate(classes) if c is wanted]
    if not places:
        return None
    first = last = chance.choice(places)
    while wanted is Class.NAME and last + 1 < len(found) and classes[last + 1] is Class.NAME:
        last += 1
    if wanted is Class.NOUN and first and classes[first - 1] is Class.DETERMINER and chance.random() < 0.5:
        first -= 1
    return _without(text, found, first, last)


def _without(text: str, found: list[Token], first: int, last: int) -> str:
    end = found[last + 1].span.start if last + 1 < len(found) else found[last].span.end
    if not text[found[last].span.end : end].isspace():
        end = found[last].span.end
    start = found[first].span.start
    rest = text[:start] + text[end:]
    return (text[:start] + capital(text[end:]) if first == 0 else rest).replace("  ", " ").replace(" ,", ",")


def _phrase(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    starts = [i for i, c in enumerate(classes) if c is Class.PREPOSITION and 0 < i < len(found) - 1]
    if not starts:
        return None
    first = chance.choice(starts)
    last = first + 1
    stop = (Class.PREPOSITION, Class.VERB, Class.AUXILIARY, Class.CONJUNCTION, Class.MODAL)
    while last + 1 < min(len(found), first + 6) and classes[last + 1] not in stop:
        if text[found[last].span.end : found[last + 1].span.start] != " ":
            break
        last += 1
    return _without(text, found, first, last)


def _subject(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    verbs = [i for i, c in enumerate(classes) if c in (Class.VERB, Class.AUXILIARY, Class.MODAL) and i]
    return _without(text, found, 0, verbs[0] - 1) if verbs and verbs[0] < 7 else None


def _auxiliary(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    return _other_word(text, found, AUXILIARIES, chance)


def _gender(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    return _other_word(text, found, GENDERS, chance)


def _other_word(text: str, found: list[Token], table: dict[str, str], chance: random.Random) -> str | None:
    places = [t for t in found if t.text.lower() in table]
    if not places:
        return None
    t = chance.choice(places)
    new = table[t.text.lower()]
    return put(text, [(t.span.start, t.span.end, capital(new) if t.text[0].isupper() else new)])


def _negation(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    nots = [i for i, t in enumerate(found) if t.text.lower() == "not"]
    if nots:
        return _without(text, found, nots[0], nots[0])
    places = [t for t in found if t.text.lower() in NEGATABLE]
    if not places:
        return None
    t = chance.choice(places)
    return put(text, [(t.span.end, t.span.end, " not")])


def _added(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    places = [i for i, c in enumerate(classes) if c in (Class.NOUN, Class.ADJECTIVE, Class.VERB) and i]
    if not places or not others:
        return None
    at = found[chance.choice(places)].span.start
    return put(text, [(at, at, chance.choice(others) + " ")])


def _shuffled(
    text: str, found: list[Token], classes: list[Class], others: Others, chance: random.Random
) -> str | None:
    length = min(len(found), chance.randint(4, 12))
    first = chance.randrange(len(found) - length + 1)
    part = found[first : first + length]
    words = [t.text for t in part]
    chance.shuffle(words)
    return put(text, [(t.span.start, t.span.end, w) for t, w in zip(part, words, strict=True)])
