"""`dedup rules` and `dedup rule CODE`: what dedup can say, and what it means."""

from __future__ import annotations

from typing import Annotated

import typer


def rules() -> None:
    """List every rule: code, name, severity, and what it says."""
    from dedup.drift.registry import rules as known

    for rule in known():
        typer.echo(f"{rule.code}  {rule.name:<18} {rule.severity.label:<8}  {rule.summary}")


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
            typer.echo(documentation()[entry.code].markdown(entry), nl=False)
            return
    for entry in known():
        if entry.code.startswith(chosen):
            typer.echo(f"{entry.code}  {entry.name:<18} {entry.severity.label:<8}  {entry.summary}")
