"""The two sets of features by which copies are found, as 32-bit hashes.

*Edited* copies share long runs of words: every run of three words is a feature. *Reworded* copies share
hardly any run, but the same content words stand near each other: every pair of content-word prefixes at most
six apart is a feature (measured in docs/design/candidates.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, digits
from typing import TypeVar

import numpy as np
import regex
from numpy.typing import NDArray

from dedup.candidates.functionwords import FUNCTION_WORDS
from dedup.text.normalize import fold

Hashes = NDArray[np.uint32]
T = TypeVar("T", bound=np.generic)

# Part of what an index stores: raise it whenever the same text would give other features.
VERSION = "runs3+pairs5x6/1"
EDITED_WORDS = 3
PREFIX = 5
REACH = 6

# A token is a run of letters, marks and digits. Scripts written without spaces have no such runs; their
# tokens are overlapping runs of characters, long enough to be about as telling as a word.
# The long-vowel mark ー belongs to both kana scripts and stands mostly in Katakana.
UNSPACED = {"Han": 2, "Hiragana": 3, "Katakana": 3, "Thai": 5, "Lao": 5, "Khmer": 5, "Myanmar": 5}
_MEMBERS = {name: rf"\p{{{name}}}" + "ー" * (name == "Katakana") for name in UNSPACED}
SCRIPT_RUN = {
    name: regex.compile(rf"[[{members}]&&[\p{{L}}\p{{M}}\p{{N}}]]+", regex.V1)
    for name, members in _MEMBERS.items()
}
WORD_RUN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}--[{''.join(_MEMBERS.values())}]]+", regex.V1)
_TOKEN = regex.compile(
    "|".join(f"(?P<{name}>{run.pattern})" for name, run in SCRIPT_RUN.items()) + f"|{WORD_RUN.pattern}",
    regex.V1,
)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one text: sorted unique hashes, shape (features,)."""

    edited: Hashes
    reworded: Hashes


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, or of many end to end, as compiled code sees them.

    Args:
        words: hash of each token.
        prefixes: hash of its first letters.
        content: whether it says what the text is about.
    """

    words: Hashes
    prefixes: Hashes
    content: NDArray[np.bool_]

    @classmethod
    def of(cls, found: Sequence[str]) -> Tokens:
        """The hashes of tokens."""
        words = np.array([word_hash(token) for token in found], dtype=np.uint32)
        prefixes = np.array([word_hash(token[:PREFIX]) for token in found], dtype=np.uint32)
        return cls(words, prefixes, np.array([is_content(token) for token in found], dtype=np.bool_))

    def part(self, which: slice | NDArray[np.bool_]) -> Tokens:
        """Some of the tokens."""
        return Tokens(self.words[which], self.prefixes[which], self.content[which])

    def features(self) -> Features:
        """The features of these tokens, taken as one text."""
        return Features(distinct(edited_features(self.words)), distinct(reworded_features(self)))


def tokens(text: str) -> list[str]:
    """The folded tokens of `text`, in order."""
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        token, size = match.group(), UNSPACED.get(match.lastgroup or "")
        if size is None or len(token) <= size:
            found.append(token)
        else:
            found.extend(token[i : i + size] for i in range(len(token) - size + 1))
    return found


def distinct(values: NDArray[T]) -> NDArray[T]:
    """The distinct values in order; `np.unique` hashes them first, which takes many times as long."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def edited_features(words: Hashes) -> Hashes:
    """Every run of three words, not yet unique; a shorter text is one feature."""
    runs = max(1, len(words) - EDITED_WORDS + 1)
    return _join([words[k : k + runs] for k in range(min(EDITED_WORDS, len(words)))])


def reworded_features(tokens: Tokens) -> Hashes:
    """Every two content words at most `REACH` apart, in either order, not yet unique."""
    kept = tokens.prefixes[tokens.content]
    if len(kept) < 2:
        return _join([kept])
    near = [(kept[:-apart], kept[apart:]) for apart in range(1, min(REACH, len(kept) - 1) + 1)]
    return np.concatenate([_join([np.minimum(a, b), np.maximum(a, b)]) for a, b in near])


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """FNV-1a of the code points of `word`, 32 bits."""
    value = 0x811C9DC5
    for character in word:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return value


@lru_cache(maxsize=1 << 16)
def is_content(token: str) -> bool:
    """Whether a token says what a text is about: no function word and no single Latin letter."""
    return word_hash(token) not in function_hashes()


@lru_cache(maxsize=1)
def function_hashes() -> frozenset[int]:
    """The hashes of function words and single ASCII characters: compiled code knows words by hash only."""
    return frozenset(map(word_hash, (*FUNCTION_WORDS, *ascii_lowercase, *digits)))


def _join(columns: Sequence[Hashes]) -> Hashes:
    """One hash for each row of the columns; the order of the columns counts."""
    if not columns:
        return np.empty(0, dtype=np.uint32)
    value = np.full(len(columns[0]), 0x9E3779B1, dtype=np.uint32)
    for column in columns:
        value = (value ^ column) * np.uint32(0x85EBCA6B) + np.uint32(0xC2B2AE35)
        value ^= value >> np.uint32(15)
    return value
