"""The two sets of features by which copies are found, as 32-bit hashes.

*Edited* copies share long runs of words: every run of three words is a feature. *Reworded* copies
share hardly any run, but the same content words stand near each other: every pair of content-word
prefixes at most four apart is a feature (measured in docs/design/candidates.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from dedup.text.normalize import fold

Hashes = NDArray[np.uint32]

EDITED_WORDS = 3
PREFIX = 5
REACH = 4

# A token is a run of letters, marks and digits. Scripts written without spaces have no such runs; their
# tokens are overlapping runs of characters, long enough to be about as telling as a word.
_UNSPACED = {"Han": 2, "Hiragana": 3, "Katakana": 3, "Thai": 5, "Lao": 5, "Khmer": 5, "Myanmar": 5}
_SCRIPTS = "".join(rf"\p{{{name}}}" for name in _UNSPACED)
_TOKEN = regex.compile(
    "|".join(rf"(?P<{name}>[\p{{{name}}}&&[\p{{L}}\p{{M}}\p{{N}}]]+)" for name in _UNSPACED)
    + rf"|[\p{{L}}\p{{M}}\p{{N}}--[{_SCRIPTS}]]+",
    regex.V1,
)
_STOPWORDS = frozenset(
    "the and for that with was said his has from but are were had who they their been have not its this "
    "will which would after about when also more other there than she her him one two new into over some "
    "what can could all out you your our any may how did does just them then these those such only being "
    "while where because between before during through under against both each most very".split()
)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one text: sorted unique hashes, shape (features,)."""

    edited: Hashes
    reworded: Hashes


def tokens(text: str) -> list[str]:
    """The folded tokens of `text`, in order."""
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        token, size = match.group(), _UNSPACED.get(match.lastgroup or "")
        if size is None or len(token) <= size:
            found.append(token)
        else:
            found.extend(token[i : i + size] for i in range(len(token) - size + 1))
    return found


def features(texts: Iterable[str]) -> Features:
    """The features of the passages `texts`; no feature runs from one passage into the next."""
    edited: list[int] = []
    reworded: list[int] = []
    for text in texts:
        found = tokens(text)
        edited.extend(_runs([word_hash(t) for t in found]))
        reworded.extend(_near([word_hash(t[:PREFIX]) for t in found if _content(t)]))
    return Features(_unique(edited), _unique(reworded))


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """FNV-1a of the code points of `word`, 32 bits."""
    value = 0x811C9DC5
    for character in word:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return value


def _content(token: str) -> bool:
    return (len(token) > 2 or not token.isascii()) and token not in _STOPWORDS


def _runs(hashes: Sequence[int]) -> list[int]:
    if 0 < len(hashes) < EDITED_WORDS:
        return [_join(hashes)]
    return [_join(hashes[i : i + EDITED_WORDS]) for i in range(len(hashes) - EDITED_WORDS + 1)]


def _near(hashes: Sequence[int]) -> list[int]:
    if len(hashes) == 1:
        return [_join(hashes)]
    return [
        _join(sorted((first, second)))
        for i, first in enumerate(hashes)
        for second in hashes[i + 1 : i + 1 + REACH]
    ]


def _join(hashes: Sequence[int]) -> int:
    value = 0x9E3779B1
    for item in hashes:
        value = ((value ^ item) * 0x85EBCA6B + 0xC2B2AE35) & 0xFFFFFFFF
        value ^= value >> 15
    return value


def _unique(values: list[int]) -> Hashes:
    return np.unique(np.array(values, dtype=np.uint32))
