"""Why a pair was found: the figures that decided, and the longest passages both texts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dedup.candidates.evidence import LONGEST_TOKENS, order_share
from dedup.candidates.features import EDITED_WORDS
from dedup.candidates.interface import Evidence
from dedup.candidates.judge import overlap
from dedup.candidates.prepared import Prepared
from dedup.documents import Document, Span
from dedup.text.normalize import fold
from dedup.text.words import Word, words

_PASSAGES = 3
_SHORTEST = 4  # words: shorter ones are shared by strangers too
_PLACES = 50  # of one run of words; more of them is a refrain, not a passage


def explain(a: Document, b: Document, one: Prepared, other: Prepared) -> Evidence:
    """The evidence for two segmented documents.

    Args:
        a: a document.
        b: the other.
        one: the first made ready for judging.
        other: the second made ready.
    """
    runs, quoted = overlap(one.features.edited, other.features.edited)
    return Evidence(
        runs,
        quoted,
        order_share(one.tokens, other.tokens),
        tuple(span.of(a.text) for span, _ in shared_passages(a, b)),
    )


def shared_passages(a: Document, b: Document, most: int = _PASSAGES) -> list[tuple[Span, Span]]:
    """The longest runs of words that both stories hold, longest first, none within another."""
    ours, theirs = _words(a), _words(b)
    keys, others = [fold(word.text) for word in ours], [fold(word.text) for word in theirs]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(others) - EDITED_WORDS + 1):
        places[tuple(others[j : j + EDITED_WORDS])].append(j)
    runs = []
    for i in range(len(keys) - EDITED_WORDS + 1):
        for j in places.get(tuple(keys[i : i + EDITED_WORDS]), [])[:_PLACES]:
            if i and j and keys[i - 1] == others[j - 1]:
                continue  # inside a run that began earlier
            runs.append((-_length(keys, others, i, j), i, j))
    chosen: list[tuple[int, int, int]] = []
    for length, i, j in sorted(runs):
        if len(chosen) == most or -length < _SHORTEST:
            break
        if all(i - length <= x or i >= x - n for n, x, _ in chosen):
            chosen.append((length, i, j))
    return [
        (
            Span(ours[i].span.start, ours[i - n - 1].span.end),
            Span(theirs[j].span.start, theirs[j - n - 1].span.end),
        )
        for n, i, j in chosen
    ]


def _words(document: Document) -> list[Word]:
    found = [word for p in document.story() for word in words(document.text, p.span)]
    return found[:LONGEST_TOKENS]


def _length(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length
