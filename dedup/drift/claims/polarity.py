"""flipped-polarity: a negation that one version lacks, or a word answered by its opposite."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Span
from dedup.drift.claims.edits import Match, Passage
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.rules import FLIPPED_POLARITY, against, near_grave, quoted
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

NEGATORS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot hardly scarcely barely".split()
)
# Verbs that deny what follows; forms are read through the lexicon.
_DENYING = frozenset("fail refuse deny lack avoid decline reject unable prevent stop cease refrain".split())
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_LIGHT = frozenset(
    "a an the be is are was were been being do does did have has had will would can could may might shall "
    "should to of in on at for by with and or it this that there any yet longer only more so as very".split()
)


class PolarityRule:
    """Negation and opposites.

    Evidence: `kind` (`negation` or `opposite`), `words` (both), `sure` (the words around answer each other).
    """

    rules = (FLIPPED_POLARITY,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each negation without an answer and each pair of opposites in one slot."""
        no_a = [i for i in passage.only_a if passage.a[i].key in NEGATORS]
        no_b = [j for j in passage.only_b if passage.b[j].key in NEGATORS]
        opposites = [m for m in passage.matches if m.relation is Relation.OPPOSITE]
        # Negators that changed their form (not any / no) answer each other.
        spare = min(len(no_a), len(no_b))
        no_a, no_b = no_a[spare:], no_b[spare:]
        denied_a = _denials(passage.a, passage.only_a)
        denied_b = _denials(passage.b, passage.only_b)
        if no_a or no_b:
            # "did not accept" / "rejected", "failed to" / "did not", "unable" / "not able": said otherwise.
            weight = len(opposites) + denied_a + denied_b + _prefixed(passage)
            if not weight:
                for i in no_a:
                    yield from _negation(passage, i, on_a=True)
                for j in no_b:
                    yield from _negation(passage, j, on_a=False)
            return
        for m in opposites:
            yield _opposite(passage, m)


def _denials(tokens: tuple[Token, ...], only: tuple[int, ...]) -> int:
    return sum(any(w in _DENYING for _, w in lexicon().lemmas(tokens[i].key)) for i in only)


def _prefixed(passage: Passage) -> int:
    """Words of one side that are a word of the other with a negating prefix."""
    keys_a, keys_b = {passage.a[i].key for i in passage.only_a}, {passage.b[j].key for j in passage.only_b}
    return sum(p + x in keys_b or p + x in keys_a for x in keys_a | keys_b for p in _PREFIXES)


def _negation(passage: Passage, at: int, *, on_a: bool) -> Iterator[Finding]:
    own, other = (passage.a, passage.b) if on_a else (passage.b, passage.a)
    answers = {(m.a if on_a else m.b): (m.b if on_a else m.a) for m in passage.matches}
    scope = next((k for k in range(at + 1, min(at + 6, len(own))) if own[k].key not in _LIGHT), None)
    if scope is None or scope not in answers:
        return
    here = Span(own[at].span.start, own[scope].span.end)
    there = other[answers[scope]].span
    a, b = (here, there) if on_a else (there, here)
    before = answers.get(at - 1)
    close = before is not None and 0 < answers[scope] - before <= scope - at + 1
    places = (scope, answers[scope]) if on_a else (answers[scope], scope)
    grave = near_grave(passage, *places)
    yield Finding(
        FLIPPED_POLARITY,
        Severity.CRITICAL if grave and close else Severity.MAJOR,
        _confidence(passage, close),
        f"{quoted(passage.text_a if on_a else passage.text_b, here)} is denied in one version only",
        a,
        b,
        evidence={"kind": "negation", "words": [a.of(passage.text_a), b.of(passage.text_b)], "sure": close},
    )


def _confidence(passage: Passage, close: bool) -> float:
    """By the share right on open rows: .98 where the words around answer each other, .95 in light edits."""
    if close:
        return 0.93
    kept = 2 * len(passage.matches) / max(len(passage.a) + len(passage.b), 1)
    return 0.85 if kept >= _LIGHTLY else 0.6


_LIGHTLY = 0.85


def _opposite(passage: Passage, match: Match) -> Finding:
    x, y = passage.a[match.a], passage.b[match.b]
    answers = {m.a: m.b for m in passage.matches}
    close = (match.a == 0 and match.b == 0) or answers.get(match.a - 1, -9) == match.b - 1
    close = close and ((match.a + 1 == len(passage.a)) or answers.get(match.a + 1, -9) == match.b + 1)
    return Finding(
        FLIPPED_POLARITY,
        Severity.CRITICAL if near_grave(passage, match.a, match.b, 1) else Severity.MAJOR,
        _confidence(passage, close),
        against(passage, x.span, y.span, "the opposite "),
        x.span,
        y.span,
        evidence={"kind": "opposite", "words": [x.key, y.key], "sure": close},
    )
