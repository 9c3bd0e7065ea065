"""How often each typed claim rule is right by itself, on the open labelled pairs.

The figures of docs/design/claims.md and of dedup/drift/rules/precision.toml:

    PYTHONPATH=. python bench/claims_rules.py ../shared/data

The rules run without the head, as the default shows them. A finding counts as right where its row is labelled
changed, for each rule and set "right/wrong". Nothing is fitted to these rows, but rules were made after
reading some. Two minutes of processor time.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent / "fit"))
from claims_rows import examples, rows
from claims_table import comparison

from dedup.drift.claims.checker import ClaimChecker


class Pair(NamedTuple):
    """Two texts, the set they are from, and whether they are labelled as changed."""

    kind: str
    a: str
    b: str
    changed: bool


def labelled(data: Path) -> Iterator[Pair]:
    """DEMETR minimal and against the reference, MQM, SummEdits, BreakingNLI, two professionals and NTREX."""
    for name in ("demetr", "mqm_pairs", "summedits"):
        for row in examples(data, name):
            if row.kind != "unclear":
                against = " against the reference" if row.view == "ref" else ""
                yield Pair(name + against, row.a, row.b, row.changed > 0.5)
    for r in rows(data, "breaking_nli"):
        yield Pair("breaking_nli", r["a"], r["b"], r["label"] == "changed")
    for row in examples(data, "planted"):
        if row.kind == "human":
            yield Pair("two professionals", row.a, row.b, changed=False)
    versions = defaultdict(list)
    for v in rows(data, "ntrex_docs"):
        versions[v["doc"]].append(v)
    for found in versions.values():
        first, *others = sorted(found, key=lambda v: v["id"])
        for other in others:
            for a, b in zip(first["segs"], other["segs"], strict=True):
                if a != b:
                    yield Pair("ntrex", a, b, changed=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    pairs = list(labelled(parser.parse_args().data))
    checker, found = ClaimChecker(), Counter[tuple[str, str, bool]]()
    for pair in pairs:
        for finding in checker.check(comparison(pair.a, pair.b)):
            found[finding.rule.code, pair.kind, pair.changed] += 1
    kinds = dict.fromkeys(pair.kind for pair in pairs)
    for code in sorted({code for code, *_ in found}):
        cells = [f"{kind} {found[code, kind, True]}/{found[code, kind, False]}" for kind in kinds]
        print(code, "; ".join(cells))


if __name__ == "__main__":
    main()
