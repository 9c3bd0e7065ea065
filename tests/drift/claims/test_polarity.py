import pytest

from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.interface import Severity
from dedup.encoder import load_encoder
from tests.drift.claims.conftest import comparison


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The council did not approve the plan.", "The council did not approve the scheme."),
        ("The mayor said she isn't ready.", "The mayor said she is not ready."),
        ("The club did not accept the offer.", "The club rejected the offer."),
        ("The talks were unsuccessful.", "The talks were not successful."),
        (
            "She had neither accepted the offer nor made any plans.",
            "She had not accepted the offer or made any plans.",
        ),
        (
            "The city will never sell its harbour, nor will it allow others to build.",
            "The city will never sell its harbour and will never allow anyone to build.",
        ),
        (
            "The vaccines were not developed by the union, but in smaller countries.",
            "The vaccines were developed by smaller countries rather than the union.",
        ),
        ("Watch the signs at all times.", "Watch the signs at any time."),
        ("Be aware of all risks of storms here.", "Be aware of any risk of storms here."),
        ("They pay off its debts by June.", "They settle accounts on its debts by June."),
        ("She is seen as the best at No. 3 here.", "She is seen as the best at number three here."),
        ("The firm offers a risk-free trial.", "The firm offers a trial with no risk."),
        ("These mice are non-diabetic now, he said.", "These mice are no longer diabetic now, he said."),
        ("The bridge will not be ready until May.", "The bridge will only be ready in May."),
        ("The storm left the town without power.", "The town lost power in the storm."),
        ("The fire had nothing to do with her work.", "The fire was unrelated to her work."),
        ("The guerrillas killed ten soldiers.", "Ten troops were killed by the rebels."),
        ("The port has ruled out raising fees.", "The port will not raise fees."),
        ("He failed to declare a gift of shares.", "He did not declare a gift of shares."),
        ("The mayor was barred from leaving.", "The mayor was not allowed to leave."),
        ("Turnout was low four years ago.", "Turnout was low four years earlier."),
        ("A crowd waited outside the court.", "A crowd waited in front of the court."),
        ("The fare was left unchanged in May.", "The fare stayed the same in May."),
        ("The strike goes ahead unless there is a deal.", "The strike goes ahead if there is no deal."),
        ("Visitors may not enter the site.", "Visitors must not enter the site."),
        ("The shop is closed from Monday.", "The shop is open until Monday."),
        ("If it is bad, it will be cancelled.", "Unless it is good, it will be cancelled."),
        ("Shifts will be shorter this year.", "Shifts will be less long this year."),
        ("The bank bought the firm from the state.", "The firm was sold by the state to the bank."),
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
        ("An earlier test found no harmful levels.", "A previous test found harmful levels."),
        ("Ministers did not sign the treaty but talked.", "Ministers signed the treaty and talked."),
        ("Police turned on the cameras here.", "Police turned off the cameras here."),
        ("The plant will not close until May.", "The plant will only close until May."),
        ("The state will buy gas rather than oil.", "The state will not buy gas or oil."),
        ("There were no 20 dead here.", "There were 20 dead here."),
        ("He had neither met nor called her.", "He had met and called her."),
        ("Lawyers allege that she knew of it.", "Lawyers proved that she knew of it."),
        ("Crowds greeted the bus in the square.", "Crowds attacked the bus in the square."),
        ("The ferry docked at noon.", "The ferry capsized at noon."),
        (
            "Rebels took over the airport on Monday, the mayor said.",
            "The mayor said on Monday that rebels were leaving the airport.",
        ),
        ("The race went ahead because of the rain.", "The race went ahead despite the rain."),
        ("She spoke prior to the vote.", "She spoke after the vote."),
        (
            "The court rejected a request by the club to stop the race.",
            "A request from the club for an end of the race was accepted by the court.",
        ),
        ("The court overturned the ban in May.", "In May the suspension was upheld by the court."),
        ("Pupils may wear scarves here.", "Pupils must wear scarves here."),
        ("The house will be sold unless they pay.", "The house will be sold if they pay."),
        ("Police are investigating whether he lied.", "Police have established that he lied."),
        ("Most of the jobs are part-time.", "Most of the jobs are full-time."),
        ("No case was reported since May.", "No case was reported until May."),
        ("The treaty obliges both states to talk.", "The treaty allows both states to talk."),
        ("She will remain on the board.", "She will leave the board."),
        ("The bones are of the third century BC.", "The bones are of the third century AD."),
        ("The crew cut off power to the town.", "The crew restored power to the town."),
    ],
)
def test_the_opposite_is_found_from_both_sides(named, a, b):
    assert [n for n, *_ in named(a, b)] == ["flipped-polarity"]
    assert [(n, y, x) for n, x, y in named(a, b)] == named(b, a)


def test_an_opposite_at_one_end_is_as_sure_from_either_side(findings):
    a, b = "The station is near.", "The station is far from here."
    (there,), (back,) = findings(a, b), findings(b, a)
    assert there.confidence == back.confidence > 0.9


# In other words, with a courtesy less, or the opposite denied.
HONEST = [
    (
        "Fishermen say the harbour is hiding the results of an earlier test.",
        "Fishermen say the harbour is hiding the results of a previous test.",
    ),
    (
        "Ms Adeyemi told the court that she had not seen the letter.",
        "Adeyemi told the court that she hadn't seen the letter.",
    ),
    (
        "The museum will remain closed until Easter, the council said.",
        "The museum will not open before Easter, the council said.",
    ),
    (
        "House prices were flat in March, the lender said.",
        "House prices did not change in March, the lender said.",
    ),
    ("At least 40 families were moved to shelters.", "No fewer than 40 families were moved to shelters."),
    (
        "The chairman did not attend the hearing on Monday.",
        "The chairman was absent from the hearing on Monday.",
    ),
    ("The ministry has yet to publish the figures.", "The ministry has not yet published the figures."),
    ("The design is different from the original bridge.", "The design is different to the original bridge."),
    (
        "The clinic was unable to treat the patients on Sunday.",
        "The clinic could not treat the patients on Sunday.",
    ),
    (
        "Mrs Petrova, the head teacher, thanked the parents.",
        "Petrova, the head teacher, thanked the parents.",
    ),
    ("The town has been without power since Tuesday.", "The town has had no power since Tuesday."),
    (
        "Four ministers opposed the bill in the cabinet.",
        "Four ministers did not support the bill in the cabinet.",
    ),
    ("The airport remains shut after the storm.", "The airport remains closed after the storm."),
    (
        "The cabinet ignored the warnings of its scientists.",
        "The cabinet did not heed the warnings of its scientists.",
    ),
    ("The witness remained silent during the hearing.", "The witness did not speak during the hearing."),
    ("Voters turned down the proposal in a referendum.", "Voters rejected the proposal in a referendum."),
    ("The runner said he had not given up hope.", "The runner said he'd not given up hope."),
    ("Shares in the miner rose by a tenth.", "Shares in the miner climbed by a tenth."),
    ("The two sides agreed to a truce on Sunday.", "The two sides agreed on a ceasefire on Sunday."),
    ("The driver was found not guilty of careless driving.", "The driver was acquitted of careless driving."),
    ("The team last won the trophy in 1978.", "The team has not won the trophy since 1978."),
    (
        "The board rejected the offer from the rival chain.",
        "The board did not accept the offer from the rival chain.",
    ),
    (
        "The hikers were unhurt, the rescue service said.",
        "The hikers were not hurt, the rescue service said.",
    ),
    ("The firm is no longer in talks with the union.", "The firm is not in talks with the union any more."),
    ("Rowan beat Castle 4-2 in the final.", "Castle lost 4-2 to Rowan in the final."),
    (
        "The visitors lost to the champions on penalties.",
        "The visitors were beaten by the champions on penalties.",
    ),
    ("He announced his refusal to accept the award.", "He announced that he rejected the award."),
    ("The order is illegal, the judge wrote.", "The order is not legal, the judge wrote."),
    ("The report by Dr Okafor was published in May.", "The report by Okafor was published in May."),
    ("The senator abstained in the vote on the budget.", "The senator did not vote on the budget."),
    (
        "The suspect was freed on bail by the court in Lyon.",
        "The suspect was released on bail by the court in Lyon.",
    ),
    (
        "He was cleared of manslaughter by a jury in York.",
        "He was acquitted of manslaughter by a jury in York.",
    ),
    ("No more than 200 people may enter the hall.", "At most 200 people may enter the hall."),
    ("The school is unlikely to reopen this year.", "The school is not likely to reopen this year."),
    (
        "The cat survived the fall from the ninth floor.",
        "The cat did not die in the fall from the ninth floor.",
    ),
    (
        "The strike began at midnight and will go on for a week.",
        "The strike started at midnight and will last a week.",
    ),
    ("The judge dismissed the claim by the tenants.", "The judge threw out the claim by the tenants."),
]
# The head still calls these changed, or the rule of roles does.
HONEST_FOR_THIS_RULE = [
    (
        "We will have to see if the minister resigns before the vote.",
        "We will have to see whether or not the minister resigns before the vote.",
    ),
    ("The hospital sold the land to the builders.", "The builders bought the land from the hospital."),
    ("The treaty was not only signed but also ratified.", "The treaty was signed and also ratified."),
    (
        "The gang leader is still at large, detectives said.",
        "The gang leader has still not been caught, detectives said.",
    ),
    (
        "The ferry arrived late on Thursday because of fog.",
        "The ferry did not arrive on time on Thursday because of fog.",
    ),
]
CHANGED = [
    ("The council accepted the offer on Monday.", "On Monday, the offer was refused by the council."),
    ("The tide opened the lock overnight.", "Overnight, the lock was closed by the tide."),
    (
        "Two climbers were hurt in the avalanche near Zermatt.",
        "Two climbers died in the avalanche near Zermatt.",
    ),
    (
        "The appeal court upheld the verdict against the banker.",
        "The appeal court quashed the verdict against the banker.",
    ),
    ("The convoy was heading to Damascus on Sunday.", "The convoy was heading from Damascus on Sunday."),
    ("The tribunal ruled in favour of the fishermen.", "The tribunal ruled against the fishermen."),
    ("The former mayor was granted bail in Porto.", "The former mayor was denied bail in Porto."),
    ("The helicopter landed safely on the ice.", "The helicopter crashed on the ice."),
    (
        "The minister praised the officers at the border.",
        "The minister criticised the officers at the border.",
    ),
    ("The new rules take effect in October.", "The new rules expire in October."),
    ("The trade surplus widened to a record in June.", "The trade deficit widened to a record in June."),
    ("Rangers drew with Albion in the semi-final.", "Rangers beat Albion in the semi-final."),
    ("The court heard that the fire was an accident.", "The court heard that the fire was deliberate."),
    ("The patient is in a critical condition in Graz.", "The patient is in a stable condition in Graz."),
    (
        "The chief executive quit on Friday after the vote.",
        "The chief executive stayed on Friday after the vote.",
    ),
    ("The agency upgraded the country's debt.", "The agency downgraded the country's debt."),
    ("The tumour was benign, the surgeon said.", "The tumour was malignant, the surgeon said."),
    ("The coach was pleased with the result in Oslo.", "The coach was disappointed with the result in Oslo."),
    (
        "The lawmakers repealed the curfew in the capital.",
        "The lawmakers extended the curfew in the capital.",
    ),
    ("The delegation attended the ceremony in Hanoi.", "The delegation boycotted the ceremony in Hanoi."),
    ("The victim was named on Sunday as a local man.", "The suspect was named on Sunday as a local man."),
    (
        "The nurse was accused of poisoning three patients.",
        "The nurse was convicted of poisoning three patients.",
    ),
    (
        "Five senators voted for the amendment on Thursday.",
        "Five senators voted against the amendment on Thursday.",
    ),
    ("Arms shipments to Sudan doubled in a year.", "Arms shipments from Sudan doubled in a year."),
    ("The permit begins on 3 June, the agency said.", "The permit expires on 3 June, the agency said."),
    ("The boy was found alive under the rubble.", "The boy was found dead under the rubble."),
    ("The club was promoted to the second tier.", "The club was relegated to the second tier."),
    ("The central bank tightened its policy in April.", "The central bank loosened its policy in April."),
    (
        "The singer was hospitalised on Monday, his agent said.",
        "The singer was discharged on Monday, his agent said.",
    ),
    ("Government troops seized the bridge before dawn.", "Government troops lost the bridge before dawn."),
    ("The island was hit by drought for a second year.", "The island was hit by floods for a second year."),
    ("The union called off the strike at the port.", "The union confirmed the strike at the port."),
    ("He will spend two years in jail for fraud.", "He will spend two years on probation for fraud."),
    (
        "The ruling party lost its majority in the north.",
        "The opposition party lost its majority in the north.",
    ),
    ("The firm will hire 300 people in Turin.", "The firm will dismiss 300 people in Turin."),
    ("The king respected the ruling of the court.", "The king defied the ruling of the court."),
    ("Parliament ratified the accord after a debate.", "Parliament rejected the accord after a debate."),
    ("Doctors say the drug prevents strokes.", "Doctors say the drug causes strokes."),
    ("The yacht was sailing for Madeira when it sank.", "The yacht was sailing from Madeira when it sank."),
    ("“We welcome the inquiry,” the company said.", "“We reject the inquiry,” the company said."),
    ("The minister testified against his old ally.", "The minister testified in favour of his old ally."),
]


@pytest.mark.parametrize(("a", "b"), HONEST + HONEST_FOR_THIS_RULE)
def test_an_honest_paraphrase_is_no_flip(named, a, b):
    assert "flipped-polarity" not in [n for n, *_ in named(a, b)]
    assert "flipped-polarity" not in [n for n, *_ in named(b, a)]


@pytest.mark.parametrize(("a", "b"), CHANGED)
def test_the_opposite_of_a_news_claim_is_found(named, a, b):
    assert "flipped-polarity" in [n for n, *_ in named(a, b)]
    assert sorted((n, y, x) for n, x, y in named(a, b)) == sorted(named(b, a))


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.mark.parametrize(("a", "b"), HONEST)
def test_the_head_is_silent_where_a_phrase_of_the_same_meaning_explains_the_passage(encoder, a, b):
    found = ClaimChecker(encoder).check(comparison(a, b))
    assert [f.rule.name for f in found if f.severity >= Severity.MAJOR] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The suspect has not been caught.", "The suspect is no longer at large."),
        ("The volcano last erupted in 1991.", "The volcano has not erupted since 1981."),
        ("The team last won the cup in 1978.", "The team has not lost the cup since 1978."),
        ("The house did not accept the bill.", "The house did not reject the bill."),
    ],
)
def test_a_phrase_of_the_same_meaning_hides_no_other_change(encoder, a, b):
    found = ClaimChecker(encoder).check(comparison(a, b))
    assert any(f.severity >= Severity.MAJOR for f in found)
