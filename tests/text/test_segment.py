from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from dedup.documents import Document, Role
from dedup.text.segment import segment


def test_roles_of_a_furnished_page(article: Callable[[str], str]) -> None:
    document = segment(Document(article("truncated_furnished")))
    furniture = [p.span.of(document.text) for p in document.paragraphs if p.role is Role.FURNITURE]
    assert document.paragraphs[0].role is Role.TITLE
    assert any("cookies" in line for line in furniture)
    assert any("newsletter" in line for line in furniture)
    assert not any("Kufra" in line for line in furniture)


def test_a_lone_paragraph_is_body_not_title() -> None:
    assert [p.role for p in segment(Document("Only one line")).paragraphs] == [Role.BODY]


@given(st.text())
def test_segmenting_twice_changes_nothing(text: str) -> None:
    once = segment(Document(text))
    assert segment(once) == once
    assert all(not p.span.of(text)[:1].isspace() for p in once.paragraphs)
