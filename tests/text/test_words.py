from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.documents import Span
from dedup.text.words import stem_possessive, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fayez al-Sarraj’s troops", ["Fayez", "al-Sarraj’s", "troops"]),
        ("$1,200.5 at 10:30, then 3.", ["1,200.5", "at", "10:30", "then", "3"]),
        ("don't stop", ["don't", "stop"]),
        ("中国有望", ["中", "国", "有", "望"]),
        ("मुझे हिन्दी", ["मुझे", "हिन्दी"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("الرئيس المصري", ["الرئيس", "المصري"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_in_any_script(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@given(st.text())
def test_spans_point_at_the_words_in_order(text: str) -> None:
    found = words(text)
    assert all(word.span.of(text) == word.text for word in found)
    assert all(x.span.end <= y.span.start for x, y in pairwise(found))


def test_words_of_a_part_only() -> None:
    assert [w.text for w in words("one two three", Span(4, 7))] == ["two"]


@pytest.mark.parametrize("word", ["Haftar’s", "Haftar's", "Haftar"])
def test_the_possessive_comes_off(word: str) -> None:
    assert stem_possessive(word) == "Haftar"
