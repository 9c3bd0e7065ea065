"""Other processes that compare beside this one, since the rules keep one interpreter busy."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from dedup.encoder.models import find_model
from dedup.report.interface import Report
from dedup.work import Options, Pair, Work

Answer = Future[list[Report] | None]

_MOST = 4  # processes of some 0.4 GB
# Batches that a helper has at a time: the one it works on, and the next.
_AT_A_TIME = 2
# A helper compares on one core; its libraries read these when they are loaded.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def processes_here(model: str | None = None) -> int:
    """How many processes may compare at a time: one a core, as far as memory is likely to last.

    Each loads the model. The one that comes with dedup is small; another may be of any size, so that one
    process alone has it, on all cores.
    """
    if not find_model(model).is_default:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST)


class Helpers:
    """Processes, each with a model of its own (some 0.4 GB); they begin to help when they are ready.

    They are started afresh, not forked, so that no thread's lock is copied: a script that asks for them needs
    the usual `if __name__ == "__main__":`. Use as a context; at its end they are stopped at once.

    Args:
        options: how to compare.
        number: of processes, 0 or more.
    """

    def __init__(self, options: Options, number: int) -> None:
        with _without_ctrl_c():
            self._helpers = [_Helper(options) for _ in range(number)]

    def __enter__(self) -> Helpers:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.stop()

    def take(self, pairs: Sequence[Pair]) -> Answer | None:
        """The reports to come, if a helper is free.

        None in their place where it failed: compare those pairs here, and what is wrong will show.
        """
        return next((helper.ask(pairs) for helper in self._helpers if helper.is_free()), None)


def answered(reports: list[Report]) -> Answer:
    """An answer that is there already."""
    answer: Answer = Future()
    answer.set_result(reports)
    return answer


class _Helper:
    """One process, and the thread of this one that speaks with it."""

    def __init__(self, options: Options) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, options), daemon=True)
        self._process.start()
        there.close()  # so that the end of the process is the end of the stream
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._ready = self._thread.submit(self._received)
        self._asked: list[Answer] = []

    def is_free(self) -> bool:
        self._asked = [answer for answer in self._asked if not answer.done()]
        is_ready = self._ready.done() and self._ready.result() is not None
        # One that died would be free for ever, and leave nothing to those behind it.
        return is_ready and len(self._asked) < _AT_A_TIME and self._process.is_alive()

    def ask(self, pairs: Sequence[Pair]) -> Answer:
        answer = self._thread.submit(self._answered, pairs)
        self._asked.append(answer)
        return answer

    def stop(self) -> None:
        self._process.terminate()
        self._thread.shutdown(cancel_futures=True)
        self._process.join()
        self._connection.close()

    def _answered(self, pairs: Sequence[Pair]) -> list[Report] | None:
        try:
            self._connection.send(pairs)
        except OSError:
            return None
        return self._received()

    def _received(self) -> list[Report] | None:
        try:
            received: list[Report] = self._connection.recv()
        except (EOFError, OSError):
            return None
        return received


def _serve(connection: Connection, options: Options) -> None:
    """What a helper does: say that it is ready, then answer until there is nobody to ask.

    What fails here ends it without a word: the pairs are compared where they come from, and what is wrong
    with them shows there.
    """
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    with suppress(Exception):
        work = Work(options)
        work.warm()
        connection.send([])
        while True:
            connection.send(work.compare(connection.recv()))


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes started inside leave Ctrl-C, which a terminal sends to all of them, to this one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
