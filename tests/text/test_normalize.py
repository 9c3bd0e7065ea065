from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup.text.normalize import fold


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_prints_alike_becomes_equal() -> None:
    assert fold("“Egypt’s”  Café") == fold('"EGYPT\'S" cafe\u0301')
    assert fold("soft\u00adhyphen\u200b") == "softhyphen"
    assert fold("2011–2016") == "2011-2016"
