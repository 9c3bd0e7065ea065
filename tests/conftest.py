"""What the tests share: the project's own articles, the shared data where it is at hand, and the command."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import ARTICLES, SHARED, Ran

# As the command line does, before numpy is loaded: ten times the time on a busy machine otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests, and the processes they start, keep what they cache apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        # The Hugging Face folder would move with it.
        patch.setenv("HF_HOME", os.environ.get("HF_HOME") or str(Path.home() / ".cache" / "huggingface"))
        yield


@pytest.fixture
def shared() -> Path:
    """The folder of evaluation data beside the repository."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the evaluation data is not at {SHARED}")
    return SHARED


@pytest.fixture
def article() -> Callable[[str], str]:
    """The text of one of the project's own articles, by its name."""
    return lambda name: (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture
def dedup(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the command in this process, so that the model loads once for all tests."""
    from dedup.cli import main

    def run(*words: str | Path, stdin: str | bytes = b"") -> Ran:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["dedup", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        assert code is None or isinstance(code, int), code
        return Ran(code or 0, out, err)

    return run
