"""How often a passage called left out, added or moved is (docs/design/structure.md).

A human and a machine translation of a story; of either one in ten paragraphs is taken out, and in every
second story one paragraph stands three or more places further down in b. Which, is drawn by a fixed seed.

    PYTHONPATH=. python bench/structure.py ../shared/data
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from translations import Segments, translations

from dedup.align.paragraphs import align
from dedup.documents import Document, Span
from dedup.drift.interface import Comparison
from dedup.drift.structure.passages import PassageChecker
from dedup.encoder import load_encoder
from dedup.text.segment import segment

Paragraphs = list[tuple[str, str]]  # segment and text


def stories(data: Path) -> Iterator[tuple[Paragraphs, Paragraphs]]:
    """Two translations of each story of six segments or more."""
    for human, machine in translations(data):
        if len(human) >= 6 and len(machine) >= 6:
            yield _paragraphs(human), _paragraphs(machine)


def _paragraphs(segments: Segments) -> Paragraphs:
    return [(k, " ".join(text.split())) for k, text in segments.items() if text.strip()]


def spoilt(a: Paragraphs, b: Paragraphs, chance: random.Random) -> tuple[Paragraphs, Paragraphs, str | None]:
    """Both with a tenth taken out, and which segment was moved in b, if any."""
    a, b = ([x for x in side if chance.random() >= 0.1] for side in (a, b))
    both = sorted({k for k, _ in a} & {k for k, _ in b})
    if chance.random() < 0.5 or len(b) < 8 or not both:
        return a, b, None
    moved = chance.choice(both)
    at = next(n for n, (k, _) in enumerate(b) if k == moved)
    paragraph = b.pop(at)
    b.insert(chance.choice([n for n in range(len(b) + 1) if abs(n - at) >= 3]), paragraph)
    return a, b, moved


def held(side: Paragraphs, span: Span) -> list[str]:
    """Whose paragraphs a span holds."""
    at, keys = 0, []
    for key, text in side:
        if span.start <= at < span.end:
            keys.append(key)
        at += len(text) + 2
    return keys


def main() -> None:
    encoder, chance, checker = load_encoder(), random.Random(4), PassageChecker()
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for human, machine in stories(Path(sys.argv[1])):
        a, b, moved = spoilt(human, machine, chance)
        documents = [segment(Document("\n\n".join(text for _, text in side))) for side in (a, b)]
        comparison = Comparison(*documents, align(*documents, encoder))
        keys = {k for k, _ in a}, {k for k, _ in b}
        there["omitted-passage"] += len(keys[0] - keys[1])
        there["added-passage"] += len(keys[1] - keys[0])
        there["moved-passage"] += moved is not None
        for f in checker.check(comparison):
            name = f.rule.name
            for key in held(a, f.a) if f.a else held(b, f.b) if f.b else []:
                told[name] += 1
                right[name] += key == moved if name == "moved-passage" else key not in keys[0] & keys[1]
    for name, count in sorted(told.items()):
        recall = f", {right[name] / there[name]:.3f} of {there[name]} found" if there[name] else ""
        print(f"{name}: {count} told, {right[name] / count:.3f} right{recall}")


if __name__ == "__main__":
    main()
