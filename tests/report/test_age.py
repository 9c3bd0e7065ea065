from __future__ import annotations

import pytest

from dedup.comparison import compare
from dedup.documents import Document
from dedup.report import render
from dedup.report.age import age_words

TEXT = "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks."


@pytest.mark.parametrize(
    ("a", "b", "older"),
    [
        ("2020-06-08", "2020-06-09", "a"),
        ("2020-06-09T01:00:00+02:00", "2020-06-08T22:00:00Z", "b"),
        ("2020-06-08", "2020-06-08T10:00:00Z", None),
        ("2020-06-08T10:00:00", "2020-06-08T10:00:00Z", None),
        ("yesterday", "2020-06-08", None),
        (None, "2020-06-08", None),
    ],
)
def test_the_older_version_is_named(a: str | None, b: str | None, older: str | None) -> None:
    words = age_words(Document(TEXT, published=a), Document(TEXT, published=b))
    assert (words and words[0]) == older


def test_an_update_goes_before_the_first_publication() -> None:
    a = Document(TEXT, published="2020-06-01", updated="2020-06-10")
    b = Document(TEXT, published="2020-06-02")
    assert (age_words(a, b) or "")[0] == "b"


def test_the_reports_say_it() -> None:
    a = Document(TEXT, id="a", published="2020-06-08", url="https://e.example/a", byline="Ann Lee")
    b = Document(TEXT.replace("Tuesday", "Monday"), id="b", published="2020-06-09")
    report = compare(a, b)
    assert "a is older: a is from 2020-06-08" in render(report)
    assert '"byline": "Ann Lee"' in render(report, "json")
