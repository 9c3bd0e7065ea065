"""Which word answers which: what was put in stands with what it replaced."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.matching import matched

WORDS = st.lists(st.sampled_from("the of and who ferry harbour council said".split()), max_size=12)


def same(a: str, b: str) -> set[tuple[int, int]]:
    return {(m.a, m.b) for m in matched(a.split(), b.split()) if m.relation is Relation.SAME and not m.moved}


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        # The second "who" of b, beside the verb that both have.
        ("mayor faithful friend who has lived", "mayor supporter who became an enemy who lived", (3, 6)),
        ("the tenth ferry of the line", "today the line ferry came the tenth of its kind", (0, 5)),
        # A run of two words is shifted as a whole.
        ("boats outside of the port", "boats of the kind built of the port", (2, 5)),
    ],
)
def test_of_equal_words_the_one_beside_other_equal_words_answers(a, b, pair):
    assert pair in same(a, b)
    assert pair[::-1] in same(b, a)


def relation(x: str, y: str) -> Relation:
    """What `y` is to `x` where they alone differ."""
    found = [m.relation for m in matched(["old", x, "here"], ["old", y, "here"]) if m.a == 1]
    return found[0] if found else Relation.NONE


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("harbour", "harbor", Relation.SPELLING),
        ("season", "seaon", Relation.SPELLING),
        ("towards", "toward", Relation.SPELLING),
        # Function words that differ by a letter or two are no slips of the pen.
        ("himself", "herself", Relation.NONE),
        ("could", "would", Relation.NONE),
        ("into", "onto", Relation.NONE),
    ],
)
def test_what_one_word_is_to_another(x, y, expected):
    assert relation(x, y) is expected
    assert relation(y, x) is expected


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_matches_keep_the_order_and_mirror(a, b):
    found = matched(a, b)
    kept = sorted((m.a, m.b) for m in found if m.relation is Relation.SAME and not m.moved)
    assert all(x < y for (_, x), (_, y) in pairwise(kept))
    assert all(a[i] == b[j] for i, j in kept)
    assert {(m.a, m.b, m.relation) for m in found} == {
        (
            m.b,
            m.a,
            m.relation if m.relation not in (Relation.BROADER, Relation.NARROWER) else m.mirrored().relation,
        )
        for m in matched(b, a)
    }
