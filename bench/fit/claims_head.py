"""Fit the claim head (`dedup/drift/claims/data/head.npz`) and say how well it does on rows it has not seen.

Data, all of a licence that allows it: demetr (MIT; both views, minimal and against the human reference),
summedits (Apache-2.0), mqm_pairs (Apache-2.0), and pairs made from their sentences by `claims_pairs.py`.
Split by document, base sentence or original summary. Needs catboost and scikit-learn, which only this
script uses.

    python bench/fit/claims_head.py --data ../shared/data --work /tmp/claims [--diagram OUT.png]

Figures of each set are kept in --work (mostly the encoder's time: an hour on two busy cores); the fit takes
two minutes.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from claims_pairs import pairs
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from word_drift import as_trees

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.claims.assess import _units
from dedup.drift.claims.edits import passages
from dedup.drift.claims.features import WordVectors, bigrams, features, side, units
from dedup.drift.claims.tokens import tokens, written
from dedup.drift.interface import Comparison
from dedup.encoder import load_encoder
from dedup.text.sentences import sentences

HERE = Path(__file__).resolve().parents[2] / "dedup" / "drift" / "claims" / "data"
SETS = ("demetr", "summedits", "mqm_pairs", "made")
# How much a row weighs: scarce ones (honest paraphrase, real edits) more than those made by the thousand.
WEIGHTS = {
    "demetr": 1.0,
    "benign": 14.0,
    "summedits": 2.0,
    "news": 3.0,
    "mqm_pairs": 1.5,
    "made": 0.7,
    "localised": 2.0,
    "synonym": 2.0,
    "made changed": 0.5,
}
TREES = {
    "iterations": 500,
    "depth": 6,
    "learning_rate": 0.07,
    "l2_leaf_reg": 8,
    "rsm": 0.5,
    "border_count": 64,
    "random_seed": 1,
    "verbose": False,
    "allow_writing_files": False,
}
# From 0.54 on minimal edits and honest paraphrase are told apart as docs/design/claims.md asks.
REPORTS, SUSPECTS = 0.54, 0.25


def unit_hash(*parts: str) -> float:
    return int(hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12], 16) / 16**12


def rows(data: Path, name: str) -> list[dict]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def examples(data: Path, name: str) -> list[dict]:
    """Rows with a, b, changed, group, kind, id and view."""
    if name == "demetr":
        return [
            {"a": r[view], "b": r["b"], "changed": r["kind"] == "claim", "group": "demetr/" + r["base"]}
            | {"kind": r["kind"], "family": r["family"], "id": r["id"], "view": view}
            for r in rows(data, "demetr")
            for view in ("a", "ref")
            if r.get(view) and r[view] != r["b"]
        ]
    if name == "summedits":
        return [
            {
                "a": r["a"],
                "b": r["b"],
                "changed": r["label"] == "changed",
                "group": "summedits/" + r["a"][:60],
            }
            | {"kind": r["domain"], "id": r["id"], "view": "a"}
            for r in rows(data, name)
            if not r["identical"]
        ]
    mqm = [
        r for r in rows(data, "mqm_pairs") if r["label"] != "unclear" and r["ref_major_raters"] in (0, None)
    ]
    if name == "mqm_pairs":
        return [
            {"a": r["a"], "b": r["b"], "changed": r["label"] == "drift", "group": r["doc"], "kind": "mqm"}
            | {"id": r["id"], "view": "a"}
            for r in mqm
        ]
    sources = [("demetr/" + r["base"], r["ref"]) for r in rows(data, "demetr") if r.get("ref")]
    sources += [(r["doc"], r[k]) for r in mqm for k in ("a", "b") if k == "a" or r["label"] == "same"]
    sources += [("summedits/" + r["a"][:60], r["a"]) for r in rows(data, "summedits")]
    return [
        {**r, "changed": r["label"] == "changed", "id": f"made/{n}", "view": "a"}
        for n, r in enumerate(pairs(sources))
    ]


def comparison(a: str, b: str) -> Comparison:
    """Sentences face to face where both sides have as many, else all with all."""
    spans_a, spans_b = sentences(a), sentences(b)
    if len(spans_a) == len(spans_b):
        links = tuple(Link((x,), (y,), 1.0) for x, y in zip(spans_a, spans_b, strict=True))
    else:
        links = (Link(tuple(spans_a), tuple(spans_b), 1.0),)
    return Comparison(Document(a), Document(b), Alignment(links, links))


def table(data: Path, work: Path, name: str, encoder) -> tuple[list[str], np.ndarray, list[dict]]:
    """Figures of every passage of a set: names, array, and the row each came from; kept in `work`."""
    kept = work / f"{name}.npz"
    if not kept.exists():
        names, figures, meta = [], [], []
        for r in examples(data, name):
            parts = passages(comparison(r["a"], r["b"]))
            for p in parts:
                found = features(
                    p, WordVectors(states(p.text_a, p.span_a, encoder), states(p.text_b, p.span_b, encoder))
                )
                names = list(found)
                figures.append([found[n] for n in names])
                meta.append({k: v for k, v in r.items() if k not in ("a", "b")} | {"parts": len(parts)})
        np.savez(kept, names=names, figures=np.array(figures, np.float32), meta=json.dumps(meta))
    with np.load(kept, allow_pickle=False) as arrays:
        return (
            [str(n) for n in arrays["names"]],
            np.nan_to_num(arrays["figures"]),
            json.loads(str(arrays["meta"])),
        )


def states(text: str, within: Span, encoder) -> np.ndarray:
    spans = sentences(text, within)
    return np.concatenate([_units(s) for s in encoder.encode_words([written(text, s) for s in spans])])


def weight(name: str, m: dict) -> float:
    if name == "demetr":
        return WEIGHTS["benign"] if m["kind"] == "benign" else WEIGHTS["demetr"]
    if name == "summedits":
        # Of several changed sentences one alone may have made the label.
        return (
            0.0
            if m["parts"] > 1 and m["changed"]
            else WEIGHTS["news" if m["kind"] == "news" else "summedits"]
        )
    if name == "made":
        return WEIGHTS["made"] * (WEIGHTS["made changed"] if m["changed"] else WEIGHTS.get(m["kind"], 1.0))
    return WEIGHTS[name]


def write_bigrams(data: Path) -> None:
    """How rarely function words and word classes follow each other in human sentences, smoothed."""
    pairs_seen, first = Counter(), Counter()
    texts = {
        e["a"]
        for n in ("demetr", "mqm_pairs")
        for e in examples(data, n)
        if n != "demetr" or e["view"] == "ref"
    }
    for text in texts:
        for span in sentences(text):
            s = side(tuple(tokens(text, (span,))), [], None, None)
            for x, y in zip(["^", *units(s)], [*units(s), "$"], strict=True):
                pairs_seen[x, y] += 1
                first[x] += 1
    second = Counter()
    for (_, y), n in pairs_seen.items():
        second[y] += n
    total = sum(second.values())
    lines = [
        f"{x}\t{y}\t{-np.log((n + 10 * second[y] / total) / (first[x] + 10)):.2f}"
        for (x, y), n in sorted(pairs_seen.items())
    ]
    (HERE / "bigrams.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    bigrams.cache_clear()


def judge(name: str, meta: list[dict], p: np.ndarray) -> dict[str, float]:
    """Figures of one set on predictions for rows not seen, by row (the highest of its passages)."""
    by_row: dict[tuple[str, str], float] = defaultdict(float)
    about: dict[tuple[str, str], dict] = {}
    for m, q in zip(meta, p, strict=True):
        key = m["id"], m["view"]
        by_row[key] = max(by_row[key], float(q))
        about[key] = m
    out = {}
    for view in sorted({v for _, v in by_row}):
        keys = [k for k in by_row if k[1] == view]
        changed = np.array([about[k]["changed"] for k in keys])
        q = np.array([by_row[k] for k in keys])
        label = name if name != "demetr" else f"demetr {view}"
        out[f"{label} AUC"] = round(float(roc_auc_score(changed, q)), 4)
        for kind in sorted({about[k]["kind"] for k in keys}) if name == "demetr" else ():
            picked = np.array([about[k]["kind"] == kind for k in keys])
            out[f"{label} {kind} flagged"] = round(float((q[picked] >= REPORTS).mean()), 3)
        if name != "demetr":
            out[f"{label} changed flagged"] = round(float((q[changed] >= REPORTS).mean()), 3)
            out[f"{label} same flagged"] = round(float((q[~changed] >= REPORTS).mean()), 3)
    return out


def draw(p: np.ndarray, y: np.ndarray, w: np.ndarray, target: Path) -> None:
    """Reliability diagram: of the passages given a probability, how many had changed."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    bins = np.minimum((p * 10).astype(int), 9)
    found = [
        (float(p[bins == k].mean()), float(np.average(y[bins == k], weights=w[bins == k]))) for k in range(10)
    ]
    figure, axes = pyplot.subplots(figsize=(4.5, 4.5), layout="tight")
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--")
    axes.plot(*zip(*found, strict=True), marker="o")
    axes.set(xlabel="probability given", ylabel="share that had changed", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(target, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--diagram", type=Path, help="where to draw the reliability diagram (PNG)")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    if not (HERE / "bigrams.tsv").exists():
        write_bigrams(args.data)
    encoder = load_encoder()
    tables = {name: table(args.data, args.work, name, encoder) for name in SETS}
    names = tables["demetr"][0]
    x = np.concatenate([tables[n][1] for n in SETS])
    meta = [(n, m) for n in SETS for m in tables[n][2]]
    y = np.array([m["changed"] for _, m in meta])
    w = np.array([weight(n, m) for n, m in meta])
    fold = np.array([int(unit_hash("fold", m["group"]) * args.folds) for _, m in meta])
    odds = np.zeros(len(y))
    for k in range(args.folds):
        seen = (fold != k) & (w > 0)
        model = CatBoostClassifier(**TREES).fit(x[seen], y[seen], sample_weight=w[seen])
        odds[fold == k] = model.predict(x[fold == k], prediction_type="RawFormulaVal")
    platt = LogisticRegression(C=1e6).fit(odds[w > 0, None], y[w > 0], sample_weight=w[w > 0])
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    p = 1 / (1 + np.exp(-(slope * odds + offset)))
    if args.diagram:
        draw(p[w > 0], y[w > 0], w[w > 0], args.diagram)
    figures: dict[str, float] = {}
    for name in SETS:
        mine = np.array([n == name for n, _ in meta])
        figures |= judge(name, tables[name][2], p[mine])
    model = CatBoostClassifier(**TREES).fit(x[w > 0], y[w > 0], sample_weight=w[w > 0])
    trees = as_trees(model, names)
    np.savez_compressed(
        HERE / "head.npz",
        trees_names=np.array(trees.names),
        trees_feature=trees.feature,
        trees_border=trees.border,
        trees_leaves=trees.leaves,
        trees_bias=np.float64(trees.bias),
        calibration=np.array([slope, offset]),
        reports=np.float64(REPORTS),
        suspects=np.float64(SUSPECTS),
    )
    about = {
        "script": "bench/fit/claims_head.py",
        "date": datetime.date.today().isoformat(),
        "model": encoder.name,
        "data": "demetr (MIT), summedits, mqm_pairs (Apache-2.0), pairs made from their sentences",
        "figures, rows not seen": figures,
    }
    (HERE / "head.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(about, indent=1))


if __name__ == "__main__":
    main()
