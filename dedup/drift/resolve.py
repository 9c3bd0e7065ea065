"""One change, one finding: the most telling rule speaks where several saw the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dedup.drift.interface import Finding, Severity

# The more a rule says of what kind the change is, the sooner it speaks.
_TELLING = (
    "C201",
    "C203",
    "C202",
    "N101",
    "N104",
    "N103",
    "N102",
    "C205",
    "C204",
    "C206",
    "C207",
    "C208",
    "N105",
    "C209",
)

# That a name is spelt otherwise says why its words differ, and that the meaning stayed.
_SPELLING = ("N101", "N102", "N103")

# That a sentence breaks off says why its words went, too.
_TRUNCATED, _WORDING = "S303", "C209"


def resolve(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those whose words on every side lie inside a more telling one's; worst first.

    What stands for gravely changed wording is as grave, or lets it speak where it is for information only;
    not so what says that a name is spelt otherwise.
    """
    found = list(findings)
    cut_off = [f for f in found if f.rule.code == _TRUNCATED]
    kept: list[Finding] = []
    for finding in sorted(found, key=_priority):
        if finding.rule.code == _WORDING and any(_touch(finding, cut) for cut in cut_off):
            continue
        grave = finding.rule.code == _WORDING and finding.severity >= Severity.MAJOR
        told = [n for n, other in enumerate(kept) if _same_change(finding, other)]
        if grave and all(_is_aside(kept[n]) for n in told):
            kept = [other for n, other in enumerate(kept) if n not in told]
            told = []
        if not told:
            kept.append(finding)
        for n in told:
            if grave and kept[n].rule.code not in _SPELLING:
                kept[n] = _as_grave(kept[n], finding)
    return tuple(sorted(kept, key=_order))


def _is_aside(finding: Finding) -> bool:
    """True for a name left out, told for information: where the passage changed by it, that is no aside."""
    return finding.severity is Severity.INFO and finding.rule.code not in _SPELLING


def _as_grave(finding: Finding, wording: Finding) -> Finding:
    if wording.severity <= finding.severity:
        return finding
    confidence = max(finding.confidence, wording.confidence)
    return replace(finding, severity=wording.severity, confidence=confidence)


def _touch(finding: Finding, other: Finding) -> bool:
    """True where the two share words on some side."""
    sides = ((finding.a, other.a), (finding.b, other.b))
    return any(f is not None and o is not None and f.overlaps(o) for f, o in sides)


def _priority(finding: Finding) -> tuple[int, float, tuple[int, ...]]:
    code = finding.rule.code
    rank = _TELLING.index(code) if code in _TELLING else len(_TELLING)
    return rank, -finding.confidence, _order(finding)[2:]


def _same_change(finding: Finding, other: Finding) -> bool:
    """True where both rules speak of the same words on every side that the weaker one names."""
    if finding.rule.code.startswith("S") or other.rule.code.startswith("S"):
        return False
    sides = [(f, o) for f, o in ((finding.a, other.a), (finding.b, other.b)) if f is not None]
    return all(o is not None and f.overlaps(o) for f, o in sides)


def _order(finding: Finding) -> tuple[int, ...]:
    # Positions on side a come first; a finding with no passage there is placed by its side b.
    a, b = finding.a, finding.b
    return (
        -finding.severity,
        -round(1000 * finding.confidence),
        a.start if a else (b.start if b else 0),
        b.start if b else 0,
        int(finding.rule.code[1:]),
    )
