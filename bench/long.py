"""Lines up 10,000 made-up paragraphs a side: processor time, peak memory and links right.

Random words and bag-of-words vectors, so that the encoder costs nothing. Run from the repository root, one
case a process so that the peak is its own: python bench/long.py unchanged|reworded|shuffled [paragraphs]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from dedup.align.paragraphs import align
from dedup.documents import Document
from dedup.encoder.interface import Vectors
from dedup.text.segment import segment

VOCABULARY, WORDS, DIMENSION = 20_000, 30, 256


class BagOfWords:
    """Vectors of hashed words."""

    name = "bag-of-words@1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of counts."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().rstrip(".").split():
                row[crc32(word.encode()) % DIMENSION] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return vectors

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """Nothing: alignment does not ask."""
        return [np.zeros((len(words), 1, DIMENSION), np.float32) for words in texts]


def paragraph(words: Sequence[str]) -> str:
    return f"{' '.join(words).capitalize()}."


def main() -> None:
    case, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rng = random.Random(11)
    words = ["".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(4, 9))) for _ in range(VOCABULARY)]
    a = [(n, [rng.choice(words) for _ in range(WORDS)]) for n in range(count)]
    b = list(a)
    if case == "reworded":
        kept = [(n, line) for n, line in a if rng.random() >= 0.03]
        b = [(n, [rng.choice(words) if rng.random() < 0.25 else w for w in line]) for n, line in kept]
    if case == "shuffled":
        rng.shuffle(b)
    sides = [segment(Document("\n\n".join(paragraph(line) for _, line in side))) for side in (a, b)]
    places = [
        {p.span: n for p, (n, _) in zip(whole.paragraphs, side, strict=True)}
        for whole, side in zip(sides, (a, b), strict=True)
    ]
    start = time.process_time()
    links = align(sides[0], sides[1], BagOfWords()).paragraphs
    took = time.process_time() - start
    right = sum([places[0][s] for s in link.a] == [places[1][s] for s in link.b] for link in links)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{case}: {took:.1f} s of processor time, {peak:.0f} MB, {right} of {len(b)} linked right, "
        f"{len(links) - right} wrong, {sum(link.moved for link in links)} called moved"
    )


if __name__ == "__main__":
    main()
