"""Options that several commands share, and where their output goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dedup.errors import UsageError
from dedup.files import replacing


class SeverityName(StrEnum):
    """Severities as they are written on the command line."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class ReportFormat(StrEnum):
    """Output formats of comparisons."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"


def need_writable(path: Path | None) -> Path | None:
    """The file to write, None for standard output (`-`); says at once, not after the work, that none can be.

    Raises:
        UsageError: `path` is a folder, or no file can be made beside it.
    """
    if path == Path("-"):
        return None
    if path is not None:
        try:
            parent, is_folder = path.resolve().parent, path.is_dir()
        except (OSError, RuntimeError) as error:  # a name that is too long; links that lead to each other
            raise _unwritable(path, getattr(error, "strerror", None) or str(error)) from None
        if is_folder:
            raise _unwritable(path, "is a directory")
        if not parent.is_dir():
            raise _unwritable(path, f"{parent} is no directory")
        is_device = path.exists() and not path.is_file()
        if not os.access(path if is_device else parent, os.W_OK):
            raise _unwritable(path, "permission denied")
    return path


Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", callback=need_writable, help="Write the result to this file instead of stdout."
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="A sentence-transformers model, by name or folder. Default: the one that comes with dedup."
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        help="Read every input as this format (html, feed, csv, ...). Default: told by its content."
    ),
]
Fetch = Annotated[
    bool, typer.Option("--fetch", help="Read the pages that sitemaps and feed items without text link to.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Read URLs on this machine and in private networks, too.")
]
StrictInput = Annotated[
    bool, typer.Option("--strict-input", help="Stop at the first input that cannot be read.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="As text, print only the last line.")]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", "-v", help="Say on stderr what was read, what was repaired, and the time."),
]


References = Annotated[
    list[str] | None,
    typer.Option(help="A file or folder whose spellings of names are known to be right; may be repeated."),
]
FailOn = Annotated[
    SeverityName | None, typer.Option(help="End with exit code 1 on a finding of this severity or worse.")
]
Judgements = Annotated[
    Path | None, typer.Option(help="Leave out what this file rejects: from the page, or “dedup judge”.")
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Neither use nor keep what is computed; see “dedup cache”.")
]


@contextmanager
def output_stream(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only once it is whole.

    Raises:
        UsageError: nothing can be written at `path`.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.exists() and not path.is_file():
        # A device or a pipe (/dev/stdout) is written to: a file in its place would break it for everybody.
        with _writing(path, path) as stream:
            yield stream
        return
    with replacing(path) as part, _writing(part, path) as stream:
        yield stream


def _writing(path: Path, asked: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(asked, error.strerror or str(error)) from None


def _unwritable(path: Path, reason: str) -> UsageError:
    return UsageError(f"{path}: cannot be written ({reason}); give another output file")


def terminal_style(path: Path | None) -> tuple[int, bool]:
    """Columns and colour for text: the terminal's own where stdout is one, else 80 and none.

    `NO_COLOR` (https://no-color.org) turns colour off, `FORCE_COLOR` turns it on.
    """
    is_terminal = path is None and sys.stdout.isatty()
    columns = os.get_terminal_size().columns if is_terminal else 80
    wanted = is_terminal or bool(os.environ.get("FORCE_COLOR"))
    return max(40, min(columns, 120)), wanted and not os.environ.get("NO_COLOR")


def brief(text: str) -> str:
    """The last line, which says how it ended."""
    return text.rstrip("\n").rpartition("\n")[2] + "\n"


def need_text(quiet: bool, format: StrEnum) -> None:
    """Check that there is a last line to print where only that is asked for.

    Raises:
        UsageError: the output is no text.
    """
    if quiet and format != "text":
        raise UsageError(f"--quiet is for text; leave it out with {format.value}, or use --format text")


def complain(message: object) -> None:
    """One message for people, on standard error; names from the input cannot steer the terminal."""
    safe = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in str(message))
    sys.stdout.flush()
    sys.stderr.write(f"dedup: {safe}\n")
