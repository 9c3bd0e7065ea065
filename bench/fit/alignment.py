"""Fit dedup/align/calibration.json: what each feature of a pair of passages says about a link.

Data: the MQM annotations of WMT news in ../shared/data (google/wmt-mqm-human-evaluation, Apache-2.0),
which hold several translations of each document, segment by segment. A version is made into paragraphs
by dropping some segments and merging others; a link is a pair that shares a segment. Log-odds of links
and of joins are logistic regressions over the features and their products; the prices of the chain are
the best of a grid where a tenth is dropped, with the log-odds of each fifth of the documents fitted on
the others. Run from the repository root:
python bench/fit/alignment.py
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from dedup.align.calibration import TARGET, Calibration, expand
from dedup.align.chain import Prices, best_chain
from dedup.align.joining import JOIN_FEATURES, joined
from dedup.align.likeness import FEATURES, Evidence, evidence
from dedup.align.scale import Range, range_of
from dedup.align.units import Unit, unit_at
from dedup.align.weigh import possible_joins
from dedup.documents import Span
from dedup.encoder import load_encoder
from dedup.encoder.interface import Vectors

FOLDS = 5
RIDGE = 0.01  # of 0.01, 0.1, 1 and 10 the best on the documents not fitted on
JOIN_RIDGE = 0.3
SETS = ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23")
REWRITTEN = 3.6  # log-odds against that heading by itself
Part = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """Two versions of a document: how alike all pairs of paragraphs are, which are links."""

    doc: str
    found: Evidence
    links: np.ndarray
    dropped: float  # the share of the second version's segments


def rows(data: Path, name: str) -> Iterator[dict]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def versions(data: Path) -> dict[str, dict[str, dict[str, str]]]:
    """The text of each segment of each version of each document."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name in SETS:
        for row in rows(data, name):
            found[row["doc"]][row["version"]][row["seg"]] = row["text"]
    for row in rows(data, "mqm_pairs"):
        found[row["doc"]][f"human {row['ref_version']}"][row["seg"]] = row["a"]
    return found


def parts(version: dict[str, str], rng: np.random.Generator, rate: float, merge: bool) -> list[Part]:
    out: list[Part] = []
    for seg in sorted(version, key=lambda s: int(s)):
        text = " ".join(version[seg].split())
        if not text or rng.random() < rate:
            continue
        if out and merge and rng.random() < rate:
            out[-1] = (f"{out[-1][0]} {text}", out[-1][1] | {seg})
        else:
            out.append((text, frozenset({seg})))
    return out


def as_is(cosines: np.ndarray) -> np.ndarray:
    return cosines


def units(version: Sequence[Part]) -> list[Unit]:
    return [unit_at(text, Span(0, len(text))) for text, _ in version]


def documents(data: Path, encode: Callable[[Sequence[str]], Vectors]) -> Iterator[Example]:
    rng = np.random.default_rng(20261121)
    for doc, texts in sorted(versions(data).items()):
        human = sorted(v for v in texts if v.startswith("human") and len(texts[v]) >= 4)
        machine = sorted(v for v in texts if not v.startswith("human") and len(texts[v]) >= 4)
        if not human or not machine:
            continue
        for n in range(10):
            one = texts[human[n % len(human)] if n < 8 else machine[0]]
            two = texts[machine[int(rng.integers(len(machine)))]]
            rate = (0.1, 0.1, 0.1, 0.2, 0.3, 0.1, 0.1, 0.2, 0.1, 0.1)[n]
            a, b = parts(one, rng, 0.1, merge=n % 2 == 1), parts(two, rng, rate, merge=n % 2 == 0)
            if a and b:
                links = np.array([[bool(x & y) for _, y in b] for _, x in a])
                yield Example(doc, evidence(units(a), units(b), encode, as_is), links, rate)


def link_rows(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of paragraphs: the columns of the regression, and which are links."""
    x = np.concatenate([expand(e.found.table).reshape(e.links.size, -1) for e in examples])
    return x, np.concatenate([e.links.ravel() for e in examples]).astype(float)


def join_rows(examples: Sequence[Example], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The columns for all joins whose strong one is a link, and whether the weak one is a link too."""
    tables, labels = [], []
    for e in examples:
        odds = expand(e.found.table) @ weights
        for apart in (1, 2):
            a, b = e.found.a, e.found.b
            for many, one, pairs, links in ((a, b, odds, e.links), (b, a, odds.T, e.links.T)):
                if len(pairs) > apart:
                    table = joined(many, one, pairs, apart, e.found.rescale)
                    first = pairs[:-apart] >= pairs[apart:]
                    strong = np.where(first, links[:-apart], links[apart:])
                    tables.append(table[strong])
                    labels.append(np.where(first, links[apart:], links[:-apart])[strong])
    return expand(np.concatenate(tables)), np.concatenate(labels).astype(float)


def logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method; the first column is the constant."""
    weights = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) + penalty @ weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


@dataclass(frozen=True, slots=True)
class Cells:
    """What a chain is found through, and the links it should find."""

    odds: np.ndarray
    joins: dict[tuple[tuple[int, int], tuple[int, int]], float]
    links: set[tuple[int, int]]


LOW = Prices(follow=4.0, turn=0.0, link=0.0, join=0.0)  # its `least` is below that of all prices tried


def cells(examples: Sequence[Example], weights: np.ndarray, join_weights: np.ndarray) -> list[Cells]:
    calibration = Calibration("", weights, join_weights, LOW, Range(0, 1))
    made = []
    for e in examples:
        odds = calibration.log_odds(e.found.table)
        steps = possible_joins(e.found, odds, np.zeros(odds.shape, dtype=np.bool_), calibration)
        made.append(Cells(odds, steps, set(map(tuple, np.argwhere(e.links).tolist()))))
    return made


def decode(weighed: Cells, prices: Prices) -> set[tuple[int, int]]:
    worth = {(i, j): float(weighed.odds[i, j]) for i, j in np.argwhere(weighed.odds > prices.least).tolist()}
    worth |= {cell: float(weighed.odds[cell]) for step in weighed.joins for cell in step}
    found = set()
    for unit in best_chain(worth, weighed.odds.shape, prices, weighed.joins):
        found |= set(itertools.product({i for i, _ in unit}, {j for _, j in unit}))
    return found


def figures(weighed: Sequence[Cells], prices: Prices) -> tuple[float, ...]:
    """F1 over links, the share of documents that are wholly right, precision, recall."""
    true = got = want = whole = 0
    for one in weighed:
        found = decode(one, prices)
        true, got, want = true + len(found & one.links), got + len(found), want + len(one.links)
        whole += found == one.links
    return 2 * true / (got + want), whole / len(weighed), true / got, true / want


def best_prices(weighed: Sequence[Cells]) -> Prices:
    """The prices of the highest F1; of equal ones those that get more documents wholly right.

    F1 is flat (within .0005) over much of the grid. Only those count that find a heading rewritten past
    recognition between two links, as the hand-labelled pair has one.
    """
    grid = itertools.product(np.arange(1.0, 2.3, 0.2), np.arange(-1.0, 1.3, 0.2), (-1.0, -0.5, 0.0, 0.5))
    tried = [
        Prices(follow=round(float(follow), 1), turn=-2.0, link=round(float(link), 1), join=join)
        for follow, link, join in grid
        if 2 * follow + link > REWRITTEN
    ]
    return max(tried, key=lambda prices: figures(weighed, prices)[:2])


def fitted(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of links and of joins."""
    weights = logistic(*link_rows(examples), ridge=RIDGE)
    return weights, logistic(*join_rows(examples, weights), ridge=JOIN_RIDGE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    encoder = load_encoder()
    memo: dict[str, np.ndarray] = {}

    def encode(texts: Sequence[str]) -> Vectors:
        missing = [text for text in texts if text not in memo]
        memo.update(zip(missing, encoder.encode(missing), strict=True))
        return np.stack([memo[text] for text in texts])

    examples = list(documents(data, encode))
    names = sorted({example.doc for example in examples})
    fold_of = {doc: n % FOLDS for n, doc in enumerate(np.random.default_rng(7).permutation(names).tolist())}
    ready: list[Cells] = []
    for fold in range(FOLDS):
        weights, join_weights = fitted([e for e in examples if fold_of[e.doc] != fold])
        unseen = [e for e in examples if fold_of[e.doc] == fold and e.dropped == 0.1]
        ready += cells(unseen, weights, join_weights)
    prices = best_prices(ready)
    f1, whole, *rest = figures(ready, prices)
    print(f"{prices}: F1 {f1:.4f}, whole {whole:.3f}, precision and recall {rest}")
    weights, join_weights = fitted(examples)
    TARGET.write_text(
        json.dumps(
            {
                "model": encoder.name,
                "features": list(FEATURES),
                "weights": [round(float(w), 4) for w in weights],
                "join_features": list(JOIN_FEATURES),
                "join_weights": [round(float(w), 4) for w in join_weights],
                "prices": asdict(prices),
                "range": asdict(range_of(encoder)),
                "provenance": {
                    "script": "bench/fit/alignment.py",
                    "data": f"{', '.join(SETS)}, mqm_pairs (google/wmt-mqm-human-evaluation), "
                    f"{len(names)} documents",
                    "licence": "Apache-2.0",
                    "date": date.today().isoformat(),
                    "figures": f"{len(ready)} pairs, each by weights not fitted on its document: "
                    f"F1 {f1:.4f}, whole document right {whole:.3f}",
                },
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
