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

from dedup.align.words import moving_mean, unit
from dedup.drift.wording.lexicon import PROPERTIES, properties
from dedup.encoder.interface import Vectors

Matrix = NDArray[np.float32]

_STOPS = frozenset(". ! ? … ... ؟ ۔ । 。 ！ ？".split())
_CLOSING = frozenset("\" ' '' ” ’ » ) ] -RRB-".split())
_EDGE = -1.0


def at_stops(words: Sequence[str]) -> list[range]:
    """Runs of positions that each end with a full stop of their own, closing quotes taken along.

    A stop after a single capital letter is taken for an initial's.
    """
    runs: list[range] = []
    begin = 0
    for i, word in enumerate(words):
        closes = word in _STOPS or (word in _CLOSING and i > begin and words[i - 1] in _STOPS)
        opens_next = i + 1 < len(words) and words[i + 1] not in _CLOSING and words[i + 1] not in _STOPS
        initial = i > begin and len(words[i - 1]) == 1 and words[i - 1].isupper() and words[i - 1] != "I"
        if closes and opens_next and not initial:
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
    out: dict[str, NDArray[np.generic]] = {}
    for offset in (-2, -1, 0, 1, 2, 3):
        at = gaps + offset
        inside = (at >= 0) & (at < n)
        picked = np.where(inside[:, None], form[np.clip(at, 0, n - 1)], np.float32(_EDGE))
        for k, name in enumerate(PROPERTIES):
            out[f"{name}{offset:+d}"] = picked[:, k]
    depth = states.shape[1] - 1
    for part in (1 / 3, 2 / 3, 1.0):
        vectors = unit(states[:, round(part * depth)])
        out[f"next@{part:.2f}"] = (vectors[:-1] * vectors[1:]).sum(1)
        sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
        for label, reach in (("2", 2), ("4", 4), ("all", n)):
            before = unit(sums[gaps + 1] - sums[np.maximum(gaps + 1 - reach, 0)])
            after = unit(sums[np.minimum(gaps + 1 + reach, n)] - sums[gaps + 1])
            out[f"sides{label}@{part:.2f}"] = (before * after).sum(1)
        smooth = unit(moving_mean(vectors, 1))
        out[f"smooth@{part:.2f}"] = (smooth[:-1] * smooth[1:]).sum(1)
    capital = np.cumsum(form[:, PROPERTIES.index("capital")])
    out["capitals_before"] = capital[:-1] / (gaps + 1)
    out["capitals_after"] = (capital[-1] - capital[:-1]) / (n - 1 - gaps)
    out["before"] = gaps + 1
    out["after"] = n - 1 - gaps
    return list(out), np.stack([np.asarray(v, np.float32) for v in out.values()], axis=1)


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
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy ships no types

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
