"""Findings brought together as an editor thinks of them: by person, or by claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Severity
from dedup.report.interface import Report
from dedup.text.normalize import fold
from dedup.text.words import stem_possessive


@dataclass(frozen=True, slots=True)
class Place:
    """One passage on each side, and the words in it that differ."""

    a: tuple[Span, ...]
    b: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings about one person (or place), or about one passage.

    Args:
        title: the name, or what is said of the passage.
        messages: what to tell beside the title, each once.
        rules: the codes that speak.
        suggestion: what to write instead, where all findings agree.
        findings: worst first.
        places: where, in order of the findings.
    """

    title: str
    messages: tuple[str, ...]
    rules: tuple[str, ...]
    suggestion: str | None
    findings: tuple[Finding, ...]
    places: tuple[Place, ...]

    @property
    def severity(self) -> Severity:
        """Of the worst finding."""
        return self.findings[0].severity


def groups(findings: Iterable[Finding], report: Report) -> list[FindingGroup]:
    """Name findings by name, other findings by the passage they share; worst group first."""
    by_key: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_key.setdefault(_key(finding, report), []).append(finding)
    made = [
        _name_group(members, report) if key[0] == "name" else _claim_group(members)
        for key, members in by_key.items()
    ]
    return sorted(made, key=lambda group: (-group.severity, -len(group.findings)))


def _key(finding: Finding, report: Report) -> tuple[str, str]:
    if finding.rule.code.startswith("N"):
        return "name", fold(stem_possessive(_right_name(finding, report)))
    side, document = (finding.a, report.a) if finding.a else (finding.b, report.b)
    return "claim", f"{'a' if finding.a else 'b'}{_paragraph(document, side)}"


def _right_name(finding: Finding, report: Report) -> str:
    """The spelling that findings about one person have in common: the suggestion, else side b's, else a's."""
    name = finding.evidence.get("name")
    if finding.suggestion or isinstance(name, str):
        return finding.suggestion or str(name)
    if finding.b is not None:
        return finding.b.of(report.b.text)
    return finding.a.of(report.a.text) if finding.a else ""


def _paragraph(document: Document, span: Span | None) -> int:
    if span is None:
        return -1
    number = document.paragraph_at(span)
    return -1 if number is None else number


def _name_group(findings: list[Finding], report: Report) -> FindingGroup:
    forms: dict[str, int] = {}
    for finding in findings:
        for span, document in ((finding.a, report.a), (finding.b, report.b)):
            if span is not None:
                form = stem_possessive(span.of(document.text))
                forms[form] = forms.get(form, 0) + 1
    right = stem_possessive(_right_name(findings[0], report))
    others = [
        f"“{form}” ×{n}" if n > 1 else f"“{form}”" for form, n in forms.items() if fold(form) != fold(right)
    ]
    suggestions = {finding.suggestion for finding in findings}
    return FindingGroup(
        title=f"{right}: also written {', '.join(others)}" if others else right,
        messages=() if others else tuple(dict.fromkeys(f.message for f in findings)),
        rules=tuple(sorted({f"{f.rule.code} {f.rule.name}" for f in findings})),
        suggestion=suggestions.pop() if len(suggestions) == 1 else None,
        findings=tuple(findings),
        places=tuple(_place([finding]) for finding in findings),
    )


def _claim_group(findings: list[Finding]) -> FindingGroup:
    worst = findings[0]
    return FindingGroup(
        title=worst.message,
        messages=tuple(dict.fromkeys(f.message for f in findings[1:] if f.message != worst.message)),
        rules=tuple(sorted({f"{f.rule.code} {f.rule.name}" for f in findings})),
        suggestion=worst.suggestion if len(findings) == 1 else None,
        findings=tuple(findings),
        places=(_place(findings),),
    )


def _place(findings: list[Finding]) -> Place:
    return Place(
        tuple(sorted({f.a for f in findings if f.a is not None})),
        tuple(sorted({f.b for f in findings if f.b is not None})),
    )
