from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.align.words import WordMatches, match_words, similarities

rng = np.random.default_rng(5)
DIRECTION = {
    w: rng.normal(size=(1, 3, 48)) for w in "the a troops left city , . north fast taking over was".split()
}
# A negation stands close to its verb, as in a real encoder.
DIRECTION["not"] = DIRECTION["was"] + 0.5 * rng.normal(size=(1, 3, 48))
# Two words that together mean one: the middle of them.
DIRECTION["exiting"] = (DIRECTION["taking"] + DIRECTION["over"]) / 2


def states(words: list[str]) -> np.ndarray:
    if not words:
        return np.zeros((0, 3, 48), np.float32)
    return np.concatenate([DIRECTION[w] for w in words]).astype(np.float32)


def matched(a: str, b: str) -> WordMatches:
    x, y = a.split(), b.split()
    return match_words(x, y, states(x), states(y))


def phrases(m: WordMatches) -> list[tuple[str, str, bool]]:
    return [
        (" ".join(m.words_a[i] for i in k.a), " ".join(m.words_b[j] for j in k.b), k.replaced)
        for k in m.links
    ]


def test_a_phrase_is_kept_whole() -> None:
    assert ("taking over", "exiting", False) in phrases(
        matched("troops taking over city", "troops exiting city")
    )


def test_what_stands_in_the_same_place_is_a_replacement() -> None:
    assert ("north", "fast", True) in phrases(matched("troops north city", "troops fast city"))


def test_an_added_word_is_in_no_link() -> None:
    found = matched("troops left city", "troops left fast city")
    assert found.unmatched_a == ()
    assert found.unmatched_b == (2,)


def test_order_does_not_matter() -> None:
    found = matched("troops left city north", "city north troops left")
    assert {(k.a, k.b) for k in found.links} == {((0,), (2,)), ((1,), (3,)), ((2,), (0,)), ((3,), (1,))}


def test_nothing_matches_nothing() -> None:
    assert matched("", "troops").links == ()
    assert matched("", "").links == ()


def test_a_negation_is_not_swallowed_by_what_it_negates() -> None:
    found = matched("troops was left", "troops was not left")
    assert found.unmatched_b == (2,)


SENTENCE = st.lists(st.sampled_from(sorted(DIRECTION)), max_size=10)


@given(SENTENCE, SENTENCE)
@settings(max_examples=40, deadline=None)
def test_similarities_mirror_to_the_last_bit(a: list[str], b: list[str]) -> None:
    forth = similarities(a, b, states(a), states(b))
    back = similarities(b, a, states(b), states(a)).mirrored()
    assert forth.cosines.shape == (3, len(a), len(b))
    for name in ("cosines", "own_a", "own_b"):
        np.testing.assert_array_equal(getattr(forth, name), getattr(back, name))
    np.testing.assert_allclose(forth.own_a.diagonal(), 1, atol=1e-6)


@given(SENTENCE, SENTENCE)
@settings(max_examples=80, deadline=None)
def test_sides_mirror_and_each_word_is_in_one_link_at_most(a: list[str], b: list[str]) -> None:
    forth, back = match_words(a, b, states(a), states(b)), match_words(b, a, states(b), states(a))
    assert forth.links == back.mirrored().links
    np.testing.assert_array_equal(forth.similarity, back.similarity.T)
    for side in ("a", "b"):
        linked = [i for link in forth.links for i in getattr(link, side)]
        assert len(linked) == len(set(linked))


@given(st.lists(st.sampled_from(sorted(DIRECTION)), max_size=10, unique=True))
@settings(max_examples=40, deadline=None)
def test_a_sentence_matches_itself_word_by_word(words: list[str]) -> None:
    found = match_words(words, words, states(words), states(words))
    assert all(i in link.b for link in found.links for i in link.a)
    assert not found.unmatched_a
    assert not found.unmatched_b
