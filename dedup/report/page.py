"""What the HTML page shows of a comparison, ready for its template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dedup.documents import Document, Role, Span
from dedup.drift.interface import Finding, Severity
from dedup.policy.fingerprint import fingerprint
from dedup.report.grouping import FindingGroup, groups
from dedup.report.interface import Report
from dedup.report.layout import Row, changed_words, rows
from dedup.report.markup import marked, visible
from dedup.report.passages import excerpt, printable
from dedup.report.verdict import VERDICT, count, drift_words

_LONGEST = 240  # characters of a missing or added passage shown in the list of findings


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding ready for the template: `id` within the page, `row` to jump to."""

    id: str
    finding: Finding
    fingerprint: str
    row: str
    label: str
    a: Markup | None
    b: Markup | None
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Findings about one person or one passage."""

    title: str
    messages: tuple[str, ...]
    rules: tuple[str, ...]
    severity: str
    suggestion: str | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph: its number from 1, its marked words, whether it is a headline, and its language."""

    number: int
    html: Markup
    title: bool
    lang: str | None


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the two texts; `findings` are the ids that point into it."""

    id: str
    row: Row
    a: tuple[Cell, ...]
    b: tuple[Cell, ...]
    findings: tuple[str, ...]
    passages: tuple[str, ...]
    severity: str
    weight: int
    note: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the minimap: where the row begins, in thousandths of the whole."""

    row: str
    at: int
    severity: str


@dataclass(frozen=True, slots=True)
class PairView:
    """One comparison ready for the template."""

    id: str
    report: Report
    kind: str
    verdict: str
    drift: str
    figures: str
    sections: tuple[tuple[str, tuple[GroupView, ...]], ...]
    rows: tuple[RowView, ...]
    ticks: tuple[Tick, ...]


def pair_view(report: Report, pair: str) -> PairView:
    """A comparison laid out; `pair` is what the ids of its elements begin with."""
    ids = [f"{pair}-f{number}" for number in range(len(report.findings))]
    laid_out = rows(report)
    row_of_a = {n: f"{pair}-r{r}" for r, row in enumerate(laid_out) for n in row.a}
    row_of_b = {n: f"{pair}-r{r}" for r, row in enumerate(laid_out) if row.elsewhere is None for n in row.b}
    # Findings are told apart by identity: two may be equal, and their evidence cannot be hashed.
    views: dict[int, FindingView] = {}
    for number, finding in enumerate(report.findings):
        views[id(finding)] = FindingView(
            ids[number],
            finding,
            fingerprint(finding, report.a, report.b),
            _row_of(finding, report, row_of_a, row_of_b),
            _label(finding, report),
            _passage(finding.a, report.a),
            _passage(finding.b, report.b),
            tuple((key, _plain(value)) for key, value in finding.evidence.items()),
        )
    inside: dict[str, list[FindingView]] = {}
    for view in views.values():
        inside.setdefault(view.row, []).append(view)
    names = [f"{pair}-r{number}" for number in range(len(laid_out))]
    row_views = tuple(
        _row_view(report, row, name, inside.get(name, [])) for name, row in zip(names, laid_out, strict=True)
    )
    return PairView(
        pair,
        report,
        report.kind.value,
        VERDICT[report.kind],
        drift_words(report),
        _figures(report),
        _sections(report, views),
        row_views,
        _ticks(row_views),
    )


def _sections(report: Report, views: dict[int, FindingView]) -> tuple[tuple[str, tuple[GroupView, ...]], ...]:
    loud = [f for f in report.findings if f.severity > Severity.INFO]
    parts = (
        ("Names and claims", [f for f in loud if not f.rule.code.startswith("S")]),
        ("Missing, added or cut off", [f for f in loud if f.rule.code.startswith("S")]),
        ("For information", [f for f in report.findings if f.severity is Severity.INFO]),
    )
    return tuple(
        (title, tuple(_group_view(group, views) for group in groups(findings, report)))
        for title, findings in parts
        if findings
    )


def _group_view(group: FindingGroup, views: dict[int, FindingView]) -> GroupView:
    return GroupView(
        group.title,
        group.messages,
        group.rules,
        group.severity.label,
        group.suggestion,
        tuple(views[id(finding)] for finding in group.findings),
    )


def _figures(report: Report) -> str:
    parts = [f"shared features {report.similarity.jaccard:.2f}"]
    if report.similarity.embedding is not None:
        parts.append(f"likeness of meaning {report.similarity.embedding:.2f}")
    linked = {span for link in report.alignment.paragraphs for span in link.a}
    story = [p.span for p in report.a.story()]
    lined_up = sum(span in linked for span in story)
    return f"{', '.join(parts)}; {lined_up} of {count(len(story), 'paragraph')} of a lined up"


def _row_of(finding: Finding, report: Report, row_of_a: dict[int, str], row_of_b: dict[int, str]) -> str:
    for span, document, known in ((finding.a, report.a, row_of_a), (finding.b, report.b, row_of_b)):
        if span is not None:
            number = _paragraph_number(document, span)
            if number in known:
                return known[number]
    return ""


def _label(finding: Finding, report: Report) -> str:
    """`a ¶3 – b ¶2`: where the finding stands, with paragraph numbers from 1."""
    return " – ".join(
        f"{side} ¶{_paragraph_number(document, span) + 1}"
        for side, span, document in (("a", finding.a, report.a), ("b", finding.b, report.b))
        if span is not None
    )


def _paragraph_number(document: Document, span: Span) -> int:
    return document.paragraph_at(span) or 0


def _passage(span: Span | None, document: Document) -> Markup | None:
    """The sentence that holds the words, the words marked; a long passage is cut."""
    if span is None:
        return None
    number = document.paragraph_at(span)
    paragraph = span if number is None else document.paragraphs[number].span
    if not paragraph.covers(span) or span == paragraph:
        text = span.of(document.text)
        return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …")
    pieces = excerpt(document.text, [span], paragraph).pieces
    return Markup("").join(
        Markup("<mark>{}</mark>").format(words) if marked else escape(words) for words, marked in pieces
    )


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return printable(str(value))


def _row_view(report: Report, row: Row, id: str, inside: Sequence[FindingView]) -> RowView:
    lost_a, lost_b = changed_words(report, row) if row.a and row.b else ([], [])
    words: list[FindingView] = []
    whole: list[FindingView] = []
    for view in inside:
        (whole if _is_passage(view.finding, report) else words).append(view)
    a = _cells(report.a, row.a, [(v.finding.a, v) for v in words], lost_a)
    b = _cells(report.b, row.b, [(v.finding.b, v) for v in words], lost_b)
    worst = max((v.finding.severity for v in inside), default=None)
    return RowView(
        id,
        row,
        a,
        b,
        tuple(v.id for v in inside),
        tuple(v.id for v in whole),
        worst.label if worst is not None else "",
        max(
            sum(len(report.a.paragraphs[n].span) for n in row.a),
            sum(len(report.b.paragraphs[n].span) for n in row.b),
        )
        if not row.furniture and row.elsewhere is None
        else 40,
        _note(row),
    )


def _note(row: Row) -> str:
    if row.elsewhere is not None:
        return f"¶{row.b[0] + 1} of b is shown beside ¶{row.elsewhere + 1} of a: it was moved"
    if row.moved:
        return f"moved: ¶{row.a[0] + 1} of a is ¶{row.b[0] + 1} of b"
    if row.furniture:
        side = "a" if row.a else "b"
        return f"{count(len(row.a or row.b), 'line')} of page furniture in {side}"
    if not row.b:
        return "only in a"
    return "" if row.a else "only in b"


def _is_passage(finding: Finding, report: Report) -> bool:
    """Whether the finding speaks of whole paragraphs, not of words inside one."""
    return all(
        span is None or span.covers(document.paragraphs[_paragraph_number(document, span)].span)
        for span, document in ((finding.a, report.a), (finding.b, report.b))
    )


def _cells(
    document: Document,
    numbers: Sequence[int],
    marks: Iterable[tuple[Span | None, FindingView]],
    changed: Sequence[Span],
) -> tuple[Cell, ...]:
    known = [(span, view) for span, view in marks if span is not None]
    made = []
    for number in numbers:
        paragraph = document.paragraphs[number]
        html = marked(
            document.text,
            paragraph.span,
            [(s, v.id, v.finding.severity) for s, v in known if s.overlaps(paragraph.span)],
            [span for span in changed if span.overlaps(paragraph.span)],
        )
        made.append(Cell(number + 1, html, paragraph.role is Role.TITLE, document.language))
    return tuple(made)


def _ticks(views: Sequence[RowView]) -> tuple[Tick, ...]:
    whole = sum(view.weight for view in views) or 1
    ticks, before = [], 0
    for view in views:
        if view.findings:
            ticks.append(Tick(view.id, round(1000 * before / whole), view.severity))
        before += view.weight
    return tuple(ticks)
