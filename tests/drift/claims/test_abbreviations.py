"""An abbreviation says what the name says that it stands for."""

import pytest

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.claims.edits import passages
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison

SAME = [
    ("The WHO warned of more cases.", "The World Health Organization warned of more cases."),
    ("A spokesman for the IMF spoke.", "A spokesman for the International Monetary Fund spoke."),
    ("The GNA's forces left.", "The Government of National Accord’s forces left."),
    ("Staff of the WHO left.", "Staff of the World Health Organization (WHO) left."),
    ("Staff of the World Health Organization left.", "Staff of the World Health Organization (WHO) left."),
    ("Staff of the WHO (World Health Organization) left.", "Staff of the WHO left."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_an_abbreviation_and_its_name_answer_each_other(a, b):
    for one, other in ((a, b), (b, a)):
        (passage,) = passages(comparison(one, other))
        assert (passage.only_a, passage.only_b) == ((), ())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The WHO warned of more cases.", "The World Trade Organization warned of more cases."),
        ("The USA team left.", "The Union of Welders team left."),
        ("The PM spoke.", "The party members spoke."),
        ("The IMF approved the loan.", "Iran, Mali, France approved the loan."),
    ],
)
def test_another_name_does_not_answer(a, b):
    (passage,) = passages(comparison(a, b))
    assert passage.only_b


def test_the_head_is_silent_about_an_abbreviation():
    checker = ClaimChecker(load_encoder())
    pair = comparison(
        "The WHO warned on Monday of more cases in the north.",
        "The World Health Organization warned on Monday of more cases in the north.",
    )
    assert list(checker.check(pair)) == []
