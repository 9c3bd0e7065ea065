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
    need_text,
    output_stream,
    terminal_style,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dedup.cli.inputs import Reading
    from dedup.documents import Document
    from dedup.errors import InputError
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
    from dedup.cli.inputs import Reading, need_stdin_once, references, tell
    from dedup.comparison import compare as run

    wanted = format or (ReportFormat.TEXT if pairs is None else ReportFormat.JSONL)
    need_text(quiet, wanted)
    if pairs is not None:
        _go_with_pairs(versions, watch, input_format is not None or fetch or allow_private, wanted)
    need_stdin_once(*(versions or ()), *(reference or ()), pairs)
    if watch:
        _can_be_watched(versions or [], fail_on)
    judged = _judgements(judgements)
    variants = read_config(None).variants
    known = references(reference)
    if pairs is not None:
        from dedup.comparison import compare_pairs
        from dedup.helpers import processes_here
        from dedup.readers.pairs import read_pairs

        results = compare_pairs(
            read_pairs(pairs),
            model=model,
            references=known,
            strict=strict,
            cache=not no_cache,
            variants=variants,
            processes=processes_here(model),
        )
        _write_pairs(results, pairs, wanted, output, fail_on, judged, strict_input, quiet, verbose)
        return
    reading = Reading(input_format, fetch, allow_private)

    def once() -> bool:
        started = time.monotonic()
        a, b = _two_versions(versions or [], reading)
        report = run(
            a, b, model=model, references=known, strict=strict, cache=not no_cache, variants=variants
        )
        report = _without_rejected(report, judged)
        _write(report, wanted, output, quiet)
        if verbose:
            for document in (a, b):
                tell(document)
            complain(f"{time.monotonic() - started:.1f} s")
        return _fails(report, fail_on)

    if watch:
        from dedup.cli.watch import watch as watching

        watching(versions or [], once)
        return
    if once():
        raise typer.Exit(1)


def _go_with_pairs(versions: list[str] | None, watch: bool, reads: bool, format: ReportFormat) -> None:
    """Check what is given beside `--pairs`.

    Raises:
        UsageError: something that says nothing there.
    """
    from dedup.errors import UsageError

    if versions or watch:
        raise UsageError(f"give either {'--watch' if watch else 'two files'} or --pairs, not both")
    if reads:
        raise UsageError("--input-format, --fetch and --allow-private go with two files, not with --pairs")
    if format not in (ReportFormat.JSONL, ReportFormat.TEXT):
        raise UsageError("--pairs gives a report on each line; use --format jsonl, or text to read it")


def _can_be_watched(versions: list[str], fail_on: SeverityName | None) -> None:
    """Check that the versions can change while they are looked at, and that an end is not waited for.

    Raises:
        UsageError: one is no file, or an exit code is asked for.
    """
    from dedup.errors import UsageError

    if "-" in versions:
        raise UsageError("--watch looks at files; standard input does not change")
    if any("://" in version for version in versions):
        raise UsageError("--watch looks at files; save the page to one")
    if fail_on is not None:
        raise UsageError(
            "--watch goes on until it is stopped; --fail-on asks for an end: leave one of them out"
        )


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


def _write_pairs(
    results: Iterable[Report | InputError],
    path: str,
    format: ReportFormat,
    output: Path | None,
    fail_on: SeverityName | None,
    judged: Mapping[str, Judgement],
    strict_input: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    from dedup.cli.inputs import end_if_unread, tell, tell_notes
    from dedup.cli.progress import progress
    from dedup.errors import InputError, NothingToCompare
    from dedup.report import render
    from dedup.report.json import dumps, error_value

    width, color = terminal_style(output)
    started = time.monotonic()
    told: set[str] = set()
    compared = unread = failed = 0
    with output_stream(output) as stream:
        for result in progress(results, "pairs"):
            if isinstance(result, InputError):
                if strict_input:
                    raise result
                unread += 1
                complain(result)
                if format is ReportFormat.JSONL:
                    stream.write(dumps(error_value(result)) + "\n")
                continue
            compared += 1
            for document in (result.a, result.b):
                tell_notes(document, told)
                if verbose:
                    tell(document)
            result = _without_rejected(result, judged)
            failed += _fails(result, fail_on)
            text = render(result, format.value, width=width, color=color)
            if format is ReportFormat.TEXT:
                text = brief(text) if quiet else text + "\n"
            stream.write(text)
    if verbose:
        complain(f"{time.monotonic() - started:.1f} s")
    end_if_unread(unread, compared, "lines")
    if not compared:
        raise NothingToCompare(f"{path}: holds no pair; give one JSON object a line")
    if failed:
        raise typer.Exit(1)
