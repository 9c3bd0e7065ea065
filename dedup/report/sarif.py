"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from dedup.drift.documentation import documentation
from dedup.drift.interface import Rule, Severity
from dedup.drift.registry import rules
from dedup.report.entries import Entry, entries, name_of
from dedup.report.interface import Report
from dedup.report.positions import Region

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "note",
}


def sarif_value(reports: Sequence[Report]) -> dict[str, Any]:
    """One run; a finding is a result, its counterpart in the other version a related location.

    Columns are Unicode code points. `partialFingerprints` hold the content fingerprint.
    """
    found = list(entries(reports))
    known = {rule.code: rule for rule in (*rules(), *(entry.finding.rule for entry in found))}
    codes = sorted(known)
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dedup",
                        "semanticVersion": version("dedup"),
                        "rules": [_rule(known[code]) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(entry, codes.index(entry.finding.rule.code)) for entry in found],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [{"N": "names", "C": "claims", "S": "structure"}[rule.code[0]], rule.name]},
    }
    if doc := documentation().get(rule.code):
        value["fullDescription"] = {"text": doc.meaning}
        value["help"] = {"text": f"{doc.meaning} {doc.why}", "markdown": doc.markdown(rule)}
    return value


def _result(entry: Entry, rule_index: int) -> dict[str, Any]:
    finding = entry.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity],
        "message": {"text": entry.message},
        "locations": [_location(entry.region)],
        "partialFingerprints": {"dedupFinding/v1": entry.fingerprint},
        "properties": {
            "severity": finding.severity.label,
            "confidence": round(finding.confidence, 6),
            "a": name_of(entry.report.a),
            "b": name_of(entry.report.b),
        },
    }
    if entry.other is not None:
        other = {"id": 1, "message": {"text": "the other version"}}
        result["relatedLocations"] = [other | _location(entry.other)]
    if finding.suggestion is not None and entry.region.exact:
        result["fixes"] = [_fix(entry.region, finding.suggestion)]
    return result


def _location(region: Region) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(region.path)},
            "region": _region(region),
        }
    }


def _region(region: Region) -> dict[str, int]:
    if not region.exact:
        return {"startLine": region.line}
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _fix(region: Region, suggestion: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(region), "insertedContent": {"text": suggestion}}
    change = {"artifactLocation": {"uri": uri(region.path)}, "replacements": [replacement]}
    return {"description": {"text": f"Write “{suggestion}”"}, "artifactChanges": [change]}


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986)."""
    from urllib.parse import quote

    return path if "://" in path else quote(path, errors="backslashreplace")
