"""The scan of a corpus on one machine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from dedup.candidates.clusters import clusters
from dedup.candidates.corpus import Corpus, gather
from dedup.candidates.interface import Kind, Pair, ScanResult, Similarity
from dedup.candidates.judge import SHORTEST_QUOTED, EncoderSource, judge_prepared
from dedup.candidates.nets import FEW, Candidates, find, order_shares
from dedup.candidates.prepared import Prepared
from dedup.candidates.thresholds import thresholds
from dedup.documents import Document
from dedup.text.segment import segment

_PREPARED = 4096  # documents kept ready for judging


def scan(
    documents: Iterable[Document],
    *,
    encoder: EncoderSource,
    include_related: bool = False,
    reworded: bool = True,
) -> ScanResult:
    """The pairs of versions among `documents`, and the clusters they form.

    Args:
        documents: with unique ids; segmented ones are taken as they are.
        encoder: see `dedup.candidates.judge.judge`.
        include_related: report pairs of independent reports of one event too; they join no cluster.
        reworded: look for reworded copies too; without them a scan is several times as fast.
    """
    held: list[Document] = []

    def story_texts() -> Iterable[str]:
        for document in documents:
            held.append(document)
            yield _story(document)

    corpus = gather(story_texts())
    found = find(corpus, reworded=reworded)
    pairs = _judged(held, corpus, found, encoder, reworded)
    same = [(i, j) for i, j, kind, _ in pairs if kind.same_text]
    groups = tuple(tuple(held[i].id for i in group) for group in clusters(same))
    shown = tuple(
        Pair(held[i].id, held[j].id, kind, similarity)
        for i, j, kind, similarity in pairs
        if kind.same_text or (include_related and kind is Kind.RELATED)
    )
    return ScanResult(len(held), shown, groups)


def _story(document: Document) -> str:
    """The text that candidates are found by; furniture is left out where the reader already told it."""
    if not document.paragraphs:
        return document.text
    return "\n".join(p.span.of(document.text) for p in document.story())


def _judged(
    documents: list[Document], corpus: Corpus, found: Candidates, encoder: EncoderSource, reworded: bool
) -> list[tuple[int, int, Kind, Similarity]]:
    """The kind of every candidate; those that the figures do not settle are judged one by one."""
    limits = thresholds()
    copies = (found.runs >= limits.edited) | (
        (found.quoted >= limits.quoted) & (found.shorter >= SHORTEST_QUOTED)
    )
    # In a small corpus every pair can be judged without the page furniture that makes strangers alike.
    settled = copies & (len(corpus) > FEW)
    worth = ~settled & (copies | (reworded & (found.jaccard >= limits.related)))
    shares = np.full(len(found.pairs), limits.certain)
    if len(corpus) > FEW:
        shares[worth] = order_shares(corpus, found.pairs[worth])

    @lru_cache(maxsize=_PREPARED)
    def prepared(number: int) -> Prepared:
        return Prepared.of(segment(documents[number]))

    result = []
    for k in np.flatnonzero(settled | worth):
        i, j = (int(d) for d in found.pairs[k])
        similarity = Similarity(float(found.jaccard[k]))
        if settled[k]:
            kind = Kind.EXACT if found.equal[k] else Kind.NEAR_DUPLICATE
        elif shares[k] < limits.hopeless:
            kind = Kind.RELATED
        elif len(corpus) > FEW and shares[k] >= limits.certain:
            kind = Kind.REWORDED
        else:
            kind, similarity = judge_prepared(prepared(i), prepared(j), encoder)
        result.append((i, j, kind, similarity))
    return result
