"""`dedup scan`: the copies in a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import Model, Output, complain, output_stream, terminal_style

if TYPE_CHECKING:
    from dedup.documents import Document
    from dedup.errors import InputError


class ScanFormat(StrEnum):
    """Output formats of a scan."""

    TEXT = "text"
    JSON = "json"


def scan(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders, or “-” for stdin.")
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
) -> None:
    """Find the versions of one story in files, folders and JSON Lines: edited and reworded copies."""
    from dedup.cli.progress import progress
    from dedup.engines import scan as run
    from dedup.errors import InputError, NothingToCompare
    from dedup.readers import read
    from dedup.report import render

    if not paths:
        raise NothingToCompare("nothing to scan; give files or folders, or “-” for standard input")
    errors: list[InputError] = []
    documents = progress(_good(read(paths), errors), "documents")
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


def _good(items: Iterable[Document | InputError], errors: list[InputError]) -> Iterator[Document]:
    """The documents; errors are told at once and kept for the exit code."""
    from dedup.documents import Document

    for item in items:
        if isinstance(item, Document):
            yield item
        else:
            complain(item)
            errors.append(item)
