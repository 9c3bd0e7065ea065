"""Lines that a whole site repeats: cookie notices, biographies, appeals. They must not make pairs.

The lines of a story that is copied a hundred times are repeated as well. What tells them apart is the rest of
the documents: those that share a story's line share more, those that share a site's line share nothing else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.corpus import Corpus
from dedup.candidates.features import Hashes

_OFTEN = 5  # documents: fewer copies of a line are as likely copies of a story
_SAMPLED = 6  # documents looked at for each line
_OWN = 10  # distinct content words that a document must have besides, to say anything
_ALIKE = 0.15  # Jaccard of those words from which two documents share more than the line


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
    starts = corpus.line_starts()
    site = {
        group
        for group, lines in groups.items()
        if _shares_nothing_else(corpus, starts, owner, often[which], lines)
    }
    if site:
        dropped[common] = np.isin(company[which[common]], np.array(sorted(site), dtype=np.uint64))
    return dropped


def _shares_nothing_else(
    corpus: Corpus,
    starts: NDArray[np.int64],
    owner: NDArray[np.int64],
    often: NDArray[np.bool_],
    lines: list[int],
) -> bool:
    """Whether most documents that hold these lines are strangers by the lines that few documents hold."""
    documents = sorted({int(owner[line]) for line in lines})
    picked = documents[:: max(1, len(documents) // _SAMPLED)][:_SAMPLED]
    rests = [rest for d in picked if len(rest := _rest(corpus, starts, often, d)) >= _OWN]
    pairs = [(a, b) for i, a in enumerate(rests) for b in rests[i + 1 :]]
    alike = sum(len(np.intersect1d(a, b)) / len(np.union1d(a, b)) >= _ALIKE for a, b in pairs)
    return bool(pairs) and len(documents) >= _OFTEN and 2 * alike < len(pairs)


def _rest(corpus: Corpus, starts: NDArray[np.int64], often: NDArray[np.bool_], document: int) -> Hashes:
    """The content words of the lines of a document that are not repeated often."""
    first, last = corpus.line_bounds[document], corpus.line_bounds[document + 1]
    keep = np.zeros(int(starts[last] - starts[first]), dtype=np.bool_)
    for line in range(first, last):
        if not often[line]:
            keep[starts[line] - starts[first] : starts[line + 1] - starts[first]] = True
    own = corpus.text(document).part(keep)
    return np.unique(own.prefixes[own.content])
