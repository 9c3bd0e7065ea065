from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Rule, Severity
from dedup.policy.fingerprint import fingerprint
from dedup.text.segment import segment

RULE = Rule("N101", "garbled-name", Severity.MAJOR, "")
ONE = "General Hafar left the city on Monday."
TWO = "General Haftar quit the town on Monday."


def document(*paragraphs: str) -> Document:
    return segment(Document("\n\n".join(paragraphs), id="x"))


def named(a: Document, b: Document, left: str = "Hafar", right: str = "Haftar", rule: Rule = RULE) -> str:
    def span(text: str, word: str) -> Span:
        return Span(text.index(word), text.index(word) + len(word))

    found = Finding(rule, Severity.MAJOR, 0.9, "m", span(a.text, left), span(b.text, right))
    return fingerprint(found, a, b)


KNOWN = named(document(ONE), document(TWO))
other = st.lists(st.text("abc xyz.\u0621\U0001f600", min_size=1, max_size=30), max_size=4)


@given(other, other, other, other)
def test_other_paragraphs_do_not_count(w: list[str], x: list[str], y: list[str], z: list[str]) -> None:
    assert named(document(*w, ONE, *x), document(*y, TWO, *z)) == KNOWN


def test_case_quotes_and_blanks_do_not_count() -> None:
    assert named(document(ONE.replace(" ", "  ")), document(TWO)) == KNOWN


def test_sides_do_not_count() -> None:
    assert named(document(TWO), document(ONE), "Haftar", "Hafar") == KNOWN


def test_the_sentence_and_the_rule_count() -> None:
    assert named(document(ONE.replace("Monday", "Friday")), document(TWO)) != KNOWN
    assert named(document(ONE), document(TWO), rule=Rule("N102", "", Severity.INFO, "")) != KNOWN


def test_an_omission_is_an_addition_seen_from_the_other_side() -> None:
    text = document(ONE)
    whole, empty = text.paragraphs[0].span, document("Other words.")
    omitted = Finding(Rule("S301", "", Severity.MINOR, ""), Severity.MINOR, 0.9, "", whole, None)
    added = Finding(Rule("S302", "", Severity.MINOR, ""), Severity.MINOR, 0.9, "", None, whole)
    assert fingerprint(omitted, text, empty) == fingerprint(added, empty, text)
