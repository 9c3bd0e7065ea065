from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.sentences import sentences
from dedup.text.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr. Smith met Gen. Haftar on Jan. 5. Then he left.",
            ["Mr. Smith met Gen. Haftar on Jan. 5.", "Then he left."],
        ),
        ("J. K. Rowling wrote it. It sold.", ["J. K. Rowling wrote it.", "It sold."]),
        ("“We stay.” He nodded.", ["“We stay.”", "He nodded."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("It cost 3.5 million. no capital follows", ["It cost 3.5 million. no capital follows"]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
        ("هل وصل؟ نعم وصل.", ["هل وصل؟", "نعم وصل."]),
        ("one line without a stop", ["one line without a stop"]),
        ("", []),
    ],
)
def test_sentence_ends(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@given(st.text())
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(x.end <= y.start for x, y in pairwise(spans))
    for word in words(text):
        assert sum(span.overlaps(word.span) for span in spans) >= 1
