"""Two names in, a verdict out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.drift.names.compare import compare_many, compare_names

NAMES = st.text(
    alphabet=st.sampled_from("abdeghijklmnorstuvzABDHKLMSабвгджзكريمحسن习近平éñşö'-. ,0123")
    | st.characters(),
    max_size=30,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Angela Merkel", "ANGELA MERKEL"),
        ("Merkel, Angela", "Angela Merkel"),
        ("José García", "Jose Garcia"),
        ("Dr. Angela Merkel", "Angela Merkel"),
        ("Nuku'alofa", "Nuku’alofa"),
        ("O'Brien", "O’Brien"),
        ("Владимир Волков", "Vladimir Volkov"),
        ("Abdel Fattah el-Sisi", "Abd al-Fattah al-Sisi"),
        ("Müller GmbH", "Muller GmbH"),
    ],
)
def test_the_same_name_written_otherwise(a: str, b: str) -> None:
    assert compare_names(a, b).verdict == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Serraj", "Sarraj"),
        ("Hifter", "Haftar"),
        ("Orel", "Oryol"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Sergey Ivanov", "Sergei Ivanow"),
        ("Yevgeny Kharitonov", "Evgenij Charitonow"),
        ("Mohammed Hassan", "Muhammad Hasan"),
        ("Mikhail Sergeyevich Gorbachev", "Mikhail Gorbachev"),
        ("Bill Clinton", "William Clinton"),
        ("Sasha Petrov", "Aleksandr Petrov"),
        ("J. Thornton", "Judith Thornton"),
        ("Salah ad-Din Rashid", "Salaheddin Rashid"),
        ("Abu Bakr al-Baghdadi", "Abubakr Baghdadi"),
        ("Oboronny Zavod OOO", "Oboronny Zavod LLC"),
    ],
)
def test_another_legitimate_spelling_is_no_garble(a: str, b: str) -> None:
    assert compare_names(a, b).verdict in ("variant", "same")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Haftar", "Hafar"),
        ("Khalifa Haftar", "Khalifa Hafar"),
        ("Gargash", "Gatgash"),
        ("Serpukhov", "Sepukhov"),
    ],
)
def test_a_letter_lost_or_slipped_is_a_garble(a: str, b: str) -> None:
    assert compare_names(a, b).verdict == "garbled"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mali", "Malik"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("George Bush", "Hillary Clinton"),
        ("Igor Deripaska", "Anatoly Chubais"),
        ("Niger", "Nigeria"),
        ("A", "B"),
    ],
)
def test_somebody_or_somewhere_else(a: str, b: str) -> None:
    assert compare_names(a, b).verdict == "different"


@given(NAMES, NAMES)
def test_order_of_the_two_names_does_not_matter(a: str, b: str) -> None:
    one, other = compare_names(a, b), compare_names(b, a)
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert one.evidence["probabilities"] == other.evidence["probabilities"]


@given(NAMES)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    verdict = compare_names(name, name)
    assert (verdict.verdict, verdict.score) == ("same", 1.0)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6))
def test_many_pairs_give_what_each_gives_alone(pairs: list[tuple[str, str]]) -> None:
    assert compare_many(pairs) == [compare_names(a, b) for a, b in pairs]


def test_the_evidence_names_the_words_that_decided() -> None:
    verdict = compare_names("Khalifa Haftar", "Khalifa Hafar")
    assert {(w["a"], w["b"]) for w in verdict.evidence["words"]} == {
        ("khalifa", "khalifa"),
        ("haftar", "hafar"),
    }
    assert any("“haftar” and “hafar”" in reason for reason in verdict.reasons())
