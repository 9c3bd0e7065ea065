"""Human and machine translations of the WMT stories, segment by segment, for the scripts beside this one."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SETS = ("wmt_docs_zhen", "wmt_docs_ruuk", "wmt_docs_jais")
Segments = dict[str, str]


def translations(data: Path) -> Iterator[tuple[Segments, Segments]]:
    """The first human and the first machine translation of each story into English, by segment."""
    for name in SETS:
        versions: dict[str, dict[str, Segments]] = defaultdict(dict)
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["lang"] == "en":
                    segments = dict(zip(row["seg_ids"], row["segs"], strict=True))
                    versions[row["doc"]].setdefault(row["kind"], segments)
        yield from ((v["human"], v["mt"]) for v in versions.values() if "human" in v and "mt" in v)
