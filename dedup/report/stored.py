"""Finished reports, kept between runs so that the same two texts are compared once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from dedup.align.interface import Alignment, Link
from dedup.cache import Cache, key_of
from dedup.candidates.interface import Evidence, Kind, Similarity
from dedup.documents import Document, Paragraph, Role, Span
from dedup.drift.interface import Finding, Rule, Severity
from dedup.report.interface import Report

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE = (".py", ".npz", ".json", ".toml", ".txt", ".tsv", ".gz", ".onnx")
Pairs = Sequence[tuple[Document, Document]]


class Memory:
    """Reports by what went into them: both texts, the options, the model and dedup's own code.

    Args:
        model: name and revision of the encoder.
        references: the documents that vote on names.
        strict: whether likely findings are reported too.
        variants: spellings of names that are settled.
    """

    def __init__(
        self,
        model: str,
        references: tuple[Document, ...],
        strict: bool,
        variants: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self._cache = Cache()
        self._space = f"reports of {model}"
        self._options = key_of(_code(), str(strict), repr(variants), *map(_facts, references)).hex()

    def recall(self, pairs: Pairs) -> list[Report | None]:
        """For each pair the report made before, None where there is none."""
        keys = [self._key(a, b) for a, b in pairs]
        found = self._cache.get(self._space, set(keys))
        return [
            _report(json.loads(found[key]), a, b) if key in found else None
            for key, (a, b) in zip(keys, pairs, strict=True)
        ]

    def keep(self, made: Sequence[tuple[tuple[Document, Document], Report]]) -> None:
        """Remember reports by the documents that they were made of."""
        values = {self._key(a, b): json.dumps(_value(report)).encode() for (a, b), report in made}
        self._cache.put(self._space, values)

    def _key(self, a: Document, b: Document) -> bytes:
        return key_of(self._options, _facts(a), _facts(b))


def _facts(document: Document) -> str:
    """All of a document that a room may look at; where it came from is not among it."""
    return repr(replace(document, id="", source="", notes=()))


def _code() -> str:
    """Changes with any file of the package: names, sizes and times."""
    return key_of(*sorted(_state(str(_PACKAGE), ""))).hex()


def _state(folder: str, within: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}/{entry.name}"
            if entry.is_dir():
                yield from _state(entry.path, name)
            elif entry.name.endswith(_CODE):
                facts = entry.stat()
                yield f"{name} {facts.st_size} {facts.st_mtime_ns}"


def _value(report: Report) -> dict[str, Any]:
    return {
        "a": _paragraphs(report.a),
        "b": _paragraphs(report.b),
        "kind": report.kind.value,
        "drift": report.drift,
        "similarity": [report.similarity.jaccard, report.similarity.embedding],
        "paragraphs": [_link(link) for link in report.alignment.paragraphs],
        "sentences": [_link(link) for link in report.alignment.sentences],
        "findings": [_finding(finding) for finding in report.findings],
        "evidence": report.evidence and astuple(report.evidence),
    }


def _report(value: dict[str, Any], a: Document, b: Document) -> Report:
    return Report(
        _with_paragraphs(a, value["a"]),
        _with_paragraphs(b, value["b"]),
        Kind(value["kind"]),
        value["drift"],
        Similarity(*value["similarity"]),
        Alignment(tuple(map(_to_link, value["paragraphs"])), tuple(map(_to_link, value["sentences"]))),
        tuple(map(_to_finding, value["findings"])),
        evidence=_to_evidence(value["evidence"]),
    )


def _paragraphs(document: Document) -> list[list[Any]]:
    return [[p.span.start, p.span.end, p.role.value] for p in document.paragraphs]


def _with_paragraphs(document: Document, value: list[list[Any]]) -> Document:
    return document.with_paragraphs(tuple(Paragraph(Span(s, e), Role(role)) for s, e, role in value))


def _link(link: Link) -> list[Any]:
    a, b = ([[span.start, span.end] for span in side] for side in (link.a, link.b))
    return [a, b, link.score, link.moved]


def _to_link(value: list[Any]) -> Link:
    a, b, score, moved = value
    return Link(tuple(Span(*s) for s in a), tuple(Span(*s) for s in b), score, moved)


def _to_evidence(value: list[Any] | None) -> Evidence | None:
    if value is None:
        return None
    runs, quoted, order, passages = value
    return Evidence(runs, quoted, order, tuple(passages))


def _finding(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": [rule.code, rule.name, int(rule.severity), rule.summary],
        "severity": int(finding.severity),
        "confidence": finding.confidence,
        "message": finding.message,
        "a": finding.a and [finding.a.start, finding.a.end],
        "b": finding.b and [finding.b.start, finding.b.end],
        "suggestion": finding.suggestion,
        "evidence": dict(finding.evidence),
    }


def _to_finding(value: dict[str, Any]) -> Finding:
    code, name, severity, summary = value["rule"]
    return Finding(
        rule=Rule(code, name, Severity(severity), summary),
        severity=Severity(value["severity"]),
        confidence=value["confidence"],
        message=value["message"],
        a=Span(*value["a"]) if value["a"] else None,
        b=Span(*value["b"]) if value["b"] else None,
        suggestion=value["suggestion"],
        evidence=value["evidence"],
    )
