import pytest

from dedup.documents import Span
from dedup.drift.claims.rules import quoted


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("the old bridge", "“the old bridge”"),
        (
            "the council said that the old bridge by the station would not be opened",
            "“the council said that the old bridge by … not be opened”",
        ),
        ("x" * 70, f"“{'x' * 40} … {'x' * 15}”"),
    ],
)
def test_long_words_are_quoted_by_their_first_and_last(words: str, shown: str) -> None:
    assert quoted(f"So {words}.", Span(3, 3 + len(words))) == shown
