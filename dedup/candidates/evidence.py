"""What tells the same text in other words from another report of the same event: its order.

Two reporters share names and words, but each tells the story in an order of their own; a translation or a
spun copy keeps the order of the text it was made from (measured in docs/design/candidates.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.features import PREFIX, is_content

Matrix = NDArray[np.float32]

# Order is quadratic in length; beyond this many tokens or sentences the openings stand for the texts.
LONGEST_TOKENS = 6000
MOST_SENTENCES = 400


def order_share(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of the words of both texts that stand in one longest common order, 0 to 1.

    Args:
        a: tokens of one text; compared by their first letters, so that endings do not count.
        b: tokens of the other.
    """
    from rapidfuzz.distance import LCSseq

    a, b = ([token[:PREFIX] for token in side[:LONGEST_TOKENS]] for side in (a, b))
    return 2 * float(LCSseq.similarity(a, b)) / (len(a) + len(b)) if a and b else 0.0


def shared_words(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> Matrix:
    """Dice coefficient of the content-word prefixes of every two sentences, shape (len(a), len(b))."""
    number: dict[str, int] = {}
    rows = [
        {number.setdefault(token[:PREFIX], len(number)) for token in sentence if is_content(token)}
        for sentence in (*a, *b)
    ]
    table = np.zeros((len(rows), max(1, len(number))), dtype=np.float32)
    for row, found in zip(table, rows, strict=True):
        row[list(found)] = 1
    sizes = table.sum(axis=1)
    both = table[: len(a)] @ table[len(a) :].T
    total = sizes[: len(a), None] + sizes[None, len(a) :]
    dice: Matrix = np.divide(2 * both, total, out=np.zeros_like(both), where=total > 0)
    return dice


def best_match(likeness: Matrix, a: Sequence[float], b: Sequence[float]) -> float:
    """Mean of every sentence's best match on the other side, both directions, weighted by length.

    Args:
        likeness: of every two sentences, shape (len(a), len(b)).
        a: weight of each sentence of one text.
        b: the same of the other.
    """
    one = np.average(likeness.max(axis=1), weights=a)
    other = np.average(likeness.max(axis=0), weights=b)
    return float(one + other) / 2


def chain_match(likeness: Matrix, a: Sequence[float], b: Sequence[float]) -> float:
    """`best_match` where every sentence may be used once, and matches may not cross."""
    weights_a, weights_b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    gains = likeness * (weights_a[:, None] + weights_b[None, :])
    best = np.zeros(len(weights_b) + 1)
    for row in gains:
        step = best.copy()
        step[1:] = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(step)
    return float(best[-1] / (weights_a.sum() + weights_b.sum()))
