from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.align.words import similarities
from dedup.drift.wording.head import load_head, sentence_drift
from dedup.drift.wording.word_drift import word_drift
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder, Vectors


class HashEncoder:
    """Each word has its own random direction, mixed a little with its neighbours' in later layers."""

    name = "hash"

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        return [self._states(t) for t in texts]

    def _states(self, words: Sequence[str]) -> Vectors:
        seeds = [int.from_bytes(hashlib.blake2b(w.encode(), digest_size=4).digest()) for w in words]
        base = np.array([np.random.default_rng(s).normal(size=32) for s in seeds]).reshape(-1, 32)
        around = (np.roll(base, 1, 0) + np.roll(base, -1, 0)) / 2
        return np.stack([base + layer * 0.05 * around for layer in range(7)], 1).astype(np.float32)


WORDS = st.lists(
    st.sampled_from('the a army left Tripoli 87 $ , . was not seized " “ km'.split()), max_size=14
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_scores_fit_the_words_and_swap_with_the_sides(a: list[str], b: list[str]) -> None:
    forth = next(word_drift([(a, b)], HashEncoder()))
    back = next(word_drift([(b, a)], HashEncoder()))
    for scores, words in zip(forth, (a, b), strict=True):
        assert scores.shape == (len(words),)
        assert scores.dtype == np.float32
        assert ((scores >= 0) & (scores <= 1)).all()
    np.testing.assert_array_equal(forth[0], back[1])
    np.testing.assert_array_equal(forth[1], back[0])


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_a_text_has_not_drifted_from_itself(words: list[str]) -> None:
    a, b = next(word_drift([(words, words)], HashEncoder()))
    assert not a.any()
    assert not b.any()


def test_against_nothing_every_word_is_lost() -> None:
    a, b = next(word_drift([("He left .".split(), [])], HashEncoder()))
    assert a.tolist() == [1, 1, 0]
    assert b.shape == (0,)


def test_no_pairs_give_no_scores() -> None:
    assert list(word_drift([], HashEncoder())) == []


def test_answers_come_in_input_order_across_batches() -> None:
    pairs = [(["word"] * (k % 5 + 1), ["word"] * (k % 3 + 1)) for k in range(150)]
    found = list(word_drift(iter(pairs), HashEncoder()))
    assert [(len(a), len(b)) for a, b in found] == [(len(a), len(b)) for a, b in pairs]


def test_typography_is_no_drift() -> None:
    a, b = "The “ army ” left".split(), 'the " army " left'.split()
    states = HashEncoder().encode_words([a, b])
    drift = sentence_drift(similarities(a, b, *states))
    assert not drift.a.any()
    assert not drift.b.any()


def test_the_changed_word_scores_highest(encoder: Encoder) -> None:
    a = "The minister defended the new budget in parliament on Tuesday .".split()
    b = "The minister defended the new hospital in parliament on Tuesday .".split()
    scores_a, scores_b = next(word_drift([(a, b)], encoder))
    assert scores_a.argmax() == scores_b.argmax() == 5
    assert scores_a[5] > 0.3
    assert max(np.delete(scores_a, 5)) < scores_a[5] / 2


def test_sentences_are_found_whatever_their_order(encoder: Encoder) -> None:
    kept = "The bridge over the river was closed for repairs .".split()
    old = "Doctors treated nine people in the harbour hospital .".split()
    new = "Doctors treated forty horses in the harbour hospital .".split()
    scores_a, scores_b = next(word_drift([(kept + old, new + kept)], encoder))
    assert not scores_a[: len(kept)].any()
    assert not scores_b[len(new) :].any()
    assert scores_b[3] > 0.2


def test_a_headline_without_a_full_stop_is_a_sentence_of_its_own(encoder: Encoder) -> None:
    head = "Council approves plan for new school".split()
    story = "The town will pay for the building over ten years , the mayor told reporters .".split()
    scores_a, scores_b = next(word_drift([(head + story, story + head)], encoder))
    assert not scores_a.any()
    assert not scores_b.any()


def test_the_parameters_say_where_they_come_from() -> None:
    import json
    from importlib.resources import files

    provenance = json.loads(files("dedup.drift.wording").joinpath("word_drift.json").read_text("utf-8"))
    assert {"script", "date", "data", "licence", "model", "figures on pairs not seen"} <= provenance.keys()
    assert load_head().trees.leaves.shape[1] == 2 ** load_head().trees.feature.shape[1]
