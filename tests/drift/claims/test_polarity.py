import pytest


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The council did not approve the plan.", "The council did not approve the scheme."),
        ("The mayor said she isn't ready.", "The mayor said she is not ready."),
        ("The club did not accept the offer.", "The club rejected the offer."),
        ("The talks were unsuccessful.", "The talks were not successful."),
    ],
)
def test_the_same_said_otherwise_is_no_flip(named, a, b):
    assert named(a, b) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The council has approved the plan.", "The council has not approved the plan."),
        ("The minister accepted the offer.", "The minister rejected the offer."),
        ("Prices rose sharply in May.", "Prices fell sharply in May."),
        ("The army will enter the town.", "The army will never enter the town."),
    ],
)
def test_the_opposite_is_found_from_both_sides(named, a, b):
    assert [n for n, *_ in named(a, b)] == ["flipped-polarity"]
    assert [(n, y, x) for n, x, y in named(a, b)] == named(b, a)
