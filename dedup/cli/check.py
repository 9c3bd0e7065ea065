"""`dedup check`: the command of a CI job."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import (
    AllowPrivate,
    Fetch,
    InputFormat,
    Judgements,
    Model,
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
    need_writable,
    output_stream,
    terminal_style,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dedup.checking import Check
    from dedup.documents import Document
    from dedup.errors import InputError
    from dedup.policy.config import Config
    from dedup.report.interface import CheckResult

_UNBROKEN = 10_000  # columns: more than any last line has

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", help="Default: the nearest dedup.toml, or pyproject.toml with [tool.dedup]."),
]


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders, or “-” for stdin.")
    ] = None,
    reference: References = None,
    index: Annotated[
        Path | None, typer.Option(help="Compare with the versions in this index, too: see “dedup index”.")
    ] = None,
    config_file: ConfigFile = None,
    select: Annotated[
        list[str] | None, typer.Option(help="Report only this rule: code, name or prefix; may be repeated.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Do not report this rule; may be repeated.")
    ] = None,
    fail_on: Annotated[
        SeverityName | None, typer.Option(help="Fail on a finding of this severity or worse. Default: major.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="Report only what this file does not hold.")] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write what is found into the baseline.")
    ] = False,
    judgements: Judgements = None,
    format: Annotated[ReportFormat, typer.Option(help="How to write the result.")] = ReportFormat.TEXT,
    output: Output = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help="Write this format to a file, too; may be repeated."),
    ] = None,
    model: Model = None,
    input_format: InputFormat = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    strict_input: StrictInput = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Find the copies among many texts, compare each pair, and fail on what the policy does not allow."""
    from dedup.cli.inputs import Reading, documents, end_if_unread, need_one, need_stdin_once, references
    from dedup.errors import NothingToCompare
    from dedup.report import render

    if not paths:
        raise NothingToCompare("nothing to check; give files or folders, or “-” for standard input")
    need_text(quiet, format)
    config = _config(config_file, select, ignore, fail_on, reference, baseline, judgements, model)
    need_stdin_once(*paths, *config.reference)
    targets = [_target(given) for given in also or ()]
    run = _check(config, references(list(config.reference)), update_baseline)
    errors: list[InputError] = []
    started = time.monotonic()
    reading = Reading(input_format, fetch, allow_private, strict_input)
    result = _run(run, index, documents(paths, errors, verbose=verbose, reading=reading))
    if verbose:
        for report in result.reports:
            complain(f"{report.a.id} – {report.b.id}: {report.kind.value}, {len(report.findings)} findings")
        complain(f"{time.monotonic() - started:.1f} s")
    need_one(paths, result.documents + len(errors))
    if update_baseline:
        result = _update(config, run, result)
    width, color = terminal_style(output)
    with output_stream(output) as stream:
        if quiet and format is ReportFormat.TEXT:
            stream.write(brief(render(result, width=_UNBROKEN)))
        else:
            stream.write(render(result, format.value, width=width, color=color))
    for further, file in targets:
        with output_stream(file) as stream:
            stream.write(render(result, further))
    end_if_unread(len(errors), result.documents)
    if result.failed:
        raise typer.Exit(1)


def _run(check: Check, index: Path | None, documents: Iterable[Document]) -> CheckResult:
    if index is None:
        return check.run(documents)
    from dedup.candidates.index import Index

    with Index(index) as opened:
        check.index = opened
        return check.run(documents)


def _target(given: str) -> tuple[str, Path | None]:
    """`sarif=out.sarif` as format and file.

    Raises:
        UsageError: it has another form, there is no such format, or nothing can be written there.
    """
    from dedup.errors import UsageError
    from dedup.policy.config import nearest
    from dedup.report import REPORT_FORMATS

    format, found, file = given.partition("=")
    if not found or not file:
        raise UsageError(f"--also takes FORMAT=FILE, such as sarif=dedup.sarif, not “{given}”")
    if format not in REPORT_FORMATS:
        raise UsageError(f"--also: there is no format “{format}”; {nearest(format, REPORT_FORMATS)}")
    return format, need_writable(Path(file))


def read_config(path: Path | None) -> Config:
    """The configuration in `path`, or in the nearest file that has one, or the defaults."""
    from dedup.policy.config import Config, find_config, load_config

    found = path or find_config(Path.cwd())
    return load_config(found) if found else Config()


def _config(
    path: Path | None,
    select: list[str] | None,
    ignore: list[str] | None,
    fail_on: SeverityName | None,
    reference: list[str] | None,
    baseline: Path | None,
    judgements: Path | None,
    model: str | None,
) -> Config:
    """The file's configuration, the command line's words in place of the file's."""
    from dedup.drift.interface import Severity
    from dedup.policy.config import select_rules

    config = read_config(path)
    return replace(
        config,
        select=select_rules(select, "--select") if select else config.select,
        ignore=select_rules(ignore, "--ignore") if ignore else config.ignore,
        fail_on=Severity[fail_on.name] if fail_on else config.fail_on,
        reference=tuple(reference) if reference else config.reference,
        baseline=str(baseline) if baseline else config.baseline,
        judgements=str(judgements) if judgements else config.judgements,
        model=model or config.model,
    )


def _check(config: Config, references: list[Document], update: bool) -> Check:
    from dedup.checking import Check
    from dedup.errors import UsageError
    from dedup.helpers import processes_here
    from dedup.policy.known import read_baseline, read_judgements

    if update and config.baseline is None:
        raise UsageError("--update-baseline needs a file to write: add --baseline FILE")
    known = {}
    if config.baseline is not None and not (update and not Path(config.baseline).exists()):
        known = read_baseline(Path(config.baseline))
    judged = read_judgements(Path(config.judgements)) if config.judgements else {}
    return Check(config, tuple(references), known, judged, processes=processes_here(config.model))


def _update(config: Config, run: Check, result: CheckResult) -> CheckResult:
    """Write the baseline; nothing is new or stale any more."""
    from dedup.policy.known import write_baseline
    from dedup.report.verdict import count

    assert config.baseline is not None
    write_baseline(Path(config.baseline), run.seen.values())
    complain(f"{config.baseline}: the new baseline, {count(len(run.seen), 'finding')}")
    clean = tuple(replace(report, findings=()) for report in result.reports)
    return replace(result, reports=clean, known=result.known + result.findings, stale=())
