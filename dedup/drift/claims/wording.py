"""changed-wording: the head says that the meaning went, and no other rule says how.

Where in the passage is read off its stretches (`stretches.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dedup.documents import Span
from dedup.drift.claims.assess import Assessment
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.head import claim_head
from dedup.drift.claims.rules import CHANGED_WORDING, quoted
from dedup.drift.claims.stretches import LONGEST, Range, Stretch, stretch_head
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

_BETWEEN = 3  # unchanged words between two stretches that are shown as one
# Word drift says of a translator's error as much as the fitted chance, which learned more from planted ones.
# So the most lost stretches of a passage, one for eight words, are shown from these drifts on, too: in a
# passage that is called changed, and in one that is not. Chosen by the length of reports on real pairs.
_LOST, _DOUBTED = 0.44, 0.32
_FUNCTION_WORDS = 1.6  # times as much is asked where there are only such
_WORDS_EACH, _MOST = 8, 4
_SAID = 0.5  # from this chance on a stretch is said to mean something else, below that it may
_STRICT = 0.5  # what is asked of a probability or chance where everything is to be shown


def changed_wording(judged: Assessment, explained: Sequence[Finding], *, strict: bool) -> Iterator[Finding]:
    """The stretches of a passage that may have changed its meaning, with what stands for them.

    In a passage that the head calls changed the likeliest one is always shown, as major, unless typed
    findings explain the passage; so is any that is `sure`. All others are minor.

    Evidence: `probability` (of the head, for the passage), `chance` (of the stretch), `lost` (word drift of
    its worst word).
    """
    probability, asked = judged.probability, _STRICT if strict else 1.0
    if probability is None or probability < asked * claim_head().suspects:
        return
    head, passage = stretch_head(), judged.passage
    changed = judged.is_changed
    unexplained = not any(f.severity >= Severity.MAJOR for f in explained)
    first = max(judged.stretches, key=lambda s: s.chance, default=None)
    lost = _most_lost(judged, _LOST if changed else _DOUBTED)
    shown = []
    for stretch in judged.stretches:
        leads = stretch is first and changed and unexplained
        if leads or (changed and stretch.chance >= head.sure):
            shown.append((stretch, Severity.MAJOR))
        elif stretch.chance >= asked * (head.least if stretch in lost else head.shown):
            shown.append((stretch, Severity.MINOR))
    for stretch, severity in _joined(shown):
        a, b = _span(passage.a, stretch.a), _span(passage.b, stretch.b)
        confidence = max(probability, stretch.chance) if severity is Severity.MAJOR else stretch.chance
        yield Finding(
            CHANGED_WORDING,
            severity,
            round(confidence, 3),
            _message(passage, a, b, stretch.chance),
            a,
            b,
            evidence={
                "probability": round(probability, 3),
                "chance": round(stretch.chance, 3),
                "lost": round(stretch.figures["lost"], 3),
            },
        )


def _most_lost(judged: Assessment, bar: float) -> list[Stretch]:
    passage = judged.passage
    room = max(1, min(_MOST, max(len(passage.a), len(passage.b)) // _WORDS_EACH))
    ranked = sorted(judged.stretches, key=lambda s: (-s.figures["lost"], s.a, s.b))
    # What one side adds has drifted from nothing: raters marked .11 of such, of others .22.
    facing = [s for s in ranked[:room] if not s.figures["alone"]]
    return [s for s in facing if s.figures["lost"] >= bar * (1 if s.has_meaning else _FUNCTION_WORDS)]


def _message(passage: Passage, a: Span | None, b: Span | None, chance: float) -> str:
    if a is None and b is not None:
        return f"{quoted(passage.text_b, b)} stands in one version only"
    if b is None and a is not None:
        return f"{quoted(passage.text_a, a)} stands in one version only"
    assert a is not None and b is not None
    verb = "does" if chance >= _SAID else "may"
    return f"{quoted(passage.text_a, a)} became {quoted(passage.text_b, b)}, which {verb} not mean the same"


Shown = tuple[Stretch, Severity]


def _joined(shown: Iterable[Shown]) -> list[Shown]:
    """The stretches as they come; with hardly a word between them two are one phrase."""
    found: list[Shown] = []
    for stretch, severity in shown:
        if found:
            last, before = found[-1]
            a, b = _both(last.a, stretch.a), _both(last.b, stretch.b)
            between = stretch.a[0] - last.a[1], stretch.b[0] - last.b[1]
            if min(between) >= 0 and max(between) <= _BETWEEN and max(a[1] - a[0], b[1] - b[0]) <= LONGEST:
                likelier = max(last, stretch, key=lambda s: s.chance)
                found[-1] = replace(likelier, a=a, b=b), max(before, severity)
                continue
        found.append((stretch, severity))
    return found


def _both(first: Range, last: Range) -> Range:
    return first[0], last[1]


def _span(tokens: Sequence[Token], within: Range) -> Span | None:
    start, end = within
    return Span(tokens[start].span.start, tokens[end - 1].span.end) if end > start else None
