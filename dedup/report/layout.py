"""Two versions laid side by side: rows of aligned passages, moved ones joined, furniture folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel

from dedup.align.interface import Link
from dedup.documents import Document, Role, Span
from dedup.report.interface import Report
from dedup.text.normalize import fold
from dedup.text.words import words


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside what.

    Args:
        a, b: paragraph numbers, from 0, in text order; one of them may be empty.
        moved: the two sides stand at different places of their versions.
        elsewhere: for the place in b that a moved passage left: the paragraph of a beside which it is shown.
        furniture: page furniture, to be folded.
    """

    a: tuple[int, ...] = ()
    b: tuple[int, ...] = ()
    moved: bool = False
    elsewhere: int | None = None
    furniture: bool = False


def rows(report: Report) -> list[Row]:
    """Every paragraph of both versions once, in reading order of a; what only b has stands where b has it.

    A moved passage is shown in one row, at its place in a; a row with `elsewhere` stands for it at its
    place in b. Neighbouring furniture of one side comes as one row.
    """
    number_a, number_b = _numbers(report.a), _numbers(report.b)
    links = sorted(report.alignment.paragraphs, key=lambda link: link.a)
    moved_b = {number_b[s]: number_a[link.a[0]] for link in links if link.moved for s in link.b}
    link_of_a = {number_a[span]: link for link in links for span in link.a}
    linked_b = {number_b[span] for link in links for span in link.b}
    made: list[Row] = []
    next_b = 0
    for a in range(len(report.a.paragraphs)):
        link = link_of_a.get(a)
        if link is None:
            made.append(Row(a=(a,), furniture=report.a.paragraphs[a].role is Role.FURNITURE))
            continue
        row = _linked(link, number_a, number_b)
        if row.a[0] != a:
            continue
        if not link.moved:
            made.extend(_lone(report.b, range(next_b, row.b[0]), linked_b, moved_b))
            next_b = max(next_b, row.b[0] + 1)
        made.append(row)
    made.extend(_lone(report.b, range(next_b, len(report.b.paragraphs)), linked_b, moved_b))
    folded: list[Row] = []
    for (furniture, _), run in groupby(made, lambda row: (row.furniture, bool(row.a))):
        members = list(run)
        folded.extend([_joined(members)] if furniture else members)
    return folded


def changed_words(report: Report, row: Row) -> tuple[list[Span], list[Span]]:
    """The words of a row that the other side does not have, in order; case and quotes do not count."""
    sides = [
        [w for n in numbers for w in words(document.text, document.paragraphs[n].span)]
        for numbers, document in ((row.a, report.a), (row.b, report.b))
    ]
    left, right = ([fold(w.text) for w in side] for side in sides)
    lost_a: list[Span] = []
    lost_b: list[Span] = []
    for operation in Indel.opcodes(left, right):
        if operation.tag == "delete":
            lost_a.extend(w.span for w in sides[0][operation.src_start : operation.src_end])
        elif operation.tag == "insert":
            lost_b.extend(w.span for w in sides[1][operation.dest_start : operation.dest_end])
    return lost_a, lost_b


def _numbers(document: Document) -> dict[Span, int]:
    return {paragraph.span: number for number, paragraph in enumerate(document.paragraphs)}


def _linked(link: Link, number_a: dict[Span, int], number_b: dict[Span, int]) -> Row:
    return Row(
        tuple(sorted(number_a[s] for s in link.a)), tuple(sorted(number_b[s] for s in link.b)), link.moved
    )


def _lone(
    document: Document, numbers: Sequence[int], linked: set[int], moved: dict[int, int]
) -> Iterator[Row]:
    """Rows for the paragraphs of b that stand between two links."""
    for number in numbers:
        if number in moved:
            yield Row(b=(number,), elsewhere=moved[number])
        elif number not in linked:
            yield Row(b=(number,), furniture=document.paragraphs[number].role is Role.FURNITURE)


def _joined(run: list[Row]) -> Row:
    return Row(tuple(n for row in run for n in row.a), tuple(n for row in run for n in row.b), furniture=True)
