"""Results as plain JSON values, in the shapes of `dedup schema`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dedup.align.interface import Link
from dedup.candidates.interface import Pair, ScanResult, Similarity
from dedup.documents import Document, Span
from dedup.drift.interface import Finding
from dedup.errors import InputError
from dedup.report.interface import CheckResult, Report

if TYPE_CHECKING:
    from dedup.drift.names.compare import NameVerdict


def dumps(value: dict[str, Any] | list[dict[str, Any]], *, indent: int | None = None) -> str:
    """JSON text in UTF-8 characters; lone surrogates, which UTF-8 cannot hold, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent, allow_nan=False)
    return text


def report_value(report: Report) -> dict[str, Any]:
    """The shape `dedup-report/1`."""
    head = {"schema": "dedup-report/1"} | ({} if report.id is None else {"id": report.id})
    return head | {
        "kind": report.kind.value,
        "drift": _rounded(report.drift),
        "similarity": _similarity(report.similarity),
        "a": _document(report.a),
        "b": _document(report.b),
        "alignment": [_link(link) for link in report.alignment.paragraphs],
        "findings": [_finding(f, report) for f in report.findings],
    }


def scan_value(result: ScanResult) -> dict[str, Any]:
    """The shape `dedup-scan/1`."""
    return {
        "schema": "dedup-scan/1",
        "documents": result.documents,
        "pairs": [_pair(pair) for pair in result.pairs],
        "clusters": [list(cluster) for cluster in result.clusters],
    }


def name_value(verdict: NameVerdict, id: str | int | None = None) -> dict[str, Any]:
    """The shape `dedup-name/1`."""
    head = {} if id is None else {"id": id}
    return head | {"verdict": verdict.verdict, "score": verdict.score, "evidence": dict(verdict.evidence)}


def check_value(result: CheckResult) -> dict[str, Any]:
    """The shape `dedup-check/1`."""
    return {
        "schema": "dedup-check/1",
        "documents": result.documents,
        "failed": result.failed,
        "fail_on": result.fail_on.label,
        "known": result.known,
        "rejected": result.rejected,
        "stale": list(result.stale),
        "reports": [report_value(report) for report in result.reports],
    }


def error_value(error: InputError) -> dict[str, Any]:
    """The shape `dedup-error/1`, for a line of a pairs file that could not be read."""
    return {"schema": "dedup-error/1", "id": error.item, "error": str(error)}


def _rounded(value: float) -> float:
    # Six decimals: finer than any threshold, and stable against the last bits of float sums.
    return round(float(value), 6)


def _similarity(similarity: Similarity) -> dict[str, float | None]:
    embedding = similarity.embedding
    return {
        "jaccard": _rounded(similarity.jaccard),
        "embedding": None if embedding is None else _rounded(embedding),
    }


def _document(document: Document) -> dict[str, Any]:
    about = {name: getattr(document, name) for name in ("url", "byline", "site", "published", "updated")}
    return {name: value for name, value in about.items() if value is not None} | {
        "source": document.source or document.id,
        "title": document.title,
        "language": document.language,
        "paragraphs": [_span(p.span) | {"role": p.role.value} for p in document.paragraphs],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _spans(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [_span(span) for span in spans]


def _link(link: Link) -> dict[str, Any]:
    return {"a": _spans(link.a), "b": _spans(link.b), "score": _rounded(link.score), "moved": link.moved}


def _passage(span: Span | None, document: Document) -> dict[str, Any] | None:
    return None if span is None else _span(span) | {"text": span.of(document.text)}


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity.label,
        "confidence": _rounded(finding.confidence),
        "message": finding.message,
        "a": _passage(finding.a, report.a),
        "b": _passage(finding.b, report.b),
        "suggestion": finding.suggestion,
        "evidence": dict(finding.evidence),
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "a": pair.a,
        "b": pair.b,
        "kind": pair.kind.value,
        "similarity": _similarity(pair.similarity),
    }
