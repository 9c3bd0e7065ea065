"""What both versions and the references write: who has a spelling, and which of two is the right one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dedup.drift.interface import Comparison
from dedup.drift.names.accept import AcceptList
from dedup.drift.names.find import Token
from dedup.drift.names.spellings import Spellings, Witnesses


@dataclass(frozen=True, slots=True)
class Versions:
    """Everything that is known of how names are spelt.

    Args:
        a, b: the two versions.
        witnesses: the references.
        accepted: settled spellings.
    """

    a: Spellings
    b: Spellings
    witnesses: Witnesses
    accepted: AcceptList

    @classmethod
    def of(cls, comparison: Comparison, accepted: AcceptList) -> Versions:
        """Those of `comparison`."""
        references = tuple(Spellings.of(r) for r in comparison.references)
        return cls(Spellings.of(comparison.a), Spellings.of(comparison.b), Witnesses(references), accepted)

    def written(self, x: Token, y: Token) -> dict[str, Any]:
        """As evidence, who writes either spelling: both versions, and the references where there are any."""
        out: dict[str, Any] = {s.text: {"a": self.a.words[s.key], "b": self.b.words[s.key]} for s in (x, y)}
        if self.witnesses.references:
            for s in (x, y):
                out[s.text]["references"] = self.witnesses.count(s.key)
        return {"written": out}

    def right(self, x: Token, y: Token) -> str | None:
        """The spelling that the evidence is for: references outvote, then the one that both versions know.

        `x` stands in version a, `y` in b.
        """
        votes = self.witnesses.count(x.key), self.witnesses.count(y.key)
        if votes[0] != votes[1]:
            return x.text if votes[0] > votes[1] else y.text
        shared = self.b.words[x.key] > 0, self.a.words[y.key] > 0
        if shared[0] != shared[1]:
            return x.text if shared[0] else y.text
        return None
