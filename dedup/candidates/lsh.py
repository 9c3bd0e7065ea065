"""Which documents share a band of their signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dedup.candidates.signatures import Signature


@dataclass(frozen=True, slots=True)
class Bands:
    """How a signature is cut: `count` bands of `rows` values each."""

    count: int
    rows: int

    @property
    def permutations(self) -> int:
        """Length of the signature that the bands use up."""
        return self.count * self.rows


# Chance of .99 or more to meet at the thresholds that matter (docs/design/candidates.md).
EDITED = Bands(42, 3)
REWORDED = Bands(91, 2)


def candidates(signatures: Sequence[Signature | None], bands: Bands) -> set[tuple[int, int]]:
    """Pairs of indices i < j whose signatures share at least one band; None shares nothing."""
    found: set[tuple[int, int]] = set()
    for band in range(bands.count):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for i, signature in enumerate(signatures):
            if signature is not None:
                buckets[signature[band * bands.rows : (band + 1) * bands.rows].tobytes()].append(i)
        for bucket in buckets.values():
            found.update(combinations(bucket, 2))
    return found
