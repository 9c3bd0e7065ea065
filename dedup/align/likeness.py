"""How alike two passages are, by their strings and by their vectors: the evidence for a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from dedup.align.units import Unit, gram_counts
from dedup.encoder.interface import Vectors

Matrix = NDArray[np.floating[Any]]
Rescale = Callable[[Matrix], Matrix]

# The columns of `evidence`, in order.
FEATURES = (
    "meaning_wide",  # of the side that finds more of itself in the other: best sentence cosines
    "meaning_narrow",  # of the side that finds less
    "strings_wide",  # the share of n-grams found in the other side, of the side that finds more
    "strings_narrow",
    "strings",  # cosine of the n-gram weights
    "lead",  # how much more alike than the best choice not beside it, the smaller of both sides' leads
    "lead_other",  # the larger
    "own",  # over the other side's sentences, the best lead of this unit over all other units
    "own_other",
    "length",  # the shorter's share of the longer's length
    "ratio",  # the logarithm of the longer's length over the shorter's
    "size",  # the logarithm of the shorter's length
    "centred",  # cosine of the vectors, less what all units of both sides have in common
    "numbers",  # the logarithm of 1 + the numbers that both hold
    "numbers_apart",  # the same of the numbers that one holds in place of another's
    "order",  # how much more alike beginning and beginning, end and end are than beginning and end
    "half",  # the cosine of the n-gram weights of the two beginnings or of the two ends, the less
)
_NUMBER = regex.compile(r"\d+(?:[.,:]\d+)*")
# The mean of few vectors is little but those vectors themselves, so it counts n / (n + this).
_FEW = 4
_LEAST_NORM = 0.05  # of a centred vector, squared; below it the direction is chance


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of the units of one side.

    Args:
        units: the units.
        grams: how often each n-gram stands in each unit, shape (units, n-grams); alike for both sides.
        vectors: the sum of each unit's sentence vectors, weighed by length: shape (units, dimensions).
        lengths: characters.
        on: how alike each unit is to each sentence of the other side, shape (units, sentences).
        starts: where each unit's sentences begin among all of this side's.
    """

    units: Sequence[Unit]
    grams: Matrix
    vectors: Matrix
    lengths: Matrix
    on: Matrix
    starts: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How alike the units of two sides are.

    Args:
        table: the features of each pair, shape (len(a), len(b), len(FEATURES)); exchanging the sides
            transposes it.
        likeness: 0 to 1, the figure that a person may read: the mean of meaning (wide, narrow) and strings
            (wide, cosine).
        a, b: the sides.
        columns: which of the n-grams that `gram_counts` counts the sides' tables are of.
        rarity: of those, over the units of both sides.
        rescale: puts cosines of the sides' vectors on the scale of the calibrated model.
    """

    table: Matrix
    likeness: Matrix
    a: Side
    b: Side
    columns: NDArray[np.bool_]
    rarity: Matrix
    rescale: Rescale


def evidence(
    a: Sequence[Unit], b: Sequence[Unit], encode: Callable[[Sequence[str]], Vectors], rescale: Rescale
) -> Evidence:
    """How alike each pair of units is.

    Args:
        a: the units of one side, at least one.
        b: the units of the other.
        encode: gives unit vectors.
        rescale: puts their cosines on the scale of the calibrated model.
    """
    sides = _Sentences(a), _Sentences(b)
    texts, split = [*sides[0].texts, *sides[1].texts], len(sides[0].texts)
    vectors = _encoded(texts, encode)
    cosines = rescale(vectors[:split] @ vectors[split:].T)
    counts = gram_counts([*texts, *(half for side in (a, b) for unit in side for half in _in_two(unit.text))])
    # Only n-grams inside sentences count; a half may hold others, across two of them.
    columns = counts[: len(texts)].max(axis=0) > 0
    counts = counts[:, columns]
    grams, halves = counts[: len(texts)], counts[len(texts) :]
    meaning = _both_ways(cosines, *sides)
    whole = np.add.reduceat(grams[:split], sides[0].starts), np.add.reduceat(grams[split:], sides[1].starts)
    rarity = _rarity_of(np.concatenate(whole))
    shares, strings = _strings(*whole, rarity)
    raw = (meaning.max(axis=0) + shares.max(axis=0) + strings) / 3
    leads = np.stack([raw - _best_elsewhere(raw), raw - _best_elsewhere(raw.T).T])
    alike = (cosines + _cosines(grams, split)) / 2
    on_b = np.maximum.reduceat(alike, sides[0].starts, axis=0)
    on_a = np.maximum.reduceat(alike, sides[1].starts, axis=1).T
    own = np.stack(
        [
            np.maximum.reduceat(_lead(on_b), sides[1].starts, axis=1),
            np.maximum.reduceat(_lead(on_a), sides[0].starts, axis=1).T,
        ]
    )
    lengths = [np.array([max(len(unit.key), 1) for unit in side], dtype=np.float32) for side in (a, b)]
    shorter, longer = np.minimum.outer(*lengths), np.maximum.outer(*lengths)
    summed = [
        np.add.reduceat(part * side.weights[:, None], side.starts)
        for part, side in zip((vectors[:split], vectors[split:]), sides, strict=True)
    ]
    table = np.stack(
        [
            meaning.max(axis=0),
            meaning.min(axis=0),
            shares.max(axis=0),
            shares.min(axis=0),
            strings,
            leads.min(axis=0),
            leads.max(axis=0),
            own.min(axis=0),
            own.max(axis=0),
            shorter / longer,
            np.log(longer / shorter),
            np.log(shorter),
            _centred(summed[0], summed[1], rescale),
            *_numbers(a, b),
            *_halves(halves, len(a), len(b)),
        ],
        axis=2,
    )
    mean = (meaning.max(axis=0) + meaning.min(axis=0) + shares.max(axis=0) + strings) / 4
    return Evidence(
        table,
        np.clip(mean, 0, 1),
        Side(a, whole[0], summed[0], lengths[0], on_b, sides[0].starts),
        Side(b, whole[1], summed[1], lengths[1], on_a, sides[1].starts),
        columns,
        rarity,
        rescale,
    )


class _Sentences:
    """The sentences of one side, end to end, and where each unit's begin."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.texts = [text for unit in units for text in unit.texts]
        sizes = [len(unit.texts) for unit in units]
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.unit_of = np.repeat(np.arange(len(units)), sizes)
        self.weights = np.array([len(text) for text in self.texts], dtype=np.float32)


def _encoded(texts: list[str], encode: Callable[[Sequence[str]], Vectors]) -> Matrix:
    distinct = list(dict.fromkeys(texts))
    place = {text: n for n, text in enumerate(distinct)}
    vectors: Matrix = encode(distinct)[[place[text] for text in texts]]
    return vectors


def _both_ways(cosines: Matrix, a: _Sentences, b: _Sentences) -> Matrix:
    """For each pair of units, how much of either side's meaning the other holds: shape (2, a, b).

    That is the mean, weighted by length, over one side's sentences of the best cosine among the
    other side's, so that a merged paragraph still holds all of its parts.
    """
    in_b = np.maximum.reduceat(cosines, b.starts, axis=1)
    in_a = np.maximum.reduceat(cosines, a.starts, axis=0).T
    return np.stack([_weighted_mean(in_b, a), _weighted_mean(in_a, b).T])


def _weighted_mean(values: Matrix, side: _Sentences) -> Matrix:
    total = np.add.reduceat(values * side.weights[:, None], side.starts, axis=0)
    mean: Matrix = total / np.add.reduceat(side.weights, side.starts)[:, None]
    return mean


def _centred(x: Matrix, y: Matrix, rescale: Rescale) -> Matrix:
    """The cosine of each pair of rows, less what all rows have in common: the subject of the story.

    Worked out from cosines alone, so that it is of the calibrated model's scale whatever the model.
    """
    rows = np.concatenate([x, y])
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1), 1e-9)[:, None]
    cosines = rescale(rows @ rows.T)
    share = len(rows) / (len(rows) + _FEW)
    means = cosines.mean(axis=0)
    cosines = cosines - share * (means[:, None] + means[None, :]) + share**2 * means.mean()
    norms = np.sqrt(np.maximum(cosines.diagonal(), _LEAST_NORM))
    centred: Matrix = (cosines / np.outer(norms, norms))[: len(x), len(x) :]
    return centred


def _numbers(a: Sequence[Unit], b: Sequence[Unit]) -> tuple[Matrix, Matrix]:
    """For each pair of units, the logarithms of the numbers that both hold and of those that stand apart."""
    held_a, held_b = ([set(_NUMBER.findall(unit.key)) for unit in side] for side in (a, b))
    places = {number: n for n, number in enumerate(sorted(set().union(*held_a, *held_b)))}
    x, y = (np.zeros((len(side), len(places)), dtype=np.float32) for side in (a, b))
    for table, held in ((x, held_a), (y, held_b)):
        for row, numbers in zip(table, held, strict=True):
            row[[places[number] for number in numbers]] = 1
    both = x @ y.T
    fewer = np.minimum.outer(x.sum(axis=1), y.sum(axis=1))
    return np.log1p(both), np.log1p(fewer - both)


def _halves(counts: Matrix, a: int, b: int) -> tuple[Matrix, Matrix]:
    """For each pair of units, the columns "order" and "half": a translation keeps most of the order.

    Args:
        counts: the n-grams of the two halves of each unit, those of side a first.
        a: how many units there are on that side.
        b: how many on the other.
    """
    cosines = _cosines(counts, 2 * a).reshape(a, 2, b, 2)
    first, second = cosines[:, 0, :, 0], cosines[:, 1, :, 1]
    crossed = cosines[:, 0, :, 1] + cosines[:, 1, :, 0]
    return (first + second - crossed) / 2, np.minimum(first, second)


def _in_two(text: str) -> tuple[str, str]:
    """A text cut at the space nearest its middle."""
    middle = len(text) // 2
    spaces = [at for at in (text.rfind(" ", 0, middle), text.find(" ", middle)) if at >= 0]
    at = min(spaces, key=lambda at: abs(at - middle), default=middle)
    return text[:at], text[at:]


def _strings(x: Matrix, y: Matrix, rarity: Matrix) -> tuple[Matrix, Matrix]:
    """For each pair of units, the share of either's n-grams in the other, (2, a, b), and the cosine.

    n-grams that few units have weigh more (inverse document frequency over the units of both sides).
    """
    x, y = np.sqrt(x) * rarity, np.sqrt(y) * rarity
    dots = x @ y.T
    norm_a = np.maximum((x * x).sum(axis=1), 1e-9)[:, None]
    norm_b = np.maximum((y * y).sum(axis=1), 1e-9)[None, :]
    shares = np.minimum(np.stack([dots / norm_a, dots / norm_b]), 1)
    return shares, dots / np.sqrt(norm_a * norm_b)


def _rarity_of(counts: Matrix) -> Matrix:
    """Inverse document frequency of each n-gram over the rows of a table."""
    present = np.count_nonzero(counts, axis=0)
    rarity: Matrix = np.log((len(counts) + 1) / (present + 0.5)).astype(np.float32)
    return rarity


def _cosines(counts: Matrix, split: int) -> Matrix:
    """The cosine of the n-gram weights of each row before `split` and each from there on."""
    weights = np.sqrt(counts) * _rarity_of(counts)
    norms = np.maximum(np.sqrt(np.einsum("ij,ij->i", weights, weights)), 1e-5)
    cosines: Matrix = (weights[:split] @ weights[split:].T) / np.outer(norms[:split], norms[split:])
    return cosines


def _lead(alike: Matrix) -> Matrix:
    """How far each entry is above the best other entry of its column (above 0 where it is alone)."""
    if len(alike) == 1:
        return alike
    first, second = np.partition(alike, (-2, -1), axis=0)[[-1, -2]]
    best_other = np.where(alike == first, second, first)
    lead: Matrix = alike - best_other
    return lead


def _best_elsewhere(raw: Matrix) -> Matrix:
    """For each cell, the best of its row that is neither the cell nor beside it (0 where none is)."""
    rows, columns = raw.shape
    padded = np.zeros((rows, columns + 4), dtype=raw.dtype)
    padded[:, 2:-2] = raw
    upto = np.maximum.accumulate(padded, axis=1)
    beyond = np.maximum.accumulate(padded[:, ::-1], axis=1)[:, ::-1]
    return np.maximum(upto[:, :columns], beyond[:, 4:])


def equal(a: Sequence[Unit], b: Sequence[Unit]) -> NDArray[np.bool_]:
    """Which pairs print alike: shape (len(a), len(b))."""
    numbers: dict[str, int] = {}
    keys_a, keys_b = ([numbers.setdefault(unit.key, len(numbers)) for unit in side] for side in (a, b))
    same: NDArray[np.bool_] = np.equal.outer(np.array(keys_a), np.array(keys_b))
    return same


_SHORTEST_PART = 20  # characters; shorter ones stand in other texts by chance
_COPIED = 0.8  # cosine of n-gram weights


def copied(a: Sequence[Unit], b: Sequence[Unit], found: Evidence) -> NDArray[np.bool_]:
    """Which pairs hold one the other's text, as it is or nearly: shape (len(a), len(b))."""
    table = found.table[:, :, FEATURES.index("strings")] >= _COPIED
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            shorter, longer = sorted((x.key, y.key), key=len)
            table[i, j] |= len(shorter) >= _SHORTEST_PART and shorter in longer
    return table


_SHORTEST_BEGINNING = 10  # characters; shorter ones are shared by chance


def cut_off(a: Sequence[Unit], b: Sequence[Unit]) -> NDArray[np.bool_]:
    """Which pairs are the last unit of one side and a unit of the other that it is a beginning of."""
    table = np.zeros((len(a), len(b)), dtype=np.bool_)
    table[-1] = [_begins(a[-1].key, other.key) for other in b]
    table[:, -1] |= [_begins(b[-1].key, other.key) for other in a]
    return table


def _begins(short: str, whole: str) -> bool:
    return _SHORTEST_BEGINNING <= len(short) < len(whole) and whole.startswith(short)
