"""Where a passage differs, and how likely each place is the one that changed the meaning."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from dedup.drift.claims.assess import assess
from dedup.drift.claims.edits import passages
from dedup.drift.claims.stretches import stretch_head, stretches
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison
from tests.drift.claims.test_claims import TEXTS


def without(passage, probability):
    """Its stretches where no encoder says anything: every word is lost."""
    return stretches(passage, probability, ([1.0] * len(passage.a), [1.0] * len(passage.b)), None)


def between(a, b):
    """The stretches of a pair, judged without an encoder, as words."""
    (passage,) = passages(comparison(a, b))
    return [
        (
            " ".join(t.text for t in passage.a[slice(*s.a)]),
            " ".join(t.text for t in passage.b[slice(*s.b)]),
        )
        for s in without(passage, 0.5)
    ]


def test_what_stands_between_common_words_is_a_stretch():
    found = between(
        "The red ferry left the harbour on Friday.", "The blue ferry reached the old harbour on Friday."
    )
    assert found == [("red", "blue"), ("left", "reached"), ("", "old")]


def test_a_phrase_that_says_the_same_is_no_stretch():
    found = between("The team last won the trophy in 1978.", "The team has not won the trophy since 1978.")
    assert found == []


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_exchanged_sides_give_exchanged_stretches(a, b):
    for passage in passages(comparison(a, b)):
        there = without(passage, 0.7)
        back = without(passage.mirrored(), 0.7)
        assert {(s.a, s.b, round(s.chance, 9)) for s in there} == {
            (s.b, s.a, round(s.chance, 9)) for s in back
        }


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_stretches_stand_apart_and_their_chance_is_a_probability(a, b):
    for passage in passages(comparison(a, b)):
        found = without(passage, 0.7)
        assert all(0 <= s.chance <= 1 and (s.a[0] < s.a[1] or s.b[0] < s.b[1]) for s in found)
        for side in ([s.a for s in found], [s.b for s in found]):
            for one, other in pairwise(sorted(r for r in side if r[0] < r[1])):
                assert one[1] <= other[0]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_the_word_that_changed_the_meaning_is_likelier_than_a_synonym(encoder):
    a = "The minister condemned the attack on the town and promised the families quick help."
    b = "The minister ordered the assault on the town and promised the families rapid help."
    (judged,) = assess(comparison(a, b), encoder)
    by_word = {judged.passage.a[s.a[0]].text: s.chance for s in judged.stretches}
    assert by_word["condemned"] > 2 * max(by_word["attack"], by_word["quick"])


def test_what_stands_elsewhere_in_the_other_version_is_not_in_one_only(encoder):
    a = '"The roof came down at once," said Ivo Marek, 34, who was travelling with his two sons.'
    b = 'Ivo Marek, 34, who was there with his two sons, said: "The roof came down at once."'
    for one, other in ((a, b), (b, a)):
        (judged,) = assess(comparison(one, other), encoder)
        shown = {t.text for s in judged.stretches for t in judged.passage.a[slice(*s.a)]}
        shown |= {t.text for s in judged.stretches for t in judged.passage.b[slice(*s.b)]}
        assert shown == {"travelling", "there"}


def test_words_that_only_moved_are_shown_where_nothing_else_differs(encoder):
    (judged,) = assess(comparison("Hull beat Leeds on Sunday.", "Leeds beat Hull on Sunday."), encoder)
    assert judged.stretches


def test_a_likelier_change_of_the_passage_makes_each_stretch_likelier():
    (passage,) = passages(comparison("The red ferry left on Friday.", "The blue ferry sank on Friday."))
    doubted, sure = without(passage, 0.3), without(passage, 0.9)
    assert len(doubted) == 2
    assert all(x.chance < y.chance for x, y in zip(doubted, sure, strict=True))
    assert stretch_head().anywhere(0.3, doubted) < stretch_head().anywhere(0.9, sure)
    assert stretch_head().anywhere(0.9, ()) == 0.9
