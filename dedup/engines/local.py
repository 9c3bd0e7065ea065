"""The scan of a corpus on one machine."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.clusters import clusters
from dedup.candidates.interface import Kind, Pair, ScanResult
from dedup.candidates.judge import EncoderSource, Judged, judge_prepared
from dedup.candidates.lsh import EDITED, REWORDED, candidates
from dedup.candidates.signatures import Signature, signature
from dedup.documents import Document, Paragraph
from dedup.text.paragraphs import paragraphs


def scan(
    documents: Iterable[Document], *, encoder: EncoderSource, include_related: bool = False
) -> ScanResult:
    """The pairs of versions among `documents`, and the clusters they form.

    Args:
        documents: with unique ids; segmented ones are taken as they are.
        encoder: see `dedup.candidates.judge.judge`.
        include_related: report pairs of independent reports of one event too; they join no cluster.
    """
    ids: list[str] = []
    judged: list[Judged] = []
    for document in documents:
        ids.append(document.id)
        judged.append(Judged.of(_segmented(document)))
    edited = [_sketch(j.features.edited, EDITED.permutations) for j in judged]
    reworded = [_sketch(j.features.reworded, REWORDED.permutations) for j in judged]
    found = candidates(edited, EDITED) | candidates(reworded, REWORDED)
    pairs: list[Pair] = []
    same: list[tuple[int, int]] = []
    for i, j in sorted(found):
        kind, similarity = judge_prepared(judged[i], judged[j], encoder)
        if kind.same_text:
            same.append((i, j))
        if kind.same_text or (include_related and kind is Kind.RELATED):
            pairs.append(Pair(ids[i], ids[j], kind, similarity))
    groups = tuple(tuple(ids[i] for i in group) for group in clusters(same))
    return ScanResult(len(ids), tuple(pairs), groups)


def _sketch(hashes: NDArray[np.uint32], count: int) -> Signature | None:
    return signature(hashes, count) if len(hashes) else None


def _segmented(document: Document) -> Document:
    if document.paragraphs:
        return document
    return document.with_paragraphs(tuple(map(Paragraph, paragraphs(document.text))))
