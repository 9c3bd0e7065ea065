"""Fit the word-drift head, and say how good it is on pairs it has not seen.

    python bench/fit/word_drift.py --data ../shared/data [--write]

Fits on iSTS-RSD (`rsd_ists`: pairs of sentences with a label for each word, half of them paraphrases
with nothing changed) and, at less weight, on DEMETR's planted errors and harmless edits (MIT), because
iSTS-RSD teaches that a long sentence copied almost whole has kept all its meaning. Judges by five-fold
cross-validation, pairs that share a sentence, or edits of one sentence, kept in one fold.

Documents are made as Vamvas and Sennrich (2023) made theirs: five pairs each, half of them paraphrases,
the second side's sentences in order or shuffled. Needs catboost (Apache-2.0), which only fits; dedup runs
the trees by itself. `--write` puts the parameters fitted on all rows, and where they come from, beside
the code that reads them.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import random
import time
from collections import defaultdict
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
import regex
from catboost import CatBoostClassifier, CatBoostRegressor
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from dedup.align.words import similarities, unit
from dedup.drift.wording.features import pair_features
from dedup.drift.wording.head import Head
from dedup.drift.wording.passages import at_stops, gap_features
from dedup.drift.wording.trees import Trees
from dedup.drift.wording.word_drift import word_drift
from dedup.encoder import load_encoder

FOLDS = 5
PAIRS_A_DOCUMENT = 5
TREES = {
    "depth": 6,
    "l2_leaf_reg": 5,
    "rsm": 0.3,
    "subsample": 0.7,
    "bootstrap_type": "Bernoulli",
    "border_count": 64,
}
# Families of DEMETR that change a claim, with what the changed words are said to have lost, and
# those that change none. What is removed or replaced is lost; a hypernym says the same less exactly.
LOST = {
    **dict.fromkeys("negation antonym number addition ne_removed ne_replaced subj_removed".split(), 1.0),
    **dict.fromkeys("noun_removed verb_removed adj_adv_removed pp_removed".split(), 1.0),
    "gender": 0.6,
    "hypernym": 0.4,
}
KEPT = set("paraphrase misspelled lowercased tokenized first_lower char_removed punct_added".split())
EDITS_A_SENTENCE = {True: 3, False: 1}
EDIT_WEIGHT = 0.25
TOKEN = regex.compile(r"\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*|\S")
COMMON = {"thread_count": 1, "verbose": 0, "random_seed": 7, "allow_writing_files": False}
TARGET = Path(__file__).parents[2] / "dedup/drift/wording/word_drift.npz"


class CachedEncoder:
    """The default encoder, asked once for each text; 16-bit, to fit the memory of a small machine."""

    def __init__(self) -> None:
        self.encoder = load_encoder()
        self.name = self.encoder.name
        self.known = {}

    def encode(self, texts):
        """As the encoder does."""
        return self.encoder.encode(texts)

    def encode_words(self, texts):
        """As the encoder does, rounded to 16 bits."""
        new = sorted({tuple(t) for t in texts} - self.known.keys())
        for start in range(0, len(new), 256):
            part = new[start : start + 256]
            for text, states in zip(part, self.encoder.encode_words(part), strict=True):
                self.known[text] = states.astype(np.float16)
        return [self.known[tuple(t)].astype(np.float32) for t in texts]


def load(folder: Path) -> list[dict]:
    with gzip.open(folder / "rsd_ists.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        row["a"], row["b"] = row["text_a"].split(), row["text_b"].split()
        row["changed"] = max(row["labels_a"] + row["labels_b"]) > 0
    return rows


def load_edits(folder: Path) -> list[dict]:
    """Some of DEMETR's edits of each sentence, each word labelled by whether the edit touched it."""
    with gzip.open(folder / "demetr.jsonl.gz", "rt", encoding="utf-8") as lines:
        edits = [json.loads(line) for line in lines]
    random.Random(1).shuffle(edits)
    rows, taken = [], defaultdict(int)
    for edit in edits:
        changed = edit["family"] in LOST
        key = (edit["base"], changed)
        if not (changed or edit["family"] in KEPT) or taken[key] == EDITS_A_SENTENCE[changed]:
            continue
        a, b = TOKEN.findall(edit["a"]), TOKEN.findall(edit["b"])
        if max(len(a), len(b)) > 60:
            continue
        taken[key] += 1
        lost = LOST.get(edit["family"], 0.0)
        labels = [0.0] * len(a), [0.0] * len(b)
        low = [[w.lower() for w in words] for words in (a, b)]
        for what, i, j, k, m in difflib.SequenceMatcher(None, *low, autojunk=False).get_opcodes():
            if what != "equal":
                labels[0][i:j] = [lost] * (j - i)
                labels[1][k:m] = [lost] * (m - k)
        rows.append({"a": a, "b": b, "base": edit["base"], "changed": changed})
        for side, words, values in (("a", a, labels[0]), ("b", b, labels[1])):
            rows[-1][f"labels_{side}"] = [
                v if any(c.isalnum() for c in w) else -1.0 for w, v in zip(words, values, strict=True)
            ]
    return rows


def assign_edit_folds(rows: list[dict]) -> np.ndarray:
    bases = sorted({row["base"] for row in rows})
    random.Random(0).shuffle(bases)
    fold = {base: k % FOLDS for k, base in enumerate(bases)}
    return np.array([fold[row["base"]] for row in rows])


def assign_folds(rows: list[dict]) -> np.ndarray:
    """A fold for each row; rows that share a sentence, through however many others, are in one."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for i, row in enumerate(rows):
        for text in (row["text_a"], row["text_b"]):
            parent[root(text)] = root(i)
    roots = [root(i) for i in range(len(rows))]
    order = sorted(set(roots), key=str)
    random.Random(0).shuffle(order)
    fold = {r: k % FOLDS for k, r in enumerate(order)}
    return np.array([fold[r] for r in roots])


def documents(rows: list[dict], seed: int, shuffled: bool) -> list[dict]:
    """Five pairs to a document, half of all pairs paraphrases."""
    rng = random.Random(seed)
    changed = [r for r in rows if r["changed"]]
    same = [r for r in rows if not r["changed"]]
    size = min(len(changed), len(same))
    mixed = rng.sample(changed, size) + rng.sample(same, size)
    rng.shuffle(mixed)
    out = []
    for start in range(0, len(mixed) - PAIRS_A_DOCUMENT + 1, PAIRS_A_DOCUMENT):
        left = mixed[start : start + PAIRS_A_DOCUMENT]
        right = rng.sample(left, len(left)) if shuffled else left
        out.append(
            {
                "a": list(chain.from_iterable(r["a"] for r in left)),
                "b": list(chain.from_iterable(r["b"] for r in right)),
                "labels_a": list(chain.from_iterable(r["labels_a"] for r in left)),
                "labels_b": list(chain.from_iterable(r["labels_b"] for r in right)),
                "parts": ([r["a"] for r in left], [r["b"] for r in right]),
            }
        )
    return out


def word_rows(rows: list[dict], encoder) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and row number of every word."""
    tables, labels, owner = [], [], []
    names = []
    for i, row in enumerate(rows):
        a, b = encoder.encode_words([row["a"], row["b"]])
        names, of_a, of_b = pair_features(similarities(row["a"], row["b"], a, b))
        tables += [of_a, of_b]
        labels += row["labels_a"] + row["labels_b"]
        owner += [i] * (len(row["a"]) + len(row["b"]))
    return names, np.concatenate(tables), np.array(labels, np.float32), np.array(owner)


def gap_rows(docs: list[dict], encoder) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Features of the gaps inside the runs between full stops, and which of them end a sentence."""
    tables, ends = [], []
    names = []
    for doc in docs:
        for words, parts in ((doc["a"], doc["parts"][0]), (doc["b"], doc["parts"][1])):
            last = set(np.cumsum([len(p) for p in parts]) - 1)
            runs = [r for r in at_stops(words) if len(r) > 1]
            for run, states in zip(
                runs, encoder.encode_words([[words[i] for i in r] for r in runs]), strict=True
            ):
                names, table = gap_features([words[i] for i in run], states)
                tables.append(table)
                ends += [i in last for i in run[:-1]]
    return names, np.concatenate(tables), np.array(ends)


def as_trees(model, names: list[str]) -> Trees:
    """A fitted CatBoost model in dedup's own arrays."""
    path = Path("/tmp") / f"word_drift_{time.time_ns()}.json"
    model.save_model(path, format="json")
    fitted = json.loads(path.read_text())
    path.unlink()
    # CatBoost leaves out features it found constant; its splits number those it kept.
    kept = [f["flat_feature_index"] for f in fitted["features_info"]["float_features"]]
    depth = max(len(t["splits"]) for t in fitted["oblivious_trees"])
    feature, border, leaves = [], [], []
    for tree in fitted["oblivious_trees"]:
        splits = tree["splits"]
        missing = depth - len(splits)
        feature.append([kept[s["float_feature_index"]] for s in splits] + [0] * missing)
        border.append([s["border"] for s in splits] + [np.inf] * missing)
        leaves.append(tree["leaf_values"] + [0.0] * (2**depth - len(tree["leaf_values"])))
    scale, bias = fitted["scale_and_bias"]
    return Trees(
        tuple(names),
        np.array(feature, np.int16),
        np.array(border, np.float32),
        np.array(leaves, np.float32) * np.float32(scale),
        float(bias[0] if isinstance(bias, list) else bias),
    )


def spearman(labels, scores) -> float:
    labels, scores = np.array(labels), np.array(scores)
    told = labels >= 0
    return 100 * float(spearmanr(labels[told], scores[told])[0])


def choose_cut(labels: np.ndarray, scores: np.ndarray) -> float:
    """Below which expected drift words are best called kept: where Spearman is highest."""
    cuts = np.arange(0.10, 0.30, 0.02)
    return float(max(cuts, key=lambda c: spearman(labels, np.maximum(scores, c))))


def fit_trees(of_ists, of_edits, names, iterations) -> Trees:
    """Fit on (table, labels) of both sets, DEMETR's words at their lesser weight.

    To the square root of a label, which is nearer to its rank: what is judged is the order of words.
    """
    table, labels = (np.concatenate(parts) for parts in zip(of_ists, of_edits, strict=True))
    weight = np.repeat([1.0, EDIT_WEIGHT], [len(of_ists[1]), len(of_edits[1])])
    told = labels >= 0
    model = CatBoostRegressor(iterations=iterations, learning_rate=32 / iterations, **TREES, **COMMON)
    return as_trees(model.fit(table[told], np.sqrt(labels[told]), sample_weight=weight[told]), names)


def fit_gaps(table, ends, names) -> Trees:
    model = CatBoostClassifier(iterations=150, depth=5, learning_rate=0.15, border_count=32, **COMMON)
    return as_trees(model.fit(table, ends), names)


def diff_align(pairs, encoder):
    """Vamvas and Sennrich's DiffAlign: 1 - best cosine of last hidden states."""
    for a, b in pairs:
        x, y = (unit(s[:, -1]) for s in encoder.encode_words([a, b]))
        like = x @ y.T
        yield 1 - like.max(1), 1 - like.max(0)


def judge(rows: list[dict], answers) -> tuple[list[float], list[float]]:
    gold, found = [], []
    for row, (a, b) in zip(rows, answers, strict=True):
        gold += row["labels_a"] + row["labels_b"]
        found += [*a.tolist(), *b.tolist()]
    return gold, found


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--iterations", type=int, default=400)
    p.add_argument("--judge", type=int, default=FOLDS, help="so many of the five folds, at least two")
    p.add_argument("--write", action="store_true")
    args = p.parse_args()

    encoder, rows = CachedEncoder(), load(args.data)
    fold = assign_folds(rows)
    names, table, labels, owner = word_rows(rows, encoder)
    edits = load_edits(args.data)
    edit_fold = assign_edit_folds(edits)
    _, edit_table, edit_labels, edit_owner = word_rows(edits, encoder)
    fold_docs = [
        documents([r for r, f in zip(rows, fold, strict=True) if f == k], k, shuffled=False)
        for k in range(FOLDS)
    ]
    gaps = [gap_rows(docs, encoder) for docs in fold_docs]
    gap_names = gaps[0][0]

    expected = np.zeros(len(labels), np.float32)
    edit_expected = np.zeros(len(edit_labels), np.float32)
    fitted = []
    for k in range(args.judge):
        seen = fold[owner] != k
        edit_seen = edit_fold[edit_owner] != k
        of_edits = edit_table[edit_seen], edit_labels[edit_seen]
        fitted.append(fit_trees((table[seen], labels[seen]), of_edits, names, args.iterations))
        expected[~seen] = fitted[k](table[~seen])
        edit_expected[~edit_seen] = fitted[k](edit_table[~edit_seen])
    told = (edit_labels >= 0) & (edit_fold[edit_owner] < args.judge)
    judged = fold[owner] < args.judge
    edit_auc = float(roc_auc_score(edit_labels[told] > 0, edit_expected[told]))
    print(f"DEMETR, a changed word above a kept one: AUC {edit_auc:.3f}", flush=True)
    gold, found = defaultdict(list), defaultdict(list)
    for k in range(args.judge):
        cut_from = judged & (fold[owner] != k)
        others = [g for j, g in enumerate(gaps) if j != k]
        head = Head(
            fitted[k],
            choose_cut(labels[cut_from], expected[cut_from]),
            fit_gaps(
                np.concatenate([g[1] for g in others]), np.concatenate([g[2] for g in others]), gap_names
            ),
            GAP_FROM,
        )
        unseen = [r for r, f in zip(rows, fold, strict=True) if f == k]
        sets = {
            "ists": [r for r in unseen if r["changed"]],
            "ists_negatives": unseen,
            "ists_documents": documents(unseen, 100 + k, shuffled=False),
            "ists_permutations": documents(unseen, 100 + k, shuffled=True),
        }
        for name, part in sets.items():
            pairs = [(r["a"], r["b"]) for r in part]
            for method, answers in (
                ("dedup", word_drift(pairs, encoder, head)),
                ("DiffAlign", diff_align(pairs, encoder)),
            ):
                g, f = judge(part, answers)
                gold[method, name] += g
                found[method, name] += f
        print(f"fold {k}, kept below {head.kept_below:.2f}:", flush=True)
        for method in ("dedup", "DiffAlign"):
            print(
                f"  {method}, folds so far:",
                {name: round(spearman(gold[method, name], found[method, name]), 1) for name in sets},
                flush=True,
            )
    figures = {"DEMETR AUC of changed words": round(edit_auc, 3)} | {
        f"{method} {name}, Spearman": round(spearman(gold[method, name], found[method, name]), 1)
        for method, name in gold
    }
    if args.write:
        head = Head(
            fit_trees((table, labels), (edit_table, edit_labels), names, args.iterations),
            choose_cut(labels[judged], expected[judged]),
            fit_gaps(np.concatenate([g[1] for g in gaps]), np.concatenate([g[2] for g in gaps]), gap_names),
            GAP_FROM,
        )
        write(head, encoder.name, len(rows), args.judge, figures)


# Log odds from which a gap is a sentence's end; a cut too many costs more than one too few.
GAP_FROM = 0.0


def write(head: Head, model: str, rows: int, folds: int, figures: dict[str, float]) -> None:
    arrays = {"kept_below": np.float32(head.kept_below), "gap_from": np.float32(head.gap_from)}
    for prefix, trees in (("trees", head.trees), ("gaps", head.gaps)):
        arrays[f"{prefix}_names"] = np.array(trees.names)
        arrays[f"{prefix}_feature"] = trees.feature
        arrays[f"{prefix}_border"] = trees.border
        arrays[f"{prefix}_leaves"] = trees.leaves
        arrays[f"{prefix}_bias"] = np.float32(trees.bias)
    np.savez_compressed(TARGET, **arrays)
    TARGET.with_suffix(".json").write_text(
        json.dumps(
            {
                "script": "bench/fit/word_drift.py",
                "date": date.today().isoformat(),
                "data": f"rsd_ists, {rows} pairs (iSTS-RSD, training part; SemEval 2016 task 2 and PAWS); "
                "DEMETR's planted errors and harmless edits",
                "licence": "iSTS-RSD: research; DEMETR: MIT; the parameters hold no text of either",
                "model": model,
                "figures on pairs not seen": {"folds judged": folds} | figures,
            },
            indent=1,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
