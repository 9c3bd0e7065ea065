"""From two documents to a report: every room in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dedup.align.paragraphs import align
from dedup.candidates.explain import explain
from dedup.candidates.interface import Evidence, Kind, Similarity
from dedup.candidates.judge import judge_prepared
from dedup.candidates.prepared import Prepared
from dedup.documents import Document
from dedup.drift.claims.assess import assess_together, probabilities
from dedup.drift.interface import Comparison
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.probability import drift_probability
from dedup.drift.registry import checkers
from dedup.drift.resolve import resolve
from dedup.drift.structure.furniture import with_teasers
from dedup.encoder.interface import Encoder
from dedup.report.interface import Report
from dedup.text.segment import segment
from dedup.text.sentences import sentences

Pair = tuple[Document, Document]


@dataclass(frozen=True, slots=True)
class PreparedPair:
    """A pair with all that is worked out for many pairs together.

    Args:
        comparison: the pair segmented and aligned.
        kind: how the two texts relate.
        similarity: how alike they are.
        evidence: why `kind`; None where that is plain.
        are_strangers: whether next to nothing of one stands beside anything of the other.
    """

    comparison: Comparison
    kind: Kind
    similarity: Similarity
    evidence: Evidence | None
    are_strangers: bool


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One way of comparing, for many pairs.

    Args:
        encoder: gives the vectors.
        references: texts whose spellings of names are known to be right.
        strict: report what is likely but not sure, too.
        accepted: settled spellings of names.
    """

    encoder: Encoder
    references: tuple[Document, ...] = ()
    strict: bool = False
    accepted: AcceptList = NOTHING_ACCEPTED

    def prepare(self, pairs: Iterable[Pair]) -> list[PreparedPair]:
        """The pairs aligned and their words read: what takes less for many pairs together than one by one."""
        ready = [(segment(a), segment(b)) for a, b in pairs]
        texts = {text for a, b in ready if a.text != b.text for text in (*_sentences(a), *_sentences(b))}
        if texts:
            # The encoder keeps what it has just computed, so that its own batches are full.
            self.encoder.encode(sorted(texts))
        prepared = [self._prepared(a, b) for a, b in ready]
        assess_together([p.comparison for p in prepared if not p.are_strangers], self.encoder)
        return prepared

    def _prepared(self, a: Document, b: Document) -> PreparedPair:
        one, other = Prepared.of(a), Prepared.of(b)
        kind, similarity = judge_prepared(one, other, self.encoder)
        comparison = Comparison(a, b, align(a, b, self.encoder), self.references)
        if kind.same_text:
            comparison = with_teasers(comparison)
            if (comparison.a, comparison.b) != (a, b):
                one, other = Prepared.of(comparison.a), Prepared.of(comparison.b)
        is_plain = kind in (Kind.EXACT, Kind.UNRELATED)
        evidence = None if is_plain else explain(comparison.a, comparison.b, one, other)
        are_strangers = not kind.same_text and not _faces(comparison)
        return PreparedPair(comparison, kind, similarity, evidence, are_strangers)

    def report(self, pair: PreparedPair) -> Report:
        """The report of a prepared pair."""
        comparison, kind, alignment = pair.comparison, pair.kind, pair.comparison.alignment
        a, b = comparison.a, comparison.b
        if pair.are_strangers:
            # They differ everywhere; to list where would help nobody.
            drift = 0.0 if a.text.strip() == b.text.strip() else 1.0
            return Report(a, b, kind, drift, pair.similarity, alignment, (), evidence=pair.evidence)
        families = checkers(self.encoder, strict=self.strict, accepted=self.accepted)
        findings = resolve(f for checker in families for f in checker.check(comparison))
        # Where the same words stand in the same order, ends of sentences are no matter for the head.
        passages = () if kind is Kind.EXACT else probabilities(comparison, self.encoder)
        drift = drift_probability(findings, passages)
        return Report(a, b, kind, drift, pair.similarity, alignment, findings, evidence=pair.evidence)


def _faces(comparison: Comparison) -> bool:
    """Whether at least half of the shorter side stands beside something on the other."""
    links = comparison.alignment.paragraphs
    linked_a = {span for link in links for span in link.a}
    linked_b = {span for link in links for span in link.b}
    sides = ((comparison.a, linked_a), (comparison.b, linked_b))
    stories = [(sum(1 for _ in document.story()), len(spans)) for document, spans in sides]
    paragraphs, linked = min(stories)
    return bool(linked) and 2 * linked >= paragraphs


def _sentences(document: Document) -> Iterable[str]:
    for paragraph in document.story():
        for span in sentences(document.text, paragraph.span):
            yield span.of(document.text)
