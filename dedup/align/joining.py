"""Whether one unit of a side stands for two of the other: a paragraph that one version merged or split."""

from __future__ import annotations

import numpy as np

from dedup.align.likeness import Evidence, Matrix, Rescale, Side, rarity_of

# The columns of `joined`, in order. Of two units of one side that may both belong to a unit of the other,
# the one with the higher log-odds is the strong one; "both" are the two taken together.
JOIN_FEATURES = (
    "strong",  # log-odds of the strong one alone
    "weak",
    "strings",  # how much nearer the cosine of n-gram weights comes with both than with the strong one
    "meaning",  # the same of the sums of sentence vectors
    "covered",  # how much more of the one unit's n-grams both hold
    "lengths",  # how much nearer the logarithm of the ratio of lengths comes to 0
    "longer",  # the logarithm of the length of both over that of the one
    "own",  # the best lead of the weak over the strong on one of the one unit's sentences
    "size",  # the logarithm of the weak one's length
    "apart",  # how many other units stand between the two
)
_MOST = 6.0  # log-odds beyond which more says nothing more


def joined(found: Evidence, odds: Matrix, apart: int) -> tuple[Matrix, Matrix]:
    """The features of each join of two units of one side with one of the other.

    Returns the joins of units i and i + apart of a with j of b, shape (len(a) - apart, len(b), features), and
    of units j and j + apart of b with i of a, (len(b) - apart, len(a), features).

    Args:
        found: how alike the units are.
        odds: log-odds of each pair by itself, shape (len(a), len(b)).
        apart: 1 for neighbours, 2 for units with one other between them, and so on.
    """
    return (
        _joined(found.a, found.b, odds, apart, found.rescale),
        _joined(found.b, found.a, odds.T, apart, found.rescale),
    )


def _joined(many: Side, one: Side, odds: Matrix, apart: int, rescale: Rescale) -> Matrix:
    if len(odds) <= apart:
        return np.empty((0, odds.shape[1], len(JOIN_FEATURES)), np.float32)
    first, second = slice(None, -apart), slice(apart, None)
    rarity = rarity_of(many.grams, one.grams)
    first_is_strong = odds[first] >= odds[second]

    def strong(figure: Matrix) -> Matrix:
        return np.where(first_is_strong, figure[first], figure[second])

    def weak(figure: Matrix) -> Matrix:
        return np.where(first_is_strong, figure[second], figure[first])

    ones = np.sqrt(one.grams) * rarity
    strings, covered = _alike(np.sqrt(many.grams) * rarity, ones)
    both_strings, both_covered = _alike(np.sqrt(many.grams[first] + many.grams[second]) * rarity, ones)
    meaning = rescale(_alike(many.vectors, one.vectors)[0])
    both_meaning = rescale(_alike(many.vectors[first] + many.vectors[second], one.vectors)[0])
    lengths = np.log(many.lengths)[:, None] - np.log(one.lengths)[None, :]
    both_lengths = np.log(many.lengths[first] + many.lengths[second])[:, None] - np.log(one.lengths)[None, :]
    lead = many.on[first] - many.on[second]
    own = np.where(
        first_is_strong,
        np.maximum.reduceat(-lead, one.starts, axis=1),
        np.maximum.reduceat(lead, one.starts, axis=1),
    )
    size = np.broadcast_to(np.log(many.lengths)[:, None], odds.shape)
    return np.stack(
        [
            np.clip(strong(odds), -_MOST, _MOST),
            np.clip(weak(odds), -_MOST, _MOST),
            both_strings - strong(strings),
            both_meaning - strong(meaning),
            both_covered - strong(covered),
            np.abs(strong(lengths)) - np.abs(both_lengths),
            both_lengths,
            own,
            weak(size),
            np.full(own.shape, float(apart - 1)),
        ],
        axis=2,
    )


def _alike(x: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """The cosine of each pair of rows, and how much of y's row lies in the direction of x's."""
    dots = x @ y.T
    norms_x = np.sqrt(np.maximum((x * x).sum(axis=1), 1e-9))[:, None]
    norms_y = np.sqrt(np.maximum((y * y).sum(axis=1), 1e-9))[None, :]
    return dots / (norms_x * norms_y), np.minimum(dots / (norms_y * norms_y), 1)
