"""`dedup judge`: an editor's word on a finding, for a file that `dedup check --judgements` reads."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class JudgeVerdict(StrEnum):
    """What can be said of a finding."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OPEN = "open"


def judge(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The judgements; made if missing.")],
    fingerprint: Annotated[
        str | None,
        typer.Argument(help="Of the finding; see --format csv or sarif. None: list the file."),
    ] = None,
    verdict: Annotated[
        JudgeVerdict | None, typer.Argument(help="The finding is right, a false alarm, or to be judged anew.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    merge: Annotated[
        list[Path] | None, typer.Option(help="Take over this file from the page; may be repeated.")
    ] = None,
) -> None:
    """Accept or reject findings by their fingerprints; list and merge judgements files."""
    from dedup.errors import UsageError
    from dedup.policy.known import Judgement, Verdict, read_judgements, write_judgements

    if note is not None and fingerprint is None:
        raise UsageError("a --note is on a finding; give its fingerprint, too")
    if merge is None and fingerprint is None:
        for known in read_judgements(file).values():
            word = known.verdict.value if known.verdict else "note"
            typer.echo(f"{known.fingerprint}  {word:<8}  {known.rule} {known.message}  {known.note}".rstrip())
        return
    judged = read_judgements(file) if file.exists() else {}
    for other in merge or ():
        judged.update(read_judgements(other))
    if fingerprint is not None:
        if verdict is None and note is None:
            raise UsageError("say accepted, rejected or open, or give a --note")
        fingerprint = fingerprint.strip()  # lines of CSV end in a carriage return, too
        if not re.fullmatch("[0-9a-f]{16}", fingerprint):
            raise UsageError(
                f"“{fingerprint}” is no fingerprint (16 digits from 0 to f); --format csv shows them"
            )
        if verdict is JudgeVerdict.OPEN and note is not None:
            raise UsageError("what is open again has no note; leave one of the two out")
        if verdict is JudgeVerdict.OPEN:
            judged.pop(fingerprint, None)
        else:
            before = judged.get(fingerprint, Judgement(fingerprint, None))
            judged[fingerprint] = Judgement(
                fingerprint,
                Verdict(verdict.value) if verdict else before.verdict,
                before.note if note is None else note,
                before.rule,
                before.message,
            )
    write_judgements(file, judged)
