"""What candidate search hands on: pairs of documents, judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How two texts stand to each other, closest first."""

    EXACT = "exact"
    NEAR_DUPLICATE = "near-duplicate"
    REWORDED = "reworded"
    RELATED = "related"
    UNRELATED = "unrelated"

    @property
    def same_text(self) -> bool:
        """True for two versions of one text, False for two reports of one event or strangers."""
        return self in (Kind.EXACT, Kind.NEAR_DUPLICATE, Kind.REWORDED)


@dataclass(frozen=True, slots=True)
class Similarity:
    """The figures that decide a kind.

    Args:
        jaccard: exact Jaccard of the reworded-copy features (content-word prefix pairs).
        embedding: mean of best paragraph matches in both directions; None where not asked.
    """

    jaccard: float
    embedding: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two documents are called what they are called.

    Args:
        runs: Jaccard of their runs of three words.
        quoted: share of the shorter one's runs that the longer one holds.
        order: share of the words of both that stand in one common order.
        passages: the longest passages they share word for word, longest first, as the first has them.
    """

    runs: float
    quoted: float
    order: float
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of a corpus and what they are to each other; `a` < `b` in input order.

    `evidence` is there where it was asked for.
    """

    a: str
    b: str
    kind: Kind
    similarity: Similarity
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan found.

    Args:
        documents: how many documents were read.
        pairs: versions of one text, in input order; related ones too where they were asked for.
        clusters: ids of the documents that are versions of one story, two or more each, input order.
    """

    documents: int
    pairs: tuple[Pair, ...]
    clusters: tuple[tuple[str, ...], ...]

    def within(self) -> list[list[Pair]]:
        """For each cluster the pairs of versions inside it, in input order."""
        story = {member: n for n, cluster in enumerate(self.clusters) for member in cluster}
        inside: list[list[Pair]] = [[] for _ in self.clusters]
        for pair in self.pairs:
            number = story.get(pair.a)
            if pair.kind.same_text and number is not None and number == story.get(pair.b):
                inside[number].append(pair)
        return inside
