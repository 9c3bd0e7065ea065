"""`dedup check-names`: names that one text spells in several ways, or otherwise than references do."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dedup.cli.options import FailOn, Output, References, output_stream

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.drift.interface import Finding
    from dedup.errors import InputError


class NamesFormat(StrEnum):
    """Output formats of a name check."""

    TEXT = "text"
    JSONL = "jsonl"


def check_names(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="Files, folders, or “-” for stdin.")
    ] = None,
    reference: References = None,
    format: Annotated[NamesFormat, typer.Option(help="How to write the result.")] = NamesFormat.TEXT,
    output: Output = None,
    fail_on: FailOn = None,
) -> None:
    """Find names that are spelled in several ways inside one text, or otherwise than in reference texts."""
    from dedup.cli.check import read_config
    from dedup.cli.inputs import documents, end_if_unread, need_one, need_stdin_once, references
    from dedup.drift.interface import Severity
    from dedup.drift.names.accept import AcceptList
    from dedup.drift.names.single import check_names as run
    from dedup.errors import NothingToCompare
    from dedup.text.segment import segment

    if not paths:
        raise NothingToCompare("nothing to check; give files or folders, or “-” for standard input")
    need_stdin_once(*paths, *(reference or ()))
    accepted = AcceptList.of(read_config(None).variants)
    errors: list[InputError] = []
    known = [segment(d) for d in references(reference)]
    checked = failed = 0
    with output_stream(output) as stream:
        for document in documents(paths, errors):
            found = run(segment(document), known, accepted=accepted)
            checked += 1
            failed += fail_on is not None and any(f.severity >= Severity[fail_on.name] for f in found)
            stream.write(_json(document, found) if format is NamesFormat.JSONL else _text(document, found))
    need_one(paths, checked + len(errors))
    end_if_unread(len(errors), checked)
    if failed:
        raise typer.Exit(1)


def _text(document: Document, found: list[Finding]) -> str:
    """One line for each finding, `source:line:column`, as compilers and editors write it."""
    out = ""
    for finding in found:
        at = finding.a.start if finding.a else 0
        line = document.text.count("\n", 0, at) + 1
        column = at - (document.text.rfind("\n", 0, at) + 1) + 1
        fix = f"; write “{finding.suggestion}”" if finding.suggestion else ""
        head = f"{document.source or document.id}:{line}:{column}: {finding.severity.label}"
        out += f"{head} {finding.rule.code} {finding.rule.name}: {finding.message}{fix}\n"
    return out


def _json(document: Document, found: list[Finding]) -> str:
    """The shape `dedup-names/1`: one document a line."""
    from dedup.report.json import dumps

    value: dict[str, Any] = {
        "schema": "dedup-names/1",
        "source": document.source or document.id,
        "findings": [
            {
                "rule": f.rule.code,
                "name": f.rule.name,
                "severity": f.severity.label,
                "confidence": round(f.confidence, 6),
                "message": f.message,
                "start": f.a.start if f.a else 0,
                "end": f.a.end if f.a else 0,
                "text": f.a.of(document.text) if f.a else "",
                "suggestion": f.suggestion,
                "evidence": dict(f.evidence),
            }
            for f in found
        ],
    }
    return dumps(value) + "\n"
