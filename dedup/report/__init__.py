"""Reports: results become text, JSON, a page, and what CI jobs and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedup.candidates.interface import ScanResult
from dedup.errors import UsageError
from dedup.report.interface import CheckResult, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT_FORMATS = (
    "text",
    "json",
    "jsonl",
    "html",
    "markdown",
    "csv",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjson",
)
SCAN_FORMATS = ("text", "json", "html")
SCHEMAS = ("report", "scan", "check", "name", "names", "error", "config", "baseline", "judgements")
_POLICY_SCHEMAS = ("config", "baseline", "judgements")


def render(
    result: Report | ScanResult | CheckResult, format: str = "text", *, width: int = 80, color: bool = False
) -> str:
    """A result in an output format, ending with a line feed.

    Args:
        result: of `dedup.compare`, `dedup.scan` or `dedup check`.
        format: `text` (to be read), `json` (indented), `jsonl` (on one line, a report each), `html` (one
            page to be read and triaged), `markdown` (a summary), `csv`, or what a CI job takes: `sarif`,
            `junit`, `github` (annotations), `gitlab` (code quality), `rdjson` (reviewdog).
        width: columns of the text format.
        color: ANSI colours in the text format.

    Raises:
        UsageError: there is no such format for this result.
    """
    known = SCAN_FORMATS if isinstance(result, ScanResult) else REPORT_FORMATS
    if format not in known:
        raise UsageError(f"there is no format “{format}” for this result; choose one of: {', '.join(known)}")
    if isinstance(result, ScanResult):
        return _scan(result, format, width, color)
    if format == "text":
        from dedup.report import text

        if isinstance(result, Report):
            return text.report_text(result, width=width, color=color)
        return text.check_text(result, width=width, color=color)
    if format in ("json", "jsonl"):
        return _json(result, format)
    if format in ("html", "markdown"):
        return _page(result, format)
    return _for_ci(result, format)


def _scan(result: ScanResult, format: str, width: int, color: bool) -> str:
    if format == "text":
        from dedup.report.text import scan_text

        return scan_text(result, width=width, color=color)
    if format == "html":
        from dedup.report.html import scan_html

        return scan_html(result)
    from dedup.report.json import dumps, scan_value

    return dumps(scan_value(result), indent=2) + "\n"


def _json(result: Report | CheckResult, format: str) -> str:
    from dedup.report.json import check_value, dumps, report_value

    if format == "json":
        value = report_value(result) if isinstance(result, Report) else check_value(result)
        return dumps(value, indent=2) + "\n"
    return "".join(dumps(report_value(report)) + "\n" for report in _reports(result))


def _page(result: Report | CheckResult, format: str) -> str:
    from dedup.report.verdict import check_words

    summary = check_words(result) if isinstance(result, CheckResult) else ""
    # A check may have compared hundreds of clean pairs: the page is about the others.
    shown = [r for r in _reports(result) if r.findings] or _reports(result)
    if format == "html":
        from dedup.report.html import reports_html

        return reports_html(shown, summary=summary)
    from dedup.report.github import markdown

    return markdown(shown, summary=summary)


def _for_ci(result: Report | CheckResult, format: str) -> str:
    reports = _reports(result)
    if format == "junit":
        from dedup.report.junit import junit_text

        return (
            junit_text(reports) if isinstance(result, Report) else junit_text(reports, fail_on=result.fail_on)
        )
    if format == "github":
        from dedup.report.github import annotation_lines

        return annotation_lines(reports)
    if format == "csv":
        from dedup.report.tables import csv_text

        return csv_text(reports)
    from dedup.report.json import dumps

    if format == "sarif":
        from dedup.report.sarif import sarif_value

        return dumps(sarif_value(reports), indent=2) + "\n"
    from dedup.report.tables import gitlab_value, rdjson_value

    return dumps(gitlab_value(reports) if format == "gitlab" else rdjson_value(reports), indent=2) + "\n"


def _reports(result: Report | CheckResult) -> Sequence[Report]:
    return [result] if isinstance(result, Report) else result.reports


def schema(name: str) -> str:
    """The JSON Schema (draft 2020-12) of an output shape, or of a file that dedup reads: see `SCHEMAS`.

    Raises:
        UsageError: there is no such shape.
    """
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema “{name}”; choose one of: {', '.join(SCHEMAS)}")
    from importlib.resources import files

    room = "dedup.policy" if name in _POLICY_SCHEMAS else "dedup.report"
    return files(room).joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
