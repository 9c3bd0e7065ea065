"""Whether a word in its own script is known as a name: a filter over the name parts that Wikidata lists."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from dedup.drift.names.attested import probes


@lru_cache(maxsize=1 << 16)
def is_listed(key: str) -> bool:
    """Whether the folded word `key` is a family or given name in Arabic or Hebrew letters.

    Under one word in a hundred is taken for one by mistake (`attested.probes`); 23,000 names.
    """
    filled = _filter()
    return all(filled[bit >> 3] >> (bit & 7) & 1 for bit in probes(key, 8 * len(filled)))


@cache
def _filter() -> bytes:
    with np.load(Path(__file__).parent / "listed.npz") as data:
        return bytes(data["bits"].tobytes())
