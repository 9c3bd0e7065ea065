"""Whether a word in its own script is known as a name: a filter over the name parts that Wikidata lists."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dedup.drift.names.attested import holds, read_filter

_FILE = Path(__file__).parent / "listed.npz"


@lru_cache(maxsize=1 << 16)
def is_listed(key: str) -> bool:
    """Whether the folded word `key` is a family or given name in Arabic or Hebrew letters.

    Under one word in a hundred is taken for one by mistake (`attested.probes`); 23,000 names.
    """
    return holds(read_filter(_FILE), key)
