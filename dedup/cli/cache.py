"""`dedup cache`: what earlier runs have kept, and forgetting it."""

from __future__ import annotations

import typer

cache = typer.Typer(help="Show or clear what earlier runs kept.", no_args_is_help=True)


@cache.command()
def info() -> None:
    """Say where the cache lies, how large it is and what it holds."""
    from dedup.cache import Cache
    from dedup.report.verdict import count

    found = Cache().info()
    typer.echo(f"{found.path}: {found.size / 1e6:.1f} of at most {found.limit / 1e6:.0f} MB")
    for space, entries in found.entries.items():
        typer.echo(f"  {space}: {count(entries, 'entry', 'entries')}")


@cache.command()
def clear() -> None:
    """Delete the cache; later runs fill it again."""
    from dedup.cache import Cache, cache_path

    Cache().clear()
    typer.echo(f"{cache_path()}: cleared")
