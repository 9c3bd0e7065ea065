"""Pinyin and Wade-Giles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.drift.names.pinyin import wade_giles


@pytest.mark.parametrize(
    ("pinyin", "other"),
    [
        ("zedong", "tsetung"),
        ("xiaoping", "hsiaoping"),
        ("jieshi", "chiehshih"),
        ("guozhang", "kuochang"),
        ("xuexin", "hsuehhsin"),
    ],
)
def test_pinyin_has_one_older_spelling(pinyin: str, other: str) -> None:
    assert wade_giles(pinyin) == other


@pytest.mark.parametrize("word", ["dina", "banana", "merkel", "wang", "enlai", ""])
def test_other_words_and_equal_spellings_have_none(word: str) -> None:
    assert wade_giles(word) == ""


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_any_word_can_be_asked_about(word: str) -> None:
    spelt = wade_giles(word)
    assert spelt != word or not word
