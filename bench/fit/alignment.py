"""Fit dedup/align/calibration.json: what each feature of a pair of passages says about a link.

Data: the MQM annotations of WMT news in ../shared/data (google/wmt-mqm-human-evaluation, Apache-2.0),
which hold several translations of each document, segment by segment. A version is made into paragraphs
by dropping some segments and merging others; a link is a pair that shares a segment. Log-odds of links by
themselves are a logistic regression over the features and their products. What links, joins and the steps of
the chain add to a chain is fitted to whole documents of which a tenth is dropped and a tenth merged
(bench/fit/chains.py), beginning with the regressions. Excerpts of one to three paragraphs, some of two
places, count for links by themselves only: a chain is of two versions of one story. Run from the repository
root: python bench/fit/alignment.py
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
from chains import Chains, Problem, Step, logistic

from dedup.align.calibration import TARGET, Calibration, expand
from dedup.align.chain import Prices, best_chain
from dedup.align.joining import JOIN_FEATURES, possible
from dedup.align.likeness import FEATURES, Evidence, evidence
from dedup.align.scale import Range, range_of
from dedup.align.units import Unit, unit_at
from dedup.align.weigh import LEAST_CELL, possible_joins, usable
from dedup.documents import Span
from dedup.encoder import load_encoder
from dedup.encoder.interface import Vectors

FOLDS = 5
RIDGE = 0.3
JOIN_RIDGE = 0.3
CHAIN_RIDGE = 30.0  # of weights less those of the regressions, in standard deviations of their columns
TURN = -2.0  # no example turns
USUAL = 0.1  # the share of segments that is dropped, and merged, in the examples that chains are fitted to
EXCERPTS = 4
SETS = ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23")
Part = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """Two versions of a document: how alike all pairs of paragraphs are, which are links."""

    doc: str
    found: Evidence
    links: np.ndarray
    dropped: float  # the share of the second version's segments
    excerpt: bool = False  # a few paragraphs only


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
        for n, rate in enumerate((USUAL,) * 10 + (0.2, 0.2, 0.3)):
            one = texts[human[n % len(human)] if n != 3 else machine[0]]
            two = texts[machine[int(rng.integers(len(machine)))]]
            a, b = parts(one, rng, USUAL, merge=n % 2 == 1), parts(two, rng, rate, merge=n % 2 == 0)
            if a and b:
                yield example(doc, a, b, rate, encode)
        for n in range(EXCERPTS):
            # One to three paragraphs a side, now and then of two places.
            one, two = texts[human[n % len(human)]], texts[machine[int(rng.integers(len(machine)))]]
            segments = sorted(set(one) & set(two), key=int)
            start, size = int(rng.integers(max(len(segments) - 3, 1))), int(rng.integers(1, 4))
            other = start + (n % 4 == 3)
            a = parts({s: one[s] for s in segments[start : start + size]}, rng, 0.0, merge=False)
            b = parts({s: two[s] for s in segments[other : other + size]}, rng, 0.0, merge=False)
            if a and b:
                yield example(doc, a, b, USUAL, encode, excerpt=True)


def example(
    doc: str,
    a: Sequence[Part],
    b: Sequence[Part],
    rate: float,
    encode: Callable[[Sequence[str]], Vectors],
    *,
    excerpt: bool = False,
) -> Example:
    links = np.array([[bool(x & y) for _, y in b] for _, x in a])
    return Example(doc, evidence(units(a), units(b), encode, as_is), links, rate, excerpt)


def strong_and_weak(
    examples: Sequence[Example], weights: np.ndarray
) -> Iterator[tuple[Example, list[tuple[Step, bool, bool]]]]:
    """The joins of each example, and whether the strong and the weak cell of each are links."""
    for e in examples:
        alone = expand(e.found.table) @ weights
        steps = []
        for joins in possible(e.found, alone, np.ones(alone.shape, dtype=np.bool_)):
            columns = expand(joins.table)
            for n, (first, second) in enumerate(zip(joins.first, joins.second, strict=True)):
                strong_first = bool(joins.first_is_strong[n])
                are = bool(e.links[first]), bool(e.links[second])
                step = Step(first, second, columns[n], strong_first)
                steps.append((step, *(are if strong_first else are[::-1])))
        yield e, steps


def fitted(examples: Sequence[Example]) -> Calibration:
    """What is fitted to these examples; the calibration lacks the model's name and range."""
    x = np.concatenate([expand(e.found.table).reshape(e.links.size, -1) for e in examples])
    weights = logistic(x, np.concatenate([e.links.ravel() for e in examples]).astype(float), RIDGE)
    known = list(strong_and_weak(examples, weights))
    of_links = [(step, weak) for _, steps in known for step, strong, weak in steps if strong]
    joins = logistic(
        np.array([step.columns for step, _ in of_links]),
        np.array([weak for _, weak in of_links], dtype=float),
        JOIN_RIDGE,
    )
    problems = []
    for e, steps in known:
        if e.dropped == USUAL and not e.excerpt:
            columns = expand(e.found.table)
            cells = set(map(tuple, np.argwhere(e.links | (columns @ weights > LEAST_CELL)).tolist()))
            problems.append(Problem(columns, e.links, cells, [step for step, *_ in steps]))
    chain, join, follow = Chains(problems).fit(weights, joins, CHAIN_RIDGE)
    return Calibration("", weights, chain, join, Prices(round(follow, 4), TURN), Range(0, 1))


def decode(e: Example, calibration: Calibration) -> set[tuple[int, int]]:
    """The links that are found."""
    alone, odds = calibration.log_odds(e.found.table)
    joins = possible_joins(e.found, alone, odds, np.zeros(odds.shape, dtype=np.bool_), calibration)
    worth = usable(alone, odds, joins, calibration)
    units = best_chain(worth, odds.shape, calibration.prices, joins)
    return {cell for unit in units for cell in product(unit)}


def product(unit: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    yield from itertools.product({i for i, _ in unit}, {j for _, j in unit})


def figures(found: Sequence[tuple[Example, set[tuple[int, int]]]]) -> str:
    """F1 over links, and the share of documents that are wholly right."""
    true = got = want = whole = 0
    for example, links in found:
        right = set(map(tuple, np.argwhere(example.links).tolist()))
        true, got, want = true + len(links & right), got + len(links), want + len(right)
        whole += links == right
    return f"F1 {2 * true / (got + want):.4f}, whole document right {whole / len(found):.3f}"


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
    unseen: list[tuple[Example, set[tuple[int, int]]]] = []
    for fold in range(FOLDS):
        calibration = fitted([e for e in examples if fold_of[e.doc] != fold])
        left = [e for e in examples if fold_of[e.doc] == fold and e.dropped == USUAL and not e.excerpt]
        unseen += [(e, decode(e, calibration)) for e in left]
    reached = f"{len(unseen)} pairs, each by weights not fitted on its document: {figures(unseen)}"
    print(reached)
    found = fitted(examples)
    print(found.prices)
    stored = {
        "model": encoder.name,
        "features": list(FEATURES),
        "weights": rounded(found.weights),
        "chain_weights": rounded(found.chain_weights),
        "join_features": list(JOIN_FEATURES),
        "join_weights": rounded(found.join_weights),
        "prices": asdict(found.prices),
        "range": asdict(range_of(encoder)),
        "provenance": {
            "script": "bench/fit/alignment.py",
            "data": f"{', '.join(SETS)}, mqm_pairs (google/wmt-mqm-human-evaluation), {len(names)} documents",
            "licence": "Apache-2.0",
            "date": date.today().isoformat(),
            "figures": reached,
        },
    }
    TARGET.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def rounded(weights: np.ndarray) -> list[float]:
    return [round(float(weight), 4) for weight in weights]


if __name__ == "__main__":
    main()
