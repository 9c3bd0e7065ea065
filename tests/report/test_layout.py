"""Rows of the side-by-side view: every paragraph once, whatever the alignment."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from samples import build

from dedup.report.layout import changed_words, rows
from dedup.report.positions import Positions


@st.composite
def aligned(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, bool]], frozenset[int], frozenset[int]]:
    left, right = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    size = draw(st.integers(0, min(left, right)))
    a = draw(st.lists(st.integers(0, left - 1), unique=True, min_size=size, max_size=size))
    b = draw(st.lists(st.integers(0, right - 1), unique=True, min_size=size, max_size=size))
    links = [(x, y, draw(st.booleans())) for x, y in sorted(zip(a, b, strict=True))]
    lone = [st.frozensets(st.integers(0, n - 1)) for n in (left, right)]
    return left, right, links, draw(lone[0]) - set(a), draw(lone[1]) - set(b)


@given(aligned())
def test_every_paragraph_has_its_place_once(
    case: tuple[int, int, list[tuple[int, int, bool]], frozenset[int], frozenset[int]],
) -> None:
    left, right, links, furniture_a, furniture_b = case
    report = build(
        [f"Left {n}." for n in range(left)],
        [f"Right {n}." for n in range(right)],
        links,
        furniture=(furniture_a, furniture_b),
    )
    made = rows(report)
    assert [n for row in made for n in row.a] == list(range(left))
    shown = Counter(n for row in made if row.elsewhere is None for n in row.b)
    assert shown == Counter(range(right))
    assert {(row.a, row.b) for row in made if row.a and row.b} == {((x,), (y,)) for x, y, _ in links}
    for row in made:
        if row.elsewhere is not None:
            assert (row.elsewhere, row.b[0], True) in links
        if row.furniture:
            assert set(row.a) <= furniture_a
            assert set(row.b) <= furniture_b


def test_only_words_that_the_other_side_lacks_are_changed() -> None:
    report = build(["The “old” harbour closed on Monday."], ['The "new" HARBOUR closed Monday.'], [(0, 0)])
    (row,) = rows(report)
    left, right = changed_words(report, row)
    assert [span.of(report.a.text) for span in left] == ["old", "on"]
    assert [span.of(report.b.text) for span in right] == ["new"]


@given(st.lists(st.sampled_from(["a", "é", "😀", "\n", "\r\n", "\r", "حفتر"]), min_size=1))
def test_positions_count_lines_characters_and_bytes(parts: list[str]) -> None:
    text = "".join(parts)
    report = build([text], ["x"], [])
    place = Positions(report.a).region(report.a.paragraphs[0].span)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (place.line, place.column, place.byte_column) == (1, 1, 1)
    assert place.end_line == len(lines)
    assert place.end_column == len(lines[-1]) + 1
    assert place.end_byte_column == len(lines[-1].encode()) + 1
