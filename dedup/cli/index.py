"""`dedup index`: the documents to scan against, kept in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.inputs import documents, end_if_unread, need_one
from dedup.cli.options import Model, Output, complain, output_stream, terminal_style
from dedup.cli.scan import ScanFormat

if TYPE_CHECKING:
    from dedup.errors import InputError

index = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Keep documents to scan against.")

IndexFile = Annotated[Path, typer.Argument(metavar="INDEX", help="The index file.")]
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or “-” for stdin.")]


@index.command()
def add(index: IndexFile, paths: Paths) -> None:
    """Add documents, or replace those whose text changed; makes the file where there is none."""
    from dedup.candidates.index import Index

    errors: list[InputError] = []
    with Index(index, create=True) as opened:
        added = opened.add(documents(paths, errors))
        seen = added.new + added.updated + added.unchanged
        need_one(paths, seen + len(errors))
        what = f"{added.new} new, {added.updated} replaced, {added.unchanged} unchanged"
        typer.echo(f"{what}; {len(opened)} in {index}")
    end_if_unread(len(errors), seen)


@index.command()
def query(
    index: IndexFile,
    paths: Paths,
    include_related: Annotated[
        bool, typer.Option("--include-related", help="Also list independent reports of one event.")
    ] = False,
    format: Annotated[ScanFormat, typer.Option(help="How to write the result.")] = ScanFormat.TEXT,
    output: Output = None,
    model: Model = None,
) -> None:
    """Find the versions of documents among those in the index, and nothing else."""
    from functools import partial

    from dedup.candidates.clusters import clusters
    from dedup.candidates.index import Index
    from dedup.candidates.interface import ScanResult
    from dedup.encoder import load_encoder
    from dedup.engines.indexed import matches
    from dedup.report import render

    errors: list[InputError] = []
    with Index(index) as opened:
        asked = list(documents(paths, errors))
        need_one(paths, len(asked) + len(errors))
        pairs = tuple(
            matches(asked, opened, encoder=partial(load_encoder, model), include_related=include_related)
        )
    groups = clusters((pair.a, pair.b) for pair in pairs if pair.kind.same_text)
    result = ScanResult(len(asked), pairs, tuple(map(tuple, groups)))
    width, color = terminal_style(output)
    with output_stream(output) as stream:
        stream.write(render(result, format.value, width=width, color=color))
    end_if_unread(len(errors), len(asked))


@index.command()
def remove(
    index: IndexFile, ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of documents.")]
) -> None:
    """Take documents out by id."""
    from dedup.candidates.index import Index

    with Index(index) as opened:
        removed = opened.remove(ids)
        typer.echo(f"{removed} removed; {len(opened)} in {index}")
    if removed < len(set(ids)):
        complain(f"{len(set(ids)) - removed} of the ids not in the index")


@index.command()
def stats(index: IndexFile) -> None:
    """Say what the index holds and how it was made."""
    from dedup.candidates.index import Index

    with Index(index) as opened:
        figures = opened.stats()
    typer.echo(
        f"documents  {figures.documents}\nempty      {figures.empty}\nsegments   {figures.segments}\n"
        f"bytes      {figures.bytes}\nmade with  {figures.recipe}"
    )


@index.command()
def check(index: IndexFile) -> None:
    """Read the whole file and say whether all is well; exit code 1 where it is not."""
    from dedup.candidates.index import Index

    with Index(index) as opened:
        problems = opened.check()
        if not problems:
            typer.echo(f"{len(opened)} documents, all well")
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)
