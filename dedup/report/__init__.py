"""Reports: results become text, JSON and other outputs."""

from __future__ import annotations

from importlib.resources import files

from dedup.candidates.interface import ScanResult
from dedup.errors import UsageError
from dedup.report.interface import Report

REPORT_FORMATS = ("text", "json", "jsonl")
SCAN_FORMATS = ("text", "json")
SCHEMAS = ("report", "scan", "name", "error")


def render(result: Report | ScanResult, format: str = "text", *, width: int = 80, color: bool = False) -> str:
    """A result in an output format, ending with a line feed.

    Args:
        result: of `dedup.compare` or `dedup.scan`.
        format: `text` (to be read), `json` (indented) or `jsonl` (on one line).
        width: columns of the text format.
        color: ANSI colours in the text format.

    Raises:
        UsageError: there is no such format for this result.
    """
    known = REPORT_FORMATS if isinstance(result, Report) else SCAN_FORMATS
    if format not in known:
        raise UsageError(f"there is no format “{format}” for this result; choose one of: {', '.join(known)}")
    if format == "text":
        from dedup.report import text

        if isinstance(result, Report):
            return text.report_text(result, width=width, color=color)
        return text.scan_text(result, width=width, color=color)
    from dedup.report.json import dumps, report_value, scan_value

    value = report_value(result) if isinstance(result, Report) else scan_value(result)
    return dumps(value, indent=2 if format == "json" else None) + "\n"


def schema(name: str) -> str:
    """The JSON Schema (draft 2020-12) of an output shape: report, scan, name or error.

    Raises:
        UsageError: there is no such shape.
    """
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema “{name}”; choose one of: {', '.join(SCHEMAS)}")
    return files("dedup.report").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
