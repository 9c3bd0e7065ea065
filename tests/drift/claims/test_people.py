"""A person named at more length in one version is nothing else than the person."""

import pytest

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.claims.edits import passages
from dedup.drift.interface import Severity
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison

SAME = [
    ("President Joe Biden spoke in Leeds.", "Biden spoke in Leeds."),
    ("Then Prime Minister Angela Merkel spoke.", "Then Merkel spoke."),
    ("The premier, Lee Hsien Loong, spoke.", "The premier, Mr Lee, spoke."),
    ("Then Manager Pep Guardiola spoke.", "Then Guardiola spoke."),
    ("Judges praised Kevin De Bruyne here.", "Judges praised De Bruyne here."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_titles_and_given_names_left_out_are_part_of_the_name(a, b):
    for one, other in ((a, b), (b, a)):
        (passage,) = passages(comparison(one, other))
        assert (passage.only_a, passage.only_b) == ((), ())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Senator Paul Ryan left.", "Senator Paul left."),
        ("Exports from South Korea rose.", "Exports from Korea rose."),
        ("Staff of the World Bank left.", "Staff of the Bank left."),
        ("Yesterday Foreign Minister Ana Lind spoke.", "Yesterday Minister Ana Lind spoke."),
        ("Police held Petra Holm and Ivo Marek.", "Police held Holm and Petra Marek."),
    ],
)
def test_what_makes_another_name_of_it_is_left_over(a, b):
    (passage,) = passages(comparison(a, b))
    assert passage.only_a or any(m.moved for m in passage.matches)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "President Joe Biden told reporters on Friday that the bill would pass.",
            "Biden told reporters on Friday that the bill would pass.",
        ),
        (
            "The Tigray People's Liberation Front (TPLF) denied the claim.",
            "The TPLF denied the claim.",
        ),
    ],
)
def test_the_head_is_silent_about_a_name_said_shorter(a, b):
    found = ClaimChecker(load_encoder()).check(comparison(a, b))
    assert [f for f in found if f.severity > Severity.INFO] == []
