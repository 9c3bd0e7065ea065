"""The claim rules by name and code, and what their checkers share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Rule, Severity

CHANGED_NUMBER = Rule(
    "C201", "changed-number", Severity.MAJOR, "A number says another value, or counts something else."
)
CHANGED_DATE = Rule("C202", "changed-date", Severity.MAJOR, "A date, a day or a span of time is another one.")
CHANGED_UNIT = Rule(
    "C203",
    "changed-unit",
    Severity.MAJOR,
    "A measure changed or lost its unit, and no conversion explains it.",
)
FLIPPED_POLARITY = Rule(
    "C204", "flipped-polarity", Severity.MAJOR, "One version says the opposite of the other."
)
SWAPPED_ROLES = Rule("C205", "swapped-roles", Severity.MAJOR, "Who did what to whom is exchanged.")
CHANGED_ATTRIBUTION = Rule(
    "C206", "changed-attribution", Severity.MAJOR, "Another speaker, or another title."
)
ALTERED_QUOTE = Rule(
    "C207", "altered-quote", Severity.MINOR, "The words inside quotation marks say something else."
)
CHANGED_HEDGE = Rule(
    "C208", "changed-hedge", Severity.MAJOR, "What was alleged is a fact, or a fact is alleged."
)
CHANGED_WORDING = Rule("C209", "changed-wording", Severity.MAJOR, "The wording no longer means the same.")


class PassageRule(Protocol):
    """One family of claim rules, asked for one linked passage at a time.

    `check` is deterministic, and symmetric as `Checker.check` is.
    """

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules it may speak of."""
        ...

    def check(self, passage: Passage) -> Iterable[Finding]:
        """The findings of this family in this passage."""
        ...


def quoted(text: str, span: Span) -> str:
    """The words of a span in quotation marks, of long ones the first and the last, for a message."""
    words = " ".join(span.of(text).split())
    if len(words) <= 60:
        return f"“{words}”"
    # No word is cut in two, but one that is longer than all that.
    first, last = words[:41].rpartition(" ")[0] or words[:40], words[-16:].partition(" ")[2] or words[-15:]
    return f"“{first} … {last}”"


def against(passage: Passage, a: Span, b: Span, link: str = "") -> str:
    """Both passages in one sentence: “X” in one version, “Y” in the other."""
    return f"{quoted(passage.text_a, a)} in one version, {link}{quoted(passage.text_b, b)} in the other"


# Words that make a change weigh on life, law or money: such a wrong fact is critical in MQM's sense.
GRAVE = frozenset(
    "dead died die dies dying death deaths kill killed killing kills killings wounded injured injuries "
    "injury casualties victims fatalities fatal murder murdered missing hostages infected cases "
    "arrested detained jailed sentenced prison convicted guilty charged dollars euros pounds yuan yen "
    "rubles usd eur".split()
)


def near_grave(passage: Passage, a: int, b: int, reach: int = 4) -> bool:
    """Whether a word of life, law or money stands within `reach` words of token `a` or, on its side, `b`."""
    return _near(passage.text_a, passage.a, a, reach) or _near(passage.text_b, passage.b, b, reach)


def _near(text: str, tokens: tuple[Token, ...], at: int, reach: int) -> bool:
    span = tokens[at].span
    around = tokens[max(0, at - reach) : at + reach + 1]
    return any(t.key in GRAVE for t in around) or "$" in text[max(0, span.start - 2) : span.end]
