"""How often a line called page furniture is, and how many such lines are (docs/design/structure.md).

Lines of news pages in six languages, one by one: those of furniture.toml, by whose misses the patterns were
mended, and those of furniture_unseen.toml. The latter are planted, too: one or two of one kind into either
translation of every WMT story, at places drawn by a fixed seed. What is called furniture beside them is
printed, to be read.

    PYTHONPATH=. python bench/furniture.py ../shared/data
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from pathlib import Path

from structure import Paragraphs, stories

from dedup.align.paragraphs import align
from dedup.documents import Document
from dedup.drift.interface import Comparison, Finding
from dedup.drift.structure.furniture import FurnitureChecker, with_teasers
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder
from dedup.text.furniture import furniture_kind
from dedup.text.segment import segment

Lines = dict[str, dict[str, list[str]]]  # by language and kind


def read(name: str) -> Lines:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def one_by_one(name: str) -> None:
    """How many lines are known by themselves, by language and by kind."""
    known: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for language, kinds in read(name).items():
        for kind, line in ((kind, line) for kind, group in kinds.items() for line in group):
            for group in ("all", language, kind):
                there[group] += 1
                known[group] += furniture_kind(line) is not None
    print(f"{name}.toml: " + ", ".join(f"{group} {known[group]} of {n}" for group, n in there.items()))


def planted(side: Paragraphs, kinds: dict[str, list[str]], chance: random.Random) -> Paragraphs:
    """The paragraphs with furniture among or after them; its segment is empty."""
    group = kinds[chance.choice(sorted(kinds))]
    at = chance.choice((len(side), chance.randrange(1, len(side))))
    return [
        *side[:at],
        *(("", line) for line in chance.sample(group, chance.randint(1, len(group)))),
        *side[at:],
    ]


def findings(sides: list[Paragraphs], encoder: Encoder) -> tuple[Comparison, list[Finding]]:
    """Two versions compared as the pipeline does, and what is called furniture there."""
    a, b = (segment(Document("\n\n".join(text for _, text in side))) for side in sides)
    comparison = with_teasers(Comparison(a, b, align(a, b, encoder)))
    return comparison, list(FurnitureChecker().check(comparison))


def held(comparison: Comparison, finding: Finding) -> list[str]:
    """The lines that a finding is on."""
    document, span = (comparison.a, finding.a) if finding.a else (comparison.b, finding.b)
    assert span is not None
    return [p.span.of(document.text) for p in document.paragraphs if span.overlaps(p.span)]


def main() -> None:
    one_by_one("furniture")
    one_by_one("furniture_unseen")
    lines = read("furniture_unseen")
    encoder, chance = load_encoder(), random.Random(3)
    found = others = there = paragraphs = 0
    for number, story in enumerate(stories(Path(sys.argv[1]))):
        sides = list(story)
        paragraphs += sum(map(len, sides))
        sides[number % 2] = planted(sides[number % 2], lines[sorted(lines)[number % len(lines)]], chance)
        strange = {text for key, text in sides[number % 2] if not key}
        there += len(strange)
        comparison, told = findings(sides, encoder)
        for line in (line for finding in told for line in held(comparison, finding)):
            if line in strange:
                found += 1
            else:
                others += 1
                print(f"  beside them: {line[:100]}")
    print(
        f"planted: {found} of {there} lines told; {others} others, of {paragraphs} paragraphs of the stories"
    )


if __name__ == "__main__":
    main()
