"""The command line: a thin face over the public API."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; ends the process with a documented exit code and never with a traceback."""
    # numpy's products here are of one sentence with another: threads for them cost more than they do, many
    # times more on a busy machine. Read when numpy is loaded, which is later.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What starting up makes is kept: to look for garbage after every 700 objects takes a tenth of its time.
    gc.set_threshold(50_000)
    from dedup.cli.app import app
    from dedup.cli.progress import Interrupted, interruptible
    from dedup.errors import DedupError

    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a character must not stop the report.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a TextIOWrapper in a process
    try:
        with interruptible():
            app()
    except Interrupted as stop:
        sys.exit(_fail(str(stop), stop.exit_code))
    except DedupError as error:
        sys.exit(_fail(str(error), error.exit_code))
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.exit(_fail(f"{where}{error.strerror or error}", 3))
    except Exception as error:  # the last door: a user must never see a traceback
        place = f"{type(error).__name__}: {error}"
        sys.exit(_fail(f"internal error ({place}); please report it with the command and the input", 5))
    sys.exit(0)


def _open_closed_streams() -> None:
    """Stand in for streams that are closed (`>&-`), or the next file would get their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _fail(message: str, code: int) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"dedup: {message}\n")
    return code
