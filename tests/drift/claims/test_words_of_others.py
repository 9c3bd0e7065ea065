"""Titles, quotations and hedges."""

import pytest

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.interface import Severity
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison


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
        # The first person's rank is none of the second's.
        ("Aide Ivo Marek and judge Ana Lind spoke.", "Assistant Ivo Marek and judge Ana Lind spoke."),
    ],
)
def test_another_word_for_the_same_office_is_no_change(named, a, b):
    assert named(a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "there"),
    [
        ("The deputy prime minister left.", "The prime minister left.", "prime minister"),
        ("The former mayor was fined.", "The mayor was fined.", "mayor"),
        ("The health minister denied it.", "The transport minister denied it.", "transport minister"),
    ],
)
def test_the_rank_and_office_of_somebody_unnamed_count(named, a, b, there):
    assert [(name, words) for name, _, words in named(a, b)] == [("changed-attribution", there)]
    assert [(name, words) for name, words, _ in named(b, a)] == [("changed-attribution", there)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The former mayor was fined.", "The ex-mayor was fined."),
        ("The vice president denied it.", "The deputy president denied it."),
        ("The interior minister denied it.", "The minister denied it."),
        ("The president, a former mayor, left.", "The president, who was once mayor, left."),
        ("The mayor met the former mayor.", "The former mayor met the mayor."),
        ("The club's deputy president Ivo Marek spoke.", "The deputy president of the club Ivo Marek spoke."),
    ],
)
def test_what_leaves_the_office_open_is_no_change(named, a, b):
    assert named(a, b) == named(b, a) == []


def test_a_quoted_term_with_other_words_is_altered(named):
    found = named("She called it “negligent exploits” at sea.", "She called it “reckless ventures” at sea.")
    assert ("altered-quote", "negligent exploits", "reckless ventures") in found


def test_other_marks_around_the_same_words_are_no_change(named):
    assert named('She called it "a bold plan" at sea.', "She called it ‘a bold plan’ at sea.") == []


def test_a_doubt_that_only_one_version_has_is_found(named):
    found = named("The clerk allegedly stole the ring.", "The clerk stole the ring.", strict=True)
    assert [name for name, *_ in found] == ["changed-hedge"]
    assert named("The clerk allegedly stole the ring.", "The clerk reportedly stole the ring.") == []


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (
            "She said she was “proud and grateful” after the vote.",
            "She said she was “proud and furious” after the vote.",
            ("grateful", "furious"),
        ),
        (
            "The coach called his side “brave but tired” in Lille.",
            "The coach called his side “brave but lucky” in Lille.",
            ("tired", "lucky"),
        ),
        (
            'The mayor told reporters: "We will build the tunnel this year."',
            'The mayor told reporters: "We will visit the tunnel this year."',
            ("build", "visit"),
        ),
    ],
)
def test_one_replaced_word_in_a_verbatim_quote_is_a_major_change(findings, a, b, words):
    found = [f for f in findings(a, b) if f.rule.name == "altered-quote"]
    assert [(f.severity, f.a.of(a), f.b.of(b)) for f in found] == [(Severity.MAJOR, *words)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It was their “favourite holiday”, he said.", "It was their “favorite vacation”, he said."),
        ("He called it “a giant leap” for the town.", "He called it “a giant jump” for the town."),
        (
            "“The town has waited long enough for its hospital,” said Ruiz.",
            "Ruiz said: “The city waited for the hospital for long enough.”",
        ),
    ],
)
def test_a_quote_in_other_words_of_the_same_meaning_is_no_major_change(findings, a, b):
    assert [f for f in findings(a, b) if f.severity >= Severity.MAJOR] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Storm kills four in the north (updated)", "Storm kills four in the north"),
        ("VIDEO: Storm kills four in the north", "Storm kills four in the north"),
        ("The report by Dr Okafor was damning.", "The report by Okafor was damning."),
        (
            "“We cannot go on like this,” Mr Duarte told the paper.",
            "“We can't go on like this,” Duarte told the paper.",
        ),
    ],
)
def test_a_note_of_the_editor_and_a_courtesy_are_no_change(a, b):
    found = ClaimChecker(load_encoder()).check(comparison(a, b))
    assert [f for f in found if f.severity >= Severity.MAJOR] == []
