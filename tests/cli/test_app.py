from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from support import ROOT, Ran

from dedup.cli.app import app

MANUAL = ROOT / "docs" / "cli.md"


def commands() -> list[tuple[str, Any]]:
    """Every command with its full name, groups opened."""

    def walk(name: str, command: Any) -> list[tuple[str, Any]]:
        if hasattr(command, "commands"):
            return [c for key, sub in command.commands.items() for c in walk(f"{name} {key}", sub)]
        return [(name, command)]

    return walk("dedup", typer.main.get_command(app))


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda x: x if isinstance(x, str) else "")
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:
    sections = re.split(r"^## ", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next((s for s in sections if s.startswith(f"`{name}`")), None)
    assert section is not None, f"docs/cli.md has no section “## `{name}`”"
    assert command.help
    for parameter in command.params:
        if parameter.name == "help":
            continue
        assert parameter.help, parameter.name
        for option in parameter.opts:
            if option.startswith("-"):
                assert f"`{option}" in section, f"{option} is not in the section of {name}"


def test_help_is_instant() -> None:
    def seconds(*words: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        return time.perf_counter() - start

    # Against the interpreter's own start in the same run, so that a busy machine does not decide.
    bare = min(seconds("-c", "pass") for _ in range(3))
    assert min(seconds("-m", "dedup", "--help") for _ in range(3)) < 0.25 + 8 * bare


def test_no_arguments_show_the_help(dedup: Callable[..., Ran]) -> None:
    done = dedup()
    assert done.code == 2
    assert "compare" in done.out + done.err


def test_version(dedup: Callable[..., Ran]) -> None:
    assert re.fullmatch(r"dedup \d+\.\d+\.\d+\n", dedup("--version").out)


def test_an_internal_error_is_a_message_not_a_traceback(
    dedup: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("dedup.engines.scan", broken)
    done = dedup("scan", ROOT / "fixtures" / "articles")
    assert done.code == 5
    assert "internal error (ZeroDivisionError: planted); please report" in done.err
    assert "Traceback" not in done.err


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m dedup schema report | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("closed", "code"), [("<&-", 3), (">&-", 0), ("2>&-", 0)])
def test_a_stream_that_is_closed_is_no_internal_error(closed: str, code: int) -> None:
    words = "compare - README.md" if code else "rules"
    command = f"{sys.executable} -m dedup {words} {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == code, done.stderr
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_that_is_no_file_is_written_to_and_never_replaced(
    tmp_path: Path, dedup: Callable[..., Ran]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True)
    assert dedup("name", "Haftar", "Hafar", "-o", pipe).code == 0
    assert reader.communicate(timeout=30)[0].startswith("Haftar | Hafar: garbled")
    assert pipe.is_fifo()


def test_an_output_behind_a_link_leaves_the_link(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert dedup("name", "Haftar", "Hafar", "-o", tmp_path / "link").code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8").startswith("Haftar | Hafar")


def test_an_output_that_cannot_be_written_is_named_as_it_was_given(
    tmp_path: Path, dedup: Callable[..., Ran]
) -> None:
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path, tmp_path / "none" / "out", tmp_path / "file" / "out"):
        done = dedup("name", "Haftar", "Hafar", "-o", place)
        assert done.code == 2
        assert done.err.startswith(f"dedup: {place}: cannot be written (")
        assert ".part" not in done.err


def test_an_output_that_cannot_be_written_is_said_before_the_work(
    tmp_path: Path, dedup: Callable[..., Ran]
) -> None:
    done = dedup("compare", "none.txt", "none.txt", "-o", tmp_path / "none" / "out")
    assert (done.code, done.out) == (2, "")
    assert "none/out: cannot be written (" in done.err
