"""How well a cut-off sentence is told from a reworded one (docs/design/structure.md).

python bench/truncation.py ../shared/data
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz
from translations import translations

from dedup.text.normalize import fold
from dedup.text.words import words


def sentence_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """A human and a machine translation of one segment."""
    for human, machine in translations(data):
        yield from ((human[i], machine[i]) for i in human if i in machine)


def ratios(start: str, other: str) -> tuple[float, float] | None:
    if len(words(other)) < len(words(start)) + 2:
        return None
    return fuzz.ratio(start, other[: len(start)]), fuzz.ratio(start, other)


def main() -> None:
    random.seed(8)
    cut, whole = [], []
    for human, machine in sentence_pairs(Path(sys.argv[1])):
        text, other = human.rstrip('.!?"” '), fold(machine)
        if len(words(text)) < 5:
            continue
        whole.append(ratios(fold(text), other))
        if len(words(text)) >= 8:
            part = text[: random.randint(len(text) // 3, len(text) - 12)]
            if len(words(part)) >= 3:
                cut.append(ratios(fold(part), other))
    print(f"{len(cut)} cut sentences, {len(whole)} whole ones")
    for least in (45, 50, 55, 62):
        for margin in (0, 4, 8, 12, 16):
            recall, false = (
                sum(r is not None and r[0] >= least and r[0] - r[1] >= margin for r in rows) / len(rows)
                for rows in (cut, whole)
            )
            print(f"start >= {least}, margin {margin:2d}: recall {recall:.3f}, false {false:.4f}")


if __name__ == "__main__":
    main()
