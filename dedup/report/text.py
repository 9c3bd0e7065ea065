"""The report to be read in a terminal: verdict, findings by person or claim, what is missing or added."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dedup.candidates.interface import Evidence, Kind, Pair, ScanResult
from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Severity
from dedup.report.age import age_words
from dedup.report.grouping import FindingGroup, groups
from dedup.report.interface import CheckResult, Report
from dedup.report.passages import Excerpt, excerpt, printable
from dedup.report.verdict import VERDICT, check_words, count, drift_words

_STYLE = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "red",
    Severity.MINOR: "yellow",
    Severity.INFO: "dim",
}
_SIDE_STYLE = {"a": "bold red", "b": "bold green"}
_LONGEST_PASSAGE = 160  # characters of a missing or added passage that are shown
_MOST_PLACES = 6  # further places of one group are counted, not listed


def report_text(report: Report, *, width: int, color: bool) -> str:
    """A comparison in `width` columns; without colour the differing words stand between ‹ and ›."""
    parts: list[RenderableType] = [_head(report)]
    loud = [f for f in report.findings if f.severity > Severity.INFO]
    structure = [f for f in loud if f.rule.code.startswith("S")]
    told = [f for f in loud if not f.rule.code.startswith("S")]
    parts.extend(_group(group, report, color) for group in groups(told, report))
    if structure:
        parts.append(_structure(structure, report))
    if quiet := [f for f in report.findings if f.severity is Severity.INFO]:
        parts.append(_quiet(quiet, report))
    parts.append(_summary(report))
    return _printed(parts, width, color)


def scan_text(result: ScanResult, *, width: int, color: bool) -> str:
    """A scan: each cluster with its members, then the pairs with the figures that decided."""
    same = [pair for pair in result.pairs if pair.kind.same_text]
    related = [pair for pair in result.pairs if pair.kind is Kind.RELATED]
    parts: list[RenderableType] = []
    for number, (cluster, inside) in enumerate(zip(result.clusters, result.within(), strict=True), start=1):
        lines = Table.grid(padding=(0, 1))
        for member in cluster:
            lines.add_row("  ", Text(printable(member), overflow="fold"))
        named = len(cluster) > 2  # else it is plain which two are meant
        head = Text(f"Story {number}: {len(cluster)} versions", style="bold")
        parts.append(Group(head, lines, *(_pair(pair, named=named) for pair in inside), Text()))
    if related:
        head = Text(f"Reports of one event, not copies: {len(related)}", style="bold")
        parts.append(Group(head, *(_pair(pair, named=True) for pair in related), Text()))
    parts.append(
        Text(
            f"{count(len(same), 'pair')} of copies in {count(len(result.clusters), 'story', 'stories')}, "
            f"among {count(result.documents, 'document')}."
        )
    )
    return _printed(parts, width, color)


def check_text(result: CheckResult, *, width: int, color: bool) -> str:
    """A check: every pair that has findings, then what is stale in the baseline, then one sentence."""
    parts = [report_text(r, width=width, color=color) + "\n" for r in result.reports if r.findings]
    end: list[RenderableType] = []
    if result.stale:
        stale = Group(*(Text(f"  {printable(entry)}", overflow="fold") for entry in result.stale))
        end.append(Group(Text("In the baseline, but not found any more", style="bold"), stale, Text()))
    end.append(Text(check_words(result), style="bold"))
    return "".join(parts) + _printed(end, width, color)


def _printed(parts: Iterable[RenderableType], width: int, color: bool) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    # Rich pads grid cells; nobody wants trailing blanks in a file or a diff.
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _head(report: Report) -> RenderableType:
    drift = drift_words(report)
    meaning = f" · {drift}" if drift else ""
    verdict = Text(f"{report.kind.value.upper()}: {VERDICT[report.kind]}{meaning}", style="bold")
    lines = Table.grid(padding=(0, 1))
    for side, document in (("a", report.a), ("b", report.b)):
        story = sum(1 for _ in document.story())
        lines.add_row(
            Text(f" {side}", style=_SIDE_STYLE[side]),
            Text(
                f"{printable(document.source or document.id)} ({count(story, 'paragraph')})", overflow="fold"
            ),
        )
    figures = f"shared features {report.similarity.jaccard:.2f}"
    if report.similarity.embedding is not None:
        figures += f", likeness of meaning {report.similarity.embedding:.2f}"
    linked = {span for link in report.alignment.paragraphs for span in link.a}
    story_a = [p.span for p in report.a.story()]
    lined_up = sum(span in linked for span in story_a)
    basis = Text(f" {figures}; {lined_up} of {len(story_a)} paragraphs of a lined up", style="dim")
    facts = _facts(report.evidence) if report.evidence else []
    if age := age_words(report.a, report.b):
        facts.append(printable(age))
    return Group(verdict, lines, basis, *(Text(f" {fact}", style="dim") for fact in facts), Text())


def _group(group: FindingGroup, report: Report, color: bool) -> RenderableType:
    worst = group.findings[0]
    head = Text()
    head.append(worst.severity.label.upper(), style=_STYLE[worst.severity])
    head.append(f"  {printable(group.title)}", style="bold")
    head.append(f"  {' '.join(group.rules)}", style="dim")
    body: list[RenderableType] = [Text(printable(message)) for message in group.messages]
    if group.suggestion:
        body.append(Text(f"→ write “{printable(group.suggestion)}”"))
    body.extend(_sides(place.a, place.b, report, color) for place in group.places[:_MOST_PLACES])
    if len(group.places) > _MOST_PLACES:
        body.append(Text(f"and {count(len(group.places) - _MOST_PLACES, 'more place')}", style="dim"))
    return Group(head, Padding(Group(*body), (0, 0, 1, 2)))


def _sides(a: Sequence[Span], b: Sequence[Span], report: Report, color: bool) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for side, spans, document in (("a", a, report.a), ("b", b, report.b)):
        if spans:
            table.add_row(
                Text(f"{side} ¶{_number(document, spans[0])}", style=_SIDE_STYLE[side]),
                _marked(excerpt(document.text, spans, _paragraph(document, spans[0])), side, color),
            )
    return table


def _marked(passage: Excerpt, side: str, color: bool) -> Text:
    text = Text()
    for words, marked in passage.pieces:
        if marked:
            text.append(words if color else f"‹{words}›", style=_SIDE_STYLE[side])
        else:
            text.append(words)
    return text


def _structure(findings: Sequence[Finding], report: Report) -> RenderableType:
    body: list[RenderableType] = []
    for finding in findings:
        head = Text()
        head.append(finding.severity.label, style=_STYLE[finding.severity])
        head.append(f"  {printable(finding.message)}")
        head.append(f"  {finding.rule.code}", style="dim")
        body.append(head)
        for side, span, document in (("a", finding.a, report.a), ("b", finding.b, report.b)):
            if span is not None:
                table = Table.grid(padding=(0, 1))
                label = Text(f"  {side} ¶{_number(document, span)}", style=_SIDE_STYLE[side])
                table.add_row(label, Text(_shortened(document, span), overflow="fold"))
                body.append(table)
    return Group(Text("Missing, added or cut off", style="bold"), Padding(Group(*body), (0, 0, 1, 2)))


def _quiet(findings: Sequence[Finding], report: Report) -> RenderableType:
    """Findings for information on one line a rule: no passage, no alarm."""
    lines: dict[str, list[str]] = {}
    for finding in findings:
        words = [
            printable(span.of(document.text))
            for span, document in ((finding.a, report.a), (finding.b, report.b))
            if span is not None
        ]
        entry = " / ".join(words) if finding.rule.code.startswith("N") else printable(finding.message)
        entries = lines.setdefault(f"{finding.rule.name} ({finding.rule.code})", [])
        if entry not in entries:
            entries.append(entry)
    body = [Text(f"{name}: {'; '.join(entries)}", style="dim") for name, entries in sorted(lines.items())]
    return Group(Text("For information", style="bold"), Padding(Group(*body), (0, 0, 1, 2)))


def _summary(report: Report) -> Text:
    counted = [
        (severity, sum(f.severity is severity for f in report.findings))
        for severity in sorted(Severity, reverse=True)
    ]
    listed = ", ".join(f"{number} {severity.label}" for severity, number in counted if number)
    return Text(
        f"{count(len(report.findings), 'finding')}: {listed}." if listed else "No findings.", style="bold"
    )


def _shortened(document: Document, span: Span) -> str:
    return _cut(printable(span.of(document.text)))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_PASSAGE else words[:_LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"


def _pair(pair: Pair, *, named: bool) -> Text:
    figures = f"{pair.kind.value}, shared features {pair.similarity.jaccard:.2f}"
    if pair.similarity.embedding is not None:
        figures += f", likeness of meaning {pair.similarity.embedding:.2f}"
    who = f"{printable(pair.a)} – {printable(pair.b)}: "
    line = Text(f"  {who if named or pair.evidence else ''}{figures}", style="dim", overflow="fold")
    if pair.evidence:
        line.append("".join(f"\n    {fact}" for fact in _facts(pair.evidence)))
    return line


def _facts(why: Evidence) -> list[str]:
    """The figures that decided a kind, and the longest passages that both texts hold."""
    return [
        f"runs of words shared {why.runs:.2f}, of the shorter text {why.quoted:.2f}; "
        f"words in one order {why.order:.2f}",
        *(f"both: “{_cut(printable(passage))}”" for passage in why.passages),
    ]


def _paragraph(document: Document, span: Span) -> Span:
    number = document.paragraph_at(span)
    return span if number is None else document.paragraphs[number].span


def _number(document: Document, span: Span) -> int:
    number = document.paragraph_at(span)
    return 0 if number is None else number + 1
