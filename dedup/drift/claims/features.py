"""What the learned head looks at in one linked passage: figures about its edits, symmetric in the sides.

A figure that belongs to one side is given twice, as the larger and the smaller of the two sides' values, so
that exchanging the sides changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from dedup.align.words import Matrix, Similarities
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.exchanges import exchanges
from dedup.drift.claims.grammar import CONTENT, Class, person, tense, word_class
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.numbers import unanswered
from dedup.drift.claims.tokens import Token

# Hidden layers that are looked at: the embedding, one in the middle, the last (of a 6-layer model).
LAYERS = (0, 4, 6)


_SIDE_CLASSES = tuple(Class)


@lru_cache(maxsize=1 << 16)
def zipf(word: str) -> float:
    """How common an English word is, log10 per billion words (0: unknown)."""
    # Not above: its tables of all languages take .1 s to load, and a list of rules asks for none.
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en", wordlist="small"))


@dataclass(slots=True)
class Side:
    """One side of a passage, prepared once."""

    tokens: tuple[Token, ...]
    classes: list[Class]
    only: list[int]
    repeats: int
    drift: NDArray[np.float32]  # (tokens, layers): 1 - best likeness on the other side


def side(tokens: tuple[Token, ...], only: Sequence[int], cosines: Matrix) -> Side:
    """Classes, unanswered words and vector drift of one side.

    Args:
        tokens: its words.
        only: those that the other side does not have.
        cosines: at `LAYERS`, of what is `written` on both sides: shape (layers, own words, other words).
    """
    classes = [word_class(t, opens=t.opens) for t in tokens]
    kept = [i for i in only if not (i and tokens[i].key == tokens[i - 1].key)]
    drift = np.zeros((len(tokens), len(LAYERS)), dtype=np.float32)
    if cosines.size and tokens:
        drift[:] = 1 - cosines.max(axis=2)[:, [t.word for t in tokens]].T
    return Side(tokens, classes, kept, len(only) - len(kept), drift)


def _runs(indices: Sequence[int]) -> list[int]:
    lengths: list[int] = []
    last = -9
    for i in indices:
        if i == last + 1:
            lengths[-1] += 1
        else:
            lengths.append(1)
        last = i
    return lengths


def _side_figures(s: Side) -> dict[str, float]:
    n = max(len(s.tokens), 1)
    only_classes = Counter(s.classes[i] for i in s.only)
    content = [i for i, c in enumerate(s.classes) if c in CONTENT]
    only_content = [i for i in s.only if s.classes[i] in CONTENT]
    lengths = _runs(s.only)
    out: dict[str, float] = {f"only_{c}": only_classes.get(c, 0) for c in _SIDE_CLASSES}
    out["only"] = len(s.only)
    out["only_share"] = len(s.only) / n
    out["only_content"] = len(only_content)
    out["only_content_share"] = len(only_content) / max(len(content), 1)
    out["runs"] = len(lengths)
    out["longest_run"] = max(lengths, default=0)
    out["only_first"] = float(0 in s.only)
    out["repeats"] = s.repeats
    out["tokens"] = n
    out["unknown"] = sum(c is Class.UNKNOWN for c in s.classes)
    out["rarest_only"] = min((zipf(s.tokens[i].key) for i in only_content), default=9.0)
    tenses = Counter(tense(t.key) for i, t in enumerate(s.tokens) if s.classes[i] in _VERBAL)
    for name in ("past", "present", "ing", "future"):
        out[f"tense_{name}"] = tenses.get(name, 0)
    seen = bigrams()
    odd = [seen.get(pair, _UNSEEN) for pair in zip(["^", *units(s)], [*units(s), "$"], strict=True)]
    out["odd_max"] = max(odd)
    out["odd_mean"] = sum(odd) / len(odd)
    drift = np.ascontiguousarray(s.drift.T)
    losts, fulls = (np.sort(drift[:, rows])[:, ::-1] for rows in (only_content, content))
    sums, totals = losts.sum(axis=1).tolist(), fulls.sum(axis=1).tolist()
    for k, (layer, lost, full) in enumerate(zip(LAYERS, losts.tolist(), fulls.tolist(), strict=True)):
        out[f"lost{layer}_1"] = lost[0] if lost else 0.0
        out[f"lost{layer}_2"] = lost[1] if len(lost) > 1 else 0.0
        out[f"lost{layer}_sum"] = sums[k]
        out[f"drift{layer}_1"] = full[0] if full else 0.0
        out[f"drift{layer}_3"] = full[2] if len(full) > 2 else 0.0
        out[f"drift{layer}_mean"] = totals[k] / max(len(full), 1)
    return out


_VERBAL = frozenset((Class.VERB, Class.AUXILIARY, Class.MODAL))


def units(s: Side) -> list[str]:
    """What `bigrams` counts: function words as they are, other words by their class."""
    return [t.key if c not in CONTENT else c.value for t, c in zip(s.tokens, s.classes, strict=True)]


@cache
def bigrams() -> dict[tuple[str, str], float]:
    """How rarely two function words or classes follow each other, in nats (`bench/fit/claims_head.py`)."""
    table = {}
    text = (files("dedup.drift.claims") / "data" / "bigrams.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        first, second, nats = line.split("\t")
        table[first, second] = float(nats)
    return table


# Above any pair of the table: never seen.
_UNSEEN = 12.0


def sides(passage: Passage, cosines: Matrix) -> tuple[Side, Side]:
    """Both sides prepared; `cosines` as for `side`, a's words first."""
    a = side(passage.a, passage.only_a, cosines)
    b = side(passage.b, passage.only_b, cosines.transpose(0, 2, 1))
    for m in passage.matches:
        if m.relation is Relation.SPELLING:
            # One word or number written otherwise: its vectors say nothing.
            a.drift[m.a] = b.drift[m.b] = 0
    gloss_a, gloss_b = _unspoken(passage)
    a.drift[gloss_a], b.drift[gloss_b] = 0, 0
    return a, b


def _unspoken(passage: Passage) -> tuple[list[int], list[int]]:
    """Tokens that neither answer the other side nor count as missing there: glosses."""
    a = set(range(len(passage.a))) - {m.a for m in passage.matches} - set(passage.only_a)
    b = set(range(len(passage.b))) - {m.b for m in passage.matches} - set(passage.only_b)
    return sorted(a), sorted(b)


def both_readings(passage: Passage, like: Similarities) -> tuple[dict[str, float], dict[str, float]]:
    """All figures of a passage read from a to b, and those read from b to a.

    Args:
        passage: its words matched.
        like: what is `written` on side a against what is on side b.
    """
    cosines = like.cosines[list(LAYERS)]
    a, b = sides(passage, cosines)
    alike = _alike(passage, a, b, like)
    return (
        alike | _one_way(passage, a, b, cosines),
        alike | _one_way(passage.mirrored(), b, a, cosines.transpose(0, 2, 1)),
    )


def _alike(passage: Passage, a: Side, b: Side, like: Similarities) -> dict[str, float]:
    """The figures that are the same from whichever side they are read."""
    out: dict[str, float] = {}
    fa, fb = _side_figures(a), _side_figures(b)
    for name, x in fa.items():
        y = fb[name]
        out[f"{name}_max"], out[f"{name}_min"] = (x, y) if x >= y else (y, x)
    out.update(_text_figures(passage))
    people_a = Counter(filter(None, (person(t.key) for t in a.tokens)))
    people_b = Counter(filter(None, (person(t.key) for t in b.tokens)))
    change = people_a.copy()
    change.subtract(people_b)
    out["people"] = sum(map(abs, change.values()))
    out["gender"] = min(abs(change.get("m", 0)), abs(change.get("f", 0)))
    out["cosine"] = _cosine(passage, like)
    return out


def _one_way(passage: Passage, a: Side, b: Side, cosines: Matrix) -> dict[str, float]:
    """The figures that depend on which side is looked at first."""
    out = _match_figures(passage, a, b) | _gap_figures(passage, a, b, cosines)
    kinds = Counter(e.kind for e in exchanges(passage, a.classes, b.classes))
    for kind in ("agents", "subject", "object", "property", "slots"):
        out[f"exchanged_{kind}"] = kinds.get(kind, 0)
    out["exchanged"] = sum(kinds.values())
    left, right = unanswered(passage)
    left, right = [q for q in left if not q.bare], [q for q in right if not q.bare]
    out["numbers_both"] = min(len(left), len(right))
    out["numbers_one"] = max(len(left), len(right))
    return out


def _cosine(passage: Passage, like: Similarities) -> float:
    """Likeness of the mean last states of both sides' words."""
    if not passage.a or not passage.b:
        return 0.0
    a, b = [t.word for t in passage.a], [t.word for t in passage.b]
    own_a, own_b = float(like.own_a[np.ix_(a, a)].sum()), float(like.own_b[np.ix_(b, b)].sum())
    return float(like.cosines[-1][np.ix_(a, b)].sum()) / sqrt(max(own_a * own_b, 1e-9))


def _match_figures(passage: Passage, a: Side, b: Side) -> dict[str, float]:
    out: dict[str, float] = {}
    relations = Counter(m.relation for m in passage.matches if not m.moved)
    for relation in Relation:
        out[f"match_{relation}"] = relations.get(relation, 0)
    out["match_share"] = 2 * len(passage.matches) / max(len(a.tokens) + len(b.tokens), 1)
    out["broader_or_narrower"] = relations.get(Relation.BROADER, 0) + relations.get(Relation.NARROWER, 0)
    del out["match_broader"], out["match_narrower"], out["match_none"]
    moved = [m for m in passage.matches if m.moved]
    out["moved"] = len(moved)
    out["moved_content"] = sum(a.classes[m.a] in CONTENT for m in moved)
    out["moved_names"] = sum(a.classes[m.a] in (Class.NAME, Class.NUMBER) for m in moved)
    out["moved_synonyms"] = sum(m.relation is Relation.SYNONYM for m in moved)
    shifts = [abs(m.a / max(len(a.tokens), 1) - m.b / max(len(b.tokens), 1)) for m in moved]
    out["shift_max"] = max(shifts, default=0.0)
    blocks = 0
    last = (-9, -9)
    for m in moved:
        blocks += (m.a, m.b) != (last[0] + 1, last[1] + 1)
        last = (m.a, m.b)
    out["moved_blocks"] = blocks
    places = [m.b for m in passage.matches]
    out["steps_back"] = sum(y < x for x, y in pairwise(places))
    times, plural, other = 0, 0, 0
    for m in passage.matches:
        if m.relation is Relation.FORM:
            x, y = passage.a[m.a].key, passage.b[m.b].key
            if a.classes[m.a] in _VERBAL or b.classes[m.b] in _VERBAL:
                times += tense(x) != tense(y)
                other += tense(x) == tense(y)
            else:
                plural += x.endswith("s") != y.endswith("s")
    out["form_tense"], out["form_plural"], out["form_other"] = times, plural, other
    return out


def _gap_figures(passage: Passage, a: Side, b: Side, cosines: Matrix) -> dict[str, float]:
    """Words of both sides that stand in each other's place: replaced, as far as the edit can tell."""
    pairs = replaced(passage, a, b)
    out: dict[str, float] = {"replaced": len(pairs)}
    like: list[list[float]] = []
    classes = Counter[str]()
    stems, known, rare = 0, 0, 9.0
    for i, j in pairs:
        x, y = passage.a[i], passage.b[j]
        like.append(cosines[:, x.word, y.word].tolist())
        cx, cy = a.classes[i], b.classes[j]
        classes["same" if cx is cy else "other"] += 1
        classes["function"] += cx not in CONTENT and cy not in CONTENT
        classes["preposition"] += cx is cy is Class.PREPOSITION
        classes["name"] += Class.NAME in (cx, cy)
        common = next((k for k, (p, q) in enumerate(zip(x.key, y.key, strict=False)) if p != q), 99)
        stems += min(common, len(x.key), len(y.key)) >= max(3, 0.55 * max(len(x.key), len(y.key)) - 1)
        known += lexicon().known(x.key) and lexicon().known(y.key)
        rare = min(rare, zipf(x.key), zipf(y.key))
    for name in ("same", "other", "function", "preposition", "name"):
        out[f"replaced_{name}"] = classes[name]
    out["replaced_stem"], out["replaced_known"], out["replaced_rarest"] = stems, known, rare
    for k, layer in enumerate(LAYERS):
        column = sorted(row[k] for row in like)
        missing = 1.0
        out[f"replaced_like{layer}_min"] = column[0] if column else missing
        out[f"replaced_like{layer}_mean"] = sum(column) / len(column) if column else missing
    return out


def replaced(passage: Passage, a: Side, b: Side) -> list[tuple[int, int]]:
    """Token pairs of one slot: matches in place that are not the same word, and unanswered face to face."""
    pairs = [
        (m.a, m.b)
        for m in passage.matches
        if not m.moved and m.relation not in (Relation.SAME, Relation.FORM, Relation.SPELLING)
    ]
    fixed = (
        [(-1, -1)] + [(m.a, m.b) for m in passage.matches if not m.moved] + [(len(a.tokens), len(b.tokens))]
    )
    for (a0, b0), (a1, b1) in pairwise(fixed):
        xs = [i for i in a.only if a0 < i < a1]
        ys = [j for j in b.only if b0 < j < b1]
        if xs and ys:
            cx = [i for i in xs if a.classes[i] in CONTENT] or xs
            cy = [j for j in ys if b.classes[j] in CONTENT] or ys
            pairs.extend(zip(cx, cy, strict=False))
    return pairs


def _text_figures(passage: Passage) -> dict[str, float]:
    x, y = passage.span_a.of(passage.text_a), passage.span_b.of(passage.text_b)
    return {
        "ratio": fuzz.ratio(x, y) / 100,
        "sorted_ratio": fuzz.token_sort_ratio(x, y) / 100,
        "question": float(x.rstrip("\"'”’ ").endswith("?") != y.rstrip("\"'”’ ").endswith("?")),
        "marks": abs(sum(map(x.count, _MARKS)) - sum(map(y.count, _MARKS))),
    }


_MARKS = '"“”«»'
