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
        # Chinese: pinyin, Wade-Giles, either order
        ("Mao Zedong", "Mao Tse-tung"),
        ("Zhou Enlai", "Chou En-lai"),
        ("Deng Xiaoping", "Teng Hsiao-ping"),
        ("Chiang Kai-shek", "Jiang Jieshi"),
        ("Hu Jintao", "Jintao Hu"),
        ("习近平", "Xi Jinping"),
        ("Li Keqiang", "Li Ke-qiang"),
        ("Zhang Gaoli", "Chang Kao-li"),
        ("Liu Xiaobo", "Liu Hsiao-po"),
        ("Sun Zhongshan", "Sun Chung-shan"),
        # Persian
        ("Hassan Rouhani", "Hasan Ruhani"),
        ("Mahmoud Ahmadinejad", "Mahmud Ahmadi-Nezhad"),
        ("Mohammad Javad Zarif", "Mohamad Djavad Zarif"),
        ("Ali Khamenei", "Ali Khamene'i"),
        ("Ebrahim Raisi", "Ibrahim Raeesi"),
        ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian"),
        ("Qasem Soleimani", "Ghassem Suleimani"),
        ("Golshifteh Farahani", "Golshifte Farahani"),
        ("Abbas Araghchi", "Abbas Araqchi"),
        ("Isfahan", "Esfahan"),
        # Turkish
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu"),
        ("Kemal Kılıçdaroğlu", "Kemal Kilicdaroglu"),
        ("Ahmet Davutoğlu", "Ahmet Davutoglou"),
        ("Orhan Pamuk", "Pamuk, Orhan"),
        ("Selahattin Demirtaş", "Selahattin Demirtash"),
        ("Hakan Şükür", "Hakan Sukur"),
        ("Süleyman Soylu", "Suleiman Soylu"),
        ("Bülent Ecevit", "Bulent Edjevit"),
        ("İzmir", "Izmir"),
        # Greek
        ("Αλέξης Τσίπρας", "Alexis Tsipras"),
        ("Kyriakos Mitsotakis", "Kiriakos Mitsotakis"),
        ("Γιάνης Βαρουφάκης", "Yanis Varoufakis"),
        ("Giorgos Papandreou", "Yorgos Papandreou"),
        ("Evangelos Venizelos", "Evaggelos Venizelos"),
        ("Konstantinos Karamanlis", "Constantinos Caramanlis"),
        ("Mikis Theodorakis", "Μίκης Θεοδωράκης"),
        ("Katerina Sakellaropoulou", "Aikaterini Sakellaropoulou"),
        ("Nikos Dendias", "Nikolaos Dendias"),
        ("Heraklion", "Iraklio"),
        # Numbers in words, and forms of a company that say nothing
        ("Fifty-Second Brigade Group", "Fifty Second Brigade Group"),
        ("Division Thirty-Six", "Division 36"),
        ("King Oswin XIV", "King Oswin 14"),
        ("Aldous Fenn", "Aldous Fenn Jr."),
        ("Oresund Timber Company", "Oresund Timber Corp"),
    ],
)
def test_other_romanisations_and_orders(a: str, b: str) -> None:
    assert compare_names(a, b).verdict in ("same", "variant")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hu Jintao", "Wen Jiabao"),
        ("Li Peng", "Li Keqiang"),
        ("Wang Yi", "Wang Yang"),
        ("Hassan Rouhani", "Hassan Khomeini"),
        ("Ahmet Kaya", "Ahmet Altan"),
        ("Andreas Papandreou", "Giorgos Papandreou"),
        ("Division Thirty-Six", "Division 37"),
        ("Aldous Fenn Jr.", "Aldous Fenn Sr."),
        ("King Oswin XIV", "King Oswin XV"),
        ("Oresund Timber (Norway) Ltd", "Oresund Timber (Sweden) Ltd"),
    ],
)
def test_a_shared_word_does_not_make_one_name(a: str, b: str) -> None:
    assert compare_names(a, b).verdict == "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Khalifa Belqasim Haftar", "Khalifa Hafar"),  # a word is missing: an alias as well as a fault
        ("Lan", "Lam"),  # too few letters to tell
    ],
)
def test_only_a_clear_slip_is_a_garble(a: str, b: str) -> None:
    assert compare_names(a, b).verdict != "garbled"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Haftar", "Hafar"),
        ("Khalifa Haftar", "Khalifa Hafar"),
        ("Gargash", "Gatgash"),
        ("Serpukhov", "Sepukhov"),
        ("Walter", "Waler"),  # English texts hold both, one a thousand times as often
    ],
)
def test_a_letter_lost_or_slipped_is_a_garble(a: str, b: str) -> None:
    assert compare_names(a, b).verdict == "garbled"


@pytest.mark.parametrize(
    ("a", "b"), [("Sotrun", "Sorun"), ("Velmar", "Velar"), ("Tasmo", "Tamso"), ("Tamara", "Tamaya")]
)
def test_what_may_be_a_slip_is_two_names_until_a_slot_says_otherwise(a: str, b: str) -> None:
    verdict = compare_names(a, b)
    assert verdict.verdict == "different"
    assert verdict.slip
    assert not verdict.apart


def test_two_names_are_apart_and_one_spelt_twice_is_not() -> None:
    assert compare_names("Haftar", "Wolters").apart
    assert not compare_names("Serraj", "Sarraj").apart
    assert not compare_names("Serraj", "Sarraj").slip


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
        ("A", "\U00013fbf"),  # a hieroglyph whose romanisation is no word
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
