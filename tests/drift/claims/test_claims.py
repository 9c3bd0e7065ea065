"""What holds for every family."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedup.drift.claims.assess import probabilities
from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.claims.edits import passages
from dedup.drift.interface import Severity
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison

WORDS = st.sampled_from(
    "the a not no never eight 8 12 million dozen percent $5 London Paris minister president said told rose "
    "fell up down good bad may allegedly Monday July 26 1984 last week km miles and of by was is it's its "
    "“quote” (18 miles) house car red blue quickly run ran running".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
@example("may the the it's", "its")
def test_exchanged_sides_give_exchanged_findings(a, b):
    checker = ClaimChecker(strict=True)
    there = {(f.rule.code, f.severity, f.a, f.b) for f in checker.check(comparison(a, b))}
    back = {(f.rule.code, f.severity, f.b, f.a) for f in checker.check(comparison(b, a))}
    assert there == back


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_spans_lie_inside_their_texts_and_confidence_is_a_probability(a, b):
    for f in ClaimChecker(strict=True).check(comparison(a, b)):
        assert 0 <= f.confidence <= 1
        assert f.a is None or f.a.of(a).strip()
        assert f.b is None or f.b.of(b).strip()


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_every_word_is_matched_or_left_over_on_each_side(a, b):
    for p in passages(comparison(a, b)):
        assert {m.a for m in p.matches}.isdisjoint(p.only_a)
        assert {m.b for m in p.matches}.isdisjoint(p.only_b)


@given(TEXTS)
def test_a_text_against_itself_has_no_findings(a):
    assert list(ClaimChecker(strict=True).check(comparison(a, a))) == []


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_another_pronoun_beside_a_verb_of_saying_is_changed_wording(encoder):
    text = "The report said that {} will run for governor in the spring."
    found = ClaimChecker(encoder).check(comparison(text.format("he"), text.format("she")))
    assert [(f.rule.name, f.severity) for f in found] == [("changed-wording", Severity.MAJOR)]


def test_a_word_of_another_meaning_is_changed_wording(encoder):
    text = "The company sells used {} in Leeds and Hull, its spokesman said on Friday."
    pair = comparison(text.format("cars"), text.format("pianos"))
    (found,) = ClaimChecker(encoder).check(pair)
    assert found.rule.name == "changed-wording"
    assert (found.a.of(pair.a.text), found.b.of(pair.b.text)) == ("cars", "pianos")


def test_changes_with_hardly_a_word_between_them_are_shown_as_one_phrase(encoder):
    text = "The company {} used {} in Leeds, its spokesman said on Friday after a meeting with the council."
    pair = comparison(text.format("sells", "cars"), text.format("paints", "pianos"))
    (found,) = ClaimChecker(encoder).check(pair)
    assert (found.a.of(pair.a.text), found.b.of(pair.b.text)) == ("sells used cars", "paints used pianos")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ('"The labour market," he said, "has changed."', "‘The labor market,’ he said, ‘has changed.’"),
        ("Mr. Hill paid 20 percent of the U.S. bill.", "Mr Hill paid 20 per cent of the US bill."),
        ("Three million people organised it.", "Thirty lakh people organized it."),
    ],
)
def test_honest_localisation_is_silent(encoder, a, b):
    assert [f for f in ClaimChecker(encoder).check(comparison(a, b)) if f.severity >= 2] == []


def test_drift_is_the_same_from_both_sides_and_higher_for_a_change(encoder):
    a, same, other = (
        "The bridge opened in May.",
        "The bridge was opened in May.",
        "The bridge collapsed in May.",
    )
    assert probabilities(comparison(a, other), encoder) == probabilities(comparison(other, a), encoder)
    assert probabilities(comparison(a, same), encoder) < probabilities(comparison(a, other), encoder)


def test_a_statement_made_a_question_is_changed_wording(encoder):
    a = "It is now a busy port, rebuilt after the war by its own people."
    found = ClaimChecker(encoder).check(
        comparison(a, "Is it now a busy port, rebuilt after the war by its own people?")
    )
    assert any(f.severity is Severity.MAJOR for f in found)
