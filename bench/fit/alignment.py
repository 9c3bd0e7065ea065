"""Fit dedup/align/calibration.json: what each feature of a pair of passages says about a link.

Data: the MQM annotations of WMT news in ../shared/data (google/wmt-mqm-human-evaluation, Apache-2.0),
which hold several translations of each document, segment by segment. A version is made into paragraphs
by dropping some segments and merging others; a link is a pair that shares a segment. 70 % of the
documents fit the log-odds (logistic regression over the features and their products), the others the
prices of the chain; then the log-odds are fitted once more on all. Run from the repository root:
python bench/fit/alignment.py
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from dedup.align.calibration import TARGET, expand
from dedup.align.chain import Prices, best_chain
from dedup.align.likeness import FEATURES, evidence
from dedup.align.units import Unit, unit_at
from dedup.documents import Span
from dedup.encoder import load_encoder
from dedup.encoder.interface import Vectors

RIDGE = 0.01  # of 0.01, 0.1, 1 and 10 the best on the documents not fitted on
SETS = ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23")
Part = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """Two versions of a document: the features of all pairs of paragraphs, and which are links."""

    doc: str
    table: np.ndarray
    links: np.ndarray
    lengths: tuple[list[int], list[int]]


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
                lengths = [len(text) for text, _ in a], [len(text) for text, _ in b]
                yield Example(doc, evidence(units(a), units(b), encode)[0], links, lengths)


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


def decode(odds: np.ndarray, lengths: tuple[list[int], list[int]], prices: Prices) -> set[tuple[int, int]]:
    cells = {(i, j): float(odds[i, j]) for i, j in np.argwhere(odds > prices.least).tolist()}
    found = set()
    for unit in best_chain(cells, lengths, prices, whole=frozenset()):
        found |= set(itertools.product({i for i, _ in unit}, {j for _, j in unit}))
    return found


def figures(examples: list[Example], odds: list[np.ndarray], prices: Prices) -> tuple[float, ...]:
    """F1 over links, the share of documents that are wholly right, precision, recall."""
    true = got = want = whole = 0
    for example, worth in zip(examples, odds, strict=True):
        found = decode(worth, example.lengths, prices)
        gold = set(map(tuple, np.argwhere(example.links).tolist()))
        true, got, want = true + len(found & gold), got + len(found), want + len(gold)
        whole += found == gold
    return 2 * true / (got + want), whole / len(examples), true / got, true / want


def climb(score: Callable[[Prices], float]) -> Prices:
    """The best prices on a grid, one price at a time until none improves."""
    steps = {
        "link": (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 1.0),
        "follow": (0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.5, 3.0),
        "widen": (-5.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0),
        "skip": (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0),
        "length": (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0),
    }
    best = Prices(follow=2.0, widen=-2.0, turn=-2.0, skip=-1.0, link=1.0, length=4.0)
    top = score(best)
    while True:
        before = top
        for name, values in steps.items():
            for value in values:
                tried = replace(best, **{name: value})
                if (reached := score(tried)) > top:
                    best, top = tried, reached
        if top == before:
            return best


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
    kept = set(np.random.default_rng(7).permutation(names)[: round(0.7 * len(names))].tolist())
    fit, check = [e for e in examples if e.doc in kept], [e for e in examples if e.doc not in kept]
    x = np.concatenate([expand(e.table).reshape(e.links.size, -1) for e in fit])
    y = np.concatenate([e.links.ravel() for e in fit]).astype(float)
    weights = logistic(x, y, ridge=RIDGE)
    odds = {
        "fit": [expand(e.table) @ weights for e in fit],
        "check": [expand(e.table) @ weights for e in check],
    }
    prices = climb(lambda p: figures(check, odds["check"], p)[0])
    print(f"fit: F1 and whole {figures(fit, odds['fit'], prices)}, {prices}")
    f1, whole, *rest = figures(check, odds["check"], prices)
    print(f"check: F1 {f1:.4f}, whole {whole:.3f}, precision and recall {rest}")
    everything = np.concatenate([x, *(expand(e.table).reshape(e.links.size, -1) for e in check)])
    weights = logistic(everything, np.concatenate([y, *(e.links.ravel() for e in check)]), ridge=RIDGE)
    TARGET.write_text(
        json.dumps(
            {
                "model": encoder.name,
                "features": list(FEATURES),
                "weights": [round(float(w), 4) for w in weights],
                "prices": asdict(prices),
                "provenance": {
                    "script": "bench/fit/alignment.py",
                    "data": f"{', '.join(SETS)}, mqm_pairs (google/wmt-mqm-human-evaluation), "
                    f"{len(names)} documents",
                    "licence": "Apache-2.0",
                    "date": date.today().isoformat(),
                    "figures": f"{len(check)} pairs of {len(names) - len(kept)} documents, before these "
                    f"were fitted on too: F1 {f1:.4f}, whole document right {whole:.3f}",
                },
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
