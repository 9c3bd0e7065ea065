"""`dedup scan`: the copies in a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import (
    AllowPrivate,
    Fetch,
    InputFormat,
    Model,
    Output,
    StrictInput,
    complain,
    output_stream,
    tell_notes,
    terminal_style,
)

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.errors import InputError


class ScanFormat(StrEnum):
    """Output formats of a scan."""

    TEXT = "text"
    JSON = "json"


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
    fail_on_duplicates: Annotated[
        bool, typer.Option("--fail-on-duplicates", help="End with exit code 1 where copies are found.")
    ] = False,
    input_format: InputFormat = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    strict_input: StrictInput = False,
) -> None:
    """Find the versions of one story in files, folders, feeds and pages: edited and reworded copies."""
    import sys

    from dedup.cli.progress import Progress
    from dedup.engines import scan as run
    from dedup.errors import InputError, NothingToCompare
    from dedup.readers import bytes_of, read
    from dedup.readers.sources import Tally
    from dedup.report import render

    if not paths:
        raise NothingToCompare("nothing to scan; give files or folders, or “-” for standard input")
    errors: list[InputError] = []
    tally = Tally(total=bytes_of(paths) if sys.stderr.isatty() else None)
    items = read(paths, input_format=input_format, fetch=fetch, allow_private=allow_private, tally=tally)
    with Progress("documents", "no result is written", tally) as progress:
        documents = progress(_good(items, errors, strict_input))
        result = run(documents, model=model, include_related=include_related)
    if not result.documents and not errors:
        raise NothingToCompare(f"no document of a known format in {', '.join(paths)}")
    width, color = terminal_style(output)
    with output_stream(output) as stream:
        stream.write(render(result, format.value, width=width, color=color))
    if errors:
        complain(f"{len(errors)} of {len(errors) + result.documents} inputs could not be read")
        raise typer.Exit(InputError.exit_code)
    if fail_on_duplicates and any(pair.kind.same_text for pair in result.pairs):
        raise typer.Exit(1)


def _good(
    items: Iterable[Document | InputError], errors: list[InputError], strict: bool
) -> Iterator[Document]:
    """The documents; errors are told at once and kept for the exit code, or raised where that was asked."""
    from dedup.documents import Document

    told: set[str] = set()
    for item in items:
        if isinstance(item, Document):
            tell_notes(item, told)
            yield item
        elif strict:
            raise item
        else:
            complain(item)
            errors.append(item)
