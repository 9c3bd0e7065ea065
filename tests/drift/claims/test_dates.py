import pytest


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The vote was held on July 26.", "The vote was held on 26 July 2020."),
        ("She was born in May 1980.", "She was born in May 1980 and lives here."),
        ("The strike began on Monday.", "The strike began Monday."),
        ("The fair takes place this weekend.", "The fair takes place over the weekend."),
        ("You may march on Sunday.", "You may walk on Sunday."),
    ],
)
def test_dates_that_agree_are_no_change(named, a, b):
    assert not [f for f in named(a, b) if f[0] == "changed-date"]


@pytest.mark.parametrize(
    ("a", "b", "left", "right"),
    [
        ("The vote was held on July 26.", "The vote was held on July 27.", "July 26", "July 27"),
        ("The strike began on Monday.", "The strike began on Tuesday.", "Monday", "Tuesday"),
        ("Prices rose last month.", "Prices rose last week.", "last month", "last week"),
        ("The house was built in 1884.", "The house was built in 1854.", "1884", "1854"),
    ],
)
def test_a_contradicting_date_is_found(named, a, b, left, right):
    assert named(a, b) == [("changed-date", left, right)]
    assert named(b, a) == [("changed-date", right, left)]


def test_relative_days_are_read_on_the_day_of_publication():
    from dedup.align.interface import Alignment, Link
    from dedup.documents import Document, Span
    from dedup.drift.claims.checker import ClaimChecker
    from dedup.drift.interface import Comparison

    a, b = "The dam broke yesterday.", "The dam broke on Monday."
    link = Link((Span(0, len(a)),), (Span(0, len(b)),), 1.0)
    documents = Document(a, published="2020-06-09"), Document(b, published="2020-06-10T08:00:00Z")
    comparison = Comparison(*documents, Alignment((link,), (link,)))
    assert list(ClaimChecker(strict=True).check(comparison)) == []
