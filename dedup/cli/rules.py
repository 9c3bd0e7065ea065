"""`dedup rules` and `dedup rule CODE`: what dedup can say, and what it means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.options import terminal_style


def rules(
    write: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write a page for each rule there instead.")
    ] = None,
) -> None:
    """List every rule: code, name, severity, and what it says."""
    from dedup.drift.documentation import pages
    from dedup.drift.registry import rules as known

    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, text in pages(known()).items():
            (write / name).write_text(text, encoding="utf-8")
        return
    for rule in known():
        typer.echo(f"{rule.code}  {rule.name:<19} {rule.severity.label:<8}  {rule.summary}")


def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code or name: N101, garbled-name.")],
) -> None:
    """Explain a rule: what it means, why it matters, examples, how it decides, how to silence it."""
    from dedup.drift.documentation import documentation
    from dedup.drift.registry import rules as known
    from dedup.policy.config import select_rules

    (chosen,) = select_rules([code], "dedup rule")
    for entry in known():
        if entry.code == chosen:
            _show(documentation()[entry.code].markdown(entry))
            return
    for entry in known():
        if entry.code.startswith(chosen):
            typer.echo(f"{entry.code}  {entry.name:<19} {entry.severity.label:<8}  {entry.summary}")


def _show(markdown: str) -> None:
    """Laid out for a terminal that shows colour; elsewhere as it is."""
    width, color = terminal_style(None)
    if not color:
        typer.echo(markdown, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=width, force_terminal=True).print(Markdown(markdown))
