import pytest


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("At least eight people were hurt.", "At least 8 people were hurt."),
        ("The firm sold 1.2 million phones.", "The firm sold 1,200,000 phones."),
        ("A dozen boats left the harbour.", "Twelve boats left the harbour."),
        ("Some 25 percent of voters stayed home.", "Some 25% of voters stayed home."),
        ("About 30 kilometers (18 miles) to the west.", "About 30 km (18 miles) to the west."),
        ("The train leaves at 3:15 on most days.", "The train leaves at 15:15 on most days."),
        ("Twenty-one ships were built here.", "21 ships were built here."),
        ("One of the guards slept.", "A guard slept."),
    ],
)
def test_numbers_of_one_value_are_no_change(named, a, b):
    assert named(a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "left", "right"),
    [
        (
            "Eight people were hurt in the crash.",
            "Eighteen people were hurt in the crash.",
            "Eight",
            "Eighteen",
        ),
        ("The bridge cost 4 million euros.", "The bridge cost 4 billion euros.", "4 million", "4 billion"),
        ("She came third in the race.", "She came fifth in the race.", "third", "fifth"),
        ("The bank raised rates by 5 percent.", "The bank raised rates by 15 percent.", "5", "15"),
    ],
)
def test_another_value_in_the_same_slot_is_found_with_its_place(named, a, b, left, right):
    assert ("changed-number", left, right) in named(a, b)
    assert ("changed-number", right, left) in named(b, a)


def test_the_group_that_a_number_counts_matters(named):
    found = named(
        "Officials said five of the guests were families.",
        "Officials said the guests included a family of five.",
    )
    assert [name for name, *_ in found] == ["changed-number"]
