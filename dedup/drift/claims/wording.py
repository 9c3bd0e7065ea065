"""changed-wording: the head says that the meaning went, and no other rule says how.

Where in the passage is read off the word-drift head (`dedup.drift.wording`) and the matching network: the run
of words that is lost most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from dedup.drift.wording.head import Scores, sentence_drift

# A span longer than this many words shows a reader nothing; it is cut to its most changed part. Words that
# stand on one side only are shown whole up to a sentence's length.
_LONGEST, _LONGEST_ALONE = 12, 30
# From this word drift on a stretch of a changed passage is a change of its own, and a stretch of a passage
# that is not called changed is still worth a look; chosen by the length of reports on real pairs.
_LOST, _DOUBTED, _GONE = 0.49, 0.37, 0.9
# "he said" comes and goes with the word order; with a name in it, it is no longer only this.
_SAYING = frozenset("said says say added adds told saying declared".split())
_REPORTING = _SAYING | frozenset("he she it they who that".split())
_WORDS_EACH = 8
_MOST = 4
_BETWEEN = 2  # unchanged words between two stretches that are shown as one


def changed_wording(judged: Assessment, explained: Sequence[Finding], *, strict: bool) -> Iterator[Finding]:
    """The most changed stretches of a passage, with what stands for them; at most one for eight words.

    Where typed findings explain the passage only what is lost beyond doubt is added.

    Evidence: `probability` (of the head, for the passage), `lost` (word drift of the stretch's worst word).
    """
    head, passage, probability = claim_head(), judged.passage, judged.probability
    if probability is None or probability < (head.suspects / 2 if strict else head.suspects):
        return
    changed = probability >= head.reports
    unexplained = not any(f.severity >= Severity.MAJOR for f in explained)
    edits = sorted(_edits(passage, judged), key=lambda e: (-e.weight, e.a, e.b))
    room = max(1, min(_MOST, max(len(passage.a), len(passage.b)) // _WORDS_EACH))
    shown = []
    for rank, edit in enumerate(edits[:room]):
        leads = changed and unexplained and rank == 0
        if leads or edit.lost >= (_LOST if changed else _DOUBTED):
            is_major = leads or (changed and edit.lost >= _GONE)
            shown.append(replace(edit, severity=Severity.MAJOR if is_major else Severity.MINOR))
    for edit in _joined(shown):
        a, b = _span(passage.a, edit.a), _span(passage.b, edit.b)
        yield Finding(
            CHANGED_WORDING,
            edit.severity,
            round(probability, 3),
            _message(passage, a, b),
            a,
            b,
            evidence={"probability": round(probability, 3), "lost": round(edit.lost, 3)},
        )


def _message(passage: Passage, a: Span | None, b: Span | None) -> str:
    if a is None and b is not None:
        return f"{quoted(passage.text_b, b)} stands in one version only"
    if b is None and a is not None:
        return f"{quoted(passage.text_a, a)} stands in one version only"
    assert a is not None and b is not None
    return f"{quoted(passage.text_a, a)} became {quoted(passage.text_b, b)}, which does not mean the same"


Lost = list[float]


def _drift(judged: Assessment) -> tuple[Lost, Lost]:
    """Word drift of each token of both sides."""
    if judged.similarities is None:
        return [1.0] * len(judged.passage.a), [1.0] * len(judged.passage.b)
    drift = sentence_drift(judged.similarities)
    return (
        [float(drift.a[t.word]) for t in judged.passage.a],
        [float(drift.b[t.word]) for t in judged.passage.b],
    )


def _with(drift: Lost, changed: Scores | None) -> Lost:
    """The mean of the word drift and of what the network says of each token.

    The one was fitted on words that differ, the other on planted errors and translators': together they
    point at more of either than each alone (docs/design/claims.md).
    """
    return drift if changed is None else [(x + float(y)) / 2 for x, y in zip(drift, changed, strict=True)]


Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch between anchors in which something changed.

    Args:
        a, b: token ranges of both sides; one may be empty.
        lost: how far its worst word is lost.
        weight: how much it counts beside others.
        severity: of the finding that shows it.
    """

    a: Range
    b: Range
    lost: float
    weight: float
    severity: Severity = Severity.MINOR


def _joined(edits: Iterable[_Edit]) -> list[_Edit]:
    """The stretches in the order of the text; with hardly a word between them they are one phrase."""
    found: list[_Edit] = []
    for edit in sorted(edits, key=lambda e: (e.a, e.b)):
        if found:
            last = found[-1]
            whole_a, whole_b = (last.a[0], edit.a[1]), (last.b[0], edit.b[1])
            between = max(edit.a[0] - last.a[1], edit.b[0] - last.b[1])
            if between <= _BETWEEN and max(whole_a[1] - whole_a[0], whole_b[1] - whole_b[0]) <= _LONGEST:
                severity = max(last.severity, edit.severity)
                found[-1] = _Edit(whole_a, whole_b, max(last.lost, edit.lost), last.weight, severity)
                continue
        found.append(edit)
    return found


def _edits(passage: Passage, judged: Assessment) -> list[_Edit]:
    """All stretches of a passage in which something changed."""
    drift_a, drift_b = _drift(judged)
    mean_a, mean_b = _with(drift_a, judged.changed_a), _with(drift_b, judged.changed_b)
    fixed = [(-1, -1)]
    for m in passage.matches:
        kept = m.relation in (Relation.SAME, Relation.SPELLING) and not m.moved
        if kept and m.a > fixed[-1][0] and m.b > fixed[-1][1]:
            fixed.append((m.a, m.b))
    fixed.append((len(passage.a), len(passage.b)))
    found: list[_Edit] = []
    for (a0, b0), (a1, b1) in pairwise(fixed):
        range_a, range_b = (a0 + 1, a1), (b0 + 1, b1)
        if _explained(passage, range_a, range_b):
            continue
        counts = _counts(passage, range_a, range_b)
        lost, weight = (
            counts * max(_weight(passage.a, range_a, a), _weight(passage.b, range_b, b))
            for a, b in ((drift_a, drift_b), (mean_a, mean_b))
        )
        alone = range_a[0] >= range_a[1] or range_b[0] >= range_b[1]
        longest = _LONGEST_ALONE if alone else _LONGEST
        cut_a, cut_b = _cut(range_a, mean_a, longest), _cut(range_b, mean_b, longest)
        found.append(_Edit(cut_a, cut_b, min(lost, 1.0), weight))
    return found


def _explained(passage: Passage, range_a: Range, range_b: Range) -> bool:
    """Whether all words there say what the other side says, too: phrases of one meaning, "said" moved."""
    a, b = {m.a: m.relation for m in passage.matches}, {m.b: m.relation for m in passage.matches}
    told = [(a.get(k), passage.a[k].key) for k in range(*range_a)]
    told += [(b.get(k), passage.b[k].key) for k in range(*range_b)]
    return all(
        relation is Relation.SPELLING or (relation is Relation.SAME and key in _SAYING)
        for relation, key in told
    )


def _counts(passage: Passage, range_a: Range, range_b: Range) -> float:
    """How much of what words there lost counts: nothing of "he said", half where synonyms answer."""
    spoken = {passage.a[k].key for k in range(*range_a)} | {passage.b[k].key for k in range(*range_b)}
    if spoken <= _REPORTING:
        return 0.0
    return 0.5 if _synonyms(passage, range_a, range_b) else 1.0


def _synonyms(passage: Passage, range_a: Range, range_b: Range) -> bool:
    """Whether every word of meaning of the one stretch has a synonym, or its own stem, in the other."""
    kind = (Relation.SAME, Relation.FORM, Relation.SPELLING, Relation.SYNONYM)
    answered = {m.a for m in passage.matches if m.relation in kind and range_b[0] <= m.b < range_b[1]}
    back = {m.b for m in passage.matches if m.relation in kind and range_a[0] <= m.a < range_a[1]}
    a, b = _content(passage.a, range_a), _content(passage.b, range_b)
    stems_a, stems_b = {passage.a[i].key[:_STEM] for i in a}, {passage.b[j].key[:_STEM] for j in b}
    return (
        bool(a and b)
        and all(i in answered or passage.a[i].key[:_STEM] in stems_b for i in a)
        and sum(j not in back and passage.b[j].key[:_STEM] not in stems_a for j in b)
        <= (len(a) == 1 and len(b) < 3)
    )


_STEM = 6


def _content(tokens: Sequence[Token], within: Range) -> list[int]:
    return [k for k in range(*within) if word_class(tokens[k], opens=tokens[k].opens) in CONTENT]


def _weight(tokens: Sequence[Token], within: Range, lost: Sequence[float]) -> float:
    weight = 0.0
    for k in range(*within):
        content = word_class(tokens[k], opens=tokens[k].opens) in CONTENT
        weight = max(weight, lost[k] * (1.0 if content else 0.6) + (0.05 if content else 0.02))
    return weight


def _cut(within: Range, lost: Sequence[float], longest: int) -> Range:
    """The range, or where it is long the window in it that lost most."""
    start, end = within
    if end - start <= longest:
        return within
    best = max(range(start, end - longest + 1), key=lambda k: (sum(lost[k : k + longest]), -k))
    return best, best + longest


def _span(tokens: Sequence[Token], within: Range) -> Span | None:
    start, end = within
    return Span(tokens[start].span.start, tokens[end - 1].span.end) if end > start else None
