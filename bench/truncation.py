"""How well a cut-off sentence is told from a reworded one (docs/design/structure.md).

First sentence by sentence, for several bars; then whole stories through the rule: every second one breaks off
in one of the two versions, in the middle of a paragraph drawn by a fixed seed; of the others every second one
lacks its last stop.

    PYTHONPATH=. python bench/truncation.py ../shared/data
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz
from structure import Paragraphs, stories
from translations import translations

from dedup.align.paragraphs import align
from dedup.documents import Document
from dedup.drift.interface import Comparison
from dedup.drift.structure.truncated import TruncationChecker
from dedup.encoder import load_encoder
from dedup.text.normalize import fold
from dedup.text.segment import segment
from dedup.text.words import words

_STOPS = '.!?:;"”’ '


def sentence_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """A human and a machine translation of one segment."""
    for human, machine in translations(data):
        yield from ((human[i], machine[i]) for i in human if i in machine)


def ratios(start: str, other: str) -> tuple[float, float] | None:
    if len(words(other)) < len(words(start)) + 2:
        return None
    return fuzz.ratio(start, other[: len(start)]), fuzz.ratio(start, other)


def sentence_by_sentence(data: Path) -> None:
    random.seed(8)
    cut, whole = [], []
    for human, machine in sentence_pairs(data):
        text, other = human.rstrip(_STOPS), fold(machine)
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


def broken_off(side: Paragraphs, chance: random.Random) -> Paragraphs:
    """The story up to the middle of a paragraph in its second half."""
    at = chance.choice([n for n in range(len(side) // 2, len(side)) if len(words(side[n][1])) >= 8] or [0])
    key, text = side[at]
    part = text[: chance.randint(len(text) // 3, len(text) - 12)]
    return [*side[:at], (key, part.rstrip(_STOPS))]


def story_by_story(data: Path) -> None:
    encoder, chance, checker = load_encoder(), random.Random(5), TruncationChecker()
    told = right = loose = number = 0
    for number, story in enumerate(stories(data), 1):
        sides, at, is_cut = list(story), number // 2 % 2, number % 2 == 1
        key, last = sides[at][-1]
        if is_cut:
            sides[at] = broken_off(sides[at], chance)
        elif number % 4:
            sides[at] = [*sides[at][:-1], (key, last.rstrip(_STOPS))]
        a, b = (segment(Document("\n\n".join(text for _, text in side))) for side in sides)
        for finding in checker.check(Comparison(a, b, align(a, b, encoder))):
            told += 1
            loose += not is_cut and number % 4 != 0
            right += is_cut and finding.message.startswith(f"version {'ab'[at]} ")
    cut = (number + 1) // 2
    print(f"{number} stories, {cut} of them broken off, {number // 2 - number // 4} without their last stop")
    print(
        f"{told} told, {right} right, {loose} for the stop alone; {right / cut:.3f} of those broken off found"
    )


def main() -> None:
    sentence_by_sentence(Path(sys.argv[1]))
    story_by_story(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
