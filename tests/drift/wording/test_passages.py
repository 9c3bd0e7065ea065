from __future__ import annotations

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.drift.wording.passages import align_sentences, at_stops

WORDS = st.lists(st.sampled_from('He left . ! " ” J Smith the'.split()), max_size=400)


def texts(sentence: str) -> list[str]:
    words = sentence.split()
    return [" ".join(words[r.start : r.stop]) for r in at_stops(words)]


@given(WORDS)
def test_runs_cover_every_word_once_and_none_is_too_long(words: list[str]) -> None:
    runs = at_stops(words)
    assert list(chain.from_iterable(runs)) == list(range(len(words)))
    assert all(0 < len(r) <= 120 for r in runs)


def test_a_stop_ends_a_run_and_takes_the_closing_quote_along() -> None:
    assert texts('" He left . " They stayed .') == ['" He left . "', "They stayed ."]


def test_an_initial_is_no_end() -> None:
    assert texts("J . Smith left . He stayed .") == ["J . Smith left .", "He stayed ."]


def vectors(*rows: tuple[float, ...]) -> np.ndarray:
    array = np.array(rows, np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def test_sentences_pair_up_in_any_order() -> None:
    found = align_sentences(
        vectors((1, 0, 0), (0, 1, 0), (0, 0, 1)), vectors((0, 0, 1), (1, 0, 0), (0, 1, 0))
    )
    assert found.pairs == (((0,), (1,)), ((1,), (2,)), ((2,), (0,)))
    assert found.alone_a == found.alone_b == ()


def test_a_sentence_split_in_two_is_joined() -> None:
    found = align_sentences(vectors((1, 1, 0), (0, 0, 1)), vectors((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    assert found.pairs == (((0,), (0, 1)), ((1,), (2,)))


def test_a_sentence_without_a_counterpart_stays_alone() -> None:
    found = align_sentences(vectors((1, 0, 0)), vectors((1, 0, 0), (0.1, 1, 0)))
    assert found.pairs == (((0,), (0,)),)
    assert found.alone_b == ((1, 0),)
