"""`dedup scan`: the copies in a corpus."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.options import (
    AllowPrivate,
    Fetch,
    InputFormat,
    Model,
    Output,
    Quiet,
    StrictInput,
    Verbose,
    brief,
    complain,
    need_text,
    output_stream,
    terminal_style,
)


class ScanFormat(StrEnum):
    """Output formats of a scan."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def scan(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders, URLs, or “-” for stdin.")
    ] = None,
    include_related: Annotated[
        bool, typer.Option("--include-related", help="Also list independent reports of one event.")
    ] = False,
    format: Annotated[ScanFormat, typer.Option(help="How to write the result.")] = ScanFormat.TEXT,
    output: Output = None,
    model: Model = None,
    edited_only: Annotated[
        bool, typer.Option("--edited-only", help="Skip reworded copies: several times as fast.")
    ] = False,
    index: Annotated[
        Path | None, typer.Option(help="Look among the documents of this index too; see “dedup index”.")
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add the documents to the index afterwards.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why: the figures and the longest shared passages.")
    ] = False,
    fail_on_duplicates: Annotated[
        bool, typer.Option("--fail-on-duplicates", help="End with exit code 1 where copies are found.")
    ] = False,
    input_format: InputFormat = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    strict_input: StrictInput = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Find the versions of one story in files, folders, feeds and pages: edited and reworded copies."""
    from dedup.cli.inputs import Reading, documents, end_if_unread, need_one
    from dedup.engines import scan as run
    from dedup.errors import InputError, NothingToCompare, UsageError
    from dedup.report import render

    if not paths:
        raise NothingToCompare("nothing to scan; give files or folders, or “-” for standard input")
    if explain and format is not ScanFormat.TEXT:
        raise UsageError("--explain is for people to read; leave it out, or use --format text")
    need_text(quiet, format)
    errors: list[InputError] = []
    started = time.monotonic()
    result = run(
        documents(
            paths,
            errors,
            verbose=verbose,
            reading=Reading(input_format, fetch, allow_private, strict_input),
        ),
        model=model,
        include_related=include_related,
        reworded=not edited_only,
        index=index,
        add=add,
        evidence=explain,
    )
    need_one(paths, result.documents + len(errors))
    if verbose:
        complain(f"{time.monotonic() - started:.1f} s")
    width, color = terminal_style(output)
    with output_stream(output) as stream:
        text = render(result, format.value, width=width, color=color)
        stream.write(brief(text) if quiet and format is ScanFormat.TEXT else text)
    end_if_unread(len(errors), result.documents)
    if fail_on_duplicates and any(pair.kind.same_text for pair in result.pairs):
        raise typer.Exit(1)
