"""Titles, quotations and hedges."""

import pytest


def test_another_rank_is_a_changed_attribution(named):
    found = named(
        "Foreign Minister Ana Lind spoke first.",
        "Minister of State for Foreign Affairs Ana Lind spoke first.",
    )
    assert [name for name, *_ in found] == ["changed-attribution"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Spokesman Ivo Marek agreed.", "Spokesperson Ivo Marek agreed."),
        ("Prime Minister Ana Lind spoke.", "Premier Ana Lind spoke."),
    ],
)
def test_another_word_for_the_same_office_is_no_change(named, a, b):
    assert named(a, b) == []


def test_a_quoted_term_with_other_words_is_altered(named):
    found = named("She called it “negligent exploits” at sea.", "She called it “reckless ventures” at sea.")
    assert ("altered-quote", "negligent exploits", "reckless ventures") in found


def test_other_marks_around_the_same_words_are_no_change(named):
    assert named('She called it "a bold plan" at sea.', "She called it ‘a bold plan’ at sea.") == []


def test_a_doubt_that_only_one_version_has_is_found(named):
    found = named("The clerk allegedly stole the ring.", "The clerk stole the ring.", strict=True)
    assert [name for name, *_ in found] == ["changed-hedge"]
    assert named("The clerk allegedly stole the ring.", "The clerk reportedly stole the ring.") == []
