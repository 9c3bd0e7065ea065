"""Documents against an index: their versions among what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from dedup.candidates.index import Index
from dedup.candidates.interface import Kind, Pair
from dedup.candidates.judge import EncoderSource, judge_prepared
from dedup.candidates.prepared import Prepared
from dedup.documents import Document
from dedup.text.segment import segment

_TOGETHER = 256  # documents sketched in one go
_PREPARED = 4096  # indexed documents kept ready for judging


def matches(
    documents: Iterable[Document], index: Index, *, encoder: EncoderSource, include_related: bool = False
) -> Iterator[Pair]:
    """The pairs of an indexed document (`a`) and a given one (`b`), as a stream.

    Args:
        documents: the new ones; one with an id that the index knows is not compared with itself.
        index: where to look.
        encoder: see `dedup.candidates.judge.judge`.
        include_related: give pairs of independent reports of one event too.
    """

    @lru_cache(maxsize=_PREPARED)
    def prepared(number: int) -> tuple[str, Prepared]:
        document = index.get(number)
        return document.id, Prepared.of(segment(document))

    stream = iter(documents)
    while batch := list(islice(stream, _TOGETHER)):
        for document, numbers in zip(batch, index.candidates(batch), strict=True):
            ready = Prepared.of(segment(document)) if numbers else None
            for number in numbers:
                known, other = prepared(number)
                assert ready is not None
                kind, similarity = judge_prepared(other, ready, encoder)
                if kind.same_text or (include_related and kind is Kind.RELATED):
                    yield Pair(known, document.id, kind, similarity)
