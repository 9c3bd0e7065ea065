"""A name word that one version has and the other has not: told, told for information, or left unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dedup.documents import Span
from dedup.drift.interface import Finding, Rule, Severity
from dedup.drift.names.chinese import is_pinyin
from dedup.drift.names.evidence import Suspect
from dedup.drift.names.find import Token
from dedup.drift.names.legitimate import in_use, legitimate, sure_variant
from dedup.drift.names.lexicon import frequency
from dedup.drift.names.rules import GARBLED, INVENTED, MISSING, VARIANT, quoted
from dedup.drift.names.spellings import Neighbour, Neighbours, Spellings, uncovered
from dedup.drift.names.versions import Versions

# The probability from which a word without counterpart is reported; and where it is an English word and
# part of a longer name, mostly wording: the Badge of Friendship. Never where the other version has the rest
# of that name, and no abbreviation.
_REPORTED_ALONE, _REPORTED_PART, _NEVER = 0.15, 0.4, 1.1
# Where the name is in use, and the other passage has none left in its place: somebody added or left out who
# it was. Never where the name is one word (a place, a paper), or the other version has the rest of it: a
# given name, but not a syllable of pinyin.
_REPORTED_ADDED = 0.3
# Where the other version has the word in another form. A people for its place is never told.
_REPORTED_FORM, _FORMS = 0.5, ("compound", "abbreviation")
# Where the other version has a near spelling of it, in another place.
_REPORTED_NEAR = 0.2
# Zipf frequency of a name that everybody knows.
_WELL_KNOWN = 3.0


@dataclass(frozen=True, slots=True)
class Lone:
    """A word that the linked passage has no counterpart of.

    Args:
        suspect: the word.
        p: that a rater would mark it; None where its passage is not linked at all.
        left_over: how many names of the linked passage have no counterpart either.
    """

    suspect: Suspect
    p: float | None
    left_over: int = 0


@dataclass(frozen=True)
class Alone:
    """What is said of such words of one version.

    Args:
        versions: both versions and the references.
        side: whose words they are.
        told: the folded words of this side that have been set against another spelling or name already, and
            by which rule: one change is told once, with both passages.
    """

    versions: Versions
    side: Literal["a", "b"]
    told: Mapping[str, Rule]

    @property
    def own(self) -> Spellings:
        """The version whose words they are."""
        return self.versions.a if self.side == "a" else self.versions.b

    @property
    def other(self) -> Spellings:
        """The version that lacks them."""
        return self.versions.b if self.side == "a" else self.versions.a

    def findings(self, found: Sequence[Lone], covered: Sequence[Span]) -> Iterator[Finding]:
        """On `found`, and on the names outside of the linked passages `covered`, in any order."""
        free = [
            Lone(Suspect(t, n, None), None)
            for n in uncovered(self.own.names, covered)
            for t in n.tokens
            if t.sure and t.span not in self.own.settled
        ]
        unknown = [x for x in (*found, *free) if not self.other.words[x.suspect.token.key]]
        for x in unknown:
            if x.suspect.reason in _FORMS and x.p is not None and x.p >= _REPORTED_FORM:
                message = f"{quoted(x.suspect.token.text)} stands in the other version in another form only"
                yield self._finding(INVENTED, Severity.MINOR, x.suspect.token, x.p, message)
        todo = [x for x in unknown if x.suspect.reason in (None, "joined")]
        near = Neighbours(self.other.tokens)
        near.ask(x.suspect.token for x in todo)
        for x in todo:
            token, neighbour = x.suspect.token, near.of(x.suspect.token)
            if neighbour and (
                self.versions.accepted.accepts(token.text, neighbour.token.text)
                or (token.word and neighbour.token.word)
            ):
                continue
            if neighbour and token.sure:
                yield from self._elsewhere(token, neighbour, x.p)
            elif x.p is not None:
                yield from self._only_here(x, x.p)

    def _elsewhere(self, token: Token, neighbour: Neighbour, p: float | None) -> Iterator[Finding]:
        """A spelling that the other version never has, but has a near neighbour of.

        No slot speaks for one name here: unless the two words do, nothing is said.
        """
        verdict = neighbour.verdict
        garbled = float(verdict.evidence["probabilities"]["garbled"])
        evidence = self.versions.written(token, neighbour.token) | {
            "verdict": verdict.verdict,
            "likeness": verdict.score,
            "garbled": garbled,
        }
        marked = p is not None and p >= _REPORTED_NEAR and not legitimate(token, neighbour.token, verdict, p)
        if verdict.slip or marked or self.told.get(token.key) is GARBLED:
            sure = max(garbled, p or 0.0)
            loud = sure >= _REPORTED_NEAR and token.key not in self.told
            message = f"{quoted(token.text)} is {quoted(neighbour.token.text)} in the other version"
            ours, theirs = token, neighbour.token
            right = self.versions.right(*((ours, theirs) if self.side == "a" else (theirs, ours)))
            severity = Severity.MINOR if loud else Severity.INFO
            yield Finding(GARBLED, severity, sure, message, *self._sides(token), right, evidence)
        elif verdict.verdict == "same" or (
            sure_variant(verdict) and not (verdict.pairing.left_a or verdict.pairing.left_b)
        ):
            message = f"{quoted(token.text)} and {quoted(neighbour.token.text)} are spellings of one name"
            yield Finding(VARIANT, Severity.INFO, verdict.score, message, *self._sides(token), None, evidence)

    def _only_here(self, x: Lone, p: float) -> Iterator[Finding]:
        token, name = x.suspect.token, x.suspect.name
        if p < self._bar(x):
            if x.suspect.reason is None and token.sure and not token.word:
                message = f"{quoted(token.text)} is named in this version only"
                yield self._finding(MISSING, Severity.INFO, token, 1 - p, message)
            return
        # A well-known name was left out or put in; an unknown one, or part of a longer name, is odder.
        rule, what = (
            (MISSING, "is named in this version only")
            if frequency(token.text.casefold()) >= _WELL_KNOWN and len(name.tokens) == 1
            else (INVENTED, "stands nowhere in the other version")
        )
        severity = Severity.INFO if self.told.get(token.key) is GARBLED else Severity.MINOR
        yield self._finding(rule, severity, token, p, f"{quoted(token.text)} {what}")

    def _bar(self, x: Lone) -> float:
        """The probability from which a word without counterpart is reported."""
        token, name = x.suspect.token, x.suspect.name
        alone = len(name.tokens) == 1
        known = any(self.other.words[t.key] for t in name.tokens if t is not token)
        if token.text.removesuffix("s").isupper() or (token.word and known):
            return _NEVER
        if token.word:
            return _REPORTED_ALONE if alone else _REPORTED_PART
        if not x.left_over and x.suspect.reason is None and in_use(token):
            return _NEVER if alone or (known and not is_pinyin(token.key)) else _REPORTED_ADDED
        return _REPORTED_ALONE

    def _finding(self, rule: Rule, severity: Severity, token: Token, p: float, message: str) -> Finding:
        evidence = {"probability": round(p, 3)}
        return Finding(rule, severity, p, message, *self._sides(token), None, evidence)

    def _sides(self, token: Token) -> tuple[Span | None, Span | None]:
        return (token.span, None) if self.side == "a" else (None, token.span)
