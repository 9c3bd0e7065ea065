from __future__ import annotations

import numpy as np
import pytest

from dedup.drift.wording.trees import Trees

TWO = {
    "t_names": np.array(["x", "y"]),
    "t_feature": np.array([[0, 1], [1, 1]]),
    "t_border": np.array([[0.5, 0.5], [0.2, 0.8]]),
    "t_leaves": np.array([[1.0, 2.0, 4.0, 8.0], [0.0, 16.0, 64.0, 32.0]]),
    "t_bias": np.array(100.0),
}


def test_each_level_asks_one_question_and_the_leaves_add_up() -> None:
    trees = Trees.from_arrays(TWO, "t")
    rows = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.5, 0.5]], np.float32)
    assert trees.names == ("x", "y")
    assert trees(rows).tolist() == [101, 102, 136, 140, 117]


def test_no_rows_give_no_values() -> None:
    assert Trees.from_arrays(TWO, "t")(np.zeros((0, 2), np.float32)).shape == (0,)


def test_a_missing_array_is_an_error() -> None:
    with pytest.raises(KeyError, match="t_bias"):
        Trees.from_arrays({k: v for k, v in TWO.items() if k != "t_bias"}, "t")
