"""Reports built by hand, and articles written to break out of every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedup.align.interface import Alignment, Link
from dedup.candidates.interface import Kind, Similarity
from dedup.documents import Document, Paragraph, Role, Span
from dedup.drift.interface import Finding, Rule, Severity
from dedup.report.interface import Report

GARBLED = Rule("N101", "garbled-name", Severity.MAJOR, "A name is garbled.")
NUMBER = Rule("C201", "changed-number", Severity.MAJOR, "A number changed.")
OMITTED = Rule("S301", "omitted-passage", Severity.MINOR, "A passage is missing.")


@dataclass
class Said:
    """A finding to build: paragraph numbers and words on each side."""

    rule: Rule
    a: tuple[int, str] | None
    b: tuple[int, str] | None
    severity: Severity | None = None
    suggestion: str | None = None
    message: str = ""


def build(
    a: Sequence[str],
    b: Sequence[str],
    links: Iterable[tuple[int, int] | tuple[int, int, bool]],
    said: Iterable[Said] = (),
    *,
    sources: tuple[str, str] = ("a.txt", "b.txt"),
    furniture: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset()),
) -> Report:
    """A report without the pipeline, so that each test says all that is in it."""
    left, right = (_document(*given) for given in zip((a, b), sources, furniture, strict=True))
    made = tuple(
        Link(
            (left.paragraphs[link[0]].span,),
            (right.paragraphs[link[1]].span,),
            0.9,
            len(link) == 3 and bool(link[2]),
        )
        for link in links
    )
    findings = tuple(
        Finding(
            s.rule,
            s.rule.severity if s.severity is None else s.severity,
            0.9,
            s.message or f"{s.rule.name} here",
            _span(left, s.a),
            _span(right, s.b),
            s.suggestion,
            {"why": "a test", "figures": [1, 0.25]},
        )
        for s in said
    )
    return Report(left, right, Kind.REWORDED, 0.5, Similarity(0.3, 0.8), Alignment(made, ()), findings)


def _document(paragraphs: Sequence[str], source: str, furniture: frozenset[int]) -> Document:
    spans, at = [], 0
    for number, words in enumerate(paragraphs):
        role = Role.FURNITURE if number in furniture else Role.BODY
        spans.append(Paragraph(Span(at, at + len(words)), role))
        at += len(words) + 2
    return Document("\n\n".join(paragraphs), id=source, source=source, paragraphs=tuple(spans))


def _span(document: Document, where: tuple[int, str] | None) -> Span | None:
    if where is None:
        return None
    paragraph = document.paragraphs[where[0]].span
    start = document.text.index(where[1], paragraph.start)
    return Span(start, start + len(where[1]))


HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    "=cmd|' /C calc'!A0 | `code` **bold** @everyone ::error::owned%0A]]> </textarea>",
    "\u202egnorw si sihT\u202c and \x1b[31mred\x1b[0m and nul \x00 and \ud800 alone",
    "https://example.org/" + "w" * 5000,
    "قال خليفة حفتر إن القوات دخلت المدينة",
)
