from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedup.text.paragraphs import paragraphs


def texts(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\nTwo.\n \n\nThree.") == ["One.", "Two.", "Three."]


def test_one_paragraph_on_a_line() -> None:
    lines = ["The first paragraph ends here.", "The second follows on its own line.", "A third."]
    assert texts("\n".join(lines)) == lines


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "This paragraph was wrapped by a mail program after some\nseventy columns, so that its lines run\non."
    )
    assert texts(f"{wrapped}\n\nNext one.") == [wrapped, "Next one."]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_all_that_is_visible_is_in_order_and_in_one_paragraph(text: str) -> None:
    spans = paragraphs(text)
    assert all(x.end <= y.start for x, y in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
