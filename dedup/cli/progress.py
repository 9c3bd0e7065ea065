"""A progress bar that shows itself only where somebody waits; an end by Ctrl-C that says what was done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dedup.readers.sources import Tally

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar appears
_PACE = 0.1  # seconds between two looks of it


class Progress:
    """Counts items as they pass; after a second a bar with rate and time runs on stderr, if a terminal.

    A context manager: Ctrl-C inside it becomes `Interrupted`, with what was done so far.

    Args:
        label: what is counted, in the plural.
        done: what the user has of the work when it is interrupted.
        tally: bytes read and to be read, for the time left; None: not known.
    """

    def __init__(self, label: str, done: str, tally: Tally | None = None) -> None:
        self._label = label
        self._done = done
        self._tally = tally
        self._count = 0
        self._started = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        if isinstance(error, KeyboardInterrupt):
            from dedup.errors import Interrupted

            seconds = time.monotonic() - self._started
            raise Interrupted(
                f"stopped after {self._count:,} {self._label} in {seconds:.0f} s; {self._done}"
            ) from None

    def __call__(self, items: Iterable[T]) -> Iterator[T]:
        """The items as they come."""
        shown = self._started + _PATIENCE if sys.stderr.isatty() else float("inf")
        try:
            for item in items:
                self._count += 1
                if (now := time.monotonic()) >= shown:
                    self._show(now - self._started)
                    shown = now + _PACE
                yield item
        finally:
            self._stop()

    def _show(self, seconds: float) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                SpinnerColumn,
                TextColumn,
                TimeElapsedColumn,
                TimeRemainingColumn,
            )
            from rich.progress import Progress as Bar

            columns = [SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
            if self._tally is not None and self._tally.total:
                columns += [BarColumn(), TextColumn("{task.percentage:.0f} %"), TimeRemainingColumn()]
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._bar.add_task("", total=self._tally.total if self._tally else None)
        words = f"{self._count:,} {self._label}, {self._count / seconds:,.0f} a second"
        completed = self._tally.read if self._tally else 0
        self._bar.update(self._bar.task_ids[0], description=words, completed=completed, refresh=True)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
