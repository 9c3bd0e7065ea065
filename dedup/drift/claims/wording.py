"""changed-wording: the head says that the meaning went, and no other rule says how.

Where in the passage is read off the word-drift head (`dedup.drift.wording`): the run of words that is lost
most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dedup.documents import Span
from dedup.drift.claims.assess import Assessment
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, word_class
from dedup.drift.claims.head import claim_head
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.rules import CHANGED_WORDING, quoted
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity
from dedup.drift.wording.head import sentence_drift

# A span longer than this many words shows a reader nothing; it is cut to its most changed part.
_LONGEST = 12


def changed_wording(judged: Assessment, *, strict: bool) -> Iterator[Finding]:
    """At most one finding for a passage: its most changed words, with what stands for them.

    Evidence: `probability` (of the head), `lost` (word drift of the worst word, 0 to 1).
    """
    head, passage = claim_head(), judged.passage
    if judged.probability is None or judged.probability < (head.suspects if strict else head.reports):
        return
    lost_a, lost_b = _lost(judged)
    edits = _edits(passage, lost_a, lost_b)
    if not edits:
        return
    range_a, range_b, worst = max(edits, key=lambda e: (e[2], -e[0][0], -e[1][0]))
    a, b = _span(passage.a, range_a), _span(passage.b, range_b)
    sure = judged.probability >= head.reports
    yield Finding(
        CHANGED_WORDING,
        Severity.MAJOR if sure else Severity.MINOR,
        round(judged.probability, 3),
        _message(passage, a, b),
        a,
        b,
        evidence={"probability": round(judged.probability, 3), "lost": round(worst, 3)},
    )


def _message(passage: Passage, a: Span | None, b: Span | None) -> str:
    if a is None and b is not None:
        return f"{quoted(passage.text_b, b)} stands in one version only"
    if b is None and a is not None:
        return f"{quoted(passage.text_a, a)} stands in one version only"
    assert a is not None and b is not None
    return f"{quoted(passage.text_a, a)} became {quoted(passage.text_b, b)}, which does not mean the same"


def _lost(judged: Assessment) -> tuple[list[float], list[float]]:
    """Word drift of each token of both sides."""
    if judged.states_a is None or judged.states_b is None:
        return [1.0] * len(judged.passage.a), [1.0] * len(judged.passage.b)
    drift = sentence_drift(judged.words_a, judged.words_b, judged.states_a, judged.states_b)
    return (
        [float(drift.a[t.word]) for t in judged.passage.a],
        [float(drift.b[t.word]) for t in judged.passage.b],
    )


Range = tuple[int, int]


def _edits(
    passage: Passage, lost_a: Sequence[float], lost_b: Sequence[float]
) -> list[tuple[Range, Range, float]]:
    """Stretches between anchors in which something changed: token ranges of both sides and their weight."""
    fixed = [(-1, -1)]
    for m in passage.matches:
        kept = m.relation in (Relation.SAME, Relation.SPELLING) and not m.moved
        if kept and m.a > fixed[-1][0] and m.b > fixed[-1][1]:
            fixed.append((m.a, m.b))
    fixed.append((len(passage.a), len(passage.b)))
    found: list[tuple[Range, Range, float]] = []
    for (a0, b0), (a1, b1) in pairwise(fixed):
        range_a, range_b = (a0 + 1, a1), (b0 + 1, b1)
        if range_a[0] >= range_a[1] and range_b[0] >= range_b[1]:
            continue
        weight = _weight(passage.a, range_a, lost_a) + _weight(passage.b, range_b, lost_b)
        found.append((_cut(range_a, lost_a), _cut(range_b, lost_b), weight))
    return found


def _weight(tokens: Sequence[Token], within: Range, lost: Sequence[float]) -> float:
    weight = 0.0
    for k in range(*within):
        content = word_class(tokens[k], opens=tokens[k].opens) in CONTENT
        weight = max(weight, lost[k] * (1.0 if content else 0.6) + (0.05 if content else 0.02))
    return weight


def _cut(within: Range, lost: Sequence[float]) -> Range:
    """The range, or where it is long the window in it that lost most."""
    start, end = within
    if end - start <= _LONGEST:
        return within
    best = max(range(start, end - _LONGEST + 1), key=lambda k: (sum(lost[k : k + _LONGEST]), -k))
    return best, best + _LONGEST


def _span(tokens: Sequence[Token], within: Range) -> Span | None:
    start, end = within
    return Span(tokens[start].span.start, tokens[end - 1].span.end) if end > start else None
