from __future__ import annotations

import pytest
from uncased_stories import ARABIC, HEBREW, PERSIAN, URDU, Story

from dedup.documents import Document
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.single import check_names
from dedup.text.segment import segment


def told(
    text: str, *references: str, accepted: AcceptList = NOTHING_ACCEPTED
) -> list[tuple[str, str, str | None]]:
    known = [segment(Document(r)) for r in references]
    found = check_names(segment(Document(text)), known, accepted=accepted)
    return [(f.rule.name, f.a.of(text) if f.a else "", f.suggestion) for f in found]


@pytest.mark.parametrize(
    "story", [ARABIC, PERSIAN, HEBREW, URDU], ids=["Arabic", "Persian", "Hebrew", "Urdu"]
)
def test_a_text_that_spells_its_names_in_one_way_is_silent(story: Story) -> None:
    assert told(story.a) == []
    assert told(story.b) == []


MIXED = ARABIC.a.replace("التقى حفتر", "التقى هفتر")


def test_a_text_that_spells_one_name_in_two_ways_is_told_without_a_guess() -> None:
    assert told(MIXED) == [("inconsistent-name", "هفتر", None)]


def test_references_say_which_spelling_is_right() -> None:
    assert told(MIXED, ARABIC.b) == [("garbled-name", "هفتر", "حفتر")]


def test_sic_and_accepted_spellings_are_silent() -> None:
    assert told(MIXED.replace("هفتر", "هفتر (sic)")) == []
    assert told(MIXED, accepted=AcceptList.of([["حفتر", "هفتر"]])) == []


def test_two_names_of_one_sentence_are_two() -> None:
    assert told("التقى المشير خليفة حفتر المشير خليفة حفطر في القاهرة.") == []


def test_another_name_in_the_references_is_no_spelling_of_one() -> None:
    text = "وصل الطبيب نوري العماري إلى البلدة صباح الأحد."
    assert told(text, "التقى الأمير نظيره العماني في البلدة مساء السبت.") == []
