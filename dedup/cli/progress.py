"""A progress bar that shows itself only where somebody waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar appears


def progress(items: Iterable[T], label: str) -> Iterator[T]:
    """The items as they come; after a second a counter with rate and time runs on stderr, if a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    started, bar, task = time.monotonic(), None, None
    try:
        for count, item in enumerate(items, start=1):
            if bar is None and time.monotonic() - started > _PATIENCE:
                from rich.console import Console
                from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

                columns = (
                    SpinnerColumn(),
                    TextColumn("{task.description} {task.completed}"),
                    TimeElapsedColumn(),
                )
                bar = Progress(*columns, console=Console(stderr=True), transient=True)
                bar.start()
                task = bar.add_task(label, total=None)
            if bar is not None and task is not None:
                bar.update(task, completed=count)
            yield item
    finally:
        if bar is not None:
            bar.stop()
