"""Fit which stretch of a passage changed its meaning (`dedup/drift/claims/data/stretches.json`).

Data, all of a licence that allows it: demetr (MIT; where the change was planted, both views) and mqm_pairs
with the marks of mqm_zhen20/21/23 (Apache-2.0; where raters marked a major error). The networks that read
them, and the odds of their passages, are those of the folds that claims_head.py kept in --work: neither
judge saw the row. Needs torch and scikit-learn, which only bench/fit uses.

    python bench/fit/claims_head.py --data ../shared/data --work /tmp/claims --folds 1 2
    python bench/fit/claims_stretches.py --data ../shared/data --work /tmp/claims --folds 1 2 --write
"""

from __future__ import annotations

import argparse
import datetime
import json
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from claims_head import FOLDS, HERE, PARTS, kept
from claims_network import Fit
from claims_rows import SETS, Marks, Row, examples, fold
from claims_table import comparison, table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from word_drift import as_trees

from dedup.drift.claims import assess as assessing
from dedup.drift.claims.head import claim_head
from dedup.drift.claims.network import MatchingNetwork
from dedup.drift.claims.stretches import Range
from dedup.drift.claims.tokens import Token
from dedup.encoder import load_encoder

# Raters' marks are what readers meet; the planted ones are the larger part of the rows.
COUNTS = {"real": 1.0, "cross-worded": 0.3, "minimal": 0.1}
READ = ("odds", "lost", "network", "network mean", "words", "words of meaning", "alone")
UNREAD = ("odds", "lost", "lost mean", "words", "words of meaning", "alone")
# See docs/design/claims.md.
SHOWN, LEAST, SURE = 0.25, 0.04, 0.7


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch.

    Args:
        row: the pair it is in.
        passage: which of its passages.
        probability: of that passage.
        figures: of the stretch.
        marked: whether raters, or the planting, mark it; None where nobody says.
    """

    row: Row
    passage: int
    probability: float
    figures: dict[str, float]
    marked: bool | None

    @property
    def part(self) -> str:
        """Which of `COUNTS` it is of."""
        if self.row.source == "mqm_pairs":
            return "real"
        return "cross-worded" if self.row.view == "ref" else "minimal"


def examples_of(fold_: int, args: argparse.Namespace, fit: Fit) -> list[Example]:
    """Every stretch of a fold's rows, read by judges that did not see them."""
    seat(args.work, fold_, fit)
    encoder = load_encoder(cache=False)
    found = []
    for row in (r for name in SETS[:3] for r in examples(args.data, name)):
        if fold(row.group, FOLDS) != fold_:
            continue
        honest = row.source == "demetr" and row.kind != "claim"
        for n, judged in enumerate(assessing.assess(comparison(row.a, row.b), encoder)):
            passage = judged.passage
            for stretch in judged.stretches:
                sides = (passage.a, stretch.a, row.marked_a), (passage.b, stretch.b, row.marked_b)
                marks = [marked(*side) for side in sides if side[2] is not None and side[1][0] < side[1][1]]
                says = False if honest else max(marks) >= 0.5 if marks and row.source != "summedits" else None
                found.append(Example(row, n, judged.probability or 0.0, stretch.figures, says))
    return found


def seat(work: Path, fold_: int, fit: Fit) -> None:
    """Put the judges that did not see a fold in place of those that come with dedup."""
    net = pickle.loads((work / f"network.{fold_}.pkl").read_bytes())
    network = MatchingNetwork(tuple(fit.names), fit.arrays(net))
    trees = as_trees(pickle.loads((work / f"trees.{fold_}.pkl").read_bytes()), fit.names)
    head = replace(claim_head(), trees=trees)
    assessing.matching_network, assessing.claim_head = lambda: network, lambda: head


def marked(tokens: tuple[Token, ...], within: Range, marks: Marks) -> float:
    """How surely any of the words is marked."""
    spans = [tokens[k].span for k in range(*within)]
    return max(min(1.0, sum(v for start, end, v in marks if s.start < end and start < s.end)) for s in spans)


def fitted(found: list[Example], names: tuple[str, ...]) -> LogisticRegression:
    """The chance of a stretch from its figures, of those that are marked or known not to be."""
    use = [e for e in found if e.marked is not None]
    x = np.array([[e.figures[n] for n in names] for e in use])
    weights = [COUNTS[e.part] for e in use]
    return LogisticRegression(C=1.0, max_iter=3000).fit(x, [e.marked for e in use], sample_weight=weights)


def chances(model: LogisticRegression, found: list[Example], names: tuple[str, ...]) -> np.ndarray:
    return model.predict_proba(np.array([[e.figures[n] for n in names] for e in found]))[:, 1]


def judge(found: list[Example], chance: np.ndarray) -> dict[str, dict[str, float]]:
    """What would be shown of each part, leading stretches of changed passages and others apart."""
    out, reports = {}, claim_head().reports
    y = np.array([bool(e.marked) for e in found])
    for part in COUNTS:
        here = np.array([e.part == part and e.marked is not None for e in found])
        rows: dict[tuple[str, str, int], list[int]] = {}
        for k in np.flatnonzero(here):
            rows.setdefault((found[k].row.id, found[k].row.view, found[k].passage), []).append(int(k))
        leading, others = [], []
        for ks in rows.values():
            p = found[ks[0]].probability
            if p < claim_head().suspects:
                continue
            for n, k in enumerate(sorted(ks, key=lambda k: -chance[k])):
                if n == 0 and p >= reports:
                    leading.append(k)
                elif chance[k] >= SHOWN:
                    others.append(k)
        sure = [k for k in others if chance[k] >= SURE and found[k].probability >= reports]
        out[part] = {
            "stretches": int(here.sum()),
            "marked": int(y[here].sum()),
            "average precision": round(float(average_precision_score(y[here], chance[here])), 3),
            "leading": len(leading),
            "of them marked": round(float(y[leading].mean()), 3),
            "others shown": len(others),
            "of these marked": round(float(y[others].mean()), 3),
            "others sure": len(sure),
            "of those marked": round(float(y[sure].mean()), 3) if sure else 0.0,
            "marked ones shown": round(float(y[leading + others].sum() / y[here].sum()), 3),
        }
    return out


@dataclass(frozen=True, slots=True)
class Whole:
    """A row's likeliest passage: its log odds, and the logarithm of its stretches' summed chances."""

    row: Row
    odds: float
    summed: float


def wholes(found: list[Example], chance: np.ndarray) -> list[Whole]:
    """Of each row with a stretch."""
    parts: dict[tuple[str, str, str], dict[int, list[int]]] = {}
    for k, e in enumerate(found):
        parts.setdefault((e.row.source, e.row.id, e.row.view), {}).setdefault(e.passage, []).append(k)
    out = []
    for passages in parts.values():
        each = [
            (found[ks[0]].figures["odds"], float(np.log(chance[ks].sum() + 1e-4))) for ks in passages.values()
        ]
        out.append(Whole(found[next(iter(passages.values()))[0]].row, *max(each)))
    return out


def fitted_wholes(found: list[Whole]) -> LogisticRegression:
    """How much odds and summed chances count for a change anywhere.

    Of texts as they are met: planted errors are one a row, however long it is.
    """
    use = [w for w in found if w.row.source != "demetr" and w.row.kind != "unclear"]
    return LogisticRegression(C=1e3).fit(
        [(w.odds, w.summed) for w in use], [w.row.changed > 0.5 for w in use]
    )


def reliability(found: list[Whole], model: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    """Probability of each row of such texts, and whether it had changed."""
    use = [w for w in found if w.row.source != "demetr" and w.row.kind != "unclear"]
    p = model.predict_proba([(w.odds, w.summed) for w in use])[:, 1]
    return p, np.array([w.row.changed > 0.5 for w in use])


def judge_wholes(found: list[Whole], model: LogisticRegression) -> dict[str, tuple[float, float]]:
    """Area under the curve by the passage's probability alone, and with the stretches."""
    use = [w for w in found if w.row.kind != "unclear"]
    both = model.decision_function([(w.odds, w.summed) for w in use])
    out = {}
    for name, wanted in PARTS.items():
        ks = [k for k, w in enumerate(use) if wanted(w.row)]
        y = [use[k].row.changed > 0.5 for k in ks]
        scores = [use[k].odds for k in ks], both[ks]
        out[name] = tuple(round(float(roc_auc_score(y, s)), 4) for s in scores)
    return out


def draw(p: np.ndarray, y: np.ndarray, target: Path) -> None:
    """Reliability diagram: of the passages given a probability, how many had changed."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    bins = np.minimum((p * 10).astype(int), 9)
    found = [(float(p[bins == k].mean()), float(y[bins == k].mean())) for k in range(10)]
    figure, axes = pyplot.subplots(figsize=(4.5, 4.5), layout="tight")
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--")
    axes.plot(*zip(*found, strict=True), marker="o")
    axes.set(xlabel="probability given", ylabel="share that had changed", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(target, dpi=110)


def parameters(model: LogisticRegression, names: tuple[str, ...]) -> dict[str, float]:
    found = dict(zip(names, model.coef_[0], strict=True)) | {"intercept": model.intercept_[0]}
    return {name: round(float(x), 4) for name, x in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="of claims_head.py")
    parser.add_argument("--folds", type=int, nargs=2, default=[1, 2])
    parser.add_argument("--write", action="store_true", help="write the parameters, fitted on both folds")
    parser.add_argument("--diagram", type=Path, help="where to draw the reliability diagram (PNG)")
    args = parser.parse_args()
    fit = Fit(table(args.data, args.work))
    parts: list[list[Example]] = [
        kept(args.work / f"stretches.{k}.pkl", lambda k=k: examples_of(k, args, fit)) for k in args.folds
    ]
    # Each fold is judged by parameters of the other.
    chance = [
        chances(fitted(train, READ), test, READ) for train, test in zip(parts[::-1], parts, strict=True)
    ]
    rows = [wholes(test, c) for test, c in zip(parts, chance, strict=True)]
    figures = {
        f"fold {k}": judge(test, c)
        | {"whole passages, AUC": judge_wholes(test_rows, fitted_wholes(train_rows))}
        for k, test, c, test_rows, train_rows in zip(args.folds, parts, chance, rows, rows[::-1], strict=True)
    }
    print(json.dumps(figures, indent=1))
    if args.diagram:
        pairs = zip(rows, rows[::-1], strict=True)
        read = [reliability(test_rows, fitted_wholes(train_rows)) for test_rows, train_rows in pairs]
        draw(*map(np.concatenate, zip(*read, strict=True)), args.diagram)
    both = [e for part in parts for e in part]
    print(
        "without the network", json.dumps(judge(both, chances(fitted(both, UNREAD), both, UNREAD)), indent=1)
    )
    if args.write:
        whole = fitted_wholes([w for part in rows for w in part])
        found = {
            "script": "bench/fit/claims_stretches.py",
            "date": datetime.date.today().isoformat(),
            "data": "open rows of demetr (MIT), summedits, and mqm_pairs with mqm_zhen20/21/23 (Apache-2.0), "
            f"folds {args.folds} of claims_head.py",
            "figures, each fold by parameters of the other": figures,
            "weights": parameters(fitted(both, READ), READ),
            "alone": parameters(fitted(both, UNREAD), UNREAD),
            "shown": SHOWN,
            "least": LEAST,
            "sure": SURE,
            "whole": [round(float(x), 4) for x in (*whole.coef_[0], whole.intercept_[0])],
        }
        (HERE / "stretches.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
