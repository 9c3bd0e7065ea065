"""A progress bar that shows itself only where somebody waits; an end by Ctrl-C that says what was done."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dedup.readers.sources import Tally

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar appears
_PACE = 0.1  # seconds between two looks of it


class _Passed:
    """What the last `progress` of this run has counted, for the last words."""

    label = ""
    count = 0
    started = 0.0


class Interrupted(BaseException):
    """Ctrl-C, or a request to end; unlike KeyboardInterrupt, typer lets it through to `main`.

    Args:
        message: what was done so far.
        exit_code: 128 and the signal's number, as shells have it.
    """

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@contextmanager
def interruptible() -> Iterator[None]:
    """Inside, Ctrl-C and SIGTERM raise `Interrupted`, so that what is half written is taken away."""
    _Passed.label = ""

    def stop(number: int, _: object) -> None:
        seconds = time.monotonic() - _Passed.started
        done = f" after {_Passed.count:,} {_Passed.label} in {seconds:.0f} s" if _Passed.label else ""
        by = "Ctrl-C" if number == signal.SIGINT else signal.Signals(number).name
        message = f"stopped by {by}{done}; what is printed stands, and no file is written"
        raise Interrupted(message, 128 + number)

    try:
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:  # not the main thread: the signals are not ours to take
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def progress(items: Iterable[T], label: str, tally: Tally | None = None) -> Iterator[T]:
    """The items as they come; after a second a bar with rate and time runs on stderr, if a terminal.

    Args:
        items: what is counted.
        label: what they are, in the plural.
        tally: bytes read and to be read, for the time left; None: not known.
    """
    started = time.monotonic()
    _Passed.label, _Passed.count, _Passed.started = label, 0, started
    shown = started + _PATIENCE if sys.stderr.isatty() else float("inf")
    bar: Any = None
    try:
        for count, item in enumerate(items, start=1):
            _Passed.count = count
            now = time.monotonic()
            if now >= shown:
                bar = bar or _bar(tally)
                words = f"{count:,} {label}, {count / (now - started):,.0f} a second"
                bar.update(
                    bar.task_ids[0], description=words, completed=tally.read if tally else 0, refresh=True
                )
                shown = now + _PACE
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _bar(tally: Tally | None) -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns: list[Any] = [SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
    total = tally.total if tally is not None else None
    if total:
        columns += [BarColumn(), TextColumn("{task.percentage:.0f} %"), TimeRemainingColumn()]
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.start()
    bar.add_task("", total=total)
    return bar
