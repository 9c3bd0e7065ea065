"""Names that one text spells in several ways (docs/design/names.md): every pair told, to be read.

Over all English versions of the WMT stories, human and machine. Of each pair, once a story: in how many
versions it is told, and which of its spellings a human version of the story has.

    PYTHONPATH=. python bench/names_single.py ../shared/data
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from translations import SETS

from dedup.documents import Document
from dedup.drift.names.find import name_key
from dedup.drift.names.rules import INCONSISTENT
from dedup.drift.names.single import check_names
from dedup.text.words import words


def main() -> None:
    told: Counter[tuple[str, tuple[str, ...]]] = Counter()
    kept: dict[str, set[str]] = defaultdict(set)
    versions: Counter[str] = Counter()
    for name in SETS:
        with gzip.open(Path(sys.argv[1]) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["lang"] != "en":
                    continue
                text = "\n\n".join(row["segs"])
                versions[row["kind"]] += 1
                if row["kind"] == "human":
                    kept[row["doc"]] |= {name_key(w.text) for w in words(text)}
                found = {
                    tuple(sorted(f.evidence["written"]))
                    for f in check_names(Document(text))
                    if f.rule is INCONSISTENT
                }
                told.update((row["doc"], ways) for ways in found)
    for (doc, ways), count in sorted(told.items()):
        right = [w for w in ways if name_key(w) in kept[doc]]
        print(f"{doc}: {' / '.join(ways)}, {count} versions; in a human one: {' / '.join(right) or 'none'}")
    print(f"{len(told)} different ones in {sum(told.values())} of {dict(versions)} versions")


if __name__ == "__main__":
    main()
