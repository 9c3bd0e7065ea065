"""The name rules with trees that did not see the document, and how often each rule is right.

The figures of docs/design/names.md and of dedup/drift/rules/precision.toml:

    PYTHONPATH=. python bench/names_folds.py ../shared/data [--limit 100]

bench/fit/names_slots.py fits the trees of `dedup.drift.names.decide`. Here that fit is made again on the
documents outside of each of five folds, for three divisions into folds, and the checker runs with those trees
on pairs as the pipeline aligns them. The other rules take no part, since their heads saw some of these rows.
What no label judges is printed at the end, to be read. Eight minutes of processor time; --limit 60 takes one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent / "fit"))
from name_pairs import share_of
from names_slots import answered, fit, humans, marked, pack, read, variants

from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Severity
from dedup.drift.names import decide
from dedup.drift.names.checker import NameChecker
from dedup.drift.names.forest import Trees
from dedup.encoder import load_encoder
from dedup.encoder.interface import Encoder
from dedup.pipeline import Pipeline

Row = dict[str, Any]
DIVISIONS, FOLDS = 3, 5
_TOGETHER = 64  # pairs whose sentences are encoded together
# Human versions of one text that no rater judged: so many of each, drawn by a fixed seed.
DRAWN = {"zh": 300, "summedits": 500, "mrpc": 400}
HONEST = ("ntrex", "ru", "zh", "mrpc", "summedits")


class Pair(NamedTuple):
    """Two versions: their set and document, what labels them, and how many sentences they count as."""

    kind: str
    doc: str
    a: str
    b: str
    row: Row
    sentences: int = 1


class Told(NamedTuple):
    """A pair and what the name rules say of it in each division."""

    pair: Pair
    found: tuple[tuple[Finding, ...], ...]


def judged(data: Path) -> Iterator[Pair]:
    """What eval/names.py judges: segments that three raters read, and professionals' own spellings."""
    errors = {r["id"]: r for name in ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23") for r in read(data, name)}
    for r in read(data, "mqm_names"):
        if r["n_raters"] == 3 and r["refs"]:
            others = sorted(k for k in r["refs"] if k != r["version"])
            a = r["refs"][others[0]] if others else r["text"]
            yield Pair("mqm", r["doc"], a, r["text"], r | {"errors": errors[r["id"]]["errors"]})
    for r in read(data, "name_variants_hh"):
        yield Pair("variants", r["doc"], r["ctx_a"], r["ctx_b"], r)


def honest(data: Path) -> Iterator[Pair]:
    """Two professionals' translations, sentences called the same, and localisations of one text."""
    russian: dict[str, list[Row]] = defaultdict(list)
    for r in read(data, "wmt_docs_ruuk"):
        if r["kind"] == "human":
            russian[r["doc"]].append(dict(zip(r["seg_ids"], r["segs"], strict=True)))
    for doc, versions in sorted(russian.items()):
        if len(versions) > 1:
            a, b = versions[:2]
            yield from (Pair("ru", doc, a[k], b[k], {}) for k in a if k in b)
    yield from drawn("zh", (Pair("zh", one.judge.args[0]["doc"], one.a, one.b, {}) for one in humans(data)))
    for kind, name in (("summedits", "summedits"), ("mrpc", "mrpc_test")):
        same = (r for r in read(data, name) if r["label"] == "same" and not r.get("identical"))
        yield from drawn(kind, (Pair(kind, str(r["id"]), r["a"], r["b"], {}) for r in same))
    localised: dict[str, list[Row]] = defaultdict(list)
    for r in read(data, "ntrex_docs"):
        localised[r["doc"]].append(r)
    for doc, rows in sorted(localised.items()):
        first, *others = sorted(rows, key=lambda r: str(r["id"]))
        for r in others:
            a, b = ("\n\n".join(x["segs"]) for x in (first, r))
            yield Pair("ntrex", doc, a, b, {}, len(r["segs"]))


def drawn(kind: str, pairs: Iterable[Pair]) -> list[Pair]:
    found = list(pairs)
    random.Random(1).shuffle(found)
    return found[: DRAWN[kind]]


def limited(items: Iterable[Any], limit: int, kind: Callable[[Any], str]) -> list[Any]:
    """So many of each kind, drawn by a fixed seed; all, in their order, where `limit` is 0."""
    found = list(items)
    if not limit:
        return found
    random.Random(1).shuffle(found)
    seen: Counter[str] = Counter()
    out = []
    for item in found:
        seen[kind(item)] += 1
        if seen[kind(item)] <= limit:
            out.append(item)
    return out


def folds(docs: Iterable[str], division: int) -> dict[str, int]:
    """In which fold each document is."""
    shuffled = sorted(set(docs))
    random.Random(division).shuffle(shuffled)
    return {doc: n % FOLDS for n, doc in enumerate(shuffled)}


def forests(rows: Sequence[Row], fold_of: dict[str, int]) -> list[Trees]:
    """For each fold the trees that the other folds give."""
    seen = ([r for r in rows if fold_of[r["doc"]] != k] for k in range(FOLDS))
    return [Trees.from_arrays(pack(fit(part))) for part in seen]


def tell(pairs: Sequence[Pair], rows: Sequence[Row], encoder: Encoder) -> Iterator[Told]:
    docs = [*(r["doc"] for r in rows), *(p.doc for p in pairs)]
    divisions = [(of := folds(docs, n), forests(rows, of)) for n in range(DIVISIONS)]
    pipeline, checker, left = Pipeline(encoder), NameChecker(encoder=encoder), iter(pairs)
    while part := list(islice(left, _TOGETHER)):
        for pair, ready in zip(
            part, pipeline.prepare((Document(p.a), Document(p.b)) for p in part), strict=True
        ):
            found = []
            for of, trees in divisions:
                with patch.object(decide, "_trees", lambda t=trees[of[pair.doc]]: t):
                    found.append(() if ready.are_strangers else tuple(checker.check(ready.comparison)))
            yield Told(pair, tuple(found))


def token_span(token: Row) -> Span:
    return Span(token["s"], token["e"])


def over(finding: Finding, span: Span) -> bool:
    return finding.b is not None and finding.b.overlaps(span)


def names_1(told: Sequence[Told], division: int, bar: Severity) -> Counter[str]:
    """Counts of eval/names.py 1."""
    n: Counter[str] = Counter()
    for pair, found in told:
        if pair.kind == "mqm":
            loud = [f for f in found[division] if f.severity >= bar]
            for token in pair.row["names"]:
                flagged = any(over(f, token_span(token)) for f in loud)
                if token["label"] == "garbled" and not token["in_ref"]:
                    n.update(gold=1, hit=flagged)
                elif token["label"] == "ok":
                    n.update(ok=1, false=flagged)
    return n


def is_of_variant(f: Finding, pair: Pair) -> bool:
    a, b = f.a.of(pair.a) if f.a else "", f.b.of(pair.b) if f.b else ""
    return pair.row["a"] in a or pair.row["b"] in b


def names_2(told: Sequence[Told], division: int, bar: Severity) -> tuple[int, int]:
    """Professionals' own spellings called garbled, and of how many."""
    rows = [t for t in told if t.pair.kind == "variants"]
    called = sum(
        any(
            f.rule.name == "garbled-name" and f.severity >= bar and is_of_variant(f, t.pair)
            for f in t.found[division]
        )
        for t in rows
    )
    return called, len(rows)


def in_1000(told: Sequence[Told], kind: str, division: int, bar: Severity) -> float:
    """Findings on names at `bar` or above in 1,000 sentences of a set."""
    mine = [t for t in told if t.pair.kind == kind]
    loud = sum(f.severity >= bar for t in mine for f in t.found[division])
    return 1000 * loud / max(1, sum(t.pair.sentences for t in mine))


def table(told: Sequence[Told]) -> None:
    """The table of docs/design/names.md: means over the divisions."""
    for bar in (Severity.MINOR, Severity.MAJOR):
        counts = [names_1(told, d, bar) for d in range(DIVISIONS)]
        p, r, f1 = zip(*(scores(n) for n in counts), strict=True)
        by_division = ", ".join(f"{f:.3f}" for f in f1)
        clean = 100 * mean(n["false"] / max(1, n["ok"]) for n in counts)
        print(f"  names 1 at {bar.label}: P {mean(p):.3f} R {mean(r):.3f} F1 {mean(f1):.3f} ({by_division})")
        print(f"    {counts[0]['gold']} marked; {clean:.1f} % of {counts[0]['ok']} clean names flagged")
        called = [names_2(told, d, bar) for d in range(DIVISIONS)]
        print(f"  names 2 at {bar.label}: {mean(n for n, _ in called):.1f} of {called[0][1]}")
    for kind in HONEST:
        minor, major = (
            mean(in_1000(told, kind, d, bar) for d in range(DIVISIONS))
            for bar in (Severity.MINOR, Severity.MAJOR)
        )
        size = sum(t.pair.sentences for t in told if t.pair.kind == kind)
        print(f"  {kind}: {minor:.0f} findings in 1,000 of {size} sentences at minor, {major:.0f} at major")


def scores(n: Counter[str]) -> tuple[float, float, float]:
    p, r = n["hit"] / max(1, n["hit"] + n["false"]), n["hit"] / max(1, n["gold"])
    return p, r, 2 * p * r / max(1e-9, p + r)


def opinion(f: Finding, pair: Pair) -> bool | None:
    """Whether a finding is right by the labels; None where they do not say.

    Right: it is on a name that raters marked, or two of three marked something there. Wrong: nobody did.
    Another spelling (variant-name) is right where nobody marked it. Professionals' own spellings and
    localisations have no faults. Other honest versions are not judged, since professionals slip, too.
    """
    is_variant = f.rule.name == "variant-name"
    if pair.kind == "variants":
        return is_variant if is_of_variant(f, pair) else None
    if pair.kind == "ntrex" and f.severity > Severity.INFO:
        return False
    if pair.kind != "mqm" or f.b is None:
        return None
    labels = {t["label"] for t in pair.row["names"] if over(f, token_span(t))}
    raters = {e[0] for e in pair.row["errors"] if e[3] is not None and over(f, Span(e[3], e[4]))}
    if "garbled" in labels or len(raters) > 1:
        return not is_variant
    return is_variant if "ok" in labels or not raters else None


def rules(told: Sequence[Told]) -> None:
    """How often each rule is right at each severity: means over the divisions."""
    counts: dict[tuple[str, Severity], Counter[tuple[str, bool | None]]] = defaultdict(Counter)
    for pair, found in told:
        for findings in found:
            for f in findings:
                counts[f"{f.rule.code} {f.rule.name}", f.severity][pair.kind, opinion(f, pair)] += 1
    for (rule, severity), n in sorted(counts.items()):
        said = {(k, o): count / DIVISIONS for (k, o), count in n.items()}
        right, wrong = (sum(c for (_, o), c in said.items() if o is what) for what in (True, False))
        by_raters = said.get(("mqm", True), 0.0), said.get(("mqm", False), 0.0)
        told_in = {kind: round(sum(c for (k, _), c in said.items() if k == kind)) for kind in HONEST}
        print(f"  {rule}, {severity.label}: {share(right, wrong)}; by raters {share(*by_raters)}")
        print(f"    not judged in mqm: {said.get(('mqm', None), 0.0):.0f}; findings in {told_in}")


def share(right: float, wrong: float) -> str:
    return f"{right / max(1e-9, right + wrong):.3f} of {right + wrong:.0f} right"


def to_read(told: Sequence[Told], rule: str, most: int) -> None:
    """Different findings of a rule for information, drawn by a fixed seed: no label says what they claim."""
    found: dict[tuple[str, ...], str] = {}
    for pair, findings in told:
        for f in findings[0]:
            if f.rule.name == rule and f.severity is Severity.INFO:
                sides = [s.of(text) if s else "" for s, text in ((f.a, pair.a), (f.b, pair.b))]
                found.setdefault(
                    (pair.doc, *sorted(sides)), f"{f.message} ({pair.kind})\n  {pair.a}\n  {pair.b}"
                )
    print(f"{len(found)} different findings of {rule} for information")
    for finding in random.Random(2).sample(sorted(found.values()), min(most, len(found))):
        print(f"- {finding[:600]}")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("data", type=Path)
    p.add_argument("--limit", type=int, default=0, help="at most N pairs of each set (0: all)")
    args = p.parse_args()
    encoder = load_encoder(cache=False)
    sources = (marked, variants, humans)
    asked = [one for source in sources for one in limited(source(args.data), args.limit, lambda _: "")]
    rows = list(answered(asked, encoder))
    pairs = limited((*judged(args.data), *honest(args.data)), args.limit, lambda pair: pair.kind)
    print(
        f"{len(rows)} rows to fit on, {len(pairs)} pairs: {dict(Counter(p.kind for p in pairs))}", flush=True
    )
    told = list(tell(pairs, rows, encoder))
    halves = {"all": (0.0, 1.0), "half A of the documents": (0.5, 1.0), "half B": (0.0, 0.5)}
    for name, (low, high) in halves.items():
        print(f"{name}:")
        table([t for t in told if low <= share_of(t.pair.doc) < high])
    print("each rule:")
    rules(told)
    to_read(told, "variant-name", 100)
    to_read(told, "missing-name", 50)


if __name__ == "__main__":
    main()
