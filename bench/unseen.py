"""The figures of eval/claims.py through the command, on rows that nothing in it was fitted on.

What ships was fitted on all open rows. Here, for each fold, the judges of claims that claims_head.py kept in
--work, and trees of names refitted without the fold's documents, are put into a copy of the package, which
eval/claims.py then measures on the rows of the fold, and on the sets that no fit reads. The few numbers of
stretches.json, the comparer of names and the bars stay as they ship.

    python bench/fit/claims_head.py --data ../shared/data --work /tmp/claims --folds 1 2
    python bench/unseen.py --data ../shared/data --work /tmp/claims --folds 1 2

Needs what bench/fit needs. Ten minutes a fold, with two processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "fit"))
from claims_head import FOLDS, kept, weigh, write
from claims_network import Fit
from claims_rows import Row, examples, fold, rows
from claims_table import Table, table
from names_slots import answered, fit, humans, marked, pack, variants

from dedup.encoder import load_encoder

PACKAGE = Path(__file__).resolve().parents[1] / "dedup"
FITTED, NEVER_FITTED = ("demetr", "mqm_pairs", "summedits"), ("breaking_nli", "sick_swap", "ntrex_docs")
Judged = tuple[list[Row], np.ndarray]


def put_judges(copy: Path, found: Table, network: Fit, k: int, others: list[Judged], work: Path) -> None:
    """The judges of claims that did not see fold `k`, weighed on the `others`."""
    judges = tuple(kept(work / f"{name}.{k}.pkl", _fit_first) for name in ("trees", "network"))
    seen = [row for part, _ in others for row in part]
    odds = np.concatenate([odds for _, odds in others])
    write(
        copy / "drift/claims/data", found, network, load_encoder(cache=False).name, judges, *weigh(seen, odds)
    )


def put_names(copy: Path, data: Path, work: Path, k: int) -> None:
    """The trees of names that did not see the documents of fold `k`."""

    def read() -> list[dict]:
        return list(answered([*marked(data), *variants(data), *humans(data)], load_encoder(cache=False)))

    seen = [r for r in kept(work / "names.pkl", read) if fold(r["doc"], FOLDS) != k]
    np.savez_compressed(copy / "drift/names/data/slots.npz", **pack(fit(seen)))


def put_rows(folder: Path, data: Path, k: int) -> None:
    """The rows of fold `k`, and the sets that no fit reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FITTED:
        wanted = {row.id for row in examples(data, name) if fold(row.group, FOLDS) == k}
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(r) + "\n" for r in rows(data, name) if r["id"] in wanted)
    for name in NEVER_FITTED:
        shutil.copy(data / f"{name}.jsonl.gz", folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="of claims_head.py")
    parser.add_argument("--folds", type=int, nargs="+", default=[1, 2], help="two or more")
    args = parser.parse_args()
    found = table(args.data, args.work)
    network = Fit(found)
    parts = {k: kept(args.work / f"odds.{k}.pkl", _fit_first) for k in args.folds}
    for k in args.folds:
        place = args.work / f"unseen.{k}"
        shutil.copytree(PACKAGE, place / "dedup", dirs_exist_ok=True)
        put_judges(place / "dedup", found, network, k, [parts[j] for j in args.folds if j != k], args.work)
        put_names(place / "dedup", args.data, args.work, k)
        put_rows(place / "data", args.data, k)
    del found, network
    for k in args.folds:
        print(f"fold {k}", flush=True)
        place = args.work / f"unseen.{k}"
        subprocess.run(
            [sys.executable, args.data.resolve().parent / "eval/claims.py", "--data", "data"],
            # The copy is what stands in the working folder; what other copies said is not remembered here.
            cwd=place,
            env=os.environ | {"DEDUP": f"{sys.executable} -m dedup", "XDG_CACHE_HOME": str(place / "cache")},
            check=True,
        )


def _fit_first() -> None:
    sys.exit("run bench/fit/claims_head.py with the same --work and --folds first")


if __name__ == "__main__":
    main()
