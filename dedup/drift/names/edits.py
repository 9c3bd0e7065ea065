"""How well one spelling is explained as another spelling of the same name.

Three joint models of a pair of words, each a product of letter edits in context (Brill and Moore 2000,
"An improved error model for noisy channel spelling correction"; trained as in Ristad and Yianilos
1998, "Learning string-edit distance"): one learned from Latin spellings that share a spelling in
Arabic script, one from those that share one in Cyrillic, and one from different names that look as
much alike. The edits are letter for letter, one letter for two, two for two, and a letter lost after
a given letter. The tables come from `bench/fit/names.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LETTERS = 27
"""a to z as 1 to 26; 0 stands for the edge of the word."""
CHANNELS = 3
"""Shared Arabic spelling, shared Cyrillic spelling, different names."""
MAX_LETTERS = 16
"""Longer words are compared by their first letters."""


@dataclass(frozen=True, slots=True)
class EditModel:
    """Probabilities of the edits, symmetric in the two words; the last axis is the channel.

    Args:
        one: letter for letter, shape (27, 27, channels).
        lost: [letter before, letter, whether it is the last], shape (27, 27, 2, channels).
        split: [letter, two letters as 27 * first + second], shape (27, 729, channels).
        two_row: row of `two` for each two letters against two, shape (729, 729); row 0 is impossible.
        two: two letters for two, shape (rows, channels): the few that were ever seen.
        stop: probability of the end of the word, shape (channels,).
    """

    one: Floats
    lost: Floats
    split: Floats
    two_row: NDArray[np.uint16]
    two: Floats
    stop: Floats

    def log_likelihood(self, left: Sequence[str], right: Sequence[str]) -> Floats:
        """Natural log of the joint probability of each pair under each channel: shape (pairs, channels).

        Words must be lower-case a to z; the sum runs over all ways to align the two (forward
        algorithm), so the result is the same with the sides exchanged.
        """
        if not left:
            return np.zeros((0, CHANNELS))
        a, n = encode(left)
        b, m = encode(right)
        rows = np.arange(len(left))
        a1, b1 = a[:, 1:], b[:, 1:]
        a2, b2 = LETTERS * a[:, :-1] + a1, LETTERS * b[:, :-1] + b1
        height, width = a1.shape[1], b1.shape[1]
        one = self.one[a1[:, :, None], b1[:, None, :]]
        lost_a = self.lost[a[:, :-1], a1, (np.arange(1, height + 1) == n[:, None]).astype(int)]
        lost_b = self.lost[b[:, :-1], b1, (np.arange(1, width + 1) == m[:, None]).astype(int)]
        split_b = self.split[a1[:, :, None], b2[:, None, :]]
        split_a = self.split[b1[:, None, :], a2[:, :, None]]
        two = self.two[self.two_row[a2[:, :, None], b2[:, None, :]]]
        has_two = two.any(axis=(0, 3))
        total = np.zeros((height + 1, width + 1, len(left), CHANNELS))
        total[0, 0] = 1.0
        for i in range(height + 1):
            for j in range(width + 1):
                cell = total[i, j]
                if i:
                    cell += total[i - 1, j] * lost_a[:, i - 1]
                if j:
                    cell += total[i, j - 1] * lost_b[:, j - 1]
                if i and j:
                    cell += total[i - 1, j - 1] * one[:, i - 1, j - 1]
                if i and j > 1:
                    cell += total[i - 1, j - 2] * split_b[:, i - 1, j - 1]
                if i > 1 and j:
                    cell += total[i - 2, j - 1] * split_a[:, i - 1, j - 1]
                if i > 1 and j > 1 and has_two[i - 1, j - 1]:
                    cell += total[i - 2, j - 2] * two[:, i - 1, j - 1]
        found: Floats = np.log(np.maximum(total[n, m, rows] * self.stop, 1e-300))
        return found


def encode(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Letters as numbers with a leading edge, shape (words, longest + 1), and the lengths."""
    lengths = np.array([min(len(w), MAX_LETTERS) for w in words])
    codes = np.zeros((len(words), int(lengths.max()) + 1), dtype=np.int64)
    for row, word in enumerate(words):
        letters = np.frombuffer(word[:MAX_LETTERS].encode("ascii"), dtype=np.uint8)
        codes[row, 1 : len(letters) + 1] = letters - 96
    return codes, lengths


@cache
def edit_model() -> EditModel:
    """The learned tables, read once."""
    with np.load(Path(__file__).parent / "data" / "edits.npz") as data:
        tables = {k: data[k].astype(np.float64) for k in ("one", "lost", "split", "two", "stop")}
        rows = np.zeros((LETTERS**2, LETTERS**2), dtype=np.uint16)
        left, right = data["two_pairs"].T
        rows[left, right] = rows[right, left] = np.arange(1, len(left) + 1)
        return EditModel(**tables, two_row=rows)
