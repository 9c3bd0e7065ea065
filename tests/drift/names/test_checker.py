from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.interface import Comparison, Finding, Severity
from dedup.drift.names.accept import AcceptList
from dedup.drift.names.checker import NameChecker

NOTHING = AcceptList()


def findings(
    a: str, b: str, *, references: tuple[str, ...] = (), accepted: AcceptList = NOTHING
) -> list[Finding]:
    """What the checker says of two texts whose lines are linked one to one."""
    versions, lines = [], []
    for side, text in (("a", a), ("b", b)):
        spans, at = [], 0
        for line in text.split("\n"):
            spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        lines.append(spans)
        versions.append(Document(text, id=side))
    links = tuple(Link((x,), (y,), 1.0) for x, y in zip(*lines, strict=False) if len(x) and len(y))
    known = tuple(Document(r, id=f"r{i}") for i, r in enumerate(references))
    comparison = Comparison(versions[0], versions[1], Alignment(links, links), known)
    return list(NameChecker(accepted=accepted).check(comparison))


def alarms(a: str, b: str) -> list[str]:
    """The messages at minor and above."""
    return [f.message for f in findings(a, b) if f.severity >= Severity.MINOR]


def named(found: list[Finding], a: str, b: str) -> list[tuple[str, str | None, str | None]]:
    return [(f.rule.name, f.a and f.a.of(a), f.b and f.b.of(b)) for f in found]


GARBLED = [
    ("The forces of Ambrose Kelnermann left the port.", "The forces of Ambrose Kenlermann left the port."),
    ("General Orvik Tamsoor spoke to reporters.", "General Orvik Tasmoor spoke to reporters."),
    ("The town of Belgrumza fell on Friday.", "The town of Bulgramsa fell on Friday."),
    ("A spokesman for Mahlout Enterprises said so.", "A spokesman for Mulhoat Enterprises said so."),
]


@pytest.mark.parametrize(("a", "b"), GARBLED)
def test_a_slip_of_letters_is_reported_with_both_passages(a: str, b: str) -> None:
    found = [f for f in findings(a, b) if f.severity >= Severity.MINOR]
    assert found
    assert all(f.rule.name in ("garbled-name", "invented-name") and f.a and f.b for f in found)


@pytest.mark.parametrize(
    ("known", "misspelt"),
    [
        ("Netanyahu", "Netanyau"),
        ("Guterres", "Guiterres"),
        ("Kharkiv", "Karkiv"),
        ("Emmanuel Macron", "Emmanuel Macaroon"),
    ],
)
def test_a_spelling_nobody_uses_is_no_variant_of_a_well_known_name(known: str, misspelt: str) -> None:
    sentence = "A letter from {} reached the ministry on Friday."
    assert alarms(sentence.format(misspelt), sentence.format(known))


# Traps: nothing here is a garbled name.
QUIET = [
    pytest.param("Bill Moran spoke in Leeds.", "William Moran spoke in Leeds.", id="a short form"),
    pytest.param("The mayor of Kyiv spoke.", "The mayor of Kiev spoke.", id="a city in two languages"),
    pytest.param("Fighters of Islamic State fled.", "Fighters of ISIS fled.", id="a group with two names"),
    pytest.param("The Leeds Law Centre spoke.", "The Leeds Law Center spoke.", id="a spelling of a word"),
    pytest.param("The Covid-19 ward shut.", "The Coronavirus ward shut.", id="an illness with two names"),
    pytest.param("Minister Huang Weiming spoke.", "Minister Wong Weiming spoke.", id="Mandarin, Cantonese"),
    pytest.param(
        "Libya said the Libyan army had left.", "The Libyan state said Libya’s army had left.", id="demonym"
    ),
    pytest.param(
        "The Dutch minister spoke.", "The minister of the Netherlands spoke.", id="irregular demonym"
    ),
    pytest.param(
        "They used tanks made in Turkey.", "They used Turkish-made tanks.", id="Turkey, Turkish-made"
    ),
    pytest.param("Mali borders Niger.", "Mali shares a border with Niger.", id="Mali stays Mali"),
    pytest.param(
        "Reporter Malik Sowe is in Mali.",
        "Malik Sowe, a reporter, is in Mali.",
        id="Mali and Malik side by side",
    ),
    pytest.param("Iran and Iraq signed.", "Iraq and Iran signed.", id="Iran and Iraq, other order"),
    pytest.param(
        "George Bush followed his father, George H. W. Bush.",
        "George Bush came after his father George H. W. Bush.",
        id="father and son",
    ),
    pytest.param("Chenjun Pan said so.", "Pan Chenjun said so.", id="surname first"),
    pytest.param(
        "Hillary Rodham married; Hillary Clinton ran.",
        "Hillary Clinton, born Hillary Rodham, ran.",
        id="married name",
    ),
    pytest.param("J. K. Rowling wrote it.", "J.K. Rowling wrote it.", id="initials"),
    pytest.param("The decision of the Smiths stood.", "The Smiths’ decision stood.", id="plural possessive"),
    pytest.param("Egypt’s offer failed.", "The offer of Egypt failed.", id="possessive"),
    pytest.param("Troops reach Tripoli", "TROOPS REACH TRIPOLI", id="all-caps headline"),
    pytest.param(
        "Government Forces Advance Towards Coastal City",
        "Government forces advance towards a coastal city",
        id="headline case",
    ),
    pytest.param(
        "The Government of National Accord agreed.", "The GNA agreed.", id="abbreviation for its expansion"
    ),
    pytest.param(
        "NASA confirmed it.", "The National Aeronautics and Space Administration confirmed it.", id="NASA"
    ),
    pytest.param(
        "The UAE and the US agreed.", "The United Arab Emirates and the United States agreed.", id="UAE"
    ),
    pytest.param("Fayez al-Sarraj arrived.", "Fayez Al Sarraj arrived.", id="article, hyphen or not"),
    pytest.param("Abdel-Fattah el-Sisi spoke.", "Abdel Fattah al-Sisi spoke.", id="el-, al-"),
    pytest.param("Sino-Canadian ties cooled.", "China-Canada ties cooled.", id="compound of two places"),
    pytest.param("Prime Minister Ana Brnabić left.", "Prime Minister Ana Brnabic left.", id="accents"),
    pytest.param("Jean-Luc Mélenchon spoke.", "Jean Luc Melenchon spoke.", id="hyphen and accent"),
    pytest.param("The Haftar-led forces won.", "Forces led by Haftar won.", id="compound with a word"),
    pytest.param("Hopefully this will end.", "It is hoped that this will end.", id="sentence-initial word"),
    pytest.param(
        "Fighters of al-Qaeda left the valley.",
        "The fighters of al-Qaida left the valley.",
        id="al- is no part",
    ),
    pytest.param("A letter from Vladimir Putin came.", "A letter from Putin came.", id="a given name"),
    pytest.param("The rally was on Friday.", "The rally in Krasnodar was on Friday.", id="a place put in"),
    pytest.param(
        "The inspectors came on Friday.", "The MVD inspectors came on Friday.", id="an abbreviation"
    ),
    pytest.param(
        "Envoys of the Khabarovsk government came.",
        "Envoys of the Khabarovsk Regional Assembly came.",
        id="English words beside a name",
    ),
    pytest.param("A speech on “Reckless Adventure”.", "A speech on “Reckless Adventurism”.", id="no name"),
    pytest.param("The Center opened.", "The Centre opened.", id="an English word in two spellings"),
    pytest.param("Cadres of the KMT met.", "Cadres of the Kuomintang met.", id="short by syllables"),
]


@pytest.mark.parametrize(("a", "b"), QUIET)
def test_what_is_no_garble_raises_no_alarm(a: str, b: str) -> None:
    assert alarms(a, b) == []
    assert alarms(b, a) == []


TWO_NAMES = [
    pytest.param("Troops left Mali on Friday.", "Troops left Malik on Friday.", id="Mali, Malik"),
    pytest.param("The talks were held in Singapore.", "The talks were held in Shanghai.", id="two cities"),
]


@pytest.mark.parametrize(("a", "b"), TWO_NAMES)
def test_another_name_in_the_same_slot_is_not_called_a_variant(a: str, b: str) -> None:
    assert all(f.rule.name != "variant-name" for f in findings(a, b))


@pytest.mark.parametrize(
    ("x", "y", "told"), [("Deng", "Dean", False), ("Norwaynews", "Norway", False), ("Sergey", "Sergei", True)]
)
def test_only_a_sure_spelling_is_told_where_no_slot_speaks_for_one_name(x: str, y: str, told: bool) -> None:
    a = f"The chairman of the {x} office spoke to reporters on Monday.\nHe left the port at noon."
    b = f"The chairman of the office spoke to reporters on Monday.\nHe left {y} at noon."
    assert any(f.rule.name == "variant-name" for f in findings(a, b)) is told


def test_a_legitimate_spelling_is_told_as_information() -> None:
    a, b = "General Sergey Haftar left.", "General Sergei Haftar left."
    assert named(findings(a, b), a, b) == [("variant-name", "Sergey", "Sergei")]
    assert alarms(a, b) == []


def test_references_decide_which_side_is_wrong() -> None:
    a = "The forces of Ambrose Kelnermann left the port."
    b = "The forces of Ambrose Kenlermann left the port."
    (found,) = findings(a, b, references=("Ambrose Kelnermann was born in Varda.",))
    assert found.suggestion == "Kelnermann"
    (found,) = findings(b, a, references=("Ambrose Kelnermann was born in Varda.",))
    assert found.suggestion == "Kelnermann"


def test_where_nothing_decides_nothing_is_suggested() -> None:
    (found,) = findings(*GARBLED[0])
    assert found.suggestion is None


def test_the_spelling_that_both_versions_know_is_suggested() -> None:
    a = "Ambrose Kelnermann spoke.\nThe forces of Kelnermann left the port."
    b = "Ambrose Kelnermann spoke.\nThe forces of Kenlermann left the port."
    assert {f.suggestion for f in findings(a, b) if f.rule.name == "garbled-name"} == {"Kelnermann"}


def test_the_spelling_that_both_versions_know_is_suggested_for_either_side() -> None:
    text = "Smyth met Ahmad in the port. A quarter left Ahmed-Haftar which they said."
    other = "Smyth met Ahmad in the port. A quarter left in June which they said."
    (there,), (back,) = findings(text, other), findings(other, text)
    assert (there.a, there.suggestion) == (back.b, back.suggestion)
    assert there.suggestion == "Ahmad"


def test_a_spelling_in_an_unaligned_passage_is_set_against_the_other_version() -> None:
    a = "Ambrose Kelnermann spoke.\n\nLater Kenlermann left."
    b = "Ambrose Kelnermann spoke."
    found = [f for f in findings(a, b) if f.a and f.a.of(a) == "Kenlermann"]
    assert [f.rule.name for f in found] == ["garbled-name"]


def test_accepted_spellings_and_sic_are_silent() -> None:
    a, b = GARBLED[0]
    settled = AcceptList((frozenset({"kelnermann", "kenlermann"}),))
    assert findings(a, b, accepted=settled) == []
    assert alarms(a, b.replace("Kenlermann", "Kenlermann [sic]")) == []


_WORDS = """
The general Khalifa Haftar Hafar Hifter said al-Sarraj Sirte GNA Zhao of . , Libya’s ’ İé МОСКВА
""".split()
_TEXT = st.lists(st.sampled_from([*_WORDS, "\n"]), max_size=14).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(_TEXT, _TEXT)
def test_spans_lie_in_the_documents_and_sides_exchange(a: str, b: str) -> None:
    there, back = findings(a, b), findings(b, a)
    for f in there:
        assert f.a or f.b
        assert all(s is None or s.of(t).strip() == s.of(t) != "" for s, t in ((f.a, a), (f.b, b)))
        assert 0 <= f.confidence <= 1
    assert sorted(map(str, ((f.rule.name, f.severity, f.a, f.b) for f in there))) == sorted(
        map(str, ((f.rule.name, f.severity, f.b, f.a) for f in back))
    )


def test_one_change_is_told_once() -> None:
    a = "A statement by Ambrose Kelnermann was read."
    b = "A statement by Ambrose Kenlermann was read. Kenlermann left later."
    loud = [f for f in findings(a, b) if f.severity >= Severity.MINOR]
    assert [(f.a and f.a.of(a), f.b and f.b.of(b)) for f in loud] == [("Kelnermann", "Kenlermann")]


def test_all_words_of_a_name_are_told_together() -> None:
    a = "The envoys came on Friday."
    b = "The envoys of Orvik Tamsoor Belgrumza came on Friday."
    assert [f.b and f.b.of(b) for f in findings(a, b)] == ["Orvik Tamsoor Belgrumza"]


def test_the_only_names_left_over_on_both_sides_are_told_in_one() -> None:
    a = "Yesterday the mayor of Belgrumza praised all of the firemen."
    b = "All firemen were praised. So it was told by a clerk from Orviktam."
    (found,) = [f for f in findings(a, b) if f.severity >= Severity.MINOR]
    assert (found.a and found.a.of(a), found.b and found.b.of(b)) == ("Belgrumza", "Orviktam")


def test_the_same_text_twice_is_silent() -> None:
    text = "Khalifa Hafar met Fayez al-Sarraj in Sirte.\nHaftar left Zhao Sirte on Monday."
    assert findings(text, text) == []


def test_a_name_inside_a_hyphenated_word_is_no_news_to_the_same_word() -> None:
    text = "Against, over 3, against-last-Roe-said Li in the city."
    assert findings(text, text) == []


def test_pinyin_of_another_family_is_reported() -> None:
    assert alarms("Minister Zhao Weiming spoke.", "Minister Zhou Weiming spoke.")


def test_a_month_behind_a_name_is_part_of_it() -> None:
    assert alarms("The painter Wu Jun won.", "The painter Wu Qiang won.")
    assert alarms("They met in June.", "They met in July.") == []


@pytest.mark.parametrize(
    ("one", "other"), [("Serraj", "Sarraj"), ("Hifter", "Haftar"), ("Tarhouna", "Tarhuna")]
)
def test_another_transliteration_is_a_variant_not_a_garble(one: str, other: str) -> None:
    found = findings(f"General {one} spoke in Sirte on Monday.", f"General {other} spoke in Sirte on Monday.")
    assert {f.rule.name for f in found} <= {"variant-name"}


def test_a_lone_word_between_two_crossed_pairs_goes_with_the_same_one_from_either_side() -> None:
    a = "Envoys Kelnermann Orviktam Belgrumza came to the town on Friday to speak with the mayor."
    b = "Envoys Belgrunza Kenlermann came to the town on Friday to speak with the mayor."
    there = {(f.rule.name, f.a, f.b) for f in findings(a, b)}
    back = {(f.rule.name, f.b, f.a) for f in findings(b, a)}
    assert there == back
