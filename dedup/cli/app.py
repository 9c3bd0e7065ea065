"""The typer application: which commands there are."""

from __future__ import annotations

from typing import Annotated

import typer

from dedup.cli.cache import cache
from dedup.cli.check import check
from dedup.cli.check_names import check_names
from dedup.cli.compare import compare
from dedup.cli.config import config
from dedup.cli.index import index
from dedup.cli.judge import judge
from dedup.cli.name import name
from dedup.cli.rules import rule, rules
from dedup.cli.scan import scan
from dedup.cli.schema import schema

_EPILOG = (
    "Exit codes: 0 clean; 1 findings at or above --fail-on, or copies with --fail-on-duplicates; "
    "2 wrong usage; 3 an input could not be read; 4 nothing to compare; 5 an internal error."
)

app = typer.Typer(
    name="dedup",
    help="Find the copies of a news story; report garbled names and changed claims, passage beside passage.",
    epilog=_EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(compare)
app.command()(scan)
app.add_typer(index, name="index")
app.command()(check)
app.command(name="check-names")(check_names)
app.command()(name)
app.command()(judge)
app.command()(rules)
app.command()(rule)
app.add_typer(config, name="config")
app.command()(schema)
app.add_typer(cache, name="cache")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dedup {version('dedup')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    del version  # the callback has done its work
