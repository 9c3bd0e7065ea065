"""Every error that dedup raises on purpose, under one root.

A message says what was wrong, where, and what to do about it; the command line prints it as it is.
"""

from __future__ import annotations


class DedupError(Exception):
    """Root of all errors raised on purpose; `exit_code` is what the command line ends with."""

    exit_code = 5


class UsageError(DedupError):
    """The call itself is wrong: an unknown format, an option that does not fit, a bad pattern."""

    exit_code = 2


class InputError(DedupError):
    """An input could not be read.

    Args:
        source: the path, URL or `path:line` of the input.
        problem: what is wrong with it, and what to do, as the user should read it.
        item: the id that the input gave itself, where it could still be read.
    """

    exit_code = 3

    def __init__(self, source: str, problem: str, item: str | int | None = None) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem
        self.item = item


class NothingToCompare(DedupError):
    """No input was given, or none of the inputs held a document."""

    exit_code = 4


class ModelError(DedupError):
    """The encoder could not be loaded, or the model named does not exist here."""

    exit_code = 2
