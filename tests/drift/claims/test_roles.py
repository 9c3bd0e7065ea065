"""Who did what to whom: honest rewording is silent, an exchange of the parties is critical."""

import pytest

from dedup.documents import Span
from dedup.drift.claims.edits import passage
from dedup.drift.claims.roles import is_turned

HONEST = [
    ("The lawyer sued the banker.", "The banker was sued by the lawyer."),
    ("Trucks and buses were stopped.", "Buses and trucks were stopped."),
    ("On Friday, the crew sailed home.", "The crew sailed home on Friday."),
    ("He slowly opened the gate.", "He opened the gate slowly."),
    (
        "The runner broke by nine seconds her own mark of last May.",
        "The runner broke her own mark of last May by nine seconds.",
    ),
    ("The pope shook the king's hand.", "The king shook the pope's hand."),
    ("Norway held talks with Chile.", "Chile held talks with Norway."),
    (
        "At least 11 cases in Ghent and three in Liège are suspected.",
        "At least three cases in Liège and 11 in Ghent are suspected.",
    ),
    ("The border between Chile and Peru is closed.", "The border between Peru and Chile is closed."),
    ("The talks of Norway with Chile failed.", "The talks of Chile with Norway failed."),
    ("Hull is as large as Leeds, officials said.", "Leeds is as large as Hull, officials said."),
    ("Hull is twinned with Metz.", "Metz is twinned with Hull."),
    ("It was the chairman himself who dug the hole.", "The chairman had dug himself into a hole."),
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
    (
        "Inspectors cleared the bakery of any wrongdoing.",
        "The bakery was cleared of any wrongdoing by inspectors.",
    ),
    (
        "Last week a tram hit a cyclist near the station.",
        "Near the station, a cyclist was hit by a tram last week.",
    ),
    ("The orchestra hired the young conductor.", "The young conductor joined the orchestra."),
    ("Lena Ortiz bought the farm from her uncle.", "Her uncle sold the farm to Lena Ortiz."),
    (
        "Oslo hosted the summit that Helsinki had declined.",
        "The summit Helsinki had declined was hosted by Oslo.",
    ),
    (
        "The guards who beat the prisoner were dismissed by the governor.",
        "The governor dismissed the guards who beat the prisoner.",
    ),
    ("The treasurer clashed with the chairwoman.", "The chairwoman clashed with the treasurer."),
    ("Peru played Ghana in Lima.", "Ghana played Peru in Lima."),
    (
        "According to doctors, the drug helped the patients.",
        "The patients were helped by the drug, doctors said.",
    ),
    (
        "The bridge, built by the Romans, was repaired by the town.",
        "The town repaired the bridge, which the Romans built.",
    ),
    ("The dealer lent the gallery's owner a van.", "The gallery's owner borrowed a van from the dealer."),
    ("What the court overturned was the tax.", "The court overturned the tax."),
    ("It was the tax that the court overturned.", "The tax was overturned by the court."),
    (
        "The nurse told the minister that wards were full.",
        "The minister was told by the nurse that wards were full.",
    ),
    ("Novak defeated Ilic in straight sets.", "Ilic lost to Novak in straight sets."),
    ("Ilic was beaten by Novak.", "Novak beat Ilic."),
    ("The army said rebels had attacked a convoy.", "A convoy had been attacked by rebels, the army said."),
    ("The two sisters sued each other.", "Each sister sued the other."),
    ("Microlab merged with Biotec.", "Biotec merged with Microlab."),
    ("Farmers fear wolves.", "Wolves frighten farmers."),
    (
        "Voters elected the teacher; the teacher thanked voters.",
        "The teacher thanked voters after voters elected the teacher.",
    ),
    ("The captain replaced Diaz with Romero.", "Romero came on for Diaz."),
    (
        "Three goals were scored by Almeida as Porto crushed Braga.",
        "Almeida scored three goals as Braga were crushed by Porto.",
    ),
    ("The owner rents the flat to a student.", "A student rents the flat from the owner."),
    (
        "The union, angered by the offer, rejected the deal.",
        "The deal was rejected by the union, angered by the offer.",
    ),
    (
        "By a margin of two to one, members endorsed the leader.",
        "The leader was endorsed by members by a margin of two to one.",
    ),
    ("The council voted to sue the builder.", "The builder is to be sued by the council, after a vote."),
    (
        "The thief attacked the clerk and robbed the customers.",
        "The customers were robbed and the clerk attacked by the thief.",
    ),
    ("The ferry sailed from Harwich to Esbjerg.", "To Esbjerg from Harwich sailed the ferry."),
    ("Denmark exported pork to Japan.", "Japan imported pork from Denmark."),
    ("Rivera overtook Stein on the last lap.", "On the last lap Stein was overtaken by Rivera."),
    (
        "The novelist thanked the translator, whom she had known for years.",
        "The translator, known to the novelist for years, was thanked by her.",
    ),
    ("The actress divorced the producer.", "The producer divorced the actress."),
    ("The mine collapse killed nine miners.", "Nine miners were killed by the mine collapse."),
    (
        "“The board ignored the staff,” said the auditor.",
        "The auditor said the staff were ignored by the board.",
    ),
    (
        "The judge fined the paper, which had named the boy.",
        "The paper, which had named the boy, was fined by the judge.",
    ),
    ("The heir inherited the estate from the countess.", "The countess left the estate to the heir."),
    ("Brazil and Peru share a border; Peru closed it.", "Peru closed the border that it shares with Brazil."),
    ("The bus collided with the lorry.", "The lorry collided with the bus."),
    (
        "Nobody expected the chancellor to dismiss the minister.",
        "The minister's dismissal by the chancellor was expected by nobody.",
    ),
    ("The vaccine protects children from measles.", "Children are protected from measles by the vaccine."),
    ("The editor apologised to the singer.", "The singer received an apology from the editor."),
    (
        "The defence called the officer; the prosecution questioned him.",
        "The officer was called by the defence and questioned by the prosecution.",
    ),
    ("Two thirds of members supported the chair.", "The chair was supported by two thirds of members."),
    ("The charity, Open Door, praised the landlord.", "The landlord was praised by Open Door, the charity."),
    (
        "Ms Ito, the club's president, dismissed the coach, Mr Braun.",
        "The coach, Mr Braun, was dismissed by the club's president, Ms Ito.",
    ),
    ("The guide led the hikers.", "The hikers followed the guide."),
    ("The chairman told the mayor he would resign.", "“I will resign,” the chairman told the mayor."),
    (
        "The smugglers the police had chased shot a guard.",
        "A guard was shot by the smugglers whom the police had chased.",
    ),
    ("Wind farms supply the town with power.", "The town gets power from wind farms."),
    ("When Mali sued Niger, Niger left the talks.", "Niger left the talks when Mali sued it."),
    ("Hull visited Leeds on Saturday.", "Leeds hosted Hull on Saturday."),
    (
        "Officials from the ministry inspected the plant, and the union welcomed the visit.",
        "The plant was inspected by officials from the ministry, a visit that the union welcomed.",
    ),
    (
        "The referee, a former player, cautioned the coach twice.",
        "Twice the coach was cautioned by the referee, a former player.",
    ),
    (
        "The landlord must repay the tenants, the tribunal ruled.",
        "The tribunal ruled that the tenants must be repaid by the landlord.",
    ),
    ("Kuwait will host Oman in the final.", "Oman will visit Kuwait for the final."),
    (
        "The diver was rescued by a trawler that had heard the alarm.",
        "A trawler that had heard the alarm rescued the diver.",
    ),
    ("The pianist accompanied the violinist.", "The violinist accompanied the pianist."),
    ("A jury awarded the widow $2m.", "The widow was awarded $2m by a jury."),
    (
        "The scandal engulfed the party, and voters punished it.",
        "Engulfed by the scandal, the party was punished by voters.",
    ),
    (
        "Mr Osei, whose brother owns the paper, endorsed Ms Lindt.",
        "Ms Lindt was endorsed by Mr Osei, whose brother owns the paper.",
    ),
    (
        "The dog bit the postman before neighbours caught it.",
        "The postman was bitten by the dog before it was caught by neighbours.",
    ),
    ("Cork drew 1-1 with Derry.", "Derry drew 1-1 with Cork."),
    ("Who attacked the convoy? Rebels did.", "The convoy was attacked by rebels."),
    (
        "The envoy delivered the letter to the king in person.",
        "In person, the king was handed the letter by the envoy.",
    ),
    ("Investors sued the broker and the bank.", "The bank and the broker were sued by investors."),
    (
        "Students occupied the library while police surrounded it.",
        "While police surrounded the library, it was occupied by students.",
    ),
    (
        "Rain delayed the match, the league confirmed.",
        "The league confirmed the match had been delayed by rain.",
    ),
    ("She left him in June, friends say.", "According to friends, he was left by her in June."),
    ("The bakery supplies the hotel with bread.", "Bread is supplied to the hotel by the bakery."),
    (
        "Drought forced farmers to sell cattle to dealers.",
        "Forced by drought, farmers sold cattle; dealers bought it.",
    ),
    ("Lyon's keeper denied Nice's striker.", "Nice's striker was denied by the keeper of Lyon."),
    ("Nadia taught Omar chess.", "Omar learned chess from Nadia."),
    ("The bill passed the senate.", "The senate passed the bill."),
    (
        "The fans booed the players, who ignored the fans.",
        "The players, who were booed by the fans, ignored them.",
    ),
    ("Hungary faces Serbia on Sunday.", "Serbia faces Hungary on Sunday."),
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
    ("Inspectors praised the bakers.", "The bakers praised inspectors."),
    ("A cyclist hit a pedestrian near the station.", "A pedestrian hit a cyclist near the station."),
    ("Lena Ortiz bought the farm from Karl Dahl.", "Karl Dahl bought the farm from Lena Ortiz."),
    ("Novak defeated Ilic in straight sets.", "Novak lost to Ilic in straight sets."),
    ("The army said rebels had attacked soldiers.", "The army said soldiers had attacked rebels."),
    (
        "The deputy chairman of the board dismissed the chief engineer.",
        "The chief engineer dismissed the deputy chairman of the board.",
    ),
    ("In a letter, the archbishop thanked the prince.", "In a letter, the prince thanked the archbishop."),
    ("The prosecutor was threatened by the witness.", "The witness was threatened by the prosecutor."),
    ("Sweden invited the Finnish minister.", "Finland invited the Swedish minister."),
    ("Chinese ships followed American vessels.", "American vessels followed Chinese ships."),
    ("The fund sold the mine to the state.", "The state sold the mine to the fund."),
    ("He thanked her for the award.", "She thanked him for the award."),
    ("The goalkeeper Ruiz injured the defender Okoye.", "The defender Okoye injured the goalkeeper Ruiz."),
    ("The tenants who sued the landlord won.", "The landlord who sued the tenants won."),
    (
        "Hackers warned the bank on Monday that it faced ruin.",
        "The bank warned hackers on Monday that it faced ruin.",
    ),
    ("It was Porto that eliminated Braga.", "It was Braga that eliminated Porto."),
    ("The widow accused the doctor's brother of theft.", "The doctor's brother accused the widow of theft."),
    ("Greece lent Cyprus the statue.", "Cyprus lent Greece the statue."),
    ("The council voted to sue the builder.", "The builder voted to sue the council."),
    ("The thief attacked and robbed the clerk.", "The clerk attacked and robbed the thief."),
    ("The ferry sailed from Harwich to Esbjerg.", "The ferry sailed from Esbjerg to Harwich."),
    ("The captain replaced Diaz with Romero.", "The captain replaced Romero with Diaz."),
    ("The editor apologised to the singer.", "The singer apologised to the editor."),
    ("The witness testified against the broker.", "The broker testified against the witness."),
    ("Rivera overtook Stein on the last lap.", "Stein overtook Rivera on the last lap."),
    ("France and Chile beat Poland and Japan.", "Poland and Japan beat France and Chile."),
    (
        "The opposition has repeatedly accused the government of fraud.",
        "The government has repeatedly accused the opposition of fraud.",
    ),
    ("A French firm bought a Spanish rival.", "A Spanish firm bought a French rival."),
    ("The nurse is being sued by the patient.", "The patient is being sued by the nurse."),
    ("Hull visited Leeds on Saturday.", "Hull hosted Leeds on Saturday."),
    (
        "The young defender, who joined in May, replaced the injured captain.",
        "The injured captain, who joined in May, replaced the young defender.",
    ),
    (
        "Workers will vote on Friday after bosses rejected the mediators.",
        "Workers will vote on Friday after the mediators rejected bosses.",
    ),
    (
        "The general ordered the rebels to free the hostages.",
        "The rebels ordered the general to free the hostages.",
    ),
    ("Protesters threw stones at police.", "Police threw stones at protesters."),
    ("The princess outlived the duke.", "The duke outlived the princess."),
    (
        "Investigators believe the pilot ignored the controller.",
        "Investigators believe the controller ignored the pilot.",
    ),
    ("Officials inspected the plant owners.", "The plant owners inspected officials."),
    (
        "The tribunal ruled that the landlord must repay the tenants.",
        "The tribunal ruled that the tenants must repay the landlord.",
    ),
    ("Cork beat Derry 2-0 and went top.", "Derry beat Cork 2-0 and went top."),
    ("The diver was rescued by the swimmer.", "The swimmer was rescued by the diver."),
    ("Mr Osei endorsed Ms Lindt.", "Ms Lindt endorsed Mr Osei."),
    ("Students had to be protected from police.", "Police had to be protected from students."),
    ("Ireland extradited the man to Poland.", "Poland extradited the man to Ireland."),
    ("The hotel hopes to buy the bakery.", "The bakery hopes to buy the hotel."),
    ("The council's lawyers accused Hart of fraud.", "Hart accused the council's lawyers of fraud."),
    ("Armenia handed Azerbaijan the maps.", "Azerbaijan handed Armenia the maps."),
    ("Nadia learned from Omar.", "Omar learned from Nadia."),
    (
        "The tram driver hurt two passengers in the crash.",
        "Two passengers hurt the tram driver in the crash.",
    ),
    ("Union members elected Silva over Costa.", "Union members elected Costa over Silva."),
]


@pytest.fixture
def swapped(findings):
    """Severities of swapped-roles."""
    return lambda a, b: [f.severity.label for f in findings(a, b) if f.rule.name == "swapped-roles"]


@pytest.mark.parametrize(("a", "b"), HONEST)
def test_another_order_of_the_same_roles_is_no_change(swapped, a, b):
    assert swapped(a, b) == swapped(b, a) == []


@pytest.mark.parametrize(("a", "b"), EXCHANGED)
def test_exchanged_parties_are_critical(swapped, a, b):
    assert swapped(a, b) == swapped(b, a) == ["critical"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Flights from Malta to Tunis were cancelled.", "Flights from Tunis to Malta were cancelled."),
        (
            "Rents rose 4.5% in a month, above the 2.1% of wages.",
            "Rents rose 2.1% in a month, above the 4.5% of wages.",
        ),
    ],
)
def test_words_in_each_others_slot_are_major(swapped, a, b):
    assert swapped(a, b) == swapped(b, a) == ["major"]


def test_the_finding_names_the_parties_and_the_verbs(findings):
    a, b = "The firm sold its shares to the fund.", "The firm bought its shares from the fund."
    (found,) = (f for f in findings(a, b) if f.rule.name == "swapped-roles")
    assert found.evidence == {"verbs": ["sold", "bought"], "words": ["firm", "fund"]}


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("The driver survived and the nurse died.", "The driver died and the nurse survived.", ["critical"]),
        ("The driver survived and the nurse died.", "The nurse died and the driver survived.", []),
        (
            "Ali survived, Omar died, Karim resigned and Boris fled.",
            "Boris resigned, Karim fled, Omar survived and Ali died.",
            ["critical"],
        ),
        # Which of two equal verbs answers which is not known.
        ("Ana will win and Ivo will not win.", "Ivo will not win and Ana will win.", []),
    ],
)
def test_fates_that_are_exchanged_are_critical(swapped, a, b, found):
    assert swapped(a, b) == swapped(b, a) == found


@pytest.mark.parametrize(
    ("a", "b", "turned"),
    [
        ("The bus collided with the lorry.", "The lorry collided with the bus.", True),
        ("Ana Ruiz married Tom Hall in June.", "Tom Hall married Ana Ruiz in June.", True),
        ("The bus collided with the lorry.", "The lorry collided with the van.", False),
        ("Ana Ruiz married Tom Hall in June.", "Tom Ruiz married Ana Hall in June.", False),
        ("The bus hit the lorry.", "The lorry hit the bus.", False),
        ("Norway held talks with Chile.", "Chile held talks with Norway.", True),
        ("Norway filled gaps with Chile.", "Chile filled gaps with Norway.", False),
    ],
)
def test_a_mutual_deed_told_from_the_other_side_is_known(a, b, turned):
    assert is_turned(passage(a, b, (Span(0, len(a)),), (Span(0, len(b)),))) is turned


def test_what_stands_between_the_two_words_counts_on_either_side(swapped):
    a = "Ana, defectors not in euros will fell the four decreased four Rome Chang, Ahmed Izmir."
    b = "Ana, four not in against euros will the defectors decreased four Rome Chang, Ahmed Izmir."
    assert swapped(a, b) == swapped(b, a)
