"""What the hidden states say of a name, through the real encoder that comes with dedup."""

from __future__ import annotations

import pytest

from dedup.align.paragraphs import align
from dedup.documents import Document
from dedup.drift.interface import Comparison
from dedup.drift.names.evidence import Case, cases
from dedup.drift.names.find import find_names
from dedup.drift.names.meaning import Meanings
from dedup.drift.names.passage import Passage
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder
from dedup.text.segment import segment


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(cache=False)


def told(a: str, b: str, encoder: Encoder | None) -> list[Case]:
    """The cases of two texts of one paragraph each, with what the states say."""
    one, two = segment(Document(a)), segment(Document(b))
    # An alignment needs an encoder; without one there is nothing to align.
    comparison = Comparison(one, two, align(one, two, encoder or load_encoder(cache=False)))
    sides = [Passage(d.text, tuple(p.span for p in d.story()), tuple(find_names(d))) for d in (one, two)]
    return Meanings.of(comparison, encoder).told(cases(*sides))


A = "The forces of Ambrose Kelnermann left the port of Belgrumza on Friday."
B = "On Friday the troops of Ambrose Kenlermann left the harbour of Bulgramsa."


def test_a_slip_of_letters_is_answered_by_the_word_in_its_place(encoder: Encoder) -> None:
    found = [c for c in told(A, B, encoder) if c.a and c.a.token.text == "Kelnermann"]
    assert len(found) == 1
    features = found[0].features
    assert features["met"] == 1.0
    assert 0.3 < features["met_6"] < 1.0
    assert features["met_margin"] > 0
    assert features["met_frequency"] == 0.0  # of the word that answers it


def test_the_same_is_said_with_the_sides_exchanged(encoder: Encoder) -> None:
    forth = {c.a.token.text: c.features for c in told(A, B, encoder) if c.a and c.b}
    back = {c.b.token.text: c.features for c in told(B, A, encoder) if c.a and c.b}
    assert forth
    assert forth.keys() == back.keys()
    for name, features in forth.items():
        assert back[name] == pytest.approx(features, abs=1e-3), name


def test_a_word_that_is_said_nowhere_is_answered_worse(encoder: Encoder) -> None:
    b = "On Friday the troops left the harbour."
    alone = {c.a.token.text: c.features["met_more"] for c in told(A, b, encoder) if c.a}
    paired = {c.a.token.text: c.features["met_more"] for c in told(A, B, encoder) if c.a}
    assert alone["Kelnermann"] < paired["Kelnermann"]


def test_without_an_encoder_nothing_is_said() -> None:
    assert not any(name.startswith("met") for c in told(A, B, None) for name in c.features)
