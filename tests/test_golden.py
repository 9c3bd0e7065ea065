"""The main job on the project's own two garbled versions of one story, against hand labels and a kept report.

`DEDUP_GOLDEN=write make test` writes the kept report anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from support import ARTICLES, ROOT

import dedup
from dedup.drift.interface import Finding, Severity

GOLD: dict[str, Any] = json.loads(
    (ROOT / "fixtures" / "gold" / "sirte_repost.json").read_text(encoding="utf-8")
)
KEPT = ROOT / "tests" / "golden" / "sirte_repost.txt"
# What a verdict of the gold accepts from us.
CALLED = {
    "garbled-name": "garbled",
    "inconsistent-name": "garbled",
    "invented-name": "garbled",
    "variant-name": "variant",
}


@cache
def text(side: str) -> str:
    return (ARTICLES / GOLD[side]).read_text(encoding="utf-8")


@cache
def report() -> dedup.Report:
    a, b = (dedup.Document(text(side), source=f"fixtures/articles/{GOLD[side]}") for side in "ab")
    return dedup.compare(a, b)


def lines(side: str) -> list[tuple[int, int]]:
    """Start and end of every non-blank line, which the gold numbers from 0."""
    at, found = 0, []
    for line in text(side).split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def touches(finding: Finding, side: str, paragraph: int | None, quote: str) -> bool:
    span = finding.a if side == "a" else finding.b
    where = lines(side) if paragraph is None else [lines(side)[paragraph]]
    if span is None or not quote:
        return False
    for start, end in where:
        at = text(side).find(quote, start, end)
        if at != -1 and span.start < at + len(quote) and at < span.end:
            return True
    return False


def called(label: dict[str, Any]) -> set[str]:
    """What our name findings say at the place of a label."""
    return {
        CALLED.get(f.rule.name, f.rule.name)
        for f in report().findings
        if f.rule.code.startswith("N")
        for side in "ab"
        # A label without a paragraph on one side is judged on the other.
        if label[f"{side}_paragraph"] is not None
        and touches(f, side, label[f"{side}_paragraph"], label[side])
    }


def claims(least: Severity) -> Iterator[Finding]:
    return (f for f in report().findings if f.rule.code[0] in "CS" and f.severity >= least)


def test_the_kept_report() -> None:
    now = dedup.render(report(), "text", width=80)
    if os.environ.get("DEDUP_GOLDEN") == "write":
        KEPT.write_text(now, encoding="utf-8")
    assert now == KEPT.read_text(encoding="utf-8")
    assert max(map(len, now.splitlines())) <= 80


def test_links_are_those_of_the_gold() -> None:
    def touched(side: str, spans: tuple[Any, ...]) -> set[int]:
        return {n for n, (s, e) in enumerate(lines(side)) if any(p.start < e and s < p.end for p in spans)}

    found = {
        (i, j)
        for link in report().alignment.paragraphs
        for i in touched("a", link.a)
        for j in touched("b", link.b)
    }
    wanted, spare = (set(map(tuple, GOLD[key])) for key in ("alignment", "optional_alignment"))
    assert not found - wanted - spare
    assert len(wanted - found) <= 1


def test_garbled_names_are_found() -> None:
    missed = [n for n in GOLD["names"] if not (called(n) & set(n["accept"]) or "same" in n["accept"])]
    assert len(missed) <= len(GOLD["names"]) * 0.2, missed


def test_right_names_are_left_alone() -> None:
    right = {*GOLD["names_never_flagged"], ""}
    flagged = [
        f
        for f in report().findings
        if f.rule.code.startswith("N")
        and f.severity >= Severity.MINOR
        and {f.a.of(text("a")) if f.a else "", f.b.of(text("b")) if f.b else ""} <= right
    ]
    assert not flagged


@pytest.mark.parametrize("severity", ["critical"])
def test_critical_claims_are_found(severity: str) -> None:
    wanted = [c for c in GOLD["claims"] if c["severity"] == severity]
    missed = [
        c
        for c in wanted
        if not any(
            touches(f, side, c[f"{side}_paragraph"], c[f"{side}_quote"])
            for f in claims(Severity.MINOR)
            for side in "ab"
        )
    ]
    assert len(missed) <= len(wanted) * 0.35, missed


def test_unchanged_passages_are_left_alone() -> None:
    wrong = [
        (f.rule.name, c["a_quote"])
        for c in GOLD["unchanged"]
        for f in claims(Severity.MAJOR)
        if f.rule.code.startswith("C")
        and all(touches(f, side, c[f"{side}_paragraph"], c[f"{side}_quote"]) for side in "ab")
        and all(len(span) <= len(c[f"{side}_quote"]) + 10 for side, span in (("a", f.a), ("b", f.b)) if span)
    ]
    assert len(wrong) <= 2, wrong
