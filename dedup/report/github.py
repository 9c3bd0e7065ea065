"""GitHub: annotations on the files of a pull request, and a Markdown summary for `$GITHUB_STEP_SUMMARY`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dedup.drift.interface import Severity
from dedup.report.entries import Entry, entries, name_of
from dedup.report.interface import Report
from dedup.report.passages import printable
from dedup.report.verdict import VERDICT, count, drift_words

_COMMAND = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "notice",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:/])")


def annotation_lines(reports: Sequence[Report]) -> str:
    """Workflow commands (`::error file=…::message`), one a finding.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(_annotation(entry) + "\n" for entry in entries(reports))


def _annotation(entry: Entry) -> str:
    region = entry.region
    fields = {"file": region.path, "line": str(region.line), "endLine": str(region.end_line)}
    if region.exact and region.line == region.end_line:  # GitHub takes columns only on one line
        fields |= {"col": str(region.column), "endColumn": str(region.end_column)}
    fields["title"] = entry.title
    listed = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    return f"::{_COMMAND[entry.finding.severity]} {listed}::{_data(entry.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def markdown(reports: Sequence[Report], *, summary: str = "") -> str:
    """A table of findings for each pair; words of articles can neither make markup nor mention anybody."""
    total = sum(len(report.findings) for report in reports)
    lines = [f"## dedup: {count(total, 'finding')} in {count(len(reports), 'pair')}", ""]
    if summary:
        lines += [_escaped(summary), ""]
    for report in reports:
        drift = drift_words(report)
        lines += [
            f"### {_escaped(name_of(report.a))} – {_escaped(name_of(report.b))}",
            "",
            f"{report.kind.value}: {VERDICT[report.kind]}{f' · {drift}' if drift else ''}",
            "",
        ]
        found = list(entries([report]))
        if found:
            lines += [
                "| severity | rule | where | a | b | finding |",
                "| --- | --- | --- | --- | --- | --- |",
            ]
            lines += [_row(entry) for entry in found]
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(entry: Entry) -> str:
    cells = [
        entry.finding.severity.label,
        entry.title.replace("-", "\u2011"),  # a code must not break at its hyphen
        _escaped(f"{entry.region.path}:{entry.region.line}"),
        *(_quoted(entry, side) for side in "ab"),
        _escaped(printable(entry.finding.message)),
    ]
    return f"| {' | '.join(cells)} |"


def _quoted(entry: Entry, side: str) -> str:
    passage = entry.passage(side)
    if passage is None:
        return "–"
    words = printable(passage[1])
    return _escaped(words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …")


_LONGEST = 120  # characters of a passage in a cell


def _escaped(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return _SPECIAL.sub(r"\\\1", plain).replace("&\\#64;", "&#64;")
