"""`dedup compare`: two versions, or many pairs, and what changed between them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import (
    AllowPrivate,
    FailOn,
    Fetch,
    InputFormat,
    Judgements,
    Model,
    NoCache,
    Output,
    Quiet,
    References,
    ReportFormat,
    SeverityName,
    StrictInput,
    Verbose,
    brief,
    complain,
    output_stream,
    terminal_style,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedup.cli.inputs import Reading
    from dedup.documents import Document
    from dedup.policy.known import Judgement
    from dedup.report.interface import Report


def compare(
    versions: Annotated[
        list[str] | None, typer.Argument(metavar="A B", help="Two files or URLs; “-” reads one from stdin.")
    ] = None,
    pairs: Annotated[
        str | None,
        typer.Option(help="Compare every pair of this JSON Lines, XLIFF or TMX file (“-”: stdin)."),
    ] = None,
    reference: References = None,
    format: Annotated[ReportFormat | None, typer.Option(help="Default: text; jsonl with --pairs.")] = None,
    output: Output = None,
    model: Model = None,
    fail_on: FailOn = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Report what is likely but not sure, too.")
    ] = False,
    judgements: Judgements = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Compare again whenever one of the two changes.")
    ] = False,
    input_format: InputFormat = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    strict_input: StrictInput = False,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare two versions of a text: garbled names, changed claims, missing and added passages."""
    from dedup.cli.check import read_config
    from dedup.cli.inputs import Reading, references, tell
    from dedup.comparison import compare as run
    from dedup.errors import UsageError

    judged = _judgements(judgements)
    variants = read_config(None).variants
    if pairs is not None:
        if versions or watch:
            raise UsageError(f"give either {'--watch' if watch else 'two files'} or --pairs, not both")
        if input_format or fetch or allow_private:
            raise UsageError(
                "--input-format, --fetch and --allow-private go with two files, not with --pairs"
            )
        wanted = format or ReportFormat.JSONL
        _compare_pairs(
            pairs,
            reference,
            wanted,
            output,
            model,
            fail_on,
            strict,
            judged,
            strict_input,
            not no_cache,
            variants,
            quiet,
        )
        return
    reading = Reading(input_format, fetch, allow_private)
    known = references(reference)

    def once() -> bool:
        started = time.monotonic()
        a, b = _two_versions(versions or [], reading)
        report = run(
            a, b, model=model, references=known, strict=strict, cache=not no_cache, variants=variants
        )
        report = _without_rejected(report, judged)
        _write(report, format or ReportFormat.TEXT, output, quiet)
        if verbose:
            for document in (a, b):
                tell(document)
            complain(f"{time.monotonic() - started:.1f} s")
        return _fails(report, fail_on)

    if watch:
        from dedup.cli.watch import watch as watching

        if "-" in (versions or []):
            raise UsageError("--watch looks at files; standard input does not change")
        watching(versions or [], once)
        return
    if once():
        raise typer.Exit(1)


def _judgements(path: Path | None) -> Mapping[str, Judgement]:
    if path is None:
        return {}
    from dedup.policy.known import read_judgements

    return read_judgements(path)


def _without_rejected(report: Report, judged: Mapping[str, Judgement]) -> Report:
    """The report without the findings that an editor has called false alarms."""
    if not judged:
        return report
    from dataclasses import replace

    from dedup.policy.apply import not_rejected

    left = not_rejected(report.findings, judged, report.a, report.b)
    return replace(report, findings=left)


def _two_versions(paths: list[str], reading: Reading) -> tuple[Document, Document]:
    from dedup.cli.inputs import document, tell_notes
    from dedup.errors import NothingToCompare, UsageError

    if not paths:
        raise NothingToCompare("nothing to compare; give two files, or --pairs FILE")
    if len(paths) != 2:
        raise UsageError(f"compare takes two files, {len(paths)} given; for a collection use “dedup scan”")
    if paths == ["-", "-"]:
        raise UsageError("only one of the two versions can come from standard input")
    a, b = (document(path, reading) for path in paths)
    told: set[str] = set()
    tell_notes(a, told)
    tell_notes(b, told)
    return a, b


def _write(report: Report, format: ReportFormat, output: Path | None, quiet: bool) -> None:
    from dedup.report import render

    width, color = terminal_style(output)
    with output_stream(output) as stream:
        text = render(report, format.value, width=width, color=color)
        stream.write(brief(text) if quiet and format is ReportFormat.TEXT else text)


def _fails(report: Report, fail_on: SeverityName | None) -> bool:
    from dedup.drift.interface import Severity

    return fail_on is not None and bool(report.at_least(Severity[fail_on.name]))


def _compare_pairs(
    path: str,
    reference: list[str] | None,
    format: ReportFormat,
    output: Path | None,
    model: str | None,
    fail_on: SeverityName | None,
    strict: bool,
    judged: Mapping[str, Judgement],
    strict_input: bool,
    cache: bool,
    variants: tuple[tuple[str, ...], ...],
    quiet: bool,
) -> None:
    from dedup.cli.inputs import end_if_unread, references
    from dedup.cli.progress import progress
    from dedup.comparison import compare_pairs
    from dedup.errors import InputError, NothingToCompare, UsageError
    from dedup.helpers import processes_here
    from dedup.readers.pairs import read_pairs
    from dedup.report import render
    from dedup.report.json import dumps, error_value

    if format not in (ReportFormat.JSONL, ReportFormat.TEXT):
        raise UsageError("--pairs gives a report on each line; use --format jsonl, or text to read it")
    width, color = terminal_style(output)
    compared = unread = failed = 0
    with output_stream(output) as stream:
        known = references(reference)
        results = compare_pairs(
            read_pairs(path),
            model=model,
            references=known,
            strict=strict,
            cache=cache,
            variants=variants,
            processes=processes_here(),
        )
        for result in progress(results, "pairs"):
            if isinstance(result, InputError):
                if strict_input:
                    raise result
                unread += 1
                complain(result)
                if format is ReportFormat.JSONL:
                    stream.write(dumps(error_value(result)) + "\n")
            else:
                compared += 1
                result = _without_rejected(result, judged)
                failed += _fails(result, fail_on)
                text = render(result, format.value, width=width, color=color)
                if format is ReportFormat.TEXT:
                    text = brief(text) if quiet else text + "\n"
                stream.write(text)
    end_if_unread(unread, compared, "lines")
    if not compared:
        raise NothingToCompare(f"{path}: holds no pair; give one JSON object a line")
    if failed:
        raise typer.Exit(1)
