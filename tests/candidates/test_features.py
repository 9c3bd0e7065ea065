import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.features import Tokens, tokens


def jaccard(a, b):
    one, other = (set(Tokens.of(tokens(t)).features().reworded.tolist()) for t in (a, b))
    return len(one & other) / len(one | other)


def test_case_marks_and_width_do_not_count():
    assert tokens("ÉCOLE Straße ＡＢＣ") == tokens(unicodedata.normalize("NFD", "école STRASSE abc"))
    assert tokens("soft\u00adly") == ["softly"]


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (
            "港口管理局周二关闭了两个码头，潜水员发现混凝土有裂缝。",
            "港口管理局周三关闭了两个码头，潜水员发现混凝土有裂缝。",
        ),
        (
            "การท่าเรือปิดท่าเรือสองแห่งเมื่อวันอังคารหลังพบรอยร้าวในคอนกรีต",
            "การท่าเรือปิดท่าเรือสองแห่งเมื่อวันพุธหลังพบรอยร้าวในคอนกรีต",
        ),
        (
            "コンクリートのひび割れが見つかり、二つの桟橋が閉鎖された",
            "コンクリートのひび割れが見つかり、三つの桟橋が閉鎖された",
        ),
    ],
)
def test_scripts_without_spaces_have_features_of_their_own(text, edited):
    assert jaccard(text, edited) > 0.4
    assert jaccard(text, text[::-1]) < 0.1


def test_a_text_of_one_or_two_words_has_features_and_an_empty_one_has_none():
    for text in ("Tripoli", "Tripoli falls"):
        found = Tokens.of(tokens(text)).features()
        assert len(found.edited) == 1
        assert len(found.reworded) == 1
    found = Tokens.of(tokens(" … !")).features()
    assert not len(found.edited)
    assert not len(found.reworded)


@given(st.text())
def test_tokens_are_folded_and_folding_changes_nothing(text):
    from dedup.text.normalize import fold

    assert tokens(text) == tokens(fold(text))
