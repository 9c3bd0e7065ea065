"""The evidence on a name that the other version does not hold: who stands in its place, how it differs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex
from rapidfuzz.distance import JaroWinkler, Levenshtein, Prefix

from dedup.drift.names.attested import is_attested
from dedup.drift.names.chinese import is_pinyin, same_family
from dedup.drift.names.compare import NameVerdict, compare_many
from dedup.drift.names.find import Name, Token
from dedup.drift.names.lexicon import frequency
from dedup.drift.names.parsing import parse_name
from dedup.drift.names.passage import Passage, explained
from dedup.drift.names.tokens import skeleton

_VOWELS = regex.compile("[aeiouy]")
# Words this far from a name, on either side, say which slot of the passage it fills.
_REACH = 5
# These many on either side say whether the name's surroundings are in the other version at all.
_BESIDE = 4
# A pair must have this much of likeness and slot together before it is looked at.
_PAIRABLE = 0.45


@dataclass(frozen=True, slots=True)
class Suspect:
    """A name word that the other passage does not hold as it stands.

    `reason` says how the other passage holds it in another form (see `passage.explained`).
    """

    token: Token
    name: Name
    reason: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A suspect of side a, of side b, or one of each in the same slot, with the evidence for the decision."""

    a: Suspect | None
    b: Suspect | None
    verdict: NameVerdict | None
    features: Mapping[str, float]


def suspects(own: Passage, other: Passage) -> list[Suspect]:
    """The name words of `own` that `other` lacks, in text order."""
    found = ((t, n, explained(t, n, own, other)) for t, n in own.tokens)
    return [Suspect(t, n, reason) for t, n, reason in found if reason != "exact"]


def cases(a: Passage, b: Passage) -> list[Case]:
    """Every suspect of both sides, once: paired with its counterpart where there is one."""
    left, right = suspects(a, b), suspects(b, a)
    likeness = _Likeness([s for s in left if not s.reason], [s for s in right if not s.reason])
    out: list[Case] = []
    slots: dict[int, float] = {}
    for x_name, y_name, like in _assign_names(a, b, likeness):
        slots |= {id(x_name): like, id(y_name): like}
        out += [Case(x, y, v, pair_features(x, y, v, like)) for x, y, v in likeness.assign(x_name, y_name)]
    pairs = len(out)
    taken = {id(s.token) for c in out for s in (c.a, c.b) if s}
    for s in left:
        if id(s.token) not in taken:
            out.append(Case(s, None, None, solo_features(b, s, slots.get(id(s.name), 0.0))))
    for s in right:
        if id(s.token) not in taken:
            out.append(Case(None, s, None, solo_features(a, s, slots.get(id(s.name), 0.0))))
    free = [sum(not s.reason for s in side) - pairs for side in (left, right)]
    return [replace(c, features={**c.features, **_around(c, a, b, free)}) for c in out]


def _around(case: Case, a: Passage, b: Passage, free: Sequence[int]) -> dict[str, float]:
    """How the passages lie around a case: names left over, words in common, in all and near the name."""
    sides = ((case.a, a, b, free), (case.b, b, a, free[::-1]))
    told = [(*left, *_known_around(s, own, other)) for s, own, other, left in sides if s is not None]
    names = ("left_over", "left_over_there", "overlap", "near_known")
    return {n: sum(v) / len(told) for n, v in zip(names, zip(*told, strict=True), strict=True)}


def _known_around(suspect: Suspect, own: Passage, other: Passage) -> tuple[float, float]:
    """Share of the words of `own` that `other` has, and of the weight of those beside the suspect."""
    keys, at = own.keys, own.index.get(suspect.token.span.start)
    near = [] if at is None else [*keys[max(0, at - _BESIDE) : at], *keys[at + 1 : at + 1 + _BESIDE]]
    weight = sum(map(_weight, near))
    known = sum(_weight(k) for k in near if k in other.known)
    return sum(k in other.known for k in keys) / max(len(keys), 1), known / max(weight, 1e-6)


class _Likeness:
    """The verdict on each word of one side with each of the other, asked for all at once."""

    def __init__(self, left: Sequence[Suspect], right: Sequence[Suspect]) -> None:
        self.left, self.right = _by_name(left), _by_name(right)
        asked = sorted({(x.token.text, y.token.text) for x in left for y in right})
        self._verdicts = dict(zip(asked, compare_many(asked), strict=True)) if asked else {}

    def of(self, x: Suspect, y: Suspect) -> NameVerdict:
        return self._verdicts[x.token.text, y.token.text]

    def likeness(self, x: Suspect, y: Suspect) -> float:
        return 1.0 if same_family(x.token.key, y.token.key) else self.of(x, y).score

    def best(self, x: Name, y: Name) -> float:
        return max(self.likeness(s, t) for s in self.left[id(x)][1] for t in self.right[id(y)][1])

    def assign(self, x: Name, y: Name) -> list[tuple[Suspect, Suspect, NameVerdict]]:
        """Which word of `x` stands for which of `y`: most alike first, then by place in the name."""
        scored = []
        for i, s in enumerate(self.left[id(x)][1]):
            for j, t in enumerate(self.right[id(y)][1]):
                verdict = self.of(s, t)
                scored.append((round(self.likeness(s, t) - 0.1 * abs(i - j), 6), i, j, s, t, verdict))
        scored.sort(key=lambda p: (-p[0], p[1] + p[2], min(p[1], p[2])))
        out: list[tuple[Suspect, Suspect, NameVerdict]] = []
        for _, _, _, s, t, verdict in scored:
            if all(s is not u and t is not v for u, v, _ in out):
                out.append((s, t, verdict))
        return out


def _by_name(side: Sequence[Suspect]) -> dict[int, tuple[Name, list[Suspect]]]:
    out: dict[int, tuple[Name, list[Suspect]]] = {}
    for s in side:
        out.setdefault(id(s.name), (s.name, []))[1].append(s)
    return out


def _assign_names(a: Passage, b: Passage, likeness: _Likeness) -> list[tuple[Name, Name, float]]:
    """Which name of b stands for which of a, one-to-one, strongest first; with how alike their slots are."""
    scored = []
    for x, _ in likeness.left.values():
        for y, _ in likeness.right.values():
            like = slot(a, b, x, y)
            strength = likeness.best(x, y) + 0.6 * like + 0.2 * _shared(x, y)
            if strength >= _PAIRABLE:
                scored.append((round(strength, 6), x, y, like))
    scored.sort(
        key=lambda p: (-p[0], p[1].span.start + p[2].span.start, min(p[1].span.start, p[2].span.start))
    )
    out: list[tuple[Name, Name, float]] = []
    for _, x, y, like in scored:
        if all(x is not u and y is not v for u, v, _ in out):
            out.append((x, y, like))
    return out


def _shared(x: Name, y: Name) -> float:
    """How much the rest of two names agrees: 1 where they share a word or a title, else 0."""
    return float(bool({t.key for t in x.tokens} & {t.key for t in y.tokens} or set(x.title) & set(y.title)))


def slot(a: Passage, b: Passage, x: Name, y: Name) -> float:
    """How far two names stand between the same words, 0 to 1: rare and near words weigh most."""
    i, j = a.index.get(x.span.start), b.index.get(y.span.start)
    if i is None or j is None:
        return 0.0
    end_i = a.index.get(x.tokens[-1].span.start, i)
    end_j = b.index.get(y.tokens[-1].span.start, j)
    before = _beside(a.keys[max(0, i - _REACH) : i][::-1], b.keys[max(0, j - _REACH) : j][::-1])
    after = _beside(a.keys[end_i + 1 : end_i + 1 + _REACH], b.keys[end_j + 1 : end_j + 1 + _REACH])
    crossed = _beside(a.keys[max(0, i - _REACH) : i][::-1], b.keys[end_j + 1 : end_j + 1 + _REACH]) + _beside(
        a.keys[end_i + 1 : end_i + 1 + _REACH], b.keys[max(0, j - _REACH) : j][::-1]
    )
    edge = 0.35 * ((i == 0 and j == 0) + (end_i == len(a.keys) - 1 and end_j == len(b.keys) - 1))
    return 1.0 - math.exp(-(before + after + 0.5 * crossed + edge))


def _beside(x: Sequence[str], y: Sequence[str]) -> float:
    """How much two rows of words, nearest first, agree; the same with the rows exchanged."""
    return (_found(x, y) + _found(y, x)) / 2


def _found(x: Sequence[str], y: Sequence[str]) -> float:
    total = 0.0
    for di, u in enumerate(x, 1):
        near = [dj for dj, v in enumerate(y, 1) if u and u[:5] == v[:5]]
        if near:
            total += _weight(u) / max(di, near[0])
    return total


def _weight(word: str) -> float:
    """How much a word says about a slot: next to nothing for “the”, all for a rare word."""
    return min(1.0, max(0.05, (7.5 - frequency(word)) / 3.5))


def pair_features(x: Suspect, y: Suspect, verdict: NameVerdict, slot_like: float) -> dict[str, float]:
    """What is known of two words in one slot; the same with sides exchanged."""
    u, v = x.token, y.token
    shares = verdict.evidence["probabilities"]
    edits = Levenshtein.distance(u.key, v.key)
    longest = max(len(u.key), len(v.key))
    common = sorted((frequency(u.text.casefold()), frequency(v.text.casefold())))
    sizes = sorted((len(x.name.tokens), len(y.name.tokens)))
    pinyin = is_pinyin(u.key) + is_pinyin(v.key)
    return {
        "pair": 1.0,
        "one_name": shares["one name"],
        "garbled": shares["garbled"],
        "different": shares["different"],
        "edits": float(edits),
        "one_edit": float(edits == 1),
        "edit_share": edits / longest,
        "jaro": JaroWinkler.similarity(u.key, v.key),
        "first": float(u.key[:1] == v.key[:1]),
        "contained": float(u.key in v.key or v.key in u.key),
        "length": float(longest),
        "slot": slot_like,
        "shared": _shared(x.name, y.name),
        "rarer": common[0],
        "commoner": common[1],
        "small": float(u.word) + float(v.word),
        "unsure": float(not u.sure) + float(not v.sure),
        "shouted": float(u.text.isupper() or v.text.isupper()),
        "compound": float("-" in u.text or "-" in v.text),
        "words": float(sizes[0]),
        "more_words": float(sizes[1] - sizes[0]),
        "attested": float(is_attested(u.key)) + float(is_attested(v.key)),
        "pinyin": float(pinyin),
        **_edit_shape(x.token.text, y.token.text),
    }


def _edit_shape(u: str, v: str) -> dict[str, float]:
    """Where and how two spellings part, in plain letters."""
    a, b = ("".join(parse_name(t).words) for t in (u, v))
    if not a or not b or a == b:
        return {}
    return {
        "skeleton": float(skeleton(a) == skeleton(b)),
        "start": Prefix.similarity(a, b) / max(len(a), len(b)),
        "same_end": float(a[-1] == b[-1]),
        "vowels": float(_VOWELS.sub("", a) == _VOWELS.sub("", b)),
        "swapped": float(sorted(a) == sorted(b)),
        "longer": float(abs(len(a) - len(b))),
    }


def solo_features(other: Passage, s: Suspect, slot_like: float) -> dict[str, float]:
    """What is known of a word that has no counterpart; `slot_like` is that of its name's counterpart."""
    t = s.token
    rest = [k for k in s.name.tokens if k is not t]
    half = t.key[: len(t.key) // 2]
    return {
        "pair": 0.0,
        "frequency": frequency(t.text.casefold()),
        "unseen": float(frequency(t.text.casefold()) == 0.0),
        "length": float(len(t.key)),
        "words": float(len(rest) + 1),
        "glued": float(any(k.key in other.known for k in rest)),
        "all_strange": float(all(k.key not in other.known for k in rest)),
        "small": float(t.word),
        "unsure": float(not t.sure),
        "lead": float(t.lead),
        "shouted": float(t.text.isupper()),
        "camel": float(any(p.islower() and q.isupper() for p, q in pairwise(t.text))),
        "doubled": float(len(t.key) > 5 and t.key == half + half),
        "titled": float(bool(s.name.title)),
        "slot": slot_like,
        "compound": float("-" in t.text),
        "attested": float(is_attested(t.key)),
        "pinyin": float(is_pinyin(t.key)),
        **{
            f"is_{r}": float(s.reason == r) for r in ("plural", "compound", "joined", "place", "abbreviation")
        },
    }
