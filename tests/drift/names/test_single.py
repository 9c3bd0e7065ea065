from __future__ import annotations

from pathlib import Path

import pytest

from dedup.documents import Document
from dedup.drift.names.accept import AcceptList
from dedup.drift.names.single import check_names

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
NOTHING = AcceptList()


def told(text: str, *references: str, accepted: AcceptList = NOTHING) -> list[tuple[str, str, str | None]]:
    found = check_names(Document(text), [Document(r) for r in references], accepted=accepted)
    return [(f.rule.name, f.a.of(text) if f.a else "", f.suggestion) for f in found]


MIXED = "Ambrose Kelnermann spoke. Later Kelnermann left. The men of Kelermann stayed."


def test_a_text_that_spells_one_name_in_two_ways_is_told_without_a_guess() -> None:
    assert told(MIXED) == [("inconsistent-name", "Kelermann", None)]


def test_of_two_spellings_in_use_the_one_that_the_text_prefers_tells_the_slip() -> None:
    text = "A man of Tamara spoke. The women of Tamara left. Later the men of Tamaya left."
    assert told(text) == [("inconsistent-name", "Tamaya", None)]


def test_references_outvote_the_majority_of_the_copy() -> None:
    assert ("garbled-name", "Kelnermann", "Kelermann") in told(MIXED, "Ambrose Kelermann was born in Varda.")


def test_sic_and_accepted_spellings_are_silent() -> None:
    assert told(MIXED.replace("Kelermann", "Kelermann (sic)")) == []
    assert told(MIXED, accepted=AcceptList((frozenset({"kelnermann", "kelermann"}),))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Iran spoke. Later Iraq answered.",
        "Anna Petrova won. Later Ivan Petrov lost.",
        "Malik left Mali. In Bamako, Malik had friends.",
        "Austria won. Australia lost.",
        "The Brexiteer spoke. Other Brexiteers listened.",
        "A man of Tamara spoke. Later the men of Tamaya left.",
    ],
)
def test_two_names_in_one_text_are_not_one_name_spelt_twice(text: str) -> None:
    assert told(text) == []


def test_accepted_spellings_stand_for_each_other_whatever_their_case_and_article() -> None:
    accepted = AcceptList.of([["Serraj", "Sarraj"], ["Abdel Hifter", "Haftar"]])
    assert accepted.accepts("al-Sarraj", "SERRAJ")
    assert accepted.accepts("Haftar", "Hifter")
    assert not accepted.accepts("Sarraj", "Haftar")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds beside the repository")
def test_the_seeds_show_what_they_were_kept_for() -> None:
    texts = {p.name[:3]: p.read_text(encoding="utf-8") for p in sorted(SEEDS.glob("*.txt"))}
    assert {(r, w) for r, w, _ in told(texts["003"])} == {("inconsistent-name", "Hafar")}
    assert ("garbled-name", "Hafar", "Haftar") in told(texts["003"], texts["000"], texts["002"])
    assert {"Hafar", "Hafta"} <= {w for r, w, _ in told(texts["001"]) if r == "inconsistent-name"}
