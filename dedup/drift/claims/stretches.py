"""The stretches of a passage in which something differs, and how likely each of them changed the meaning.

A passage that changed differs in wording elsewhere, too. What tells these apart is fitted: where raters
marked an error, or one was planted, against all else that differs there (`bench/fit/claims_stretches.py`).
"""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, word_class
from dedup.drift.claims.lexicon import ALIKE, Relation
from dedup.drift.claims.matching import Match
from dedup.drift.claims.tokens import Token

# A stretch longer than this many words shows a reader nothing; it is cut to its most changed part. Words that
# stand on one side only are shown whole up to a sentence's length.
LONGEST, _LONGEST_ALONE = 12, 30
# "he said" comes and goes with the word order; with a name in it, it is no longer only this.
_SAYING = frozenset("said says say added adds told saying declared".split())
_REPORTING = _SAYING | frozenset("he she it they who that".split())
_STEM = 6
# So that neither a probability of 0 nor of 1 is infinitely sure.
_LEAST = 1e-4

Range = tuple[int, int]
Gap = tuple[Range, Range]  # of side a and of side b
Numbers = Sequence[float] | NDArray[np.float32]  # one for each token of a side


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two words that both sides have.

    Args:
        a, b: token ranges of both sides; one may be empty.
        chance: that it is here that the meaning changed, 0 to 1.
        figures: what that was read from: log odds of the passage; word drift of the worst word (half of it
            where synonyms answer, nothing of "he said") and of all; what the network says of the words, its
            most and mean; logarithms of the number of words, and of those of meaning; whether only one side
            has words there.
    """

    a: Range
    b: Range
    chance: float
    figures: Mapping[str, float]

    @property
    def has_meaning(self) -> bool:
        """Whether there are more than function words."""
        return self.figures["words of meaning"] > 0


@dataclass(frozen=True, slots=True)
class StretchHead:
    """The fitted parameters.

    Args:
        weights: by figure, with "intercept"; a logistic regression.
        alone: the same where the network did not read the words.
        shown: a stretch is shown from this chance on.
        least: one whose meaning is lost by word drift is, too, from this chance on.
        sure: from here on a stretch of a changed passage is as grave as its likeliest.
        whole: how much a passage's log odds count for a change anywhere in it, and the logarithm of its
            stretches' summed chances, and what is added.
    """

    weights: Mapping[str, float]
    alone: Mapping[str, float]
    shown: float
    least: float
    sure: float
    whole: tuple[float, float, float]

    def chance(self, figures: Mapping[str, float]) -> float:
        """That the meaning changed in a stretch of these figures."""
        weights = self.weights if "network" in figures else self.alone
        odds = weights["intercept"] + sum(
            w * figures[name] for name, w in weights.items() if name != "intercept"
        )
        return 1 / (1 + exp(-odds))

    def anywhere(self, probability: float, found: Sequence[Stretch]) -> float:
        """That the meaning changed anywhere in a passage of that probability and these stretches.

        Where words only changed places there is none, and the probability says all.
        """
        if not found:
            return probability
        odds, places, added = self.whole
        summed = log(sum(s.chance for s in found) + _LEAST)
        return 1 / (1 + exp(-(odds * _odds(probability) + places * summed + added)))


@cache
def stretch_head() -> StretchHead:
    """The parameters that come with dedup."""
    file = files("dedup.drift.claims") / "data" / "stretches.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    return StretchHead(*(found[name] for name in ("weights", "alone", "shown", "least", "sure", "whole")))


def stretches(
    passage: Passage,
    probability: float,
    drift: tuple[Numbers, Numbers],
    changed: tuple[Numbers, Numbers] | None,
) -> tuple[Stretch, ...]:
    """All stretches of a passage in which something differs, in the order of the text.

    Left out is what says the same on both sides: phrases of one meaning, "said" in another place.

    Args:
        passage: its words matched.
        probability: that its sides differ in meaning.
        drift: word drift of each token of both sides.
        changed: how likely the network finds the change at each token; None where it did not read them.
    """
    # Word drift was fitted on words that differ, the network on planted errors and translators': together
    # they point at more of either than each alone (docs/design/claims.md).
    mean_a, mean_b = (
        [(x + y) / 2 for x, y in zip(*side, strict=True)] if changed else side[0]
        for side in zip(drift, changed or drift, strict=True)
    )
    answered = {m.a: m.relation for m in passage.matches}, {m.b: m.relation for m in passage.matches}
    # What asks for no answer, such as a gloss in brackets, says what is said beside it.
    for relations, tokens, only in zip(
        answered, (passage.a, passage.b), (passage.only_a, passage.only_b), strict=True
    ):
        unasked = set(range(len(tokens))) - relations.keys() - set(only)
        relations.update(dict.fromkeys(unasked, Relation.SPELLING))
    odds, found = _odds(probability), []
    for whole_a, whole_b in _stirring(passage, _between(passage)):
        if all(
            _explained(*side)
            for side in zip((passage.a, passage.b), (whole_a, whole_b), answered, strict=True)
        ):
            continue
        alone = whole_a[0] >= whole_a[1] or whole_b[0] >= whole_b[1]
        longest = _LONGEST_ALONE if alone else LONGEST
        a, b = _cut(whole_a, mean_a, longest), _cut(whole_b, mean_b, longest)
        lost = [*drift[0][slice(*a)], *drift[1][slice(*b)]]
        content = sum(len(_content(side, within)) for side, within in ((passage.a, a), (passage.b, b)))
        figures = {
            "odds": odds,
            "lost": _counts(passage, a, b) * min(max(lost), 1.0),
            "lost mean": sum(lost) / len(lost),
            "words": log1p(len(lost)),
            "words of meaning": log1p(content),
            "alone": float(alone),
        }
        if changed:
            read = [*changed[0][slice(*a)], *changed[1][slice(*b)]]
            figures |= {"network": float(max(read)), "network mean": float(sum(read)) / len(read)}
        found.append(Stretch(a, b, stretch_head().chance(figures), figures))
    return tuple(found)


def _odds(p: float) -> float:
    p = min(max(p, _LEAST), 1 - _LEAST)
    return log(p / (1 - p))


def _between(passage: Passage) -> list[Gap]:
    """What lies between the words that both sides have in one order; something on one side at least."""
    if passage.span_b.of(passage.text_b) < passage.span_a.of(passage.text_a):
        # Of two words that changed places one is taken as fixed: the same one from either side.
        return [(a, b) for b, a in _between(passage.mirrored())]
    kept = [m for m in passage.matches if not m.moved]
    found = _gaps(kept, (0, len(passage.a)), (0, len(passage.b)))
    alone = [(a, b) for a, b in found if a[0] == a[1] or b[0] == b[1]]
    facing = _facing(passage, alone)
    moved = [m for m in passage.matches if m.moved]
    found = [g for g in found if not any(g in pair for pair in facing)]
    for (a, _), (_, b) in facing:
        found += _gaps(_in_order([m for m in moved if a[0] <= m.a < a[1] and b[0] <= m.b < b[1]]), a, b)
    return sorted(found)


def _in_order(matches: Sequence[Match]) -> list[Match]:
    """The most of them that keep one order; `matches` are in the order of side a."""
    chains: list[list[Match]] = []
    for m in matches:
        before = max((c for c in chains if c[-1].b < m.b), key=len, default=[])
        chains.append([*before, m])
    return max(chains, key=len, default=[])


def _gaps(matches: Iterable[Match], range_a: Range, range_b: Range) -> list[Gap]:
    """What lies between the matches inside two ranges that keep one order."""
    fixed = [(range_a[0] - 1, range_b[0] - 1), (range_a[1], range_b[1])]
    # Words that are the same come first: one of several words of a phrase must not part them.
    for relation in (Relation.SAME, Relation.SPELLING):
        for m in matches:
            if m.relation is relation and fixed[0] < (m.a, m.b) < fixed[-1]:
                at = bisect(fixed, (m.a, m.b))
                if fixed[at - 1][0] < m.a < fixed[at][0] and fixed[at - 1][1] < m.b < fixed[at][1]:
                    fixed.insert(at, (m.a, m.b))
    gaps = [((a0 + 1, a1), (b0 + 1, b1)) for (a0, b0), (a1, b1) in pairwise(fixed)]
    return [(a, b) for a, b in gaps if a[0] < a[1] or b[0] < b[1]]


def _facing(passage: Passage, alone: Sequence[Gap]) -> list[tuple[Gap, Gap]]:
    """Of the gaps that only one side fills, those that say the same in another place, by two.

    Who said it may stand before a quotation in one version and behind it in the other.
    """
    answer = {m.a: m.b for m in passage.matches if m.relation in ALIKE}
    ranked = []
    told_a = [(gap, _content(passage.a, gap[0])) for gap in alone]
    told_b = [(gap, _content(passage.b, gap[1])) for gap in alone]
    for x, content_a in told_a:
        for y, content_b in told_b:
            shared = sum(answer.get(i, -1) in content_b for i in content_a)
            if shared and 2 * shared >= min(len(content_a), len(content_b)):
                ranked.append((-shared, x, y))
    found: list[tuple[Gap, Gap]] = []
    for _, x, y in sorted(ranked):
        if not any(x in pair or y in pair for pair in found):
            found.append((x, y))
    return found


def _stirring(passage: Passage, gaps: list[Gap]) -> list[Gap]:
    """The gaps without those whose words only moved, unless nothing else differs: then the order does."""
    answered = [m for m in passage.matches if m.moved and m.relation in ALIKE]
    met_a, met_b = {m.a for m in answered}, {m.b for m in answered}

    def moved(a: Range, b: Range) -> bool:
        content_a, content_b = _content(passage.a, a), _content(passage.b, b)
        said = bool(content_a or content_b)
        return said and met_a.issuperset(content_a) and met_b.issuperset(content_b)

    rest = [gap for gap in gaps if not moved(*gap)]
    return rest or gaps


def _explained(tokens: Sequence[Token], within: Range, answered: Mapping[int, Relation]) -> bool:
    """Whether all words there say what the other side says, too: phrases of one meaning, "said" moved."""
    return all(
        answered.get(k) is Relation.SPELLING
        or (answered.get(k) is Relation.SAME and tokens[k].key in _SAYING)
        for k in range(*within)
    )


def _counts(passage: Passage, range_a: Range, range_b: Range) -> float:
    """How much of what words there lost counts."""
    spoken = {passage.a[k].key for k in range(*range_a)} | {passage.b[k].key for k in range(*range_b)}
    if spoken <= _REPORTING:
        return 0.0
    return 0.5 if _synonyms(passage, range_a, range_b) else 1.0


def _synonyms(passage: Passage, range_a: Range, range_b: Range) -> bool:
    """Whether every word of meaning has a synonym, or its own stem, on the other side.

    Of two words against one, one may be left over ("quickly grew" for "soared").
    """
    between = [
        m
        for m in passage.matches
        if m.relation in ALIKE and m.a in range(*range_a) and m.b in range(*range_b)
    ]
    a, b = _content(passage.a, range_a), _content(passage.b, range_b)
    stems_a, stems_b = {passage.a[i].key[:_STEM] for i in a}, {passage.b[j].key[:_STEM] for j in b}
    answered_a, answered_b = {m.a for m in between}, {m.b for m in between}
    left = sum(i not in answered_a and passage.a[i].key[:_STEM] not in stems_b for i in a)
    left += sum(j not in answered_b and passage.b[j].key[:_STEM] not in stems_a for j in b)
    return bool(a and b) and left <= (sorted((len(a), len(b))) == [1, 2])


def _content(tokens: Sequence[Token], within: Range) -> list[int]:
    return [k for k in range(*within) if word_class(tokens[k], opens=tokens[k].opens) in CONTENT]


def _cut(within: Range, lost: Numbers, longest: int) -> Range:
    """The range, or where it is long the window in it that lost most."""
    start, end = within
    if end - start <= longest:
        return within
    best = max(range(start, end - longest + 1), key=lambda k: (sum(lost[k : k + longest]), -k))
    return best, best + longest
