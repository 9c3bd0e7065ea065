"""changed-hedge: what one version alleges, the other states as a fact, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.rules import CHANGED_HEDGE, quoted
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

_HEDGES = frozenset(
    "alleged allegedly reportedly purported purportedly supposed supposedly suspected apparently "
    "perhaps possibly "
    "maybe probably presumably likely may might seemingly unconfirmed rumored rumoured".split()
)
_HEDGING_VERBS = frozenset("allege suspect accuse believe think claim seem appear expect".split())
# Words that say the same doubt otherwise: where one stands unanswered on the other side, nothing is decided.
_ALSO = frozenset(
    "could can would should according said says potential possible potentially whether if risk".split()
)


class HedgeRule:
    """Doubt words without an answer.

    Evidence: `hedge` (the word), `kind` (`dropped`: one side only).
    """

    rules = (CHANGED_HEDGE,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each doubt word that the other side neither has nor replaces."""
        doubts_a = [i for i in passage.only_a if _doubts(passage.a[i])]
        doubts_b = [j for j in passage.only_b if _doubts(passage.b[j])]
        spoken_a = {t.key for t in passage.a}
        spoken_b = {t.key for t in passage.b}
        if doubts_a and not doubts_b and not _hedged(spoken_b):
            yield from _dropped(passage, doubts_a[0], on_a=True)
        if doubts_b and not doubts_a and not _hedged(spoken_a):
            yield from _dropped(passage, doubts_b[0], on_a=False)


def _doubts(token: Token) -> bool:
    return token.key in _HEDGES and not (token.key == "may" and token.text[0].isupper())


def _hedged(keys: set[str]) -> bool:
    return bool(keys & (_HEDGES | _ALSO)) or any(
        lemma in _HEDGING_VERBS for key in keys for pos, lemma in lexicon().lemmas(key) if pos == "v"
    )


def _dropped(passage: Passage, at: int, *, on_a: bool) -> Iterator[Finding]:
    own, other = (passage.a, passage.b) if on_a else (passage.b, passage.a)
    to = {(m.a if on_a else m.b): (m.b if on_a else m.a) for m in passage.matches}
    after = next((k for k in range(at + 1, min(at + 4, len(own))) if k in to), None)
    before = next((k for k in range(at - 1, max(at - 3, -1), -1) if k in to), None)
    if after is None:
        return
    # The words around stand together on the other side, too: only the doubt is gone.
    close = before is not None and 0 < to[after] - to[before] <= after - before + 1
    here = Span(own[at].span.start, own[after].span.end)
    there = other[to[after]].span
    a, b = (here, there) if on_a else (there, here)
    text = passage.text_a if on_a else passage.text_b
    yield Finding(
        CHANGED_HEDGE,
        Severity.MAJOR if close else Severity.MINOR,
        # Right in 43 % of open cases: shown where everything is asked for, or where the head agrees.
        0.7 if close else 0.5,
        f"{quoted(text, own[at].span)} stands in one version only; the other states it as a fact",
        a,
        b,
        evidence={"hedge": own[at].key, "kind": "dropped"},
    )
