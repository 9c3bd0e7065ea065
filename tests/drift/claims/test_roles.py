"""Who did what to whom: honest rewording is silent, an exchange of the parties is critical."""

import pytest

HONEST = [
    ("The lawyer sued the banker.", "The banker was sued by the lawyer."),
    ("Trucks and buses were stopped.", "Buses and trucks were stopped."),
    ("On Friday, the crew sailed home.", "The crew sailed home on Friday."),
    ("He slowly opened the gate.", "He opened the gate slowly."),
    ("The regulator approved the plan in November.", "In November, the plan was approved by the regulator."),
    (
        "Kyiv said the attack wounded 12 people.",
        "Twelve people were wounded in the attack, according to Kyiv.",
    ),
    ("The mayor met the ambassador on Tuesday.", "The ambassador met the mayor on Tuesday."),
    (
        "The commission said it would look into the complaints.",
        "The complaints would be looked into, said the commission.",
    ),
    ("The club signed the striker for £20m.", "The striker joined the club for £20m."),
    ("Spain beat Italy 2-1.", "Italy lost 2-1 to Spain."),
    ("The firm sold its shares to the fund.", "The fund bought the firm's shares."),
    ("The senator accused the minister of lying.", "The minister was accused of lying by the senator."),
    ("The storm destroyed the old pier.", "The old pier got destroyed by the storm."),
    ("It was the auditor who warned the bank.", "The auditor warned the bank."),
    ("The bank was warned last week by the auditor.", "The auditor warned the bank last week."),
    (
        "The plan the council rejected in May was drawn up by engineers.",
        "The council rejected the plan in May; engineers drew it up.",
    ),
    ("Residents blamed the contractor for the delay.", "For the delay, residents blamed the contractor."),
    ("The bishop married the couple.", "The couple were married by the bishop."),
    ("Ana Ruiz married Tom Hall in June.", "Tom Hall married Ana Ruiz in June."),
    ("Carrick drew with Eastfield.", "Eastfield drew with Carrick."),
    ("The museum bought the painting from a dealer.", "A dealer sold the painting to the museum."),
    ("The union lent the charity's van to the school.", "The school borrowed the van from the union."),
    ("Maria Sol taught the choir.", "The choir learned from Maria Sol."),
    ("Dogs chased the burglar, neighbours said.", "Neighbours said the burglar was chased by dogs."),
    (
        "The minister, a former banker, criticised the regulator.",
        "The regulator was criticised by the minister, a former banker.",
    ),
    ("The company acquired by the fund makes pumps.", "The fund acquired the company, which makes pumps."),
    (
        "Police, who had followed the van, arrested the driver.",
        "The driver was arrested by police, who had followed the van.",
    ),
    ("The treaty was signed by Norway and Chile.", "Chile and Norway signed the treaty."),
]
EXCHANGED = [
    ("The rebels captured the general.", "The general captured the rebels."),
    ("Rebels captured the general on Friday.", "The general captured rebels on Friday."),
    ("Pakistan banned imports of Indian rice.", "India banned imports of Pakistani rice."),
    ("Pakistan banned Indian rice.", "India banned Pakistani rice."),
    (
        "Rovers beat United 3-2 at Quay Park on Saturday.",
        "Rovers lost 3-2 to United at Quay Park on Saturday.",
    ),
    ("Spain beat Italy 2-1.", "Italy beat Spain 2-1."),
    ("Two policemen shot a protester.", "A protester shot two policemen."),
    (
        "The retired mayor Anna Bell sued the wealthy banker John Reed.",
        "The wealthy banker John Reed sued the retired mayor Anna Bell.",
    ),
    ("The lawyer sued the banker.", "The banker sued the lawyer."),
    ("The auditor warned the bank.", "The bank warned the auditor."),
    ("It was the auditor who warned the bank.", "It was the bank who warned the auditor."),
    (
        "The senator was criticised by the governor at a rally.",
        "The governor was criticised by the senator at a rally.",
    ),
    (
        "Turkey imposed tariffs, and the Chilean firm sued the Danish firm.",
        "Turkey imposed tariffs, and the Danish firm sued the Chilean firm.",
    ),
    ("Rovers lost 3-2 to United.", "United lost 3-2 to Rovers."),
    ("The school borrowed the van from the union.", "The union borrowed the van from the school."),
    ("On Sunday, the coach praised the captain.", "On Sunday, the coach was praised by the captain."),
    ("Smith's lawyer accused Jones of fraud.", "Jones's lawyer accused Smith of fraud."),
]


@pytest.mark.parametrize(("a", "b"), HONEST)
def test_another_order_of_the_same_roles_is_no_change(swapped, a, b):
    assert swapped(a, b) == swapped(b, a) == []


@pytest.mark.parametrize(("a", "b"), EXCHANGED)
def test_exchanged_parties_are_critical(swapped, a, b):
    assert swapped(a, b) == swapped(b, a) == ["critical"]


@pytest.fixture
def swapped(findings):
    """Severities of swapped-roles."""
    return lambda a, b: [f.severity.label for f in findings(a, b) if f.rule.name == "swapped-roles"]
