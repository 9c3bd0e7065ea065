import pytest


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The lawyer sued the banker.", "The banker was sued by the lawyer."),
        ("Trucks and buses were stopped.", "Buses and trucks were stopped."),
        ("On Friday, the crew sailed home.", "The crew sailed home on Friday."),
        ("He slowly opened the gate.", "He opened the gate slowly."),
    ],
)
def test_another_order_of_the_same_roles_is_no_change(named, a, b):
    assert named(a, b) == []


def test_exchanged_agent_and_patient_are_critical(findings):
    (found,) = findings("The lawyer sued the banker.", "The banker sued the lawyer.")
    assert found.rule.name == "swapped-roles"
    assert found.severity.label == "critical"
