from __future__ import annotations

import pytest

from dedup.drift.names.compare import compare_names


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("حفتر", "حفطر", "garbled"),
        ("حفتر", "هفتر", "garbled"),
        ("حفتر", "حفتار", "garbled"),
        ("خليفة حفتر", "خليفة حفطر", "garbled"),
        ("بوتين", "بوتبن", "garbled"),
        ("נתניהו", "נתנהיו", "garbled"),
        ("نتنياهو", "نتانياهو", "variant"),
        ("غوتيريش", "جوتيريش", "variant"),
        ("ترامب", "ترمب", "variant"),
        ("عقيلة صالح", "صالح", "variant"),
        ("נתניהו", "נתנייהו", "variant"),
        ("أحمد", "احمد", "same"),
        ("السراج", "سراج", "same"),
        ("الشيخ أحمد ياسين", "أحمد ياسين", "same"),
        ("عبد الفتاح السيسي", "عبدالفتاح السيسى", "same"),
        ("محمود احمدی‌نژاد", "محمود احمدی نژاد", "same"),
        ("ג'ורג' חבש", "ג׳ורג׳ חבש", "same"),
        ("محمد", "محمود", "different"),
        ("حسن", "حسين", "different"),
        ("حفتر", "السراج", "different"),
        ("فايز السراح خليفة حفتر", "فايز السراج خليفة حفطر", "different"),
    ],
)
def test_two_names_in_one_script_are_compared_by_their_own_letters(a: str, b: str, verdict: str) -> None:
    found = compare_names(a, b)
    assert found.verdict == verdict
    assert compare_names(b, a).verdict == verdict
    assert 0 <= found.score <= 1
    assert sum(found.shares) == pytest.approx(1)
    assert found.reasons()


def test_another_script_is_romanised_as_before() -> None:
    assert compare_names("حفتر", "Haftar").verdict == "variant"


def test_a_word_of_ten_thousand_letters_is_no_name_and_costs_nothing() -> None:
    long = "حفتر" * 2_500
    assert compare_names(long, long + "ط").verdict == "different"
    assert compare_names(long, long).verdict == "same"
