"""`dedup schema`: the JSON Schema of an output shape."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class SchemaName(StrEnum):
    """The shapes that have a schema, of outputs and of files that dedup reads."""

    REPORT = "report"
    SCAN = "scan"
    CHECK = "check"
    NAME = "name"
    NAMES = "names"
    ERROR = "error"
    CONFIG = "config"
    BASELINE = "baseline"
    JUDGEMENTS = "judgements"


def schema(name: Annotated[SchemaName, typer.Argument(help="Which shape.")]) -> None:
    """Print the JSON Schema of an output shape."""
    from dedup.report import schema as text_of

    typer.echo(text_of(name.value), nl=False)
