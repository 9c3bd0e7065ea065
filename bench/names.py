"""Two names compared: dedup beside rapidfuzz, on labelled pairs.

python bench/names.py --data ../shared/data [--from 0.5]

`--from 0.5` leaves out the rows that `bench/fit/names.py --share 0.5` fitted on. The baselines get their best
threshold on the very rows they are measured on; dedup gets none.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from dedup.drift.names.compare import compare_many

sys.path.insert(0, str(Path(__file__).parent / "fit"))
from name_pairs import share_of

SETS = (
    ("names_ofac", "same", lambda r: r["uid"]),
    ("name_tokens_arabic", "variant", lambda r: r["native"] or r["a"]),
    ("name_tokens_russian", "variant", lambda r: r["native"] or r["a"]),
    ("names_nomenklatura", "same", lambda r: r["b"]),
)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--from", type=float, default=0.0, dest="start")
    args = p.parse_args()
    total = spent = cpu = 0.0
    compare_many([("Bill Warm-Up", "William Warmup"), ("A", "B")])
    for name, label, group in SETS:
        rows = [r for r in read(args.data, name) if share_of(group(r)) >= args.start]
        gold = np.array([r["label"] == label for r in rows])
        pairs = [(r["a"], r["b"]) for r in rows]
        start, begin = time.perf_counter(), time.process_time()
        verdicts = compare_many(pairs)
        spent, cpu, total = (
            spent + time.perf_counter() - start,
            cpu + time.process_time() - begin,
            total + len(rows),
        )
        called = np.array([v.verdict in ("same", "variant") for v in verdicts])
        print(f"{name}: {len(rows)} rows, {gold.mean():.2f} one name")
        print(f"  dedup         {scores(gold, called)}")
        for other, measure in (("WRatio", fuzz.WRatio), ("Jaro-Winkler", JaroWinkler.similarity)):
            likeness = np.array([measure(a.lower(), b.lower()) for a, b in pairs])
            best = max(np.unique(likeness), key=lambda t: f1(gold, likeness >= t))
            print(f"  {other:13s} {scores(gold, likeness >= best)} at {best:.2f}")
        print(f"  all one name  {scores(gold, np.ones(len(gold), dtype=bool))}")
        print(
            f"  garbled: {sum(v.verdict == 'garbled' for v in verdicts)}, on one name "
            f"{sum(v.verdict == 'garbled' for v, g in zip(verdicts, gold, strict=True) if g)}"
        )
    for name, a, b in (("name_pairs_mt", "ref_name", "mt_name"), ("name_variants_hh", "a", "b")):
        rows = [r for r in read(args.data, name) if share_of(r["doc"]) >= args.start]
        verdicts = compare_many((r[a], r[b]) for r in rows)
        counts = Counter((r["label"], v.verdict) for r, v in zip(rows, verdicts, strict=True))
        print(f"{name}: " + ", ".join(f"{g} called {v} {n}" for (g, v), n in sorted(counts.items())))
    print(f"{total / spent:.0f} pairs a second by the clock, {total / cpu:.0f} by processor time")
    rows = read(args.data, "names_ofac")
    names, rng = sorted({r[k] for r in rows for k in "ab"}), random.Random(1)
    for kind, pairs in (
        ("random pairs of OFAC names", [tuple(rng.sample(names, 2)) for _ in range(20_000)]),
        ("the OFAC rows, repeated", ([(r["a"], r["b"]) for r in rows] * 8)[:20_000]),
    ):
        times = [seconds(pairs) for _ in range(3)]
        print(f"20,000 {kind}: {sorted(times)[1]:.2f} s of processor time, memory empty")


def seconds(pairs: list[tuple[str, str]]) -> float:
    """Processor time of comparing `pairs` in a process of its own, models loaded and nothing remembered."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_seconds, pairs).result()


def _seconds(pairs: list[tuple[str, str]]) -> float:
    compare_many([("Bill Warm-Up", "William Warmup"), ("A", "B")])
    begin = time.process_time()
    compare_many(pairs)
    return time.process_time() - begin


def read(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return list(map(json.loads, lines))


def f1(gold: np.ndarray, called: np.ndarray) -> float:
    return 2 * float((gold & called).sum()) / max(1, int(gold.sum() + called.sum()))


def scores(gold: np.ndarray, called: np.ndarray) -> str:
    hit = int((gold & called).sum())
    return f"P {hit / max(1, called.sum()):.3f}  R {hit / gold.sum():.3f}  F1 {f1(gold, called):.3f}"


if __name__ == "__main__":
    main()
