from __future__ import annotations

import numpy as np
import pytest

from dedup.drift.wording.trees import Trees
from dedup.errors import DedupError

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


def grown(depth: int, *, leaves: int | None = None, names: int = 2) -> Trees:
    """Three trees that ask for one feature after the other."""
    return Trees.from_arrays(
        {
            "t_names": np.array([f"f{n}" for n in range(names)]),
            "t_feature": np.tile(np.arange(depth) % 2, (3, 1)),
            "t_border": np.full((3, depth), 0.5),
            "t_leaves": np.tile(np.arange(leaves or 2**depth, dtype=np.float32), (3, 1)),
            "t_bias": np.float64(1),
        },
        "t",
    )


@pytest.mark.parametrize("depth", [1, 8])
def test_the_first_and_the_last_leaf_of_every_depth_that_is_allowed(depth: int) -> None:
    rows = np.array([[1, 1], [0, 0]], np.float32)
    assert grown(depth)(rows).tolist() == [3 * (2**depth - 1) + 1, 1]


@pytest.mark.parametrize(
    ("depth", "leaves", "names", "problem"),
    [
        (9, None, 2, "depth 9 cannot be evaluated"),
        (3, 9, 2, "different shapes"),
        (3, None, 1, "features without a name"),
    ],
)
def test_trees_that_cannot_be_evaluated_are_refused_when_they_are_read(
    depth: int, leaves: int | None, names: int, problem: str
) -> None:
    with pytest.raises(DedupError, match=problem):
        grown(depth, leaves=leaves, names=names)
