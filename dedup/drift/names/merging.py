"""One change, one finding: what is said of neighbouring words of one name is said together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from dedup.align.interface import Link
from dedup.documents import Span
from dedup.drift.interface import Finding, Severity
from dedup.drift.names.rules import GARBLED, INVENTED, MISSING, quoted


def merged(findings: Sequence[Finding], text_a: str, text_b: str) -> list[Finding]:
    """The findings, those on neighbouring words of one name as one, named for the worst of them.

    Pairs go together where they are neighbours on both sides, in either order. A word that only one version
    has goes with its like and then with the pair beside it, unless it is told for information alone.
    """
    pairs = _runs([f for f in findings if f.a and f.b], text_a, text_b)
    out: list[Finding] = []
    for side in "ab":
        mine = [f for f in findings if (f.b if side == "a" else f.a) is None]
        out += [f for f in mine if f.severity is Severity.INFO]
        for run in _runs([f for f in mine if f.severity > Severity.INFO], text_a, text_b):
            beside = [
                i
                for i, f in enumerate(pairs)
                if f.severity > Severity.INFO and _touch(f, run, text_a, text_b)
            ]
            if beside:
                at = max(beside, key=lambda i: _weight(pairs[i], text_a, text_b))
                pairs[at] = _joined([pairs[at], run], text_a, text_b)
            else:
                out.append(run)
    return [*pairs, *out]


def together(findings: Sequence[Finding], links: Iterable[Link], text_a: str, text_b: str) -> list[Finding]:
    """The findings, the only name left on either side of a link told in one: one change, both passages."""
    lone = [f for f in findings if f.severity > Severity.INFO and f.rule is not GARBLED and not (f.a and f.b)]
    joined: list[Finding] = []
    apart = {id(f) for f in lone}
    all_left, all_right = _by_start((f, f.a) for f in lone), _by_start((f, f.b) for f in lone)
    for link in links if lone else ():
        left = [f for f in _inside(all_left, link.a) if id(f) in apart]
        right = [f for f in _inside(all_right, link.b) if id(f) in apart]
        if len(left) != 1 or len(right) != 1:
            continue
        worst = max(left + right, key=lambda f: (f.confidence, f.rule.code, _weight(f, text_a, text_b)))
        evidence = {**worst.evidence, "words": [*_words(left[0]), *_words(right[0])]}
        message = f"{left[0].message}; {right[0].message}"
        joined.append(
            replace(worst, rule=INVENTED, a=left[0].a, b=right[0].b, message=message, evidence=evidence)
        )
        apart -= {id(left[0]), id(right[0])}
    known = {id(f) for f in lone}
    return [*(f for f in findings if id(f) not in known), *joined, *(f for f in lone if id(f) in apart)]


def _weight(finding: Finding, text_a: str, text_b: str) -> tuple[int, float, str, list[str]]:
    """By which of two findings goes before: the same with the sides exchanged."""
    texts = sorted(s.of(t) for s, t in ((finding.a, text_a), (finding.b, text_b)) if s)
    return finding.severity, finding.confidence, finding.rule.code, texts


def _words(finding: Finding) -> list[dict[str, Any]]:
    """The evidence of each word that a finding was put together from."""
    found: list[dict[str, Any]] = finding.evidence.get("words", [dict(finding.evidence)])
    return found


Placed = list[tuple[Span, Finding]]


def _by_start(placed: Iterable[tuple[Finding, Span | None]]) -> Placed:
    return sorted(((span, finding) for finding, span in placed if span), key=itemgetter(0))


def _inside(placed: Placed, parts: Iterable[Span]) -> list[Finding]:
    """The findings that lie in one of the parts of a link."""
    return [
        finding
        for part in parts
        for span, finding in placed[_at(placed, part.start) : _at(placed, part.end)]
        if part.covers(span)
    ]


def _at(placed: Placed, start: int) -> int:
    """How many of the findings begin before `start`."""
    return bisect_left(placed, start, key=lambda one: one[0].start)


def _runs(findings: Iterable[Finding], text_a: str, text_b: str) -> list[Finding]:
    """Neighbours joined until none is left. On a side that all are on, neighbours follow each other."""
    out: list[Finding] = []
    for finding in sorted(findings, key=_start):
        out.append(finding)
        while len(out) > 1 and _touch(out[-2], out[-1], text_a, text_b):
            out[-2:] = [_joined(out[-2:], text_a, text_b)]
    return out


def _start(finding: Finding) -> int:
    span = finding.a or finding.b
    return span.start if span else 0


def _touch(x: Finding, y: Finding, text_a: str, text_b: str) -> bool:
    """True where `x` and `y` are neighbours on every side that both are on, and on one at least."""
    sides = [(p, q, t) for p, q, t in ((x.a, y.a, text_a), (x.b, y.b, text_b)) if p and q]
    return bool(sides) and all(_next(p, q, t) or _next(q, p, t) for p, q, t in sides)


def _next(x: Span, y: Span, text: str) -> bool:
    return x.end <= y.start and text[x.end : y.start].casefold().strip(" -'’") in ("", "al", "el")


def _joined(parts: Sequence[Finding], text_a: str, text_b: str) -> Finding:
    both = [f for f in parts if f.a and f.b] or parts
    worst = max(both, key=lambda f: _weight(f, text_a, text_b))
    a, b = _all([f.a for f in parts]), _all([f.b for f in parts])
    words = [w for f in parts for w in _words(f)]
    joined = replace(worst, a=a, b=b, evidence={**worst.evidence, "words": words})
    if a is None or b is None:
        name = quoted(a.of(text_a) if a else b.of(text_b) if b else "")
        what = (
            "is named in this version only"
            if worst.rule is MISSING
            else "stands nowhere in the other version"
        )
        return joined if worst.rule is GARBLED else replace(joined, message=f"{name} {what}")
    one, other = a.of(text_a), b.of(text_b)
    suggestion = None
    if worst.suggestion is not None:
        suggestion = one if worst.suggestion in one else other
    wrong, good = (other, one) if suggestion != other else (one, other)
    if worst.rule is GARBLED:
        message = f"{quoted(wrong)} is written {quoted(good)} in the other version"
    elif worst.rule is INVENTED:
        message = f"{quoted(other)} stands where the other version has {quoted(one)}"
    else:
        message = f"{quoted(one)} and {quoted(other)} are spellings of one name"
    return replace(joined, message=message, suggestion=suggestion)


def _all(spans: Iterable[Span | None]) -> Span | None:
    kept = [s for s in spans if s]
    return Span(min(s.start for s in kept), max(s.end for s in kept)) if kept else None
