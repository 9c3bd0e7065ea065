"""`dedup name`: two spellings, or many pairs of them, and whether they name one and the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import Output, complain, output_stream

if TYPE_CHECKING:
    from dedup.drift.names.compare import NameVerdict
    from dedup.errors import InputError
    from dedup.readers.names import NamePair

_TOGETHER = 4096  # lines in memory at a time; names are compared many times faster together


class NameFormat(StrEnum):
    """Output formats of a verdict."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


def name(
    names: Annotated[list[str] | None, typer.Argument(metavar="A B", help="Two spellings.")] = None,
    pairs: Annotated[
        str | None, typer.Option(help="Compare every pair of this JSON Lines file (“-”: stdin).")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say what the verdict rests on.")] = False,
    format: Annotated[NameFormat | None, typer.Option(help="Default: text; jsonl with --pairs.")] = None,
    output: Output = None,
) -> None:
    """Say whether two spellings are the same name, variants of it, a garbled one, or different names."""
    from dedup.drift.names.compare import compare_names
    from dedup.errors import NothingToCompare, UsageError

    if pairs is not None:
        if names:
            raise UsageError("give either two names or --pairs, not both")
        if format is NameFormat.JSON:
            raise UsageError("--pairs gives a verdict on each line; use --format jsonl, or text to read it")
        _compare_pairs(pairs, format or NameFormat.JSONL, explain, output)
        return
    if not names:
        raise NothingToCompare("nothing to compare; give two names, or --pairs FILE")
    if len(names) != 2:
        raise UsageError(f"name takes two names, {len(names)} given; put a name of several words in quotes")
    if not all(map(str.strip, names)):
        raise UsageError("a name is empty; give two names")
    verdict = compare_names(names[0], names[1])
    with output_stream(output) as stream:
        stream.write(_rendered((names[0], names[1]), None, verdict, format or NameFormat.TEXT, explain))


def _compare_pairs(path: str, format: NameFormat, explain: bool, output: Output) -> None:
    from dedup.errors import InputError, NothingToCompare
    from dedup.readers.names import read_name_pairs
    from dedup.report.json import dumps, error_value

    total = unreadable = 0
    with output_stream(output) as stream:
        for item, verdict in _verdicts(read_name_pairs(path)):
            total += 1
            if isinstance(item, InputError):
                unreadable += 1
                complain(item)
                if format is NameFormat.JSONL:
                    stream.write(dumps(error_value(item)) + "\n")
            elif verdict is not None:
                stream.write(_rendered((item.a, item.b), item.id, verdict, format, explain))
    if unreadable:
        complain(f"{unreadable} of {total} lines could not be read")
        raise typer.Exit(InputError.exit_code)
    if not total:
        raise NothingToCompare(f"{path}: holds no pair; give one JSON object a line")


def _verdicts(
    items: Iterable[NamePair | InputError],
) -> Iterator[tuple[NamePair | InputError, NameVerdict | None]]:
    """Each line with its verdict, in order; bad lines have none."""
    from dedup.drift.names.compare import compare_many
    from dedup.errors import InputError

    source = iter(items)
    while lines := list(islice(source, _TOGETHER)):
        verdicts = iter(compare_many([(x.a, x.b) for x in lines if not isinstance(x, InputError)]))
        for item in lines:
            yield item, None if isinstance(item, InputError) else next(verdicts)


def _rendered(
    names: tuple[str, str], id: str | int | None, verdict: NameVerdict, format: NameFormat, explain: bool
) -> str:
    if format is NameFormat.TEXT:
        head = f"{names[0]} | {names[1]}: {verdict.verdict} ({verdict.score:.2f})\n"
        return head + "".join(f"  {line}\n" for line in verdict.reasons()) if explain else head
    from dedup.report.json import dumps, name_value

    indent = 2 if format is NameFormat.JSON else None
    return dumps(name_value(verdict, id), indent=indent) + "\n"
