from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.align.words import similarities
from dedup.drift.wording.features import pair_features
from dedup.drift.wording.head import load_head
from dedup.drift.wording.passages import gap_features

SENTENCE = st.lists(st.sampled_from("the army left Tripoli , 87 was . “".split()), min_size=1, max_size=9)


def states(words: list[str]) -> np.ndarray:
    seeds = [sum(map(ord, w)) for w in words]
    return np.stack([np.random.default_rng(s).normal(size=(7, 16)) for s in seeds]).astype(np.float32)


@given(SENTENCE, SENTENCE)
@settings(max_examples=60, deadline=None)
def test_every_word_has_every_feature_and_sides_are_described_alike(a: list[str], b: list[str]) -> None:
    names, of_a, of_b = pair_features(similarities(a, b, states(a), states(b)))
    assert tuple(names) == load_head().trees.names
    assert len(set(names)) == len(names)
    assert of_a.shape == (len(a), len(names))
    assert of_b.shape == (len(b), len(names))
    assert np.isfinite(of_a).all()
    assert np.isfinite(of_b).all()
    _, back_b, back_a = pair_features(similarities(b, a, states(b), states(a)))
    np.testing.assert_allclose(of_a, back_a, atol=1e-4)
    np.testing.assert_allclose(of_b, back_b, atol=1e-4)


@given(SENTENCE)
@settings(max_examples=40, deadline=None)
def test_every_gap_has_every_feature(words: list[str]) -> None:
    words = [*words, "end"]
    names, rows = gap_features(words, states(words))
    assert tuple(names) == load_head().gaps.names
    assert rows.shape == (len(words) - 1, len(names))
    assert np.isfinite(rows).all()
