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
