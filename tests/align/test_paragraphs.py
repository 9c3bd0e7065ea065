from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.align.interface import Alignment
from dedup.align.paragraphs import align
from dedup.documents import Document
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder, Vectors
from dedup.text.segment import segment


class BagOfWords:
    """Vectors of hashed words: quick, and alike where the texts are."""

    name = "bag-of-words@1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(".", " ").split():
                row[crc32(word.encode()) % 256] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return vectors

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        return [np.zeros((len(words), 1, 256), np.float32) for words in texts]


BAG = BagOfWords()
PLACES = "Oulu Rauma Turku Kemi Salo Lahti Pori Kotka Vaasa Hamina Loviisa Kuopio".split()
DEEDS = "opened a bridge|closed two schools|elected a mayor|flooded|lost its ferry|won the cup".split("|")
sentence = st.builds(
    lambda place, deed, n: f"{place} {deed} on day {n}.",
    st.sampled_from(PLACES),
    st.sampled_from(DEEDS),
    st.integers(1, 400),
)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
story = st.lists(paragraph, max_size=14).map("\n\n".join)


def document(text: str) -> Document:
    return segment(Document(text))


def linked(alignment: Alignment) -> list[tuple[int, int]]:
    return [(link.a[0].start, link.b[0].start) for link in alignment.paragraphs]


@settings(deadline=None, max_examples=40)
@given(story)
def test_a_text_against_itself_is_aligned_in_full_and_nothing_moved(text: str) -> None:
    whole = document(text)
    found = align(whole, whole, BAG)
    assert [link.a for link in found.paragraphs] == [(p.span,) for p in whole.story()]
    assert all(link.a == link.b and link.score == 1 and not link.moved for link in found.paragraphs)
    assert all(link.a == link.b for link in found.sentences)


@settings(deadline=None, max_examples=40)
@given(story, story)
def test_exchanging_the_sides_mirrors_the_alignment(a: str, b: str) -> None:
    there, back = align(document(a), document(b), BAG), align(document(b), document(a), BAG)
    assert set(there.paragraphs) == {link.mirrored() for link in back.paragraphs}
    assert set(there.sentences) == {link.mirrored() for link in back.sentences}


@settings(deadline=None, max_examples=40)
@given(st.lists(paragraph, max_size=12), st.randoms(use_true_random=False))
def test_shuffled_paragraphs_are_moved_and_never_omitted(parts: list[str], random: object) -> None:
    mixed = parts.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis does not say it is random.Random
    a, b = document("\n\n".join(parts)), document("\n\n".join(mixed))
    found = align(a, b, BAG)
    body_a, body_b = ({p.span for p in d.story()} for d in (a, b))
    assert {span for link in found.paragraphs for span in link.a} == body_a
    assert {span for link in found.paragraphs for span in link.b} == body_b
    for link in found.paragraphs:
        assert [s.of(a.text) for s in link.a] == [s.of(b.text) for s in link.b]
    in_order = [link.b for link in found.paragraphs if not link.moved]
    assert in_order == sorted(in_order)


@settings(deadline=None, max_examples=40)
@given(story, story)
def test_links_hold_spans_of_the_documents_and_no_span_twice(a: str, b: str) -> None:
    sides = document(a), document(b)
    found = align(*sides, BAG)
    for n, whole in enumerate(sides):
        spans = [span for link in found.paragraphs for span in (link.a, link.b)[n]]
        assert len(spans) == len(set(spans))
        assert set(spans) <= {p.span for p in whole.story()}
        inner = [span for link in found.sentences for span in (link.a, link.b)[n]]
        assert len(inner) == len(set(inner))
        assert all(any(outer.covers(span) for outer in spans) for span in inner)
        assert all(span.of(whole.text).strip() == span.of(whole.text) for span in inner)


def test_a_block_moved_in_a_long_document_is_moved_and_never_omitted() -> None:
    parts = [f"{PLACES[n % 12]} number {n} {DEEDS[n % 6]} on day {n * n % 997}." for n in range(260)]
    mixed = parts[60:] + parts[:60]
    a, b = document("\n\n".join(parts)), document("\n\n".join(mixed))
    found = align(a, b, BAG)
    assert len(found.paragraphs) == 260
    assert all(link.a[0].of(a.text) == link.b[0].of(b.text) for link in found.paragraphs)
    assert sum(link.moved for link in found.paragraphs) == 60


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(cache=False)


A = """Ferry to Nagu stops for the winter

The ferry that links Nagu with the mainland will not run from December, the operator said on Tuesday.

Ice had damaged the hull twice in two years. Repairs cost more than 300,000 euros.

Winter hopes

Islanders fear for the school. It has eleven pupils.

The council meets again on Friday."""

B = """Winter break for the Nagu ferry

The operator announced on Tuesday that from December the ferry between Nagu and the mainland is suspended.

The hull was damaged by ice two times within two years.

The repairs came to over 300,000 euros.

Hopes for the winter

A harbour in Greece was repainted in blue last spring.

People on the island are afraid that the school, which has eleven pupils, will close.

The council will mee"""


def test_a_split_paragraph_a_heading_and_a_cut_last_line_are_linked(encoder: Encoder) -> None:
    a, b = document(A), document(B)
    found = align(a, b, encoder)
    lines = [[p.span for p in side.paragraphs] for side in (a, b)]
    places = [
        ([lines[0].index(s) for s in link.a], [lines[1].index(s) for s in link.b])
        for link in found.paragraphs
    ]
    assert places[:5] == [([0], [0]), ([1], [1]), ([2], [2, 3]), ([3], [4]), ([4], [6])]
    assert not any(link.moved for link in found.paragraphs)
    assert not any(5 in right for _, right in places)


def test_a_cut_last_line_is_joined_to_what_it_is_the_beginning_of(encoder: Encoder) -> None:
    a = document("The mill closed on Monday.\n\nBut at the same time the owner, he said, looks for a buyer.")
    b = document("On Monday the mill was shut.\n\nBut at the same t")
    assert [link.b[0].of(b.text) for link in align(a, b, encoder).paragraphs][1:] == ["But at the same t"]


def test_a_moved_paragraph_is_said_to_be_moved(encoder: Encoder) -> None:
    a = document(A)
    parts = A.split("\n\n")
    b = document("\n\n".join([*parts[:1], parts[2], *parts[3:], parts[1]]))
    found = align(a, b, encoder)
    assert [link.a[0].of(A) for link in found.paragraphs if link.moved] == [parts[1]]
    assert len(found.paragraphs) == len(parts)


class Narrow:
    """The vectors of another encoder with cosines between .7 and 1, as many models have them."""

    name = "narrow@1"

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._inner.encode(texts)
        shared = np.full((len(texts), 1), 0.7**0.5, dtype=np.float32)
        return np.concatenate([vectors * np.float32(0.3**0.5), shared], axis=1)

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        return self._inner.encode_words(texts)


def test_a_model_of_another_scale_gives_the_same_links(encoder: Encoder) -> None:
    a, b = document(A), document(B)
    usual, narrow = align(a, b, encoder), align(a, b, Narrow(encoder))
    assert [(x.a, x.b) for x in narrow.paragraphs] == [(x.a, x.b) for x in usual.paragraphs]
    for x, y in zip(narrow.paragraphs, usual.paragraphs, strict=True):
        assert x.score == pytest.approx(y.score, abs=0.01)


def test_a_headline_merged_into_the_paragraph_below_is_linked_with_it(encoder: Encoder) -> None:
    parts = A.split("\n\n")
    b = document("\n\n".join([" ".join(parts[:2]), *parts[2:3], " ".join(parts[3:5]), *parts[5:]]))
    found = align(document(A), b, encoder)
    assert [len(link.a) for link in found.paragraphs] == [2, 1, 2, 1]


HEADED = """Ferry to the outer islands to stop for the winter

The ferry to the outer islands will stop sailing for the winter, the harbour office in Rauma said on Monday.

Repairs to the hull were put off twice last year.

Sailings begin again in April."""
LEAD = (
    "On Monday the harbour office of Rauma announced that the ferry to the islands will not sail in winter."
)
REST = (
    "The hull was to be repaired last year, which was postponed two times.\n\nIn April the ship sails again."
)


def test_a_headline_that_says_what_the_lead_says_is_told_from_one_that_was_merged(encoder: Encoder) -> None:
    merged = align(
        document(HEADED), document(f"Outer islands' ferry halts for winter {LEAD}\n\n{REST}"), encoder
    )
    dropped = align(document(HEADED), document(f"{LEAD}\n\n{REST}"), encoder)
    headline = document(HEADED).paragraphs[0].span
    assert [len(link.a) for link in merged.paragraphs] == [2, 1, 1]
    assert [len(link.a) for link in dropped.paragraphs] == [1, 1, 1]
    assert all(headline not in link.a for link in dropped.paragraphs)


CREDITED = """The mill closed on Monday.

Photo: Anna Berg/Lehtikuva

Read also: Two hundred jobs go at the paper mill

Leave a Comment"""

CREDITED_TOO = """On Monday the mill was shut.

Photo by Anna Berg, Lehtikuva

Also read: Two hundred jobs to go at the paper mill

Write a comment"""


def test_credits_and_read_also_lines_are_linked_and_comment_forms_are_not(encoder: Encoder) -> None:
    a, b = document(CREDITED), document(CREDITED_TOO)
    found = align(a, b, encoder)
    at_a, at_b = ([p.span for p in side.paragraphs] for side in (a, b))
    assert [p.role for p in a.paragraphs[1:]] == ["furniture"] * 3
    assert [(at_a.index(link.a[0]), at_b.index(link.b[0])) for link in found.paragraphs] == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]
    assert all(at_a[0].covers(span) for link in found.sentences for span in link.a)


REFERRED = """The mill closed on Monday.

Read more in the report of the Harbour Gazette.

Two hundred people lost their work.

The town will look for a buyer."""
REFERRED_TOO = (
    "On Monday the mill was shut.",
    "More details in the material of the Harbour Gazette.",
    "Two hundred workers are without a job.",
    "The town wants to find a buyer.",
)


@pytest.mark.parametrize("merged", [False, True])
def test_a_reworded_reference_is_linked_though_one_version_only_shows_it_as_furniture(
    merged: bool, encoder: Encoder
) -> None:
    lines = [" ".join(REFERRED_TOO[:2]), *REFERRED_TOO[2:]] if merged else REFERRED_TOO
    a, b = document(REFERRED), document("\n\n".join(lines))
    found = align(a, b, encoder)
    assert [p.role for p in a.paragraphs].count("furniture") == 1
    assert [span for link in found.paragraphs for span in link.a] == [p.span for p in a.paragraphs]
    assert not any(a.paragraphs[1].span.covers(span) for link in found.sentences for span in link.a)


def test_a_credit_that_stands_elsewhere_did_not_move(encoder: Encoder) -> None:
    first, credit, *others = CREDITED.split("\n\n")
    found = align(document(CREDITED), document("\n\n".join([first, *others[:1], credit])), encoder)
    assert not any(link.moved for link in found.paragraphs)


def test_the_hand_labelled_pair_is_lined_up_in_full(shared: Path, encoder: Encoder) -> None:
    import json

    gold = json.loads((shared / "gold" / "sirte.json").read_text(encoding="utf-8"))
    sides = [document((shared / "seeds" / gold[k]).read_text(encoding="utf-8")) for k in "ab"]
    lines = [[p.span for p in side.paragraphs] for side in sides]
    found = align(sides[0], sides[1], encoder)
    links = {
        (lines[0].index(i), lines[1].index(j)) for link in found.paragraphs for i in link.a for j in link.b
    }
    want, spare = ({tuple(pair) for pair in gold[k]} for k in ("alignment", "optional_alignment"))
    assert want <= links <= want | spare


def test_no_paragraphs_give_no_links() -> None:
    assert align(document(""), document("A text."), BAG) == Alignment((), ())
