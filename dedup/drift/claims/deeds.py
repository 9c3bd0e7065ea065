"""What deed a verb tells, and from whose side: the same (capture, seize), the other (buy, sell), both (meet).

Written by hand for this project.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from dedup.drift.claims.chunks import Phrase
from dedup.drift.claims.clauses import Clause
from dedup.drift.claims.lexicon import Relation, lexicon

# What one does to the other, or with the other, the other does to the one.
_MUTUAL = frozenset(
    "meet marry wed divorce talk chat converse agree disagree debate clash play tie draw face fight "
    "battle duel rival compete encounter resemble equal match border adjoin neighbor neighbour abut "
    "intersect collide negotiate coincide overlap merge unite partner team ally cooperate collaborate "
    "wrestle".split()
)
# What one has or makes with another, the other has with the one: to hold talks, to reach a deal.
_TOGETHER = frozenset(
    "talks talk deal deals agreement agreements accord treaty pact truce ceasefire meeting meetings "
    "summit partnership alliance contract dialogue negotiations discussions ties relations draw war".split()
)
# What may be mutual, has a meaning in which its parties stand the other way (the bill passed the senate), or
# says what one is.
_UNSURE = frozenset(
    "speak discuss join contest date kiss hug embrace touch cross confer consult correspond differ "
    "separate split combine share exchange swap trade mix engage accompany contact box part pair link "
    "connect pass shake hold know greet befriend oppose mirror complement parallel cost weigh cover "
    "compare confuse equate liken relate attach bind become remain stay seem look include comprise "
    "constitute represent mean total turn".split()
)
# Verbs of one word for both sides (rent, let): told by their prepositions, so not by a synonym.
_TWO_SIDED = frozenset("rent lease hire let loan borrow lend take get have make do go come".split())

# Prepositions before a party that does or bears another part than the rest.
_DIRECTED = ("to", "from", "against", "for", "over", "at", "on")

# Deed: verb to the preposition of the other party ("" its object), of those who tell it from the doer's
# side, and of those who tell it from the other's.
_CONVERSE: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]] = {
    "win": (
        {
            **dict.fromkeys(
                "beat defeat thrash overcome outplay trounce edge eliminate conquer".split(), ("",)
            ),
            **dict.fromkeys("win prevail triumph".split(), ("over", "against")),
        },
        {"lose": ("to", "against"), "bow": ("to",), "surrender": ("to",)},
    ),
    "give": (
        dict.fromkeys(
            "sell lend give hand donate award grant pay loan transfer send present".split(), ("to",)
        ),
        dict.fromkeys("buy purchase borrow receive acquire inherit get obtain".split(), ("from",)),
    ),
    "teach": (
        dict.fromkeys("teach instruct train tutor".split(), ("",)),
        {"learn": ("from",), "study": ("under",)},
    ),
    "employ": (
        dict.fromkeys("hire employ recruit sign appoint enlist engage".split(), ("",)),
        {"join": ("",), "work": ("for",)},
    ),
    "precede": ({"precede": ("",)}, {"follow": ("",), "succeed": ("",)}),
    "own": ({"own": ("",), "possess": ("",)}, {"belong": ("to",)}),
    "host": ({"host": ("",)}, {"visit": ("",)}),
    "frighten": (dict.fromkeys("frighten scare".split(), ("",)), {"fear": ("",)}),
    "please": ({"please": ("",)}, {"like": ("",)}),
    "chase": ({"chase": ("",), "pursue": ("",)}, {"flee": ("",)}),
}


@lru_cache(maxsize=1 << 14)
def deeds(x: str, y: str) -> tuple[str, ...]:
    """The deeds that both verb forms may tell; "" is that of one verb or of two synonyms."""
    one, two = _verbs(x), _verbs(y)
    if (one | two) & (_MUTUAL | _UNSURE) and one & two:
        return ()
    found = [deed for deed, sides in _CONVERSE.items() if _told(one, sides) and _told(two, sides)]
    synonyms = lexicon().relation(x, y) is Relation.SYNONYM and not (one | two) & (
        _MUTUAL | _UNSURE | _TWO_SIDED
    )
    if one & two or (synonyms and not found):
        found.append("")
    return tuple(found)


def is_mutual(x: str, y: str, thing: str) -> bool:
    """Whether two verb forms are of one verb whose parties may change places; `thing`: its object, or ""."""
    same = _verbs(x) & _verbs(y)
    return bool(same & _MUTUAL) or (bool(same) and thing in _TOGETHER)


def parties(clause: Clause, verb: str, deed: str) -> list[tuple[Phrase | None, Phrase | None]]:
    """Pairs of parties, the doer first, whose exchange makes it another deed; in one order always."""
    if not deed:
        return [
            (clause.agent, clause.patient),
            *((clause.agent, clause.links.get(p)) for p in _DIRECTED),
            *((clause.patient, clause.links.get(p)) for p in _DIRECTED),
            # Whoever is twinned with another, the other is with him; who replaces X with Y does not Y with X.
            (clause.agent and clause.patient, clause.links.get("with")),
            *((clause.links.get(p), clause.links.get(q)) for p, q in combinations(_DIRECTED, 2)),
        ]
    verbs = _verbs(verb)
    for turned, side in enumerate(_CONVERSE[deed]):
        for lemma in verbs & side.keys():
            found = (clause.patient if not p else clause.links.get(p) for p in side[lemma])
            if other := next(filter(None, found), None):
                return [(other, clause.agent) if turned else (clause.agent, other)]
    return [(None, None)]


def _told(
    verbs: frozenset[str], sides: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]
) -> bool:
    return any(verbs & side.keys() for side in sides)


@lru_cache(maxsize=1 << 14)
def _verbs(form: str) -> frozenset[str]:
    return frozenset(lemma for pos, lemma in lexicon().lemmas(form) if pos == "v")
