"""The policy applied: which findings are reported, and how bad they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from dedup.documents import Document
from dedup.drift.interface import Finding, Severity
from dedup.policy.config import Config
from dedup.policy.fingerprint import fingerprint
from dedup.policy.known import Judgement, Verdict


def apply(config: Config, findings: Iterable[Finding], a: Document, b: Document) -> tuple[Finding, ...]:
    """The findings that the configuration lets through, with its severities, worst first.

    An override for some sources holds where either version is one of them.
    """
    return tuple(sorted(_applied(config, findings, a, b), key=lambda finding: -finding.severity))


def not_rejected(
    findings: Iterable[Finding], judgements: Mapping[str, Judgement], a: Document, b: Document
) -> tuple[Finding, ...]:
    """The findings that no editor has called a false alarm."""
    return tuple(f for f in findings if not is_rejected(fingerprint(f, a, b), judgements))


def is_rejected(print_: str, judgements: Mapping[str, Judgement]) -> bool:
    """Whether the finding of this fingerprint was called a false alarm."""
    judgement = judgements.get(print_)
    return judgement is not None and judgement.verdict is Verdict.REJECTED


def _applied(config: Config, findings: Iterable[Finding], a: Document, b: Document) -> Iterator[Finding]:
    names = {name for document in (a, b) for name in (document.source, document.id) if name}
    here = [o for o in config.per_source if any(_fits(name, o.source) for name in names)]
    for finding in findings:
        code = finding.rule.code
        if finding.confidence < config.min_confidence or not _selected(code, config.select, config.ignore):
            continue
        if any(_longest(code, override.ignore) for override in here):
            continue
        severity = _given(code, config.severity)
        for override in here:
            own = _given(code, override.severity)
            severity = severity if own is None else own
        yield finding if severity is None else replace(finding, severity=severity)


def _fits(name: str, pattern: str) -> bool:
    """Whether the glob fits a source or id, or the end of its path: the folder it lies in may differ."""
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")


def _selected(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """The longer prefix wins: `select = ["N101"]` with `ignore = ["N"]` reports N101. A tie is ignored."""
    chosen = _longest(code, select) if select else 0.5
    return bool(chosen) and chosen > _longest(code, ignore)


def _longest(code: str, prefixes: Iterable[str]) -> float:
    """The length of the longest prefix that fits; 0 where none does."""
    return max((len(p) for p in prefixes if code.startswith(p)), default=0)


def _given(code: str, severities: Mapping[str, Severity]) -> Severity | None:
    fitting = [prefix for prefix in severities if code.startswith(prefix)]
    return severities[max(fitting, key=len)] if fitting else None
