"""`--watch`, with a real process and real edits."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from support import ARTICLES, ROOT


def test_an_edit_is_compared_again_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    text = (ARTICLES / "libya_airlift.txt").read_text(encoding="utf-8")
    a, b, out = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "out.txt"
    a.write_text(text, encoding="utf-8")
    b.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "dedup", "compare", str(a), str(b), "--watch", "-o", str(out)]
    # A job started in the background ignores interrupts, and its children would, too.
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, cwd=ROOT, preexec_fn=listens) as process:
        try:
            awaited(out, "No findings.")
            b.unlink()
            time.sleep(1)
            assert process.poll() is None
            b.write_text(text.rsplit("\n\n", 1)[0], encoding="utf-8")
            awaited(out, "S301")
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()


def awaited(file: Path, words: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if file.exists() and words in file.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError(
        f"{words!r} never came; {file.read_text() if file.exists() else 'nothing was written'}"
    )
