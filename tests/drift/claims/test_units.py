def test_a_conversion_that_agrees_is_no_change(named):
    assert named("The town lies 30 km to the west.", "The town lies 18 miles to the west.") == []


def test_the_same_figure_in_another_unit_is_found(named):
    found = named("The town lies 30 km to the west.", "The town lies 30 miles to the west.")
    assert found == [("changed-unit", "30 km", "30 miles")]


def test_a_gloss_in_brackets_is_no_change(named):
    assert named("Doors open at 04:00 BST.", "Doors open at 04:00 (05:00 CET) BST.") == []
