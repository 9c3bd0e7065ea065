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


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The treaty was signed on 2019-03-14.", "The treaty was signed on March 14, 2019."),
        ("The station opened on 14/03/2019.", "The station opened on 14 March 2019."),
        ("The fair closes on the fourth of June.", "The fair closes on June 4."),
        ("The court sat on 2021-11-02.", "The court sat on 2 November 2021."),
        ("The law was passed on 25/10/2018.", "The law was passed on October 25, 2018."),
        ("The town was freed on the eighth of May.", "The town was freed on May 8."),
        ("On June 5 200 people marched.", "200 people marched on June 5."),
    ],
)
def test_dates_written_otherwise_are_no_change(named, a, b):
    about = ("changed-number", "changed-date", "changed-unit")
    assert not [f for f in (*named(a, b), *named(b, a)) if f[0] in about]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ferries resume on 9 August.", "Ferries resume on August 8."),
        ("The office opened on 2019-03-14.", "The office opened on March 15, 2019."),
        ("Flights resume on 3 October.", "Flights resume on October 13."),
        ("The ban ends on 2022-06-30.", "The ban ends on June 20, 2022."),
        ("He was born in 1964.", "He was born in 1946."),
    ],
)
def test_another_date_is_found_however_it_is_written(named, a, b):
    assert [name for name, *_ in named(a, b)].count("changed-date") == 1
    assert [(name, y, x) for name, x, y in named(a, b)] == named(b, a)
