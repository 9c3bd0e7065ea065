"""What a rule is, what it sees, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol

from dedup.align.interface import Alignment
from dedup.documents import Document, Span


class Severity(IntEnum):
    """How bad a change is for the reader, after MQM (https://themqm.org): ordered, info lowest."""

    INFO = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """The name used in JSON and on the command line."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that dedup can say, stable by name and code (see CONTRACT, "Rule families").

    Args:
        code: `N`, `C` or `S` and three digits.
        name: the stable name, such as `garbled-name`.
        severity: what a finding has unless the case itself weighs more or less.
        summary: one sentence for a list of rules.
    """

    code: str
    name: str
    severity: Severity
    summary: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference that matters, with both passages and the reason.

    Args:
        rule: which rule speaks.
        severity: of this case.
        confidence: probability, 0 to 1, that an editor would agree.
        message: one sentence an editor understands without knowing the rule.
        a, b: the passage on each side; None where that side has none.
        suggestion: what to write instead, where the evidence decides.
        evidence: why; keys are documented at each rule, values are plain JSON.
    """

    rule: Rule
    severity: Severity
    confidence: float
    message: str
    a: Span | None
    b: Span | None
    suggestion: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a rule may look at: the two segmented versions, their alignment, and references.

    `worked_out` is for what takes long and several rules ask for; it lives as long as the comparison.
    """

    a: Document
    b: Document
    alignment: Alignment
    references: tuple[Document, ...] = ()
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)


class Checker(Protocol):
    """One family of rules that decide together from the same evidence.

    `check` must be deterministic and symmetric: with a and b exchanged it finds the same
    differences with sides exchanged (a message may differ).
    """

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What this family can say."""
        ...

    def check(self, comparison: Comparison) -> Iterable[Finding]:
        """The findings of this family, in any order."""
        ...
