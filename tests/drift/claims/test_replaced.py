"""One word in another's place, all else equal, is told."""

import pytest

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.claims.edits import passages
from dedup.drift.claims.replaced import replaces_one
from dedup.drift.interface import Severity
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Two teachers were held in Leeds.", "Two doctors were held in Leeds.", True),
        ("The fishermen seized the port.", "The miners seized the port.", True),
        ("A big fire broke out.", "A large fire broke out.", False),
        ("The colour faded.", "The color faded.", False),
        ("Two teachers were held in Leeds.", "Two doctors were seen in Leeds.", False),
        ("They spoke of the vote.", "They spoke about the vote.", False),
        ("The vote was held.", "The vote was held twice.", False),
    ],
)
def test_a_lone_replacement_is_told_from_other_edits(a, b, one):
    for left, right in ((a, b), (b, a)):
        assert [replaces_one(p) for p in passages(comparison(left, right))] == [one]


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("Two teachers were arrested in Leeds.", "Two doctors were arrested in Leeds.", True),
        ("Police killed two of the protesters.", "Soldiers killed two of the protesters.", True),
        ("The firm was sold for 3 million.", "The company was sold for 3 million.", False),
        ("The trial opened on Monday in Leeds.", "The trial began on Monday in Leeds.", False),
    ],
)
def test_a_short_sentence_with_another_word_is_changed_wording(a, b, told):
    found = list(ClaimChecker(load_encoder()).check(comparison(a, b)))
    assert [(f.rule.name, f.severity) for f in found] == [("changed-wording", Severity.MAJOR)] * told
