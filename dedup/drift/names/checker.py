"""The name rules: what is written differently in the two versions, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dedup.align.interface import Link
from dedup.documents import Document, Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.drift.names.compare import NameVerdict, compare_names
from dedup.drift.names.find import Name, Token, find_names, name_key, within
from dedup.text.words import words

GARBLED = Rule(
    "N101", "garbled-name", Severity.MAJOR, "A name is written in a way that no transliteration explains."
)
VARIANT = Rule("N102", "variant-name", Severity.INFO, "A name is written in another legitimate spelling.")

# Below this likeness two words in one slot are not spellings of one name.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class NameChecker:
    """Names garbled or spelled otherwise, passage by passage."""

    rules: tuple[Rule, ...] = (GARBLED, VARIANT)

    def check(self, comparison: Comparison) -> Iterable[Finding]:
        """One finding for each pair of name words that lie in one aligned passage and differ."""
        a, b = comparison.a, comparison.b
        names_a, names_b = find_names(a), find_names(b)
        seen: set[tuple[Span, Span]] = set()
        for link in (*comparison.alignment.sentences, *comparison.alignment.paragraphs):
            for finding in _passage(a, b, link, names_a, names_b):
                assert finding.a is not None and finding.b is not None
                if not any(finding.a == x or finding.b == y for x, y in seen):
                    seen.add((finding.a, finding.b))
                    yield finding


def _passage(
    a: Document, b: Document, link: Link, names_a: list[Name], names_b: list[Name]
) -> Iterator[Finding]:
    left = _unmatched(within(names_a, link.a), b, link.b)
    right = _unmatched(within(names_b, link.b), a, link.a)
    for x, y, verdict in _assign(left, right):
        garbled = verdict.verdict == "garbled"
        rule = GARBLED if garbled else VARIANT
        yield Finding(
            rule=rule,
            severity=rule.severity,
            confidence=verdict.score,
            message=f"“{x.text}” is written “{y.text}” in the other version"
            + ("" if garbled else ": another spelling of the same name"),
            a=x.span,
            b=y.span,
            evidence={"likeness": round(verdict.score, 3), **verdict.evidence},
        )


def _unmatched(names: list[Name], other: Document, passage: tuple[Span, ...]) -> list[Token]:
    """The words of `names` that `passage` of the other version does not hold in any form."""
    keys = [name_key(w.text) for s in passage for w in words(other.text, s)]
    known = {*keys, *(x + y for x, y in pairwise(keys))}
    return [t for n in names for t in n.tokens if t.key not in known and t.key.removesuffix("s") not in known]


def _assign(left: list[Token], right: list[Token]) -> list[tuple[Token, Token, NameVerdict]]:
    """One-to-one, most alike first; ties go to the earlier words."""
    pairs = [(x, y, compare_names(x.text, y.text)) for x in left for y in right if x.sure or y.sure]
    pairs = [p for p in pairs if p[2].verdict != "different" and p[2].score >= _ALIKE]
    pairs.sort(key=lambda p: (-p[2].score, p[0].span, p[1].span))
    out: list[tuple[Token, Token, NameVerdict]] = []
    for x, y, verdict in pairs:
        if all(x is not u and y is not v for u, v, _ in out):
            out.append((x, y, verdict))
    return sorted(out, key=lambda p: (p[0].span, p[1].span))
