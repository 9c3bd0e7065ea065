"""`dedup compare`: two versions, or many pairs, and what changed between them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import Model, Output, SeverityName, complain, output_stream, terminal_style

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.report.interface import Report


class ReportFormat(StrEnum):
    """Output formats of one report."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


def compare(
    versions: Annotated[
        list[str] | None, typer.Argument(metavar="A B", help="Two files; “-” reads one of them from stdin.")
    ] = None,
    pairs: Annotated[
        str | None, typer.Option(help="Compare every pair of this JSON Lines file (“-”: stdin).")
    ] = None,
    reference: Annotated[
        list[str] | None,
        typer.Option(
            help="A file or folder whose spellings of names are known to be right; may be repeated."
        ),
    ] = None,
    format: Annotated[ReportFormat | None, typer.Option(help="Default: text; jsonl with --pairs.")] = None,
    output: Output = None,
    model: Model = None,
    fail_on: Annotated[
        SeverityName | None, typer.Option(help="End with exit code 1 on a finding of this severity or worse.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Report what is likely but not sure, too.")
    ] = False,
) -> None:
    """Compare two versions of a text: garbled names, changed claims, missing and added passages."""
    from dedup.comparison import compare as run
    from dedup.errors import UsageError

    if pairs is not None:
        if versions:
            raise UsageError("give either two files or --pairs, not both")
        _compare_pairs(pairs, reference, format or ReportFormat.JSONL, output, model, fail_on, strict)
        return
    a, b = _two_versions(versions or [])
    report = run(a, b, model=model, references=_references(reference), strict=strict)
    _write([report], format or ReportFormat.TEXT, output)
    if _fails(report, fail_on):
        raise typer.Exit(1)


def _two_versions(paths: list[str]) -> tuple[Document, Document]:
    from dedup.errors import NothingToCompare, UsageError
    from dedup.readers import read_one

    if not paths:
        raise NothingToCompare("nothing to compare; give two files, or --pairs FILE")
    if len(paths) != 2:
        raise UsageError(f"compare takes two files, {len(paths)} given; for a collection use “dedup scan”")
    if paths == ["-", "-"]:
        raise UsageError("only one of the two versions can come from standard input")
    return read_one(paths[0]), read_one(paths[1])


def _references(paths: list[str] | None) -> list[Document]:
    from dedup.documents import Document
    from dedup.readers import read

    known = []
    for item in read(paths or []):
        if not isinstance(item, Document):
            raise item
        known.append(item)
    return known


def _write(reports: list[Report], format: ReportFormat, output: Path | None) -> None:
    from dedup.report import render

    width, color = terminal_style(output)
    with output_stream(output) as stream:
        for report in reports:
            stream.write(render(report, format.value, width=width, color=color))


def _fails(report: Report, fail_on: SeverityName | None) -> bool:
    from dedup.drift.interface import Severity

    return fail_on is not None and bool(report.at_least(Severity[fail_on.name]))


def _compare_pairs(
    path: str,
    references: list[str] | None,
    format: ReportFormat,
    output: Path | None,
    model: str | None,
    fail_on: SeverityName | None,
    strict: bool,
) -> None:
    from dedup.cli.progress import progress
    from dedup.comparison import compare_pairs
    from dedup.errors import InputError, NothingToCompare, UsageError
    from dedup.readers.pairs import read_pairs
    from dedup.report import render
    from dedup.report.json import dumps, error_value

    if format is ReportFormat.JSON:
        raise UsageError("--pairs gives a report on each line; use --format jsonl, or text to read it")
    width, color = terminal_style(output)
    total = unreadable = failed = 0
    with output_stream(output) as stream:
        known = _references(references)
        results = compare_pairs(read_pairs(path), model=model, references=known, strict=strict)
        for result in progress(results, "pairs"):
            total += 1
            if isinstance(result, InputError):
                unreadable += 1
                complain(result)
                if format is ReportFormat.JSONL:
                    stream.write(dumps(error_value(result)) + "\n")
            else:
                failed += _fails(result, fail_on)
                stream.write(render(result, format.value, width=width, color=color))
    if unreadable:
        complain(f"{unreadable} of {total} lines could not be read")
        raise typer.Exit(InputError.exit_code)
    if not total:
        raise NothingToCompare(f"{path}: holds no pair; give one JSON object a line")
    if failed:
        raise typer.Exit(1)
