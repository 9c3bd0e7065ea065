"""Lines that a whole site repeats: cookie notices, biographies, appeals. They must not make pairs.

The lines of a story that is copied a hundred times are repeated as well. What tells them apart is the rest of
the documents: those that share a story's line share more, those that share a site's line share nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import Corpus
from dedup.candidates.features import Hashes, distinct
from dedup.candidates.judge import overlap

_OFTEN = 5  # documents: fewer copies of a line are as likely copies of a story
_SAMPLED = 6  # documents looked at for each line
_OWN = 10  # distinct content words that a document must have besides, to say anything
_ALIKE = 0.15  # Jaccard of those words, or share of the other lines, from which two share more than the line
_REMEMBERED = 1024  # documents whose rest is kept


def repeated_by_site(corpus: Corpus) -> NDArray[np.bool_]:
    """Which lines are a site's and not a story's, shape (lines,)."""
    dropped = np.zeros(len(corpus.lines), dtype=np.bool_)
    if not len(corpus.lines):
        return dropped
    owner = np.repeat(np.arange(len(corpus)), np.diff(corpus.line_bounds))
    values, which, counts = np.unique(corpus.lines, return_inverse=True, return_counts=True)
    often = counts >= _OFTEN
    # Lines that stand in the same documents (the five of one footer) are decided together.
    mixed = (owner.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    company = np.zeros(len(values), dtype=np.uint64)
    np.add.at(company, which[often[which]], mixed[often[which]])
    common = np.flatnonzero(often[which])
    groups: dict[int, list[int]] = {}
    for line in common[np.argsort(which[common], kind="stable")].tolist():
        groups.setdefault(int(company[which[line]]), []).append(line)
    rests = _Rests(corpus, often[which])
    site = {
        group
        for group, lines in groups.items()
        if _shares_nothing_else(rests, sorted(set(owner[lines].tolist())))
    }
    if site:
        dropped[common] = np.isin(company[which[common]], np.array(sorted(site), dtype=np.uint64))
    return dropped


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a document holds besides the lines that are repeated often.

    Args:
        content: its distinct content words.
        lines: hashes of its distinct lines.
    """

    content: Hashes
    lines: NDArray[np.uint64]


class _Rests:
    """The rests of the documents of a corpus; one that holds many repeated lines is asked for many times."""

    def __init__(self, corpus: Corpus, often: NDArray[np.bool_]) -> None:
        self._corpus, self._often, self._starts = corpus, often, corpus.line_starts()
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def _of(self, document: int) -> _Rest:
        lines = slice(*self._corpus.line_bounds[document : document + 2].tolist())
        rare = ~self._often[lines]
        tokens = np.repeat(rare, np.diff(self._starts[lines.start : lines.stop + 1]))
        own = self._corpus.text(document).part(tokens)
        return _Rest(distinct(own.prefixes[own.content]), distinct(self._corpus.lines[lines][rare]))


def _shares_nothing_else(rests: _Rests, documents: list[int]) -> bool:
    """Whether most documents that hold the same lines are strangers by the lines that few documents hold."""
    picked = documents[:: max(1, len(documents) // _SAMPLED)][:_SAMPLED]
    own = [rest for d in picked if len((rest := rests.of(d)).content) >= _OWN]
    pairs = [(a, b) for i, a in enumerate(own) for b in own[i + 1 :]]
    alike = sum(_are_alike(a, b) for a, b in pairs)
    return bool(pairs) and len(documents) >= _OFTEN and 2 * alike < len(pairs)


def _are_alike(a: _Rest, b: _Rest) -> bool:
    # A short text taken out of a long one has few of its words, but the same lines.
    return overlap(a.content, b.content)[0] >= _ALIKE or overlap(a.lines, b.lines)[1] >= _ALIKE
