"""One word in another's place and nothing else: such a pair says what it says."""

from __future__ import annotations

from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, word_class
from dedup.drift.claims.lexicon import Relation

# Kin of a broader or narrower sense often says the same (street / road), these do not.
_UNLIKE = frozenset((Relation.NONE, Relation.SISTER))


def replaces_one(passage: Passage) -> bool:
    """Whether one word of meaning stands for another of its class, unrelated or a sister, all else equal.

    cut taxes / cut pensions; not: sad / unhappy, and not where a second word differs in any way.
    """
    others = [m for m in passage.matches if m.relation is not Relation.SAME]
    places = [(m.a, m.b) for m in others if m.relation in _UNLIKE]
    places += zip(passage.only_a, passage.only_b, strict=False)
    left_over = max(len(passage.only_a), len(passage.only_b))
    if len(others) + left_over != 1 or len(places) != 1 or any(m.moved for m in passage.matches):
        return False
    x, y = passage.a[places[0][0]], passage.b[places[0][1]]
    kind = word_class(x, opens=x.opens)
    return kind in CONTENT and kind == word_class(y, opens=y.opens)
