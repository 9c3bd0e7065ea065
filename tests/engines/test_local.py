import random
import time

import pytest

from dedup.candidates import nets
from dedup.candidates.interface import Kind
from dedup.documents import Document
from dedup.engines.local import scan

STORY = (
    "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks in the "
    "concrete, the second such finding this year.\n\nFerries to the outer islands will leave from the "
    "northern quay until repairs end in March, its director Lena Okoro said."
)
EDITED = STORY.replace("Tuesday", "Wednesday")
OTHER = "Farmers in the upper valley expect the smallest apple harvest in a decade after late frost in April."


def test_copies_are_found_and_strangers_are_not():
    result = scan(
        [Document(t, id=i) for i, t in zip("abcd", (STORY, OTHER, EDITED, STORY.upper()), strict=True)],
        encoder=None,
    )
    assert [(p.a, p.b, p.kind) for p in result.pairs] == [
        ("a", "c", Kind.NEAR_DUPLICATE),
        ("a", "d", Kind.EXACT),
        ("c", "d", Kind.NEAR_DUPLICATE),
    ]
    assert result.clusters == (("a", "c", "d"),)


def test_empty_documents_are_never_similar():
    result = scan([Document(t, id=str(i)) for i, t in enumerate(("", " ", "", "!!!", "!!!"))], encoder=None)
    assert result.documents == 5
    assert not result.pairs


def book(paragraphs, seed=1):
    """Paragraphs of sixty words over a vocabulary of twenty thousand, the first of them the most frequent."""
    draw = random.Random(seed)
    words = ["".join(draw.choices("abcdefghijklmnoprstuvz", k=draw.randint(3, 9))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [" ".join(draw.choices(words, weights, k=60)) + "." for _ in range(paragraphs)]


def excerpts(paragraphs, count, size):
    starts = random.Random(2).choices(range(len(paragraphs) - size), k=count)
    return ["\n\n".join(paragraphs[start : start + size]) for start in starts]


@pytest.mark.parametrize("few", [nets.FEW, 0])
def test_a_long_text_is_found_to_hold_its_excerpts_in_a_sane_time(monkeypatch, few):
    # Many excerpts overlap, so that a line stands in five documents and more: none is a site's.
    monkeypatch.setattr("dedup.engines.local.FEW", few)
    monkeypatch.setattr("dedup.candidates.nets.FEW", few)
    paragraphs = book(5000)  # some 2 MB
    texts = ["\n\n".join(paragraphs), *excerpts(paragraphs, 300, 15), *book(100, seed=3)]
    begin = time.process_time()
    result = scan([Document(text, id=str(n)) for n, text in enumerate(texts)], encoder=None)
    # Some 5 where nothing is quadratic, and compiling on a new checkout; hundreds before.
    assert time.process_time() - begin < 120
    held = {pair.b for pair in result.pairs if pair.a == "0" and pair.kind is Kind.NEAR_DUPLICATE}
    assert held == {str(n) for n in range(1, 301)}
