"""Word alignment inside an aligned sentence pair, from the encoder's hidden layers.

Many-to-many, with phrases kept whole. Mutual best matches anchor the alignment, once more among the
words left over (SimAlign's IterMax, Jalili Sabet and others 2020,
https://aclanthology.org/2020.findings-emnlp.147). Words still left join the phrase beside them, and
runs left between the same anchors on both sides stand in the same slot: one replaced the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from dedup.encoder.interface import Vectors

Matrix = NDArray[np.float32]

# Which hidden layers speak, as parts of the encoder's depth: of the seven of a six-layer model (the
# embedding layer counted) the third, the fifth and the last. Chosen in docs/design/words.md.
_DEPTHS = (1 / 3, 2 / 3, 1.0)
# Below this a mutual best match, or a word's joining of its neighbour's match, is chance; judged by eye on
# a handful of sentence pairs (docs/design/words.md).
_ANCHOR = 0.45
_JOIN = 0.40
# A negation is never swallowed by the phrase it negates.
_NEGATIONS = frozenset("not n't no never none neither nor nobody nothing cannot without".split())
# Mutual best matches are sought so many times, each time among the words that are left.
_ROUNDS = 2
# What a pair's neighbours say about it, against what the pair itself says.
_CONTEXT_WEIGHT = 0.4


def unit(vectors: NDArray[np.floating]) -> Matrix:
    """The vectors along the last axis, at length 1; a zero vector stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """Every word of one sentence against every word of the other.

    Args:
        words_a, words_b: the words.
        cosines: of their hidden states, shape (layers, words of a, words of b), embedding layer first.
        own_a, own_b: those of the last layer among the words of one side, shape (words, words).
    """

    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    cosines: Matrix
    own_a: Matrix
    own_b: Matrix

    @property
    def layers(self) -> Matrix:
        """The cosines in those layers that tell most of words, shape (layers used, words, words)."""
        depth = len(self.cosines) - 1
        return self.cosines[[round(part * depth) for part in _DEPTHS]]

    def mirrored(self) -> Similarities:
        """The same seen from the other side."""
        return Similarities(
            self.words_b, self.words_a, self.cosines.transpose(0, 2, 1), self.own_b, self.own_a
        )


def similarities(
    words_a: Sequence[str], words_b: Sequence[str], states_a: Vectors, states_b: Vectors
) -> Similarities:
    """Compare two sentences word by word; exchanged sides give the mirrored result.

    Args:
        words_a: the words of one sentence.
        words_b: the words of the other.
        states_a: hidden states of `words_a`, from `Encoder.encode_words`: (words, layers, dimension).
        states_b: hidden states of `words_b`.
    """
    if tuple(words_b) < tuple(words_a):
        # One order of computing for both: float sums differ in the last bit otherwise.
        return similarities(words_b, words_a, states_b, states_a).mirrored()
    a, b = states_a.transpose(1, 0, 2), states_b.transpose(1, 0, 2)
    lengths_a, lengths_b = (np.sqrt(np.einsum("lwd,lwd->lw", x, x)) for x in (a, b))
    return Similarities(
        tuple(words_a),
        tuple(words_b),
        _cosines(a, b, lengths_a, lengths_b),
        _cosines(a[-1], a[-1], lengths_a[-1], lengths_a[-1]),
        _cosines(b[-1], b[-1], lengths_b[-1], lengths_b[-1]),
    )


def _cosines(a: Vectors, b: Vectors, lengths_a: Matrix, lengths_b: Matrix) -> Matrix:
    lengths = lengths_a[..., :, None] * lengths_b[..., None, :]
    return np.asarray((a @ b.swapaxes(-1, -2)) / np.maximum(lengths, 1e-9), np.float32)


@dataclass(frozen=True, slots=True)
class WordLink:
    """A phrase of one sentence and what stands for it in the other.

    Args:
        a, b: positions of the words on each side, ascending, never empty.
        score: cosine of the two phrases, at least 0.
        replaced: True where only the place in the sentence links them, not their meaning.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float
    replaced: bool = False

    def mirrored(self) -> WordLink:
        """The same link seen from the other side."""
        return WordLink(self.b, self.a, self.score, self.replaced)


@dataclass(frozen=True, slots=True, eq=False)
class WordMatches:
    """How the words of two aligned sentences correspond.

    Args:
        words_a, words_b: the words of each side.
        links: in order of side a; a word is in one link or in none.
        similarity: shape (words of a, words of b), mean cosine over the layers used.
    """

    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    links: tuple[WordLink, ...]
    similarity: Matrix

    @property
    def unmatched_a(self) -> tuple[int, ...]:
        """Positions of the words of a that nothing in b stands for."""
        linked = {i for link in self.links for i in link.a}
        return tuple(i for i in range(len(self.words_a)) if i not in linked)

    @property
    def unmatched_b(self) -> tuple[int, ...]:
        """Positions of the words of b that nothing in a stands for."""
        linked = {j for link in self.links for j in link.b}
        return tuple(j for j in range(len(self.words_b)) if j not in linked)

    def mirrored(self) -> WordMatches:
        """The same matches seen from the other side."""
        links = sorted((link.mirrored() for link in self.links), key=lambda link: link.a)
        return WordMatches(self.words_b, self.words_a, tuple(links), self.similarity.T)


def match_words(
    words_a: Sequence[str], words_b: Sequence[str], states_a: Vectors, states_b: Vectors
) -> WordMatches:
    """Align the words of two sentences that say the same.

    Args:
        words_a: the words of one sentence; it or the other may be empty.
        words_b: the words of the other.
        states_a: hidden states of `words_a`, from `Encoder.encode_words`: (words, layers, dimension).
        states_b: hidden states of `words_b`.

    Returns:
        The matches; with the sides exchanged, the same matches mirrored.
    """
    if tuple(words_b) < tuple(words_a):
        # One order of computing for both: float sums differ in the last bit otherwise.
        return match_words(words_b, words_a, states_b, states_a).mirrored()
    if not words_a or not words_b:
        empty = np.zeros((len(words_a), len(words_b)), np.float32)
        return WordMatches(tuple(words_a), tuple(words_b), (), empty)
    s = similarities(words_a, words_b, states_a, states_b)
    blend = s.layers.mean(0)
    pairs = _linked(s, blend)
    groups = _groups(pairs)
    links = [WordLink(a, b, _phrase_score(s, a, b)) for a, b in groups]
    links += [WordLink(a, b, _phrase_score(s, a, b), replaced=True) for a, b in _slots(s, groups)]
    return WordMatches(s.words_a, s.words_b, tuple(sorted(links, key=lambda link: link.a)), blend)


def neighbours_agree(blend: Matrix) -> Matrix:
    """Mean similarity of the words before and of the words after each pair of words; .5 where neither is."""
    n, m = blend.shape
    total = np.zeros((n, m), np.float32)
    total[1:, 1:] += blend[:-1, :-1]
    total[:-1, :-1] += blend[1:, 1:]
    if n == 1 or m == 1:
        return np.full((n, m), 0.5, np.float32)
    # At the edges there is one neighbour, in two of the corners none.
    total[1:-1, 1:-1] /= 2
    total[0, -1] = total[-1, 0] = 0.5
    return total


def _linked(s: Similarities, blend: Matrix) -> set[tuple[int, int]]:
    """Pairs of words that mean each other: mutual best, then what makes phrases of them."""
    weighed = (1 - _CONTEXT_WEIGHT) * blend + _CONTEXT_WEIGHT * neighbours_agree(blend)
    # Marks link to marks only: their states carry the sentence, not a meaning of their own.
    mark_a = np.array([not any(c.isalnum() for c in w) for w in s.words_a])
    mark_b = np.array([not any(c.isalnum() for c in w) for w in s.words_b])
    weighed = np.where(mark_a[:, None] == mark_b, weighed, np.float32(-1))
    pairs: set[tuple[int, int]] = set()
    free_a, free_b = np.ones(weighed.shape[0], bool), np.ones(weighed.shape[1], bool)
    for _ in range(_ROUNDS):
        left = np.where(free_a[:, None] & free_b, weighed, np.float32(-2))
        forth, back = left.argmax(1), left.argmax(0)
        new = {
            (i, int(j))
            for i, j in enumerate(forth)
            if left[i, j] > -1 and back[j] == i and blend[i, j] >= _ANCHOR
        }
        pairs |= new
        free_a[[i for i, _ in new]] = False
        free_b[[j for _, j in new]] = False
    # A word left over belongs to a phrase: it joins its best match beside a word that has the same match.
    forth, back = weighed.argmax(1), weighed.argmax(0)
    joining = {
        (i, int(forth[i]))
        for i in np.flatnonzero(free_a).tolist()
        if {(i - 1, forth[i]), (i + 1, forth[i])} & pairs
    } | {
        (int(back[j]), j)
        for j in np.flatnonzero(free_b).tolist()
        if {(back[j], j - 1), (back[j], j + 1)} & pairs
    }
    negated = _NEGATIONS.__contains__
    return pairs | {
        (i, j)
        for i, j in joining
        if blend[i, j] >= _JOIN and negated(s.words_a[i].lower()) == negated(s.words_b[j].lower())
    }


def _groups(pairs: set[tuple[int, int]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Linked pairs with a word in common, as phrases: connected components, in order of side a."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(pairs):
        touching = [g for g in groups if i in g[0] or j in g[1]]
        merged = ({i}.union(*(g[0] for g in touching)), {j}.union(*(g[1] for g in touching)))
        groups = [g for g in groups if g not in touching] + [merged]
    return sorted((tuple(sorted(a)), tuple(sorted(b))) for a, b in groups)


def _slots(
    s: Similarities, groups: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Runs of unlinked words that stand between the same linked words on both sides."""
    n, m = len(s.words_a), len(s.words_b)
    owner_a = {i: k for k, (a, _) in enumerate(groups) for i in a}
    owner_b = {j: k for k, (_, b) in enumerate(groups) for j in b}
    runs_b = {(owner_b.get(run[0] - 1), owner_b.get(run[-1] + 1)): run for run in _runs(owner_b, m)}
    slots = []
    for run in _runs(owner_a, n):
        between = (owner_a.get(run[0] - 1), owner_a.get(run[-1] + 1))
        if between in runs_b:
            slots.append((run, runs_b[between]))
    return slots


def _runs(linked: dict[int, int], length: int) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for i in range(length):
        if i in linked:
            continue
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [tuple(run) for run in runs]


def _phrase_score(s: Similarities, a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Cosine of the sums of both phrases' last states, each at length 1."""
    own_a, own_b = float(s.own_a[np.ix_(a, a)].sum()), float(s.own_b[np.ix_(b, b)].sum())
    cosine = float(s.cosines[-1][np.ix_(a, b)].sum()) / sqrt(max(own_a * own_b, 1e-9))
    return max(0.0, round(cosine, 6))
