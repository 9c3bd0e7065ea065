"""Find planted copies in a generated corpus with dedup, datasketch (bulk), rensa and gaoya, side by side.

    python bench/speed.py [--documents N ...] [--only NAME;NAME] [--chart FILE.png] [--json FILE]

Each contender runs in a process of its own on the same texts, read from a file, and is timed from there
to its list of pairs; compiling is left out by a first run on 2,000 documents. The peers are set up as
their users set them up: word 3-grams, 42 bands of 3 rows. Truth: the planted pairs with Jaccard of word
3-grams of .5 or more. Background texts are drawn from topics over a Zipf vocabulary.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import multiprocessing
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

WORDS = 500
EDITED_SHARE, REWORDED_SHARE = 0.1, 0.02
_SYLLABLES = [c + v for c in "bdfghjklmnprstvz" for v in "aeiou"]


def vocabulary(size: int, rng: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((1, 2, 2, 3, 3, 3, 4))))] = None
    return list(found)


Pairs = list[tuple[int, int]]


def corpus(documents: int, seed: int = 1) -> tuple[list[str], Pairs, Pairs, dict[int, int]]:
    """Texts, planted edited pairs with Jaccard .5 or more, reworded pairs, and what each was made from."""
    rng, draw = random.Random(seed), np.random.default_rng(seed)
    words = np.array(vocabulary(60_000, rng))
    common = 1 / (np.arange(len(words)) + 2.7)
    common /= common.sum()
    topics = draw.integers(2000, len(words), size=(400, 300))
    edited, reworded = int(documents * EDITED_SHARE), int(documents * REWORDED_SHARE)
    texts: list[str] = []
    originals: list[np.ndarray] = []
    everyday = draw.choice(len(words), size=4_000_000, p=common)
    for _ in range(documents - edited - reworded):
        tokens = everyday[(start := int(draw.integers(0, len(everyday) - WORDS))) : start + WORDS].copy()
        draw.shuffle(tokens)
        about = draw.random(WORDS) < 0.25
        tokens[about] = draw.choice(topics[draw.integers(len(topics))], size=int(about.sum()))
        originals.append(tokens)
        texts.append(laid_out(words[tokens], rng))
    truth, spun, made_from = [], [], {}
    for k in range(edited):
        source = int(draw.integers(len(originals)))
        tokens = originals[source].copy()
        change = draw.random(WORDS) < draw.uniform(0.02, 0.3)
        tokens[change] = draw.integers(0, len(words), size=int(change.sum()))
        paragraphs = [tokens[i : i + 50] for i in range(0, WORDS, 50)]
        if k % 4 == 1:
            rng.shuffle(paragraphs)
        elif k % 4 == 2:
            paragraphs = paragraphs[: rng.randint(6, 9)]
        elif k % 4 == 3:
            paragraphs += [np.arange(40, 60)]
        tokens = np.concatenate(paragraphs)
        if jaccard(originals[source], tokens) >= 0.5:
            truth.append((source, len(texts)))
        made_from[len(texts)] = source
        texts.append(laid_out(words[tokens], rng))
    for _ in range(reworded):
        # Every second word becomes another, neighbours change places: hardly a run of three survives.
        source = int(draw.integers(len(originals)))
        tokens = originals[source].copy()
        change = draw.random(WORDS) < 0.35
        tokens[change] = draw.choice(everyday, size=int(change.sum()))
        for i in range(0, WORDS - 1, 3):
            tokens[i], tokens[i + 1] = tokens[i + 1], tokens[i]
        spun.append((source, len(texts)))
        made_from[len(texts)] = source
        texts.append(laid_out(words[tokens], rng))
    return texts, truth, spun, made_from


def laid_out(words: np.ndarray, rng: random.Random) -> str:
    paragraphs = [" ".join(words[i : i + 50]) for i in range(0, len(words), 50)]
    return "\n\n".join(p[0].upper() + p[1:] + rng.choice(".!?.") for p in paragraphs)


def jaccard(a: np.ndarray, b: np.ndarray) -> float:
    one, other = (set(zip(x.tolist(), x[1:].tolist(), x[2:].tolist(), strict=False)) for x in (a, b))
    return len(one & other) / len(one | other)


def grams(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + 3]) for i in range(len(words) - 2)]


def dedup_edited(texts: list[str]) -> set[tuple[int, int]]:
    return _dedup(texts, reworded=False)


def dedup_default(texts: list[str]) -> set[tuple[int, int]]:
    return _dedup(texts, reworded=True)


def _dedup(texts: list[str], *, reworded: bool) -> set[tuple[int, int]]:
    from dedup.documents import Document
    from dedup.engines.local import scan

    documents = (Document(text, id=str(number)) for number, text in enumerate(texts))
    return {(int(p.a), int(p.b)) for p in scan(documents, encoder=None, reworded=reworded).pairs}


def datasketch(texts: list[str]) -> set[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    signed = MinHash.bulk([[g.encode() for g in grams(text)] for text in texts], num_perm=126)
    lsh, found = MinHashLSH(num_perm=126, params=(42, 3)), set()
    for number, signature in enumerate(signed):
        met = lsh.query(signature)
        found.update((other, number) for other in met if signature.jaccard(signed[other]) >= 0.45)
        lsh.insert(number, signature)
    return found


def rensa(texts: list[str]) -> set[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    lsh, signed, found = RMinHashLSH(threshold=0.5, num_perm=126, num_bands=42), [], set()
    for number, text in enumerate(texts):
        signature = RMinHash(num_perm=126, seed=1)
        signature.update(grams(text))
        met = lsh.query(signature)
        found.update((other, number) for other in met if signature.jaccard(signed[other]) >= 0.45)
        lsh.insert(number, signature)
        signed.append(signature)
    return found


def gaoya(texts: list[str]) -> set[tuple[int, int]]:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=0.45, num_bands=42, band_size=3, num_hashes=126, analyzer="word",
        lowercase=True, ngram_range=(3, 3),
    )  # fmt: skip
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    answers = index.par_bulk_query(texts, return_similarity=False)
    return {(int(o), n) for n, others in enumerate(answers) for o in others if int(o) < n}


CONTENDERS = {
    "dedup, edited copies": dedup_edited,
    "dedup, edited and reworded": dedup_default,
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
}


def write(path: Path, made: tuple[list[str], Pairs, Pairs, dict[int, int]]) -> None:
    path.write_text(json.dumps([*made[:3], list(made[3].items())]), encoding="utf-8")


def read(path: Path) -> tuple[list[str], Pairs, Pairs, dict[int, int]]:
    texts, truth, spun, story = json.loads(path.read_text(encoding="utf-8"))
    return texts, [(a, b) for a, b in truth], [(a, b) for a, b in spun], dict(story)


def timed(name: str, documents: int, folder: Path, answer: multiprocessing.Queue) -> None:
    run = CONTENDERS[name]
    run(read(folder / "warm.json")[0])
    texts, truth, spun, story = read(folder / f"{documents}.json")
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, processor = time.perf_counter(), time.process_time()
    found = run(texts)
    took, used = time.perf_counter() - begin, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    planted, hidden = set(truth), set(spun)
    allowed = sum(story.get(a, a) == story.get(b, b) for a, b in found)
    answer.put(
        {
            "name": name, "documents": documents, "seconds": took, "processor": used, "pairs": len(found),
            "recall": len(found & planted) / len(planted), "reworded": len(found & hidden) / len(hidden),
            "strangers": len(found) - allowed, "peak_gb": peak / 2**20, "texts_gb": before / 2**20,
        }
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--chart", type=Path)
    args = parser.parse_args()
    folder, results = Path(tempfile.mkdtemp()), []
    write(folder / "warm.json", corpus(2000, seed=2))
    for documents in args.documents:
        write(folder / f"{documents}.json", corpus(documents))
        for name in CONTENDERS:
            if args.only and not any(name.startswith(part) for part in args.only.split(";")):
                continue
            context = multiprocessing.get_context("spawn")
            answer = context.Queue()
            process = context.Process(target=timed, args=(name, documents, folder, answer))
            process.start()
            process.join()
            if process.exitcode:
                print(f"{name}: failed with {process.exitcode}")
                continue
            results.append(one := answer.get())
            print(
                f"{name:28} {documents:7} documents {one['seconds']:8.1f} s "
                f"{documents / one['seconds']:8.0f} a second "
                f"({1e6 * one['processor'] / documents:5.0f} µs of processor each)  "
                f"recall {one['recall']:.4f}  reworded {one['reworded']:.4f}  "
                f"precision {1 - one['strangers'] / max(one['pairs'], 1):.4f}  peak {one['peak_gb']:.2f} GB",
                flush=True,
            )
    shutil.rmtree(folder)
    summarise(results)
    if args.json:
        args.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if args.chart:
        draw_chart(results, args.chart)


def summarise(results: list[dict]) -> None:
    """How many times as fast dedup is, and how its time grows with the number of documents."""
    least, most = (pick(one["documents"] for one in results) for pick in (min, max))
    at = {(one["name"], one["documents"]): one for one in results}
    for ours in (name for name in CONTENDERS if name.startswith("dedup") and (name, most) in at):
        for other in (name for name in CONTENDERS if not name.startswith("dedup") and (name, most) in at):
            wall, used = (at[other, most][k] / at[ours, most][k] for k in ("seconds", "processor"))
            print(f"{ours}: {wall:.1f} times as fast as {other} ({used:.1f} by processor time)")
        if least < most:
            grown = [
                math.log(at[ours, most][k] / at[ours, least][k]) / math.log(most / least)
                for k in ("seconds", "processor")
            ]
            print(f"{ours}: time grows with N^{grown[0]:.2f}, processor time with N^{grown[1]:.2f}")


def draw_chart(results: list[dict], path: Path) -> None:
    import matplotlib.pyplot as plt

    most = max(one["documents"] for one in results)
    shown = [one for one in results if one["documents"] == most]
    figure, axes = plt.subplots(figsize=(7, 2.6))
    rates = [most / one["seconds"] for one in shown]
    colors = ["#1f6f8b" if one["name"].startswith("dedup") else "#b0b7bf" for one in shown]
    bars = axes.barh([one["name"] for one in shown], rates, color=colors)
    axes.bar_label(bars, [f"{rate:,.0f}" for rate in rates], padding=3)
    axes.set_xlabel(f"documents a second ({most:,} documents of {WORDS} words, two cores)")
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.12)
    figure.tight_layout()
    figure.savefig(path, dpi=150)


if __name__ == "__main__":
    main()
