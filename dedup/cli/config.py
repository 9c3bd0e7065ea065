"""`dedup config show`: the configuration in force."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

config = typer.Typer(help="The configuration of “dedup check”.", no_args_is_help=True)


@config.callback()
def _config() -> None:
    """The configuration of “dedup check”."""


@config.command()
def show(
    config_file: Annotated[
        Path | None,
        typer.Option("--config", help="Default: the nearest dedup.toml, or pyproject.toml."),
    ] = None,
) -> None:
    """Print the configuration in force, as TOML, and where it comes from."""
    from dedup.policy.config import Config, config_toml, find_config, load_config

    found = config_file or find_config(Path.cwd())
    typer.echo(f"# from {found}" if found else "# no configuration file was found; these are the defaults")
    typer.echo(config_toml(load_config(found) if found else Config()), nl=False)
