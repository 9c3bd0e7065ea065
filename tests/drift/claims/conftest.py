"""Two single passages as a comparison."""

from collections.abc import Callable

import pytest

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.claims.checker import ClaimChecker
from dedup.drift.interface import Comparison, Finding


def comparison(a: str, b: str) -> Comparison:
    link = Link((Span(0, len(a)),), (Span(0, len(b)),), 1.0)
    return Comparison(Document(a), Document(b), Alignment((link,), (link,)))


@pytest.fixture
def findings() -> Callable[..., list[Finding]]:
    def check(a: str, b: str, *, strict: bool = False) -> list[Finding]:
        return list(ClaimChecker(strict=strict).check(comparison(a, b)))

    return check


@pytest.fixture
def named(findings: Callable[..., list[Finding]]) -> Callable[..., list[tuple[str, str, str]]]:
    """Findings as (name, words of a, words of b)."""

    def check(a: str, b: str, *, strict: bool = False) -> list[tuple[str, str, str]]:
        return [
            (f.rule.name, f.a.of(a) if f.a else "", f.b.of(b) if f.b else "")
            for f in findings(a, b, strict=strict)
        ]

    return check
