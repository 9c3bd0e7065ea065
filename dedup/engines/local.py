"""The scan of a corpus on one machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.boilerplate import repeated_by_site
from dedup.candidates.clusters import clusters
from dedup.candidates.corpus import Corpus, gather
from dedup.candidates.explain import explain
from dedup.candidates.features import distinct
from dedup.candidates.index import Index
from dedup.candidates.interface import Kind, Pair, ScanResult, Similarity
from dedup.candidates.judge import SHORTEST_QUOTED, EncoderSource, judge_order, judge_prepared
from dedup.candidates.nets import FEW, Candidates, find, order_shares
from dedup.candidates.prepared import Prepared, story_text
from dedup.candidates.sketches import is_small
from dedup.candidates.thresholds import thresholds
from dedup.documents import Document
from dedup.engines.indexed import matches
from dedup.text.segment import segment

_PREPARED = 4096  # documents kept ready for judging


def scan(
    documents: Iterable[Document],
    *,
    encoder: EncoderSource,
    include_related: bool = False,
    reworded: bool = True,
    index: Index | None = None,
    add: bool = False,
    evidence: bool = False,
) -> ScanResult:
    """The pairs of versions among `documents` and in an index, and the clusters they form.

    Args:
        documents: with unique ids; segmented ones are taken as they are.
        encoder: see `dedup.candidates.judge.judge`.
        include_related: report pairs of independent reports of one event too; they join no cluster.
        reworded: look for reworded copies too; without them a scan is several times as fast.
        index: look among its documents as well.
        add: add the documents to the index afterwards.
        evidence: say of every pair why.
    """
    held: list[Document] = []

    def story_texts() -> Iterator[str]:
        for document in documents:
            held.append(document)
            yield story_text(document)

    corpus = gather(story_texts())
    dropped = repeated_by_site(corpus)
    site = _site_lines(corpus, dropped)
    corpus = corpus.without_lines(dropped)
    found = find(corpus, reworded=reworded)
    pairs = list(_judged(held, corpus, found, encoder, reworded, site))
    known = {document.id: document for document in held}
    if index is not None:
        new = matches(held, index, encoder=encoder, include_related=True)
        # A document that is read again is a new version of itself: the index holds what it was.
        pairs = [pair for pair in new if pair.a not in known] + pairs
    groups = clusters((pair.a, pair.b) for pair in pairs if pair.kind.same_text)
    shown = (pair for pair in pairs if pair.kind.same_text or (include_related and pair.kind is Kind.RELATED))
    if evidence:
        shown = (_explained(pair, known, index) for pair in shown)
    result = ScanResult(len(held), tuple(shown), tuple(map(tuple, groups)))
    if add and index is not None:
        index.add(held)
    return result


def _site_lines(corpus: Corpus, dropped: NDArray[np.bool_]) -> dict[int, frozenset[int]]:
    """The hashes of a site's lines, by the number of each document that holds one."""
    lines = np.flatnonzero(dropped)
    owners = np.searchsorted(corpus.line_bounds, lines, side="right") - 1
    every = frozenset(np.unique(corpus.lines[lines]).tolist())
    return dict.fromkeys(owners.tolist(), every)


def _explained(pair: Pair, known: dict[str, Document], index: Index | None) -> Pair:
    a, b = (known.get(id) or (index and index.find(id)) for id in (pair.a, pair.b))
    # An index may lose a document to another process while we read it.
    if not (a and b):
        return pair
    one, other = segment(a), segment(b)
    return replace(pair, evidence=explain(one, other, Prepared.of(one), Prepared.of(other)))


def _judged(
    documents: list[Document],
    corpus: Corpus,
    found: Candidates,
    encoder: EncoderSource,
    reworded: bool,
    site: dict[int, frozenset[int]],
) -> Iterator[Pair]:
    """The kind of every candidate; those that the figures do not settle are judged one by one."""
    limits = thresholds()
    copies = (found.runs >= limits.edited) | (
        (found.quoted >= limits.quoted) & (found.shorter >= SHORTEST_QUOTED)
    )
    worth = copies | (reworded & (found.jaccard >= limits.related))

    @lru_cache(maxsize=_PREPARED)
    def prepared(number: int) -> Prepared:
        return Prepared.of(segment(documents[number]), without=site.get(number, frozenset()))

    # Among few texts every pair can be judged without the page furniture that makes strangers alike; what is
    # known of texts without furniture need not be found again, which counts where they are long.
    trusted: NDArray[np.bool_] = np.full(len(found.pairs), len(corpus) > FEW)
    if len(corpus) <= FEW and not is_small(corpus):
        whole = np.zeros(len(corpus), dtype=np.bool_)
        for number in distinct(found.pairs[worth].ravel()).tolist():
            whole[number] = prepared(number).whole
        trusted = np.asarray(whole[found.pairs].all(axis=1))
    settled, ordered = worth & copies & trusted, worth & ~copies & trusted
    shares = np.full(len(found.pairs), limits.hopeless)
    if ordered.any():
        shares[ordered] = order_shares(corpus, found.pairs[ordered])

    for k in np.flatnonzero(worth):
        i, j = (int(d) for d in found.pairs[k])
        similarity = Similarity(float(found.jaccard[k]))
        if settled[k]:
            kind = Kind.EXACT if found.equal[k] else Kind.NEAR_DUPLICATE
        elif shares[k] < limits.hopeless:
            kind = Kind.RELATED
        elif shares[k] >= limits.certain:
            kind = Kind.REWORDED
        elif ordered[k] and prepared(i).whole and prepared(j).whole:
            kind, similarity = judge_order(
                prepared(i), prepared(j), encoder, similarity.jaccard, float(shares[k])
            )
        else:
            kind, similarity = judge_prepared(prepared(i), prepared(j), encoder)
        yield Pair(documents[i].id, documents[j].id, kind, similarity)
