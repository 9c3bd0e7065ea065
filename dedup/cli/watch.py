"""Doing something again whenever one of a few files has changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dedup.cli.options import complain
from dedup.cli.progress import Interrupted
from dedup.errors import InputError

_PAUSE = 0.3  # seconds between looks: quicker than an editor's user, too slow to be felt


def watch(paths: Sequence[str], act: Callable[[], object]) -> None:
    """Run `act` now and after every change, until interrupted; an unreadable file is told and waited for."""
    seen: object = None
    try:
        while True:
            state = [_state(Path(path)) for path in paths]
            if state != seen:
                seen = state
                if sys.stdout.isatty():
                    sys.stdout.write("\x1b[2J\x1b[H")  # a clean screen, the cursor at its top
                try:
                    act()
                except InputError as error:
                    complain(error)
                sys.stdout.flush()
            time.sleep(_PAUSE)
    except (KeyboardInterrupt, Interrupted):
        return


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
