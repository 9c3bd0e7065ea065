"""Cutting a passage in two: whether its beginning and its end say what two of the other side do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.align.likeness import Matrix, Side
from dedup.align.units import Unit, gram_counts

_STEPS = 8  # a passage may be cut after every sentence and near each eighth of its length
_MOST_SENTENCES = 32  # that it may be cut after; of more, every second, and so on


class Cuts:
    """How alike the units of one side are to the beginnings and ends of the other's.

    Args:
        many: the side whose units may be parts.
        one: the side whose units are cut.
        wanted: which units of the latter, shape (units,).
        columns: the n-grams that the sides' tables are of.
    """

    def __init__(self, many: Side, one: Side, wanted: NDArray[np.bool_], columns: NDArray[np.bool_]) -> None:
        self._lengths = many.lengths
        places = {j: _places(one.units[j]) for j in np.flatnonzero(wanted).tolist()}
        texts = [piece for j, cuts in places.items() for piece in _pieces(one.units[j].text, cuts)]
        counts = gram_counts(texts)
        place_of = np.cumsum(columns) - 1
        # By roots of counts, so that the square of a norm is the number of n-grams.
        units = np.ascontiguousarray(np.sqrt(many.grams).T)
        norms = np.sqrt(np.maximum(many.grams.sum(axis=1), 1))
        most = max(map(len, places.values()))
        shape = len(places), most, len(many.lengths)
        self._row = dict(zip(places, range(len(places)), strict=True))
        self._begins, self._ends = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self._whole = np.zeros((shape[0], shape[2]), np.float32)
        self._shares = np.full(shape[:2], np.inf)
        self._sentence_ends = np.zeros(shape[:2], dtype=np.bool_)
        at = 0
        for row, (j, cuts) in enumerate(places.items()):
            n = len(cuts)
            pieces = counts[at : at + n + 1]
            at += n + 1
            used = np.flatnonzero((pieces.max(axis=0) > 0) & columns)
            upto = np.cumsum(pieces[:, used], axis=0)
            parts = np.concatenate([upto, upto[-1] - upto[:-1]])
            cosines = np.sqrt(parts) @ units[place_of[used]]
            cosines /= np.sqrt(np.maximum(parts.sum(axis=1), 1))[:, None] * norms
            self._begins[row, :n], self._whole[row], self._ends[row, :n] = np.split(cosines, [n, n + 1])
            self._shares[row, :n] = np.array(list(cuts)) / len(one.units[j].text)
            self._sentence_ends[row, :n] = list(cuts.values())

    def gains(self, first: NDArray[Any], second: NDArray[Any], j: NDArray[Any]) -> Iterator[Matrix]:
        """The columns "cut_least", "cut_most" and "cut_order" of `JOIN_FEATURES`; 0 for what cannot be cut.

        The cut is the best of those after sentences and of the one that the lengths of the two call for.
        """
        row = np.array([self._row[unit] for unit in j.tolist()])
        if not self._shares.shape[1]:
            yield from np.zeros((3, len(row)))
            return
        begins, ends = self._begins[row, :, first], self._ends[row, :, second]
        share = self._lengths[first] / (self._lengths[first] + self._lengths[second])
        allowed = self._sentence_ends[row]
        joins = np.arange(len(row))
        allowed[joins, np.abs(self._shares[row] - share[:, None]).argmin(axis=1)] = True
        best = np.where(allowed, begins + ends, -np.inf).argmax(axis=1)
        parts = begins[joins, best], ends[joins, best]
        turned = self._begins[row, best, second] + self._ends[row, best, first]
        gains = np.stack([parts[0] - self._whole[row, first], parts[1] - self._whole[row, second]])
        gains[:, ~np.isfinite(self._shares[row, 0])] = 0
        yield gains.min(axis=0)
        yield gains.max(axis=0)
        yield parts[0] + parts[1] - turned


def _places(unit: Unit) -> dict[int, bool]:
    """Where a passage may be cut, in order, and whether a sentence ends there."""
    text = unit.text
    places = {}
    for n in range(1, _STEPS):
        at = len(text) * n // _STEPS
        space = text.find(" ", at)
        places[space if space >= 0 else at] = False
    ends = list(accumulate(len(part) + 1 for part in unit.texts))[:-1]
    places |= {end - 1: True for end in ends[:: 1 + len(ends) // _MOST_SENTENCES]}
    return {at: places[at] for at in sorted(places) if 0 < at < len(text)}


def _pieces(text: str, cuts: dict[int, bool]) -> Iterator[str]:
    edges = [0, *cuts, len(text)]
    return (text[begin:end].strip() for begin, end in pairwise(edges))
