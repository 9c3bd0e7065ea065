"""Which sentence of one text stands against which of the other, when only words are given.

A text that comes as words alone has no line breaks: its sentences are found by their full stops, and,
where sentences without one follow each other (headlines, captions), by a fitted judge of the gaps between
words. Then they are aligned by meaning, whatever their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.align.words import unit
from dedup.drift.wording.lexicon import PROPERTIES, properties
from dedup.encoder.interface import Vectors

Matrix = NDArray[np.float32]

_STOPS = frozenset(". ! ? … ... ؟ ۔ । 。 ！ ？".split())
_CLOSING = frozenset("\" ' '' ” ’ » ) ] -RRB-".split())
# Words, of two word pieces at most on average, that every encoder reads whole (256 pieces).
_LONGEST = 120
_EDGE = -1.0
# So many words on each side of a gap are looked at for their form.
_REACH = 3
# The hidden layers asked, as parts of the depth.
_DEPTHS = (2 / 3, 1.0)


def at_stops(words: Sequence[str]) -> list[range]:
    """Runs of positions that each end with a full stop of their own, closing quotes taken along.

    A stop after a single capital letter is taken for an initial's. A run without a stop ends where an
    encoder would cut it off.
    """
    runs: list[range] = []
    begin = 0
    for i, word in enumerate(words):
        closes = word in _STOPS or (word in _CLOSING and i > begin and words[i - 1] in _STOPS)
        opens_next = i + 1 < len(words) and words[i + 1] not in _CLOSING and words[i + 1] not in _STOPS
        initial = i > begin and len(words[i - 1]) == 1 and words[i - 1].isupper() and words[i - 1] != "I"
        if (closes and opens_next and not initial) or i + 1 - begin == _LONGEST:
            runs.append(range(begin, i + 1))
            begin = i + 1
    if begin < len(words):
        runs.append(range(begin, len(words)))
    return runs


def gap_features(words: Sequence[str], states: Vectors) -> tuple[list[str], Matrix]:
    """What tells whether a sentence ends between two words of a run.

    Args:
        words: at least two.
        states: their hidden states, shape (words, layers, dimension).

    Returns:
        Feature names, and an array of shape (len(words) - 1, names): row k is the gap after word k.
    """
    n = len(words)
    gaps = np.arange(n - 1)
    form = properties(tuple(words))
    padded = np.full((n + 2 * _REACH, len(PROPERTIES)), _EDGE, np.float32)
    padded[_REACH:-_REACH] = form
    names: list[str] = []
    lines: list[NDArray[np.floating]] = []
    for offset in range(1 - _REACH, _REACH + 1):
        names += [f"{name}{offset:+d}" for name in PROPERTIES]
        lines.append(padded[_REACH + offset : _REACH + offset + n - 1].T)
    depth = states.shape[1] - 1
    for part in _DEPTHS:
        vectors = unit(states[:, round(part * depth)])
        like = vectors @ vectors.T
        # Sums over any block of `like` by four look-ups: the length of a sum of vectors squared.
        area = np.zeros((n + 1, n + 1), np.float64)
        area[1:, 1:] = like.cumsum(0).cumsum(1)
        names.append(f"next@{part:.2f}")
        lines.append(like[gaps, gaps + 1][None])
        for name, reach in (("2", 2), ("4", 4), ("all", n)):
            begin, end = np.maximum(gaps + 1 - reach, 0), np.minimum(gaps + 1 + reach, n)
            before, after = _block(area, begin, gaps + 1), _block(area, gaps + 1, end)
            across = (_block(area, begin, end) - before - after) / 2
            names.append(f"sides{name}@{part:.2f}")
            lines.append((across / np.sqrt(np.maximum(before * after, 1e-9)))[None])
    capital = form[:, PROPERTIES.index("capital")].cumsum()
    names += ["capitals_before", "capitals_after", "before", "after"]
    before_gap, after_gap = gaps + 1, n - 1 - gaps
    shares = (capital[:-1] / before_gap, (capital[-1] - capital[:-1]) / after_gap)
    lines.append(np.stack([*shares, before_gap, after_gap]))
    return names, np.concatenate(lines).T.astype(np.float32)


def _block(area: NDArray[np.float64], begin: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sum over the square from `begin` to `end`, by its integral image."""
    return np.asarray(area[end, end] - area[begin, end] - area[end, begin] + area[begin, begin])


@dataclass(frozen=True, slots=True)
class Facing:
    """Which sentences of one text stand against which of the other, by their position.

    Args:
        pairs: groups of neighbouring sentences that say the same, `(of a, of b)`, never empty.
        alone_a, alone_b: a sentence that nothing stands against, with the one most like it.
    """

    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    alone_a: tuple[tuple[int, int], ...]
    alone_b: tuple[tuple[int, int], ...]


def align_sentences(vectors_a: Matrix, vectors_b: Matrix) -> Facing:
    """Align by meaning alone, in any order: the one-to-one assignment with the greatest total likeness.

    Sentences left over join a neighbour where the two together are as like the neighbour's partner as
    the neighbour is alone: one side's full stop is the other side's comma.

    Args:
        vectors_a: one unit vector for each sentence, shape (sentences, dimension).
        vectors_b: the same for the other text.
    """
    if len(vectors_a) == len(vectors_b) == 1:
        return Facing((((0,), (0,)),), (), ())
    from scipy.optimize import linear_sum_assignment

    like = vectors_a @ vectors_b.T
    # Of two equal candidates the one at the same place is meant: names and captions recur.
    place_a, place_b = np.arange(len(vectors_a))[:, None], np.arange(len(vectors_b))
    rows, columns = linear_sum_assignment(like - 1e-4 * np.abs(place_a - place_b), maximize=True)
    groups = [([int(i)], [int(j)]) for i, j in zip(rows, columns, strict=True)]
    alone_a = _join_neighbours([a for a, _ in groups], [b for _, b in groups], vectors_a, vectors_b)
    alone_b = _join_neighbours([b for _, b in groups], [a for a, _ in groups], vectors_b, vectors_a)
    return Facing(
        tuple((tuple(a), tuple(b)) for a, b in groups),
        tuple((i, int(like[i].argmax())) for i in alone_a),
        tuple((j, int(like[:, j].argmax())) for j in alone_b),
    )


def _join_neighbours(
    own: list[list[int]], partners: list[list[int]], vectors: Matrix, others: Matrix
) -> list[int]:
    """Put each sentence in none of `own` into a neighbouring group it completes; returns the rest."""
    taken = {i for group in own for i in group}
    rest = []
    for i in range(len(vectors)):
        if i in taken:
            continue
        best: tuple[float, list[int]] | None = None
        for group, partner in zip(own, partners, strict=True):
            if i not in (group[0] - 1, group[-1] + 1):
                continue
            target = unit(others[partner].sum(0))
            gain = float(unit(vectors[[*group, i]].sum(0)) @ target - unit(vectors[group].sum(0)) @ target)
            if gain >= 0 and (best is None or gain > best[0]):
                best = (gain, group)
        if best is None:
            rest.append(i)
        else:
            best[1].append(i)
            best[1].sort()
            taken.add(i)
    return rest
