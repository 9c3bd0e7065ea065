from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dedup.encoder import load_encoder
from dedup.encoder.models import find_model
from dedup.encoder.sentence_transformer import SentenceTransformerEncoder

TEXTS = [
    "The river rose two metres overnight, the mayor of Oulu said.",
    "Vote",
    "Émile Zoë’s “café” — naïve, 3.5% of 1,200 people… 東京 مدينة",
    "",
    "word " * 400,
    "A short one.",
    *(f"Report number {n} says that {n * 3} houses were flooded " + "again and " * n for n in range(30)),
]
WORDS = [["The", "mayor", "of", "al-Sarraj", "spoke", "."], [], ["\u200b", "Oulu"], ["x"] * 300]


@pytest.fixture(scope="module")
def slow() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(find_model())


def test_the_fast_path_equals_sentence_transformers(slow: SentenceTransformerEncoder) -> None:
    fast = load_encoder(cache=False)
    assert type(fast) is not type(slow)
    assert fast.name == slow.name
    np.testing.assert_allclose(fast.encode(TEXTS), slow.encode(TEXTS), atol=1e-5)


def test_its_word_states_equal_those_of_torch(slow: SentenceTransformerEncoder) -> None:
    for quick, reference in zip(
        load_encoder(cache=False).encode_words(WORDS), slow.encode_words(WORDS), strict=True
    ):
        assert quick.shape == reference.shape
        np.testing.assert_allclose(quick, reference, atol=1e-3)


def test_vectors_do_not_depend_on_what_else_is_in_the_batch() -> None:
    encoder = load_encoder(cache=False)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS), alone, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_neither_torch_nor_transformers_is_imported() -> None:
    code = (
        "import sys; from dedup.encoder import load_encoder; load_encoder().encode(['a']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_the_runtime_reports_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    # onnxruntime's telemetry keeps a device id and what it has yet to send in the user's folders.
    code = "from dedup.encoder import load_encoder; load_encoder(cache=False).encode(['a'])"
    folders = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    own = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", code], env=own | folders, check=True)
    assert list(tmp_path.iterdir()) == []
