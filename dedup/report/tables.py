"""Flat formats: CSV for spreadsheets, GitLab code quality and reviewdog rdjson for merge requests."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dedup.drift.interface import Severity
from dedup.report.entries import Entry, entries, name_of
from dedup.report.interface import Report
from dedup.report.passages import printable
from dedup.report.positions import Region

CSV_COLUMNS = (
    "rule",
    "name",
    "severity",
    "confidence",
    "message",
    "suggestion",
    "path",
    "line",
    "column",
    "version_a",
    "start_a",
    "end_a",
    "text_a",
    "version_b",
    "start_b",
    "end_b",
    "text_b",
    "fingerprint",
)
_GITLAB_SEVERITY = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.INFO: "info",
}
_RDJSON_SEVERITY = {
    Severity.CRITICAL: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.INFO: "INFO",
}


def csv_text(reports: Sequence[Report]) -> str:
    """RFC 4180 with a header; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for entry in entries(reports):
        finding = entry.finding
        writer.writerow(
            [
                finding.rule.code,
                finding.rule.name,
                finding.severity.label,
                f"{finding.confidence:.6g}",
                *map(_cell, (finding.message, finding.suggestion or "", entry.region.path)),
                entry.region.line,
                entry.region.column,
                *_side_cells(entry, "a"),
                *_side_cells(entry, "b"),
                entry.fingerprint,
            ]
        )
    return out.getvalue()


def _side_cells(entry: Entry, side: str) -> list[Any]:
    name = _cell(name_of(entry.report.a if side == "a" else entry.report.b))
    passage = entry.passage(side)
    if passage is None:
        return [name, "", "", ""]
    span, words = passage
    return [name, span.start, span.end, _cell(words)]


def _cell(text: str) -> str:
    # https://owasp.org/www-community/attacks/CSV_Injection
    safe = printable(text)
    return f"'{safe}" if safe.startswith(("=", "+", "-", "@")) else safe


def gitlab_value(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """GitLab code quality (https://docs.gitlab.com/ci/testing/code_quality/): fingerprints are unique."""
    seen: Counter[str] = Counter()
    issues = []
    for entry in entries(reports):
        # GitLab drops an issue whose fingerprint came before, and one drift may be in several copies.
        seen[entry.fingerprint] += 1
        number = seen[entry.fingerprint]
        issues.append(
            {
                "description": entry.message,
                "check_name": entry.title,
                "fingerprint": entry.fingerprint if number == 1 else f"{entry.fingerprint}.{number}",
                "severity": _GITLAB_SEVERITY[entry.finding.severity],
                "location": {"path": entry.region.path, "lines": {"begin": entry.region.line}},
            }
        )
    return issues


def rdjson_value(reports: Sequence[Report]) -> dict[str, Any]:
    """Reviewdog's rdjson (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).

    Lines and columns count from 1, columns in UTF-8 bytes, ends are exclusive.
    """
    return {"source": {"name": "dedup"}, "diagnostics": [_diagnostic(entry) for entry in entries(reports)]}


def _diagnostic(entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    value: dict[str, Any] = {
        "message": entry.message,
        "location": _location(entry.region),
        "severity": _RDJSON_SEVERITY[finding.severity],
        "code": {"value": finding.rule.code},
    }
    if finding.suggestion is not None and entry.region.exact:
        value["suggestions"] = [{"range": _range(entry.region), "text": finding.suggestion}]
    if entry.other is not None:
        value["relatedLocations"] = [{"message": "the other version", "location": _location(entry.other)}]
    return value


def _location(region: Region) -> dict[str, Any]:
    return {"path": region.path, "range": _range(region)}


def _range(region: Region) -> dict[str, Any]:
    if not region.exact:
        return {"start": {"line": region.line}}
    return {
        "start": {"line": region.line, "column": region.byte_column},
        "end": {"line": region.end_line, "column": region.end_byte_column},
    }
