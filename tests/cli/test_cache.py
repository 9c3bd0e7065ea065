from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support import Ran

from dedup.cache import cache_path
from dedup.encoder.cache import VectorCache


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.cache.user_cache_path", lambda *_, **__: tmp_path)


def test_info_says_what_is_there_and_clear_forgets_it(dedup: Callable[..., Ran]) -> None:
    VectorCache().arrays("some-model@1", [b"key"], lambda _: [np.ones(3, np.float32)])
    told = dedup("cache", "info")
    assert told.code == 0
    assert str(cache_path()) in told.out
    assert "some-model@1: 1 entry" in told.out
    assert dedup("cache", "clear").code == 0
    assert "some-model" not in dedup("cache", "info").out
