"""How fast and in how much memory a million lines are read, beside plain json.loads.

PYTHONPATH=. python bench/jsonl.py [LINES]
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from random import Random

from dedup.documents import Document
from dedup.readers import read


def corpus(file: Path, lines: int) -> None:
    """Short notices of words drawn like a language's, from a vocabulary of 20,000."""
    random = Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(random.choices(letters, k=random.randint(3, 9))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    with file.open("w", encoding="utf-8") as out:
        for number in range(lines):
            text = " ".join(random.choices(words, cum_weights=weights, k=40))
            out.write(json.dumps({"id": f"n{number}", "text": text, "published": "2020-06-08"}) + "\n")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "million.jsonl")
        corpus(file, lines)
        print(f"{lines:,} lines, {file.stat().st_size / 1e6:.0f} MB; before: {peak():.0f} MB")
        for _ in range(3):
            started = time.process_time()
            with file.open("rb") as stream:
                total = sum(len(json.loads(line)["text"]) for line in stream)
            plain = time.process_time() - started
            before = peak()
            started = time.process_time()
            ours = sum(len(item.text) for item in read([str(file)]) if isinstance(item, Document))
            taken = time.process_time() - started
            assert ours == total
            print(
                f"json.loads {lines / plain:,.0f} lines/s; read {lines / taken:,.0f} documents/s, "
                f"{taken / plain:.2f} times the time; peak {before:.0f} -> {peak():.0f} MB"
            )


if __name__ == "__main__":
    main()
