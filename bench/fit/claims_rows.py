"""The rows that the claim head is fitted on: read from the evaluation data, or made from its sentences."""

from __future__ import annotations

import difflib
import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from claims_pairs import changed_pairs, pairs
from claims_planted import planted

from dedup.documents import Span
from dedup.drift.claims.grammar import Class, word_class
from dedup.drift.claims.tokens import tokens

# Read ones first: figures are given for these alone.
SETS = ("demetr", "mqm_pairs", "summedits", "made", "planted")
# MQM's categories that change a meaning.
MEANING = frozenset("mistranslation omission addition terminology name_format inconsistency".split())
Marks = list[tuple[int, int, float]]  # start, end, how surely


@dataclass(frozen=True, slots=True)
class Row:
    """A pair and what is known of it.

    Args:
        source: the set it comes from.
        id, group: its name, and what must stay in one fold.
        a, b: the texts.
        changed: 0 to 1, how surely the meaning differs.
        kind, view: of the change, and which of DEMETR's two comparisons.
        marked_a, marked_b: where; None where nobody says.
    """

    source: str
    id: str
    group: str
    a: str
    b: str
    changed: float
    kind: str
    view: str
    marked_a: Marks | None = None
    marked_b: Marks | None = None


# How much a row weighs: scarce ones (honest paraphrase, real edits) more than those made by the thousand.
def weight(row: Row) -> float:
    """Of a row in the fit."""
    if row.source == "demetr":
        return (12.0 if row.kind == "benign" else 1.0) * (1.3 if row.view == "ref" else 0.5)
    if row.source == "mqm_pairs":
        return 1.2 if row.kind != "unclear" else 0.3
    if row.source == "summedits":
        return 4.0 if row.kind == "news" else 2.5
    if row.source == "planted":
        return (2.0 if row.kind == "human" else 1.0) * (1.0 if row.view == "ref" else 0.5)
    return 0.5 * (0.5 if row.changed > 0.5 else {"localised": 2.0, "synonym": 2.0}.get(row.kind, 1.0))


def fold(group: str, folds: int) -> int:
    """Which fold a group is in."""
    return int(int(hashlib.sha256(f"foldy\x1f{group}".encode()).hexdigest()[:12], 16) / 16**12 * folds)


def rows(data: Path, name: str) -> list[dict]:
    """The rows of a set as they are."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def examples(data: Path, name: str) -> list[Row]:
    """The rows of one of `SETS`."""
    return {
        "demetr": _demetr,
        "mqm_pairs": _mqm,
        "summedits": _summedits,
        "made": _made,
        "planted": _planted,
    }[name](data)


_WORD = re.compile(r"\w+|[^\w\s]")


def edited(a: str, b: str) -> tuple[Marks, Marks]:
    """Where two nearly equal texts differ, on both sides."""
    words = [[(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)] for text in (a, b)]
    matcher = difflib.SequenceMatcher(None, *([w for *_, w in side] for side in words), autojunk=False)
    marks: tuple[Marks, Marks] = ([], [])
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind != "equal":
            for side, first, last, found in ((0, a0, a1, marks[0]), (1, b0, b1, marks[1])):
                if last > first:
                    found.append((words[side][first][0], words[side][last - 1][1], 1.0))
    return marks


def _demetr(data: Path) -> list[Row]:
    found = []
    for r in rows(data, "demetr"):
        claim = r["kind"] == "claim"
        marks = edited(r["a"], r["b"]) if claim else ([], [])
        found += [
            Row(
                *("demetr", r["id"], "demetr/" + r["base"], r[view], r["b"], float(claim), r["kind"], view),
                marks[0] if view == "a" else None,
                marks[1],
            )
            for view in ("a", "ref")
            if r.get(view) and r[view] != r["b"]
        ]
    return found


def _mqm(data: Path) -> list[Row]:
    marked = {}
    for name in ("mqm_zhen20", "mqm_zhen21", "mqm_zhen23"):
        for r in rows(data, name):
            marked[r["id"]] = [
                (start, end, 1.0 / len(r["raters"]))
                for _, category, severity, start, end, *_ in r["errors"]
                if severity == "major" and category in MEANING and start is not None and end > start
            ]
    sure = {"drift": 1.0, "same": 0.0}
    return [
        Row(
            *("mqm_pairs", r["id"], r["doc"], r["a"], r["b"]),
            sure.get(r["label"], 0.55 if r["n_major"] else 0.35),
            *(r["label"], "a", None, marked.get(r["id"])),
        )
        for r in rows(data, "mqm_pairs")
        if r["ref_major_raters"] in (0, None)
    ]


def _summedits(data: Path) -> list[Row]:
    found = []
    for r in rows(data, "summedits"):
        changed = r["label"] == "changed"
        if not r["identical"]:
            marks = edited(r["a"], r["b"]) if changed else ([], [])
            group = "summedits/" + r["a"][:60]
            found.append(
                Row("summedits", r["id"], group, r["a"], r["b"], float(changed), r["domain"], "a", *marks)
            )
    return found


def _made(data: Path) -> list[Row]:
    sources: dict[str, str] = {}
    for row in _demetr(data):
        if row.view == "ref":
            sources.setdefault(row.a, row.group)
    for row in _mqm(data):
        sources.setdefault(row.a, row.group)
        if row.kind == "same":
            sources.setdefault(row.b, row.group)
    for row in _summedits(data):
        sources.setdefault(row.a, row.group)
    found = []
    for n, r in enumerate(pairs([(group, text) for text, group in sources.items()])):
        changed = r["label"] == "changed"
        marks = edited(r["a"], r["b"]) if changed else ([], [])
        found.append(
            Row("made", f"made/{n}", r["group"], r["a"], r["b"], float(changed), r["kind"], "a", *marks)
        )
    return found


def _planted(data: Path, seed: int = 11) -> list[Row]:
    """Human translations side by side, and errors planted in them and in unspoilt machine translations."""
    chance = random.Random(seed)
    human: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in ("mqm_zhen20", "mqm_zhen21"):
        for r in rows(data, name):
            wrong = sum(e[2] == "major" and e[1] in MEANING | {"other"} for e in r["errors"])
            if r["version"] in ("Human-A", "Human-B", "refA", "refB") and wrong < len(r["raters"]) / 2:
                human[r["doc"], r["seg"]].append(r["text"])
    sources = [(a, b, doc, True) for (doc, _), v in human.items() if len(v) == 2 for a, b in (v, v[::-1])]
    sources += [(row.a, row.b, row.group, False) for row in _mqm(data) if row.changed < 0.4]
    others = sorted(
        {
            t.text.lower()
            for a, *_ in sources
            for t in tokens(a, (Span(0, len(a)),))
            if word_class(t, opens=t.opens) in (Class.ADJECTIVE, Class.ADVERB) and t.text.isalpha()
        }
    )
    found = []
    for n, (a, b, group, both_human) in enumerate(sources):
        if len(b) > 450:
            continue
        if both_human:
            found.append(Row("planted", f"human/{n}", group, a, b, 0.1, "human", "ref"))
        for k in range(2 if both_human else 1):
            spoilt = _spoilt(b, others, chance)
            if spoilt:
                marks = edited(b, spoilt[0])
                found.append(
                    Row("planted", f"ref/{n}/{k}", group, a, spoilt[0], 1.0, spoilt[1], "ref", None, marks[1])
                )
                if chance.random() < 0.3:
                    found.append(
                        Row("planted", f"a/{n}/{k}", group, b, spoilt[0], 1.0, spoilt[1], "a", *marks)
                    )
    return found


def _spoilt(text: str, others: list[str], chance: random.Random) -> tuple[str, str] | None:
    if chance.random() < 0.25:
        found = list(changed_pairs(text, chance))
        if not found:
            return None
        _, kind, spoilt = chance.choice(found)
        return spoilt, kind
    return planted(text, others, chance)
