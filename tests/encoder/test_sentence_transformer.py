from __future__ import annotations

import numpy as np
import pytest

from dedup.encoder import load_encoder
from dedup.errors import ModelError


def test_an_unknown_model_is_named_in_the_error_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"no-such-folder.*--model"):
        load_encoder("./no-such-folder/model")


def test_vectors_are_unit_length_and_an_empty_text_gives_zeros() -> None:
    vectors = load_encoder().encode(["The river rose.", " ", "A vote was held."])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
