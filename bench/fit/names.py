"""Fits everything that `dedup/drift/names/` learns for comparing two names, and writes it there.

python bench/fit/names.py --persons persons.txt --territories data.jsonl --data ../shared/data [--share 0.5]

The two text files lie in the wheel of rigour 1.2.0 (`pip download --no-deps rigour==1.2.0`), as
rigour/data/names/persons.txt and rigour/data/territories/data.jsonl. `--share` fits on that part of the
labelled rows alone, so that `bench/names.py` can report on the rest; what ships is fitted on all open rows.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import perceptron
from edit_channels import WeightedPairs
from edit_channels import fit as fit_edits
from name_pairs import Pair, Wikidata, countries, garbles, letters, share_of, strangers
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.drift.names import attested, combining, tokens
from dedup.drift.names.edits import CHANNELS, EditModel
from dedup.drift.names.pairing import draft, pair_up
from dedup.drift.names.parsing import parse_name

OUT = Path(attested.__file__).parent / "data"
CLASSES = {"variant": 0, "garbled": 1, "different": 2}
# How much a row counts against the made and the harvested ones: what is measured counts most.
WEIGHTS = {"name_tokens_arabic": 4, "name_tokens_russian": 4, "hh": 10, "mt": 4, "ofac": 3, "latin": 0.4}
ARABIC = {"arabic", "name_tokens_arabic", "ofac"}
HIDDEN_ATTESTATION = 0.3
"""Share of the pairs whose known names are taken for unknown: no list holds every name."""
FOLDS = 3

Floats = NDArray[np.float64]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("persons", "territories", "data"):
        p.add_argument(f"--{name}", type=Path, required=True)
    p.add_argument("--share", type=float, default=1.0)
    args = p.parse_args()
    wikidata = Wikidata(args.persons)
    save("attested", {"bits": bloom(wikidata.known | set(countries(args.territories)))})
    labelled = list(dict.fromkeys(word_rows(args.data)))
    ours = [r for r in labelled if share_of(r.group) < args.share]
    fit_words(ours, [r for r in labelled if share_of(r.group) >= args.share], wikidata)
    fit_names(args.data, args.share)
    (OUT / "provenance.json").write_text(
        json.dumps(provenance(args.share), indent=2) + "\n", encoding="utf-8"
    )


def read(data: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def save(name: str, arrays: dict[str, Any]) -> None:
    np.savez_compressed(OUT / f"{name}.npz", **arrays)


def bloom(words: Iterable[str]) -> NDArray[np.uint8]:
    known = sorted(words)
    filled = bytearray(len(known) * 10 // 8)
    for word in known:
        for bit in attested.probes(word, 8 * len(filled)):
            filled[bit >> 3] |= 1 << (bit & 7)
    return np.frombuffer(bytes(filled), dtype=np.uint8)


def word_rows(data: Path) -> Iterator[Pair]:
    """The labelled pairs of words; aliases of one person give theirs by likeness of strings alone."""
    for name in ("name_tokens_arabic", "name_tokens_russian"):
        for r in read(data, name):
            yield Pair(name, r["native"] or r["a"], letters(r["a"]), letters(r["b"]), r["label"])
    rows = [
        ("mt", r["doc"], r["ref_name"], r["mt_name"], r["label"] == "garbled")
        for r in read(data, "name_pairs_mt")
    ]
    rows += [("hh", r["doc"], r["a"], r["b"], False) for r in read(data, "name_variants_hh")]
    for source, group, a, b, wrong in rows:
        if letters(a) and letters(b) and letters(a) != letters(b):
            yield Pair(source, group, letters(a), letters(b), "garbled" if wrong else "variant")
    for r in read(data, "names_ofac"):
        if r["label"] != "same" or r["stratum"] == "other_alias":
            continue
        names = draft(parse_name(r["a"]), parse_name(r["b"]))
        rest_a = [names.a.words[i] for i in sorted(names.left_a)]
        rest_b = [names.b.words[i] for i in sorted(names.left_b)]
        best = sorted(
            ((Indel.normalized_similarity(x, y), x, y) for x in rest_a for y in rest_b), reverse=True
        )
        for like, x, y in best:
            if like >= 0.6 and x in rest_a and y in rest_b:
                rest_a.remove(x)
                rest_b.remove(y)
                yield Pair("ofac", r["uid"], x, y, "variant")


def fit_words(ours: list[Pair], kept: list[Pair], wikidata: Wikidata) -> None:
    """Edit tables and the network over them; rows that are kept for reporting stay out of Wikidata's too."""
    rng = random.Random(7)
    groups, seen = {p.group for p in kept}, {frozenset((p.a, p.b)) for p in kept}
    harvest = [
        p
        for p in wikidata.pairs(rng)
        if p.group not in groups and frozenset((p.a, p.b)) not in seen and min(len(p.a), len(p.b)) > 1
    ]
    made = [*garbles(harvest, wikidata, rng), *strangers(harvest, wikidata, rng)]
    pairs = [p for p in [*harvest, *ours, *made] if p.a != p.b]
    folds = np.array([int(FOLDS * share_of("fold " + p.group)) for p in pairs])
    likelihoods = np.zeros((len(pairs), CHANNELS))
    for fold in range(FOLDS):
        model, _ = edits([p for p, f in zip(pairs, folds, strict=True) if f != fold])
        rows = np.nonzero(folds == fold)[0]
        likelihoods[rows] = tokens.likelihoods([ordered(pairs[i]) for i in rows], model)
    save("edits", edits(pairs)[1])
    known = np.array([visible(p, rng) for p in pairs], dtype=np.float64)
    table = tokens.features([ordered(p) for p in pairs], likelihoods, known)
    classes = np.array([CLASSES[p.label] for p in pairs])
    weights = np.array([WEIGHTS.get(p.source, 1.0) for p in pairs])
    print(f"{len(pairs)} pairs of words: {dict(zip(CLASSES, np.bincount(classes).tolist(), strict=True))}")
    save(
        "tokens",
        perceptron.fit(
            table, classes, weights, hidden=(48, 24), members=3, epochs=20, rate=3e-3, decay=1e-4, batch=512
        ),
    )


def ordered(pair: Pair) -> tuple[str, str]:
    return (pair.a, pair.b) if pair.a <= pair.b else (pair.b, pair.a)


def visible(pair: Pair, rng: random.Random) -> int:
    known = attested.is_attested(pair.a) + attested.is_attested(pair.b)
    return max(0, known - rng.choice((1, 1, 2))) if rng.random() < HIDDEN_ATTESTATION else known


def edits(pairs: list[Pair]) -> tuple[EditModel, dict[str, NDArray[np.generic]]]:
    variants = [p for p in pairs if p.label == "variant" and p.source != "mt"]
    channels = (
        [p for p in variants if p.source in ARABIC],
        [p for p in variants if p.source not in ARABIC],
        [p for p in pairs if p.label == "different" and p.source != "strangers"],
    )
    weigh = {"name_tokens_arabic": 2.0, "name_tokens_russian": 2.0, "hh": 2.0, "latin": 0.5}
    return fit_edits(
        [WeightedPairs([(p.a, p.b) for p in c], [weigh.get(p.source, 1.0) for p in c]) for c in channels]
    )


def fit_names(data: Path, share: float) -> None:
    """The network over whole names, from OFAC and nomenklatura, and strangers that share a word."""
    rng = random.Random(5)
    rows = [
        (r["uid"], r["a"], r["b"], r["label"] == "same", 0.25 if r["stratum"] == "other_alias" else 1.0)
        for r in read(data, "names_ofac")
    ]
    people = {name: r[0] for r in rows if share_of(r[0]) < share for name in r[1:3]}
    holders: dict[str, list[str]] = {}
    for name in sorted(people):
        for word in set(parse_name(name).words):
            holders.setdefault(word, []).append(name)
    met = [rng.sample(v, 2) for _, v in sorted(holders.items()) for _ in range(min(3, len(v) // 2))]
    met += [rng.sample(sorted(people), 2) for _ in range(400)]
    rows += [(people[a], a, b, False, 0.5) for a, b in met if people[a] != people[b]]
    rows += [(r["b"], r["a"], r["b"], r["label"] == "same", 3.0) for r in read(data, "names_nomenklatura")]
    rows = [r for r in rows if share_of(r[0]) < share]
    rows += replaced({(r[0], name) for r in rows for name in r[1:3]}, rng)
    drafts = [draft(parse_name(a), parse_name(b)) for _, a, b, _, _ in rows]
    likenesses = tokens.Likenesses()
    likenesses.learn(words for d in drafts for words in d.wanted())
    pairings = [pair_up(d, likenesses) for d in drafts]
    use = [i for i, p in enumerate(pairings) if not (p.single or p.identical)]
    table = np.array([combining.features(pairings[i]) for i in use], dtype=np.float64)
    same = np.array([int(rows[i][3]) for i in use])
    weights = np.array([rows[i][4] for i in use])
    print(f"{len(use)} pairs of names, {same.sum()} of them one name")
    save(
        "names",
        perceptron.fit(
            table,
            same,
            weights,
            hidden=(32, 16),
            members=5,
            epochs=40,
            rate=2e-3,
            decay=1e-2,
            batch=64,
            drop=0.3,
        ),
    )


def replaced(names: set[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str, str, bool, float]]:
    """Names with one word taken from the same place of another's name: relatives, namesakes, subsidiaries."""
    pool = sorted(names)
    for group, name in pool:
        other_group, other = rng.choice(pool)
        words, others = name.split(), other.split()
        if group == other_group or min(len(words), len(others)) < 2 or rng.random() > 0.6:
            continue
        inner = len(words) > 2 and len(others) > 2 and rng.random() < 0.4
        place = rng.randrange(1, min(len(words), len(others)) - 1) if inner else rng.choice((0, -1))
        if words[place].lower() != others[place].lower():
            words[place] = others[place]
            yield group, name, " ".join(words), False, 0.3


def provenance(share: float) -> dict[str, Any]:
    return {
        "script": "bench/fit/names.py",
        "fitted": datetime.date.today().isoformat(),
        "share_of_labelled_rows": share,
        "sources": {
            "rigour 1.2.0, persons.txt and territories/data.jsonl": "MIT; labels from Wikidata, CC0",
            "name_tokens_arabic, name_tokens_russian": "Wikidata CC0; repository MIT",
            "names_ofac": "US government work; repository Apache-2.0",
            "names_nomenklatura": "MIT",
            "name_pairs_mt, name_variants_hh": "Apache-2.0 (google/wmt-mqm-human-evaluation)",
        },
        "files": {
            "attested.npz": "Bloom filter of name parts",
            "edits.npz": "probabilities of letter edits, three channels",
            "tokens.npz": "network over a pair of words",
            "names.npz": "network over a pair of names",
        },
        "figures": "docs/design/name-comparison.md",
    }


if __name__ == "__main__":
    main()
