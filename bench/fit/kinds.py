"""Fit the lines between reworded copies and other reports of one event: dedup/candidates/thresholds.json.

    python bench/fit/kinds.py [--data ../shared/data] [--model NAME]

Same text: a human translation and a machine's of one article (mqm_zhen20/21/23, Apache-2.0). Other reports:
articles of ECB+ (CC-BY 3.0) on one event that share hardly any run of three words, so that none was made from
the other, and look-alike articles of the translation sets. Every story weighs the same, and so do every two
stories that look alike.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dedup.candidates.evidence import best_match, order_share, shared_words
from dedup.candidates.judge import _in_order, overlap
from dedup.candidates.prepared import Prepared
from dedup.documents import Document, Paragraph
from dedup.encoder import load_encoder
from dedup.text.paragraphs import paragraphs

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "dedup/candidates/thresholds.json"
SETS = ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23")
# Chosen on the same pairs, see docs/design/candidates.md.
FIXED = {
    "edited": 0.5, "quoted": 0.8, "related": 0.03, "hopeless": 0.3, "certain": 0.45, "doubt": 2.0,
}  # fmt: skip
# A pair of ECB+ counts this much of a pair of translations: some were written from one agency's text.
REPORTS_WEIGHT = 0.03


def rows(folder: Path, name: str) -> list[dict]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def prepared(text: str) -> Prepared:
    return Prepared.of(Document(text).with_paragraphs(tuple(map(Paragraph, paragraphs(text)))))


def translations(folder: Path) -> list[tuple[str, str, Prepared]]:
    """(story, human or mt, article); at most four machines a story, the first by name."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in SETS:
        for row in rows(folder, name):
            texts[row["doc"], row["version"]].append(row["text"])
    machines: dict[str, int] = defaultdict(int)
    found = []
    for (story, version), segments in sorted(texts.items()):
        human = version.startswith(("Human", "ref"))
        machines[story] += not human
        if human or machines[story] <= 4:
            found.append((story, "human" if human else "mt", prepared("\n\n".join(segments))))
    return found


def pairs(folder: Path) -> list[tuple[Prepared, Prepared, bool, float, str]]:
    """(a, b, same text, weight, group) of every pair worth a look."""
    articles = translations(folder)
    found = []
    for (story_a, kind_a, a), (story_b, kind_b, b) in combinations(articles, 2):
        if story_a == story_b and kind_a != kind_b:
            found.append((a, b, True, 1.0, story_a))
        elif story_a != story_b and overlap(a.features.reworded, b.features.reworded)[0] >= FIXED["related"]:
            found.append((a, b, False, 1.0, "|".join(sorted((story_a, story_b)))))
    share = defaultdict(float)
    for *_, group in found:
        share[group] += 1
    found = [(a, b, same, 1 / share[group], group) for a, b, same, _, group in found]
    reports = [(r["id"], r["event"], prepared("\n".join(r["sents"]))) for r in rows(folder, "ecbplus_docs")]
    for (id_a, _, a), (id_b, _, b) in combinations(reports, 2):
        if overlap(a.features.reworded, b.features.reworded)[0] < FIXED["related"]:
            continue
        runs, quoted = overlap(a.features.edited, b.features.edited)
        if runs < 0.1 and quoted < 0.2:
            found.append((a, b, False, REPORTS_WEIGHT, f"{id_a}|{id_b}"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared/data")
    parser.add_argument("--model", default=None)
    args = parser.parse_args()
    encoder = load_encoder(args.model)
    sample = pairs(args.data)
    same = np.array([s[2] for s in sample])
    weight = np.array([s[3] for s in sample])
    half = np.array([sum(map(ord, s[4])) % 2 for s in sample])
    strings, vectors = [], []
    for a, b, *_ in sample:
        words, weights = shared_words(a.words, b.words), [[float(len(w)) for w in x.words] for x in (a, b)]
        share = order_share(a.tokens, b.tokens)
        strings.append((share, _in_order(words, *weights)))
        cosines = np.clip(a.vectors(lambda: encoder) @ b.vectors(lambda: encoder).T, 0, 1)
        vectors.append((share, _in_order((cosines + words) / 2, *weights), best_match(cosines, *weights)))
    table = {"strings": np.array(strings), encoder.name: np.array(vectors)[:, :2]}
    print(
        f"{int(weight[same].sum())} stories, {weight[~same].sum():.1f} weighted strangers, {len(same)} pairs"
    )
    np.savez(
        "/tmp/kinds.npz",
        same=same,
        weight=weight,
        half=half,
        **{k.split("@")[0]: v for k, v in table.items()},
    )
    lines = {}
    for name, x in table.items():
        scores = np.zeros(len(same))
        for fold in (0, 1):
            fit = LogisticRegression(C=100).fit(
                x[half != fold], same[half != fold], sample_weight=weight[half != fold]
            )
            scores[half == fold] = fit.decision_function(x[half == fold])
        wrong = [float(weight[(scores < 0) & same].sum()), float(weight[(scores >= 0) & ~same].sum())]
        fit = LogisticRegression(C=100).fit(x, same, sample_weight=weight)
        bias, coefficients = float(fit.intercept_[0]), [float(c) for c in fit.coef_[0]]
        lines[name] = {
            "bias": round(bias, 3),
            "share": round(coefficients[0], 3),
            "order": round(coefficients[1], 3),
        }
        print(
            name, lines[name], f"unseen half: {wrong[0]:.2f} stories missed, {wrong[1]:.2f} strangers taken"
        )
    stored = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {"models": {}}
    TARGET.write_text(
        json.dumps(
            {
                "how": "bench/fit/kinds.py on mqm_zhen20/21/23 (Apache-2.0) and ECB+ (CC-BY 3.0), 2026-11",
                **FIXED,
                "strings": lines["strings"],
                "models": {**stored["models"], encoder.name: lines[encoder.name]},
            },
            indent=2,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
