"""The name rules over two versions in a script without capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dedup.align.interface import Link
from dedup.documents import Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.drift.names.accept import AcceptList
from dedup.drift.names.rules import GARBLED, INCONSISTENT, INVENTED, VARIANT, quoted
from dedup.drift.names.spellings import is_settled
from dedup.drift.names.uncased.judge import SURELY_GARBLED, is_known
from dedup.drift.names.uncased.listed import is_listed
from dedup.drift.names.uncased.pairs import Pair, pairs
from dedup.drift.names.uncased.single import single
from dedup.drift.names.uncased.text import SURE, Text, points
from dedup.drift.names.uncased.writing import behind, fold, key

# Two spellings in use, one slip apart, must be surely a name and stand between the same words; so must what
# is told as major.
_SAME_SLOT = 0.5


def findings(comparison: Comparison, links: Sequence[Link], accepted: AcceptList) -> Iterator[Finding]:
    """What is said of the names of two versions in one language of such a script; nothing of others.

    `links`: the passages, of a moderate length, that say one thing.
    """
    a, b = Text.of(comparison.a), Text.of(comparison.b)
    if a is None or b is None or a.language != b.language:
        return
    references = a.alike(comparison.references)
    check = _Check(a, b, references, accepted)
    told: tuple[list[Span], list[Span]] = ([], [])
    for link in links:
        for pair in pairs(a, b, link.a, link.b):
            finding = check.of(pair)
            if finding and finding.a and finding.b:
                told[0].append(finding.a)
                told[1].append(finding.b)
                yield finding
    yield from _alone(a, b, references, accepted, told[0])
    yield from (replace(f, a=None, b=f.a) for f in _alone(b, a, references, accepted, told[1]))


def _alone(
    own: Text, other: Text, references: tuple[Text, ...], accepted: AcceptList, told: list[Span]
) -> Iterator[Finding]:
    """What one version tells by itself, where nothing has been said yet; what both have is no difference."""
    for finding in single(own, references, accepted):
        if finding.a is None or any(finding.a.overlaps(s) for s in told):
            continue
        if finding.rule is not INCONSISTENT or key(finding.a.of(own.document.text)) not in other.stems:
            yield finding


@dataclass(frozen=True, slots=True)
class _Check:
    """What both versions and the references write."""

    a: Text
    b: Text
    references: tuple[Text, ...]
    accepted: AcceptList

    def of(self, pair: Pair) -> Finding | None:
        """What is said of two words in one place."""
        x, y = pair.bare
        spans = (
            behind(self.a.document.text, pair.a, pair.cut_a),
            behind(self.b.document.text, pair.b, pair.cut_b),
        )
        if (
            self.accepted.accepts(x, y)
            or is_settled(self.a.document.text, spans[0].end)
            or is_settled(self.b.document.text, spans[1].end)
        ):
            return None
        known = fold(x) in self.b.stems, fold(y) in self.a.stems
        garbled = pair.likeness.garbled
        if garbled >= SURELY_GARBLED:
            return self._garbled(pair, spans, known)
        if garbled < pair.likeness.variant:
            written = self._texts(spans)
            message = f"{quoted(written[0])} and {quoted(written[1])} are spellings of one name"
            return self._finding(VARIANT, Severity.INFO, pair, message, spans, None)
        if all(known) or pair.slot < _SAME_SLOT or points(pair.signs) < SURE:
            return None
        if is_listed(fold(x)) and is_listed(fold(y)):
            written = self._texts(spans)
            message = f"{quoted(written[1])} stands where the other version has {quoted(written[0])}"
            return self._finding(
                INVENTED, Severity.MINOR, pair, message, spans, self._right(pair, spans, known)
            )
        return self._garbled(pair, spans, known)

    def _garbled(self, pair: Pair, spans: tuple[Span, Span], known: tuple[bool, bool]) -> Finding:
        right, texts = self._right(pair, spans, known), self._texts(spans)
        wrong, good = texts if right == texts[1] else texts[::-1]
        sure = (
            points(pair.signs) >= SURE
            and pair.slot >= _SAME_SLOT
            and pair.likeness.garbled >= SURELY_GARBLED
            and not all(is_known(w) for w in pair.bare)
        )
        message = f"{quoted(wrong)} is written {quoted(good)} in the other version"
        return self._finding(GARBLED, Severity.MAJOR if sure else Severity.MINOR, pair, message, spans, right)

    def _texts(self, spans: tuple[Span, Span]) -> tuple[str, str]:
        return spans[0].of(self.a.document.text), spans[1].of(self.b.document.text)

    def _right(self, pair: Pair, spans: tuple[Span, Span], known: tuple[bool, bool]) -> str | None:
        """The spelling that the evidence is for: references outvote, then the one that both versions have."""
        votes = [sum(fold(w) in r.stems for r in self.references) for w in pair.bare]
        first, second = votes if votes[0] != votes[1] else known
        if first == second:
            return None
        return self._texts(spans)[0 if first > second else 1]

    def _finding(
        self,
        rule: Rule,
        severity: Severity,
        pair: Pair,
        message: str,
        spans: tuple[Span, Span],
        right: str | None,
    ) -> Finding:
        written: dict[str, Any] = {}
        for text, word in zip(self._texts(spans), pair.bare, strict=True):
            written[text] = {"a": self.a.counts[fold(word)], "b": self.b.counts[fold(word)]}
            if self.references:
                written[text]["references"] = sum(fold(word) in r.stems for r in self.references)
        shares = pair.likeness
        evidence = {
            "written": written,
            "likeness": round(shares.variant + shares.garbled, 3),
            "slot": round(pair.slot, 3),
            "signs": sorted(pair.signs),
        }
        sure = shares.variant if rule is VARIANT else shares.garbled
        return Finding(rule, severity, sure, message, *spans, right, evidence)
