from __future__ import annotations

from itertools import pairwise
from random import Random
from time import process_time

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


def running_on(words: int) -> str:
    """Words of many lengths without a stop, the same every time."""
    draw = Random(1)
    return " ".join("".join(draw.choices("aeioudlnrst", k=draw.randint(1, 14))) for _ in range(words))


@pytest.mark.parametrize("mark", [" ", ", "])
def test_text_without_stops_is_cut_between_words_at_the_same_places_of_two_versions(mark: str) -> None:
    text = running_on(5000).replace("a ", f"a{mark}")
    spans = sentences(text)
    assert max(map(len, spans)) <= 1500
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)
    assert {word for span in spans for word in span.of(text).split()} <= set(text.split())
    other = f"Some words before it {text}"
    assert len({s.of(text) for s in spans} & {s.of(other) for s in sentences(other)}) > len(spans) // 2


def test_a_word_is_never_cut() -> None:
    text = f"{'x' * 5000} and {'y' * 5000}"
    assert [span.of(text) for span in sentences(text)] == [f"{'x' * 5000}", f"and {'y' * 5000}"]


@pytest.mark.parametrize("text", ["." * 200_000 + "x", "… " * 200_000, "“" * 400_000, ". " * 200_000])
def test_rows_of_marks_take_no_more_than_their_length(text: str) -> None:
    started = process_time()
    assert sentences(text)
    assert process_time() - started < 5


def test_control_characters_that_only_some_take_for_spaces_are_no_obstacle() -> None:
    text = "a " + ("\x1c" * 60 + " ") * 100
    assert [span.of(text) for span in sentences(text)] == ["a"]
