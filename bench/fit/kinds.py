"""Fit the lines between reworded copies and other reports of one event: dedup/candidates/thresholds.json.

    python bench/fit/kinds.py [--data ../shared/data] [--model NAME]

Same text: a human translation and a machine's of one article (mqm_zhen20/21/23, Apache-2.0), whole, and the
openings of both, for short texts can hardly be out of order. Other reports: articles of ECB+ (CC-BY 3.0) on
one event that share hardly any run of three words, so that none was made from the other, and look-alike
articles of the translation sets. Every story weighs the same, and so do every two stories that look alike.
The line for short texts is fitted on one half, the even topics of ECB+ in it, and read on the other.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dedup.candidates.evidence import order_share, shared_words
from dedup.candidates.judge import in_order, overlap
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
    "short": 100,
}  # fmt: skip
OPENINGS = (1, 2, 5)  # segments
# A pair of ECB+ counts this much of a pair of translations: some were written from one agency's text.
REPORTS_WEIGHT = 0.03
# Of short ones hardly any was.
SHORT_REPORTS_WEIGHT = 0.2


def rows(folder: Path, name: str) -> list[dict]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def prepared(text: str) -> Prepared:
    return Prepared.of(Document(text).with_paragraphs(tuple(map(Paragraph, paragraphs(text)))))


def translations(folder: Path) -> list[tuple[str, str, list[Prepared]]]:
    """(story, human or mt, article and openings); at most four machines a story, the first by name."""
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
            parts = ["\n\n".join(segments[:size]) for size in (None, *OPENINGS)]
            found.append((story, "human" if human else "mt", [prepared(part) for part in parts]))
    return found


def likely(a: Prepared, b: Prepared) -> bool:
    return overlap(a.features.reworded, b.features.reworded)[0] >= FIXED["related"]


def half(group: str) -> int:
    """0 is fitted on, 1 is read: ECB+ by topic, stories by name."""
    topic = re.match(r"ecb/(\d+)_", group)
    return int(topic[1]) % 2 if topic else sum(map(ord, group)) % 2


def pairs(folder: Path) -> list[tuple[Prepared, Prepared, bool, bool, str]]:
    """(a, b, same text, whole articles, group) of every pair worth a look."""
    articles = translations(folder)
    found = []
    for (story_a, kind_a, parts_a), (story_b, kind_b, parts_b) in combinations(articles, 2):
        if story_a == story_b and kind_a != kind_b:
            for number, (a, b) in enumerate(zip(parts_a, parts_b, strict=True)):
                if number == 0 or likely(a, b):
                    found.append((a, b, True, number == 0, story_a))
        elif story_a != story_b and likely(parts_a[0], parts_b[0]):
            found.append((parts_a[0], parts_b[0], False, True, "|".join(sorted((story_a, story_b)))))
    reports = [(r["id"], r["event"], prepared("\n".join(r["sents"]))) for r in rows(folder, "ecbplus_docs")]
    for (id_a, _, a), (id_b, _, b) in combinations(reports, 2):
        if not likely(a, b):
            continue
        runs, quoted = overlap(a.features.edited, b.features.edited)
        if runs < 0.1 and quoted < 0.2:
            found.append((a, b, False, True, f"{id_a}|{id_b}"))
    return found


def weigh(groups: list[str], chosen: np.ndarray, report: float) -> np.ndarray:
    """Weights of the pairs that are chosen: a group has one, a pair of ECB+ has `report`."""
    share = Counter(group for group, one in zip(groups, chosen, strict=True) if one)
    return np.array([report if g.startswith("ecb/") else 1 / max(1, share[g]) for g in groups]) * chosen


def fitted(x: np.ndarray, same: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    used = weight > 0
    return LogisticRegression(C=100).fit(x[used], same[used], sample_weight=weight[used])


def stored_line(fit: LogisticRegression) -> dict[str, float]:
    figures = ("share", "order", "jaccard")
    line = {"bias": round(float(fit.intercept_[0]), 3)}
    return line | {f: round(float(c), 3) for f, c in zip(figures, fit.coef_[0], strict=False)}


def read(kind: str, fit: LogisticRegression, x: np.ndarray, same: np.ndarray, weight: np.ndarray) -> None:
    taken = fit.decision_function(x) >= 0
    missed, wrong = (float(weight[case].sum()) for case in (same & ~taken, ~same & taken))
    print(f"  {kind}, unseen half: {missed:.2f} stories missed, {wrong:.2f} weighted strangers taken")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared/data")
    parser.add_argument("--model", default=None)
    args = parser.parse_args()
    encoder = load_encoder(args.model)
    sample = pairs(args.data)
    same, whole = (np.array([s[k] for s in sample]) for k in (2, 3))
    groups = [s[4] for s in sample]
    unseen = np.array([half(group) == 1 for group in groups])
    strings, vectors, sizes = [], [], []
    for a, b, *_ in sample:
        words, weights = shared_words(a.words, b.words), [[float(len(w)) for w in x.words] for x in (a, b)]
        share = order_share(a.tokens, b.tokens)
        jaccard = overlap(a.features.reworded, b.features.reworded)[0]
        strings.append((share, in_order(words, *weights), jaccard))
        cosines = np.clip(a.vectors(lambda: encoder) @ b.vectors(lambda: encoder).T, 0, 1)
        vectors.append((share, in_order((cosines + words) / 2, *weights), jaccard))
        sizes.append(min(map(sum, weights)))
    short = np.array(sizes) < FIXED["short"]
    weights = weigh(groups, whole, REPORTS_WEIGHT), weigh(groups, short, SHORT_REPORTS_WEIGHT)
    lines = {}
    for name, x in {"strings": np.array(strings), encoder.name: np.array(vectors)}.items():
        # The long line was fitted on all, its errors were read half by half.
        lines[name] = {
            "long": stored_line(fitted(x[:, :2], same, weights[0])),
            "short": stored_line(fitted(x, same, weights[1] * ~unseen)),
        }
        print(name, lines[name])
        read("long", fitted(x[:, :2], same, weights[0] * ~unseen), x[:, :2], same, weights[0] * unseen)
        read("short", fitted(x, same, weights[1] * ~unseen), x, same, weights[1] * unseen)
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
