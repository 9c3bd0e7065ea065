"""Honest rewordings flagged and changed claims found, of pairs of news sentences written for this project.

The pairs stand in news_pairs.tsv, which says who wrote them and of which the misses were read. A pair counts
as flagged with a finding at major or above. The figures of docs/design/claims.md, "Pairs of our own":

    python bench/news_pairs.py [--show]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from dedup import Report, compare_pairs
from dedup.drift.interface import Severity

PAIRS = Path(__file__).parent / "news_pairs.tsv"


class Pair(NamedTuple):
    """Whether its misses were read, H (honest) or C (changed), and two versions of a sentence."""

    read: str
    label: str
    a: str
    b: str


def pairs() -> list[Pair]:
    """All of the file."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if not line.startswith("#")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each pair that is told wrong")
    args = parser.parse_args()
    found = pairs()
    flagged: Counter[tuple[str, str]] = Counter()
    for pair, report in zip(found, compare_pairs(((p.a, p.b) for p in found), cache=False), strict=True):
        assert isinstance(report, Report)
        grave = [f for f in report.findings if f.severity >= Severity.MAJOR]
        flagged[pair.read, pair.label] += bool(grave)
        if args.show and bool(grave) != (pair.label == "C"):
            print(pair.label, *(f"{f.rule.code} {f.message}" for f in grave), pair.a, pair.b, sep="\n  ")
    of = Counter((p.read, p.label) for p in found)
    for read in ("read", "unread"):
        (h, c), (m, n) = ([x[read, label] for label in "HC"] for x in (flagged, of))
        print(f"{read}: honest flagged {h} of {m}; changed found {c} of {n}")


if __name__ == "__main__":
    main()
