import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.claims.assess import Assessment, assess, assess_together
from dedup.drift.claims.network import LONGEST
from dedup.drift.interface import Comparison
from dedup.encoder import load_encoder

WORDS = "the a minister mayor army council bridge school budget closed opened on Friday not yesterday".split()


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(cache=False)


def linked(a: str, b: str) -> Comparison:
    links = (Link((Span(0, len(a)),), (Span(0, len(b)),), 1.0),)
    return Comparison(Document(a), Document(b), Alignment(links, links))


def judged(a: str, b: str, encoder) -> Assessment:
    (found,) = assess(linked(a, b), encoder)
    return found


@pytest.mark.parametrize(
    ("a", "b", "word"),
    [
        (
            "The council closed the old bridge on Friday.",
            "The council opened the old bridge on Friday.",
            "opened",
        ),
        (
            "The mayor praised the new school budget.",
            "The mayor praised the new hospital budget.",
            "hospital",
        ),
        (
            "Farmers said the harvest was good this year.",
            "Fishermen said the harvest was good this year.",
            "Fishermen",
        ),
    ],
)
def test_the_changed_word_is_pointed_at(a: str, b: str, word: str, encoder) -> None:
    found = judged(a, b, encoder)
    at = int(np.argmax(found.changed_b))
    assert found.passage.b[at].text == word


def test_a_change_is_likelier_where_more_than_the_spelling_differs(encoder) -> None:
    same = judged("The harbour is open again.", "The harbor is open again.", encoder)
    other = judged("The harbour is open again.", "The harbour is closed again.", encoder)
    assert same.probability < 0.5 < other.probability


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
)
def test_exchanged_sides_are_judged_alike(encoder, a: list[str], b: list[str]) -> None:
    if a == b:
        return
    forth, back = judged(" ".join(a), " ".join(b), encoder), judged(" ".join(b), " ".join(a), encoder)
    assert forth.probability == pytest.approx(back.probability, abs=1e-6)
    np.testing.assert_allclose(forth.changed_a, back.changed_b, atol=1e-6)
    np.testing.assert_allclose(forth.changed_b, back.changed_a, atol=1e-6)


def test_passages_are_read_alike_alone_and_together(encoder) -> None:
    texts = [" ".join(WORDS[:length]) for length in (1, 2, 5, 12)]
    pairs = [(a, f"{b} not") for a in texts for b in texts] + [("…!", "the army"), ("a " * 150, "the " * 140)]
    together = [linked(a, b) for a, b in pairs]
    assess_together(together, encoder)
    for comparison, (a, b) in zip(together, pairs, strict=True):
        (found,), alone = assess(comparison, encoder), judged(a, b, encoder)
        assert found.probability == pytest.approx(alone.probability, abs=1e-6)
        np.testing.assert_allclose(found.changed_a, alone.changed_a, atol=1e-6)
        np.testing.assert_allclose(found.changed_b, alone.changed_b, atol=1e-6)


class OtherModel:
    """The encoder under a name that the network was not fitted beside."""

    name = "another@1"

    def __init__(self, encoder):
        self.encode, self.encode_words = encoder.encode, encoder.encode_words


def test_beside_another_model_the_trees_judge_alone(encoder) -> None:
    a, b = "The harbour is open again.", "The harbour is closed again."
    found = judged(a, b, OtherModel(encoder))
    assert found.changed_a is found.changed_b is None
    assert 0 < found.probability < 1
    assert found.probability != judged(a, b, encoder).probability


def test_a_side_without_a_word_is_judged_too(encoder) -> None:
    found = judged("…!", "The harbour is closed again.", encoder)
    assert len(found.changed_a) == len(found.passage.a) == 0
    assert not found.changed_b.any()
    assert 0 < found.probability < 1


def test_every_token_has_a_score_however_long_the_passage(encoder) -> None:
    a = " ".join(WORDS[n % len(WORDS)] for n in range(LONGEST + 40))
    found = judged(a, a.replace("bridge", "tunnel"), encoder)
    assert len(found.changed_a) == len(found.passage.a) > LONGEST
    assert not found.changed_a[LONGEST:].any()
    assert ((found.changed_b >= 0) & (found.changed_b <= 1)).all()


def test_a_comparison_is_judged_anew_for_another_encoder(encoder) -> None:
    pair = linked("The harbour is open again.", "The harbour is closed again.")
    (by_one,), (by_none,), (again,) = assess(pair, encoder), assess(pair, None), assess(pair, encoder)
    assert by_none.probability is None
    assert again.probability == by_one.probability is not None
