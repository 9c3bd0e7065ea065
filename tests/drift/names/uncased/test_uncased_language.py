from __future__ import annotations

import pytest

from dedup.drift.names.uncased.language import frequency, in_use, language_of


@pytest.mark.parametrize(("persian", "arabic"), [("شریعتی", "شريعتي"), ("کابل", "كابل")])
def test_a_word_is_as_common_whichever_way_its_letters_are_typed(persian: str, arabic: str) -> None:
    for language in ("ar", "fa", "ur"):
        assert frequency(persian, language) == pytest.approx(frequency(arabic, language), abs=0.01)
    assert in_use(persian) == pytest.approx(in_use(arabic), abs=0.01)


@pytest.mark.parametrize("text", ["", "123", "ا", "ً", "ـ", "\u200f", "Haftar", "ש", "حفتر Haftar Serraj"])
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert language_of(text) in {None, "ar", "he"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("سەرۆکی حکوومەتی هەرێم لە هەولێر پێشوازی لە باڵیۆزی نوێ کرد.", id="Kurdish"),
        pytest.param("د بهرنیو چارو وزیر په کابل کې له نوي سفیر سره وکتل او خبرې یې وکړې.", id="Pashto"),
        pytest.param("ھۆكۈمەت بۈگۈن شەھەردە يىغىن ئاچتى، رەئىس سۆز قىلدى.", id="Uyghur"),
    ],
)
def test_a_language_of_the_script_that_is_not_known_is_none(text: str) -> None:
    assert language_of(text) is None


def test_a_foreign_name_in_an_arabic_text_leaves_it_arabic() -> None:
    assert (
        language_of("قال السيد هێمن في بيان صدر أمس إن الوفد وصل إلى المدينة بعد رحلة طويلة من الشمال.")
        == "ar"
    )
