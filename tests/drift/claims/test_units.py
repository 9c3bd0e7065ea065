import pytest

from dedup.drift.claims.edits import passages
from tests.drift.claims.conftest import comparison


def test_a_conversion_that_agrees_is_no_change(named):
    assert named("The town lies 30 km to the west.", "The town lies 18 miles to the west.") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The road is 10 miles long.", "The road is 16 kilometres long."),
        ("It was 30 degrees Celsius in the shade.", "It was 86 degrees Fahrenheit in the shade."),
        ("Sales grew by half in a year.", "Sales grew by 50 percent in a year."),
    ],
)
def test_what_is_converted_leaves_no_word_over(a, b):
    for one, other in ((a, b), (b, a)):
        (passage,) = passages(comparison(one, other))
        assert (passage.only_a, passage.only_b) == ((), ())


def test_fifty_weeks_are_no_twelve_months(named):
    found = named("He was jailed for 12 months on Monday.", "He was jailed for 50 weeks on Monday.")
    assert [name for name, *_ in found] == ["changed-number"]


def test_the_same_figure_in_another_unit_is_found(named):
    found = named("The town lies 30 km to the west.", "The town lies 30 miles to the west.")
    assert found == [("changed-unit", "30 km", "30 miles")]


def test_a_gloss_in_brackets_is_no_change(named):
    assert named("Doors open at 04:00 BST.", "Doors open at 04:00 (05:00 CET) BST.") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The museum cost €40m to build.", "The museum cost 40 million euros to build."),
        ("The fund holds US$3 billion.", "The fund holds $3bn."),
        ("It was 35 degrees Celsius (95 Fahrenheit) in the shade.", "It was 35C in the shade."),
        ("He set the record over 100m in Rome.", "He set the record over 100 metres in Rome."),
        ("The tank holds two and a half million gallons.", "The tank holds 2.5 million gallons."),
        ("The painting sold for £2.3m.", "The painting sold for 2.3 million pounds."),
        ("The loan of A$90m was repaid.", "The loan of 90 million Australian dollars was repaid."),
        ("The bank lost $1.2bn.", "The bank lost 1.2 billion dollars."),
        ("The lake warmed to 24 degrees Celsius.", "The lake warmed to 24°C."),
        ("The island lies 40 miles off the coast.", "The island lies 64 km off the coast."),
        ("The bridge is 1.800 metres long.", "The bridge is 1,800 metres long."),
        ("Half an hour later the lights came back.", "30 minutes later the lights came back."),
        ("The budget is C$5bn.", "The budget is $5bn."),
        ("They paid 50 cents.", "They paid $0.50."),
    ],
)
def test_units_said_otherwise_are_no_change(named, a, b):
    about = ("changed-number", "changed-date", "changed-unit")
    assert not [f for f in (*named(a, b), *named(b, a)) if f[0] in about]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Rents rose 7% in a year.", "Rents rose 7 in a year."),
        ("The fine was €250.", "The fine was 250."),
        ("The statue is 12 metres tall.", "The statue is 12 yards tall."),
        ("The club paid £30m for him.", "The club paid €30m for him."),
        ("The pool was 28C on Friday.", "The pool was 28F on Friday."),
        ("Bread prices climbed 11% last year.", "Bread prices climbed 11 last year."),
        ("The ticket costs $80.", "The ticket costs 80."),
        ("The tower is 90 feet high.", "The tower is 90 metres high."),
        ("The estate paid $5 million.", "The estate paid 5 million yen."),
        ("The ship carried 40 tonnes of rice.", "The ship carried 40 kilos of rice."),
        ("The wind reached 120 km/h.", "The wind reached 120 mph."),
    ],
)
def test_another_or_a_lost_unit_is_found(named, a, b):
    assert [name for name, *_ in named(a, b)].count("changed-unit") == 1
    assert [(name, y, x) for name, x, y in named(a, b)] == named(b, a)
