"""Fit the trees of `dedup.drift.names.decide`: would a professional rater mark this name?

    python bench/fit/names_slots.py ../shared/data dedup/drift/names/data/slots.npz

Rows: every name word of a version that the reference lacks (`dedup.drift.names.evidence.cases`).
Marked: tokens of `mqm_names` that raters marked and that are not in the reference.
Left alone: tokens that no rater marked in any version of the document; spellings that differ between two
professionals (`name_variants_hh`); words in which two human references differ and that no rater marked.
All three are Apache-2.0 (google/wmt-mqm-human-evaluation). Figures are out of fold: ten folds by document.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from dedup.documents import Document, Span
from dedup.drift.names.decide import FEATURES
from dedup.drift.names.evidence import Case, cases
from dedup.drift.names.find import find_names
from dedup.drift.names.meaning import Meanings
from dedup.drift.names.passage import Passage
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder
from dedup.pipeline import Pipeline

Row = dict[str, Any]
# How much a row of each kind weighs. Two human references differ by rewording, which the raters never judged,
# but they alone show what honest versions of one text leave out and put in.
WEIGHT = {"mqm": 1.0, "variants": 1.0, "humans": 1.0}
# Beside another model, or none, nothing is known from the states: every row stands once more without them.
WITHOUT_STATES = 0.25
_TOGETHER = 64  # pairs whose sentences are encoded together
SETTINGS = {
    "max_iter": 120,
    "max_depth": 4,
    "learning_rate": 0.06,
    "min_samples_leaf": 15,
    "l2_regularization": 2.0,
    "random_state": 0,
    "early_stopping": False,
}


def read(folder: Path, name: str) -> list[Row]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def passage(text: str) -> Passage:
    return Passage(text, (Span(0, len(text)),), tuple(find_names(Document(text))))


class Asked(NamedTuple):
    """Two texts, and what the labels make of a case between them: its row, or nothing."""

    a: str
    b: str
    judge: Callable[[Case], Iterable[Row]]


def answered(asked: list[Asked], encoder: Encoder) -> Iterator[Row]:
    """The rows of all pairs, in their order."""
    pipeline = Pipeline(encoder)
    for start in range(0, len(asked), _TOGETHER):
        part = asked[start : start + _TOGETHER]
        prepared = pipeline.prepare((Document(p.a), Document(p.b)) for p in part)
        for pair, one in zip(prepared, part, strict=True):
            meanings = Meanings.of(pair.comparison, encoder)
            for case in meanings.told(cases(passage(one.a), passage(one.b))):
                yield from one.judge(case)


def marked(folder: Path) -> Iterator[Asked]:
    for segment in read(folder, "mqm_names"):
        references = sorted(k for k in segment["refs"] if k != segment["version"])
        for first, name in enumerate(references):
            judged = segment["n_raters"] == 3 and first == 0
            yield Asked(segment["refs"][name], segment["text"], partial(_marked, segment, judged))


def _marked(segment: Row, judged: bool, case: Case) -> Iterator[Row]:
    for token in segment["names"]:
        if token["label"] == "garbled" and token["in_ref"]:
            continue
        if case.b and case.b.token.span.overlaps(Span(token["s"], token["e"])):
            key = (segment["id"], token["s"])
            yield row("mqm", segment["doc"], case, token["label"] == "garbled", judged, key)


def variants(folder: Path) -> Iterator[Asked]:
    for v in read(folder, "name_variants_hh"):
        yield Asked(v["ctx_a"], v["ctx_b"], partial(_variant, v))


def _variant(v: Row, case: Case) -> Iterator[Row]:
    if (case.a and v["a"] in case.a.token.text) or (case.b and v["b"] in case.b.token.text):
        yield row("variants", v["doc"], case, False, False, v["id"])


def humans(folder: Path) -> Iterator[Asked]:
    segments: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for name in ("mqm_zhen20", "mqm_zhen21"):
        for r in read(folder, name):
            if r["version"] in ("Human-A", "Human-B", "refA", "refB"):
                segments[r["doc"], r["seg"]][r["version"][-1]] = r
    for sides in segments.values():
        if len(sides) == 2:
            yield Asked(sides["A"]["text"], sides["B"]["text"], partial(_human, sides["A"], sides["B"]))


def _human(a: Row, b: Row, case: Case) -> Iterator[Row]:
    marks = [
        e[3] is not None and e[3] < s.token.span.end and s.token.span.start < e[4]
        for s, r in ((case.a, a), (case.b, b))
        if s
        for e in r["errors"]
    ]
    if not any(marks):
        yield row("humans", a["doc"], case, False, False, (a["doc"], a["seg"]))


def row(kind: str, doc: str, case: Case, label: bool, judged: bool, key: object) -> Row:
    words = tuple(s.token.key if s else None for s in (case.a, case.b))
    return {
        "kind": kind, "doc": doc, "x": [case.features.get(f, 0.0) for f in FEATURES], "y": int(label),
        "judged": judged, "key": key, "words": words, "reason": (case.b or case.a).reason,
    }  # fmt: skip


def weights(rows: list[Row]) -> np.ndarray:
    """Eight systems that make one slip are not eight slips: a repeated pair weighs its square root."""
    repeats = Counter((r["doc"], r["words"]) for r in rows)
    return np.array([WEIGHT[r["kind"]] / repeats[r["doc"], r["words"]] ** 0.5 for r in rows])


def pack(model: HistGradientBoostingClassifier) -> dict[str, np.ndarray]:
    """The forest as the arrays that `Trees.from_arrays` reads."""
    forest = [stage[0].nodes for stage in model._predictors]
    size = max(map(len, forest))
    shape = (len(forest), size)
    out = {
        "feature": np.zeros(shape, np.int16),
        "threshold": np.zeros(shape, np.float64),
        "left": np.tile(np.arange(size, dtype=np.int16), (len(forest), 1)),
        "right": np.tile(np.arange(size, dtype=np.int16), (len(forest), 1)),
        "value": np.zeros(shape, np.float32),
    }
    for t, nodes in enumerate(forest):
        for n, node in enumerate(nodes):
            out["value"][t, n] = node["value"]
            if not node["is_leaf"]:
                out["feature"][t, n] = node["feature_idx"]
                out["threshold"][t, n] = node["num_threshold"]
                out["left"][t, n], out["right"][t, n] = node["left"], node["right"]
    out["depth"] = np.array(max(int(nodes["depth"].max()) for nodes in forest))
    out["base"] = np.asarray(model._baseline_prediction, dtype=np.float64).reshape(-1)
    return out


def report(rows: list[Row], p: np.ndarray) -> None:
    best: dict[object, list[float]] = {}
    for r, q in zip(rows, p, strict=True):
        if r["judged"]:
            best.setdefault(r["key"], [r["y"], 0.0])
            best[r["key"]][1] = max(best[r["key"]][1], q)
    y, s = np.array(list(best.values())).T
    other = {
        kind: np.array([q for r, q in zip(rows, p, strict=True) if r["kind"] == kind])
        for kind in ("variants", "humans")
    }
    for bar in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95):
        hit, false = int(((s >= bar) & (y == 1)).sum()), int(((s >= bar) & (y == 0)).sum())
        shares = "; ".join(f"{k} {(q >= bar).mean():.3f}" for k, q in other.items())
        figures = f"precision {hit / (hit + false):.4f} recall {hit / y.sum():.4f} false {false}"
        print(f"p >= {bar:.2f}: {figures} | {shares}")


def without_states(x: np.ndarray) -> np.ndarray:
    return np.where([name.startswith("met") for name in FEATURES], 0.0, x)


def fit(rows: list[Row]) -> HistGradientBoostingClassifier:
    """The trees that `rows` give."""
    x, y, w = np.array([r["x"] for r in rows]), np.array([r["y"] for r in rows]), weights(rows)
    both = np.vstack([x, without_states(x)])
    return HistGradientBoostingClassifier(**SETTINGS).fit(
        both, np.tile(y, 2), sample_weight=np.concatenate([w, WITHOUT_STATES * w])
    )


def main() -> None:
    folder, target = map(Path, sys.argv[1:])
    asked = [*marked(folder), *variants(folder), *humans(folder)]
    rows = list(answered(asked, load_encoder(cache=False)))
    x, y = np.array([r["x"] for r in rows]), np.array([r["y"] for r in rows])
    groups = [r["doc"] for r in rows]
    print(Counter((r["kind"], r["y"]) for r in rows))
    p = np.zeros(len(rows))
    for train, test in GroupKFold(10, shuffle=True, random_state=1).split(x, y, groups):
        # A word's repeats stand in one document, so that a part of the rows weighs as in all of them.
        p[test] = fit([rows[k] for k in train]).predict_proba(x[test])[:, 1]
    report(rows, p)
    model = fit(rows)
    np.savez_compressed(target, **pack(model))
    from dedup.drift.names.forest import Trees

    with np.load(target) as data:
        ours = Trees.from_arrays(data).probabilities(x)[:, 1]
    assert np.allclose(ours, model.predict_proba(x)[:, 1], atol=1e-5)
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
