from __future__ import annotations

import pytest

from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Rule, Severity
from dedup.policy.apply import apply
from dedup.policy.config import Config, Override

A, B = Document("a", id="a1", source="wire/a.txt"), Document("b", id="b1", source="own/b.txt")


def finding(code: str, severity: Severity = Severity.MAJOR, confidence: float = 0.9) -> Finding:
    return Finding(Rule(code, "x", severity, ""), severity, confidence, "", Span(0, 1), Span(0, 1))


ALL = [finding(code) for code in ("N101", "N102", "C201", "C209", "S301")]


def codes(config: Config) -> str:
    return " ".join(f.rule.code for f in apply(config, ALL, A, B))


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ((), (), "N101 N102 C201 C209 S301"),
        (("N",), (), "N101 N102"),
        (("N", "C201"), ("N102",), "N101 C201"),
        (("N101",), ("N",), "N101"),
        ((), ("C2",), "N101 N102 S301"),
        (("C209",), ("C209",), ""),
    ],
)
def test_the_longer_prefix_wins(select: tuple[str, ...], ignore: tuple[str, ...], left: str) -> None:
    assert codes(Config(select=select, ignore=ignore)) == left


def test_severities_by_the_longest_prefix_and_worst_first() -> None:
    config = Config(severity={"N": Severity.INFO, "N102": Severity.CRITICAL})
    found = apply(config, ALL, A, B)
    assert (found[0].rule.code, found[0].severity.label) == ("N102", "critical")
    assert (found[-1].rule.code, found[-1].severity.label) == ("N101", "info")


def test_an_override_holds_for_its_sources_only() -> None:
    wire = Override("wire/*", ("S",), {"N101": Severity.INFO})
    assert codes(Config(per_source=(wire,))) == "N102 C201 C209 N101"
    assert codes(Config(per_source=(Override("other/*", ("S",)),))) == "N101 N102 C201 C209 S301"
    assert codes(Config(per_source=(Override("b1", ("S", "C")),))) == "N101 N102"


def test_uncertain_findings_are_left_out() -> None:
    assert apply(Config(min_confidence=0.5), [finding("N101", confidence=0.4)], A, B) == ()
