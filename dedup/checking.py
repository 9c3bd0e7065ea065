"""The check of a CI job: scan, compare each pair found, apply the policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from dedup.candidates.index import Index
from dedup.comparison import compare_pairs
from dedup.documents import Document
from dedup.drift.interface import Finding
from dedup.encoder import load_encoder
from dedup.engines import scan
from dedup.engines.indexed import matches
from dedup.errors import InputError
from dedup.policy.apply import apply, is_rejected
from dedup.policy.config import Config
from dedup.policy.fingerprint import fingerprint
from dedup.policy.known import Judgement, KnownFinding
from dedup.report.entries import name_of
from dedup.report.interface import CheckResult, Report
from dedup.report.passages import printable


@dataclass(slots=True)
class Check:
    """A check under a policy, run once with `run`.

    Args:
        config: selection, severities, `fail_on`.
        references: documents whose spellings of names are right.
        baseline: findings known already, by fingerprint.
        judgements: what editors have said, by fingerprint.
        index: documents to look for versions in, besides those that are checked.
        processes: how many may compare at a time (see `dedup.compare_pairs`).
    """

    config: Config
    references: tuple[Document, ...] = ()
    baseline: Mapping[str, KnownFinding] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    index: Index | None = None
    processes: int = 1
    seen: dict[str, KnownFinding] = field(default_factory=dict, init=False)
    """Every finding under the policy that no editor rejected, by fingerprint: the next baseline."""

    def run(self, documents: Iterable[Document]) -> CheckResult:
        """Scan, compare each pair of versions found, and leave what is new and not rejected."""
        texts: dict[str, Document] = {}
        result = scan(_kept(documents, texts), model=self.config.model)
        pairs = [(texts[p.a], texts[p.b]) for p in result.pairs]
        pairs += self._indexed(texts)
        reports, known, rejected = [], 0, 0
        for report in self._compared(pairs) if pairs else ():
            judged, in_baseline, false_alarms = self._judged(report)
            reports.append(judged)
            known += in_baseline
            rejected += false_alarms
        stale = [str(entry) for print_, entry in self.baseline.items() if print_ not in self.seen]
        return CheckResult(
            result.documents, tuple(reports), self.config.fail_on, known, rejected, tuple(sorted(stale))
        )

    def _indexed(self, texts: Mapping[str, Document]) -> Iterator[tuple[Document, Document]]:
        """Each document with its versions in the index; the one that is checked comes first."""
        if self.index is None:
            return
        encoder = partial(load_encoder, self.config.model)
        for pair in matches(texts.values(), self.index, encoder=encoder):
            known = self.index.find(pair.a)
            if known is not None and pair.a not in texts:  # two that are checked were compared already
                yield texts[pair.b], known

    def _compared(self, pairs: Iterable[tuple[Document, Document]]) -> Iterator[Report]:
        for report in compare_pairs(
            pairs,
            model=self.config.model,
            references=self.references,
            strict=self.config.strict,
            variants=self.config.variants,
            processes=self.processes,
        ):
            if isinstance(report, InputError):
                raise report
            yield report

    def _judged(self, report: Report) -> tuple[Report, int, int]:
        left: list[Finding] = []
        known = rejected = 0
        for finding in apply(self.config, report.findings, report.a, report.b):
            print_ = fingerprint(finding, report.a, report.b)
            if is_rejected(print_, self.judgements):
                rejected += 1
                continue
            self.seen[print_] = _entry(print_, finding, report)
            if print_ in self.baseline:
                known += 1
            else:
                left.append(finding)
        return replace(report, findings=tuple(left)), known, rejected


def _entry(print_: str, finding: Finding, report: Report) -> KnownFinding:
    return KnownFinding(
        print_, finding.rule.code, printable(finding.message), name_of(report.a), name_of(report.b)
    )


def _kept(documents: Iterable[Document], into: dict[str, Document]) -> Iterator[Document]:
    for document in documents:
        into[document.id] = document
        yield document
