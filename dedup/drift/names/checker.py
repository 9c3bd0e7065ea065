"""The name rules over two versions: passage by passage, then what only the whole documents tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dedup.documents import Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.attested import is_attested
from dedup.drift.names.chinese import is_pinyin, same_family, two_families
from dedup.drift.names.compare import NameVerdict
from dedup.drift.names.decide import probabilities
from dedup.drift.names.evidence import Case, Suspect, cases
from dedup.drift.names.find import Token, name_key, within
from dedup.drift.names.lexicon import frequency
from dedup.drift.names.meaning import Meanings
from dedup.drift.names.passage import Passage
from dedup.drift.names.rules import GARBLED, INVENTED, MISSING, RULES, VARIANT, quoted
from dedup.drift.names.single import against_references, inconsistent
from dedup.drift.names.spellings import Neighbour, Neighbours, Spellings, Witnesses, uncovered
from dedup.encoder.interface import Encoder

# A rater would mark the name: reported as minor; two professionals would not differ like this: major.
# Set by hand where out-of-fold F1 is flat; choosing them in each fold costs little: docs/design/names.md.
_REPORTED = 0.2
# Zipf frequency from which a name is so well known that a spelling nobody uses is no variant of it.
_IN_PRINT = 2.2
# Where the word is an English one, or the other version has it elsewhere; and where it has no counterpart.
_REPORTED_DOUBTFUL = 0.3
_REPORTED_ALONE = 0.25
# Where the other version has the word in another form. A people for its place is never told.
_REPORTED_FORM, _FORMS = 0.6, ("compound", "abbreviation")
_WELL_KNOWN = 3.0
# Where both are English words: Historic, Historical.
_REPORTED_WORDS = 0.3
# Two spellings that the comparer takes for one name are left alone where raters would rather not mark them,
# and, if it is sure, where both are in use (Zipf).
_SURE_VARIANT, _IN_USE, _REPORTED_VARIANT = 0.9, 1.5, 0.3
# The two words alone are a garble: a slip that raters overlook, such as two letters exchanged.
_SURE_GARBLE = 0.8
_MAJOR = 0.93
_MAJOR_OTHER = 0.8


@dataclass(frozen=True, slots=True)
class NameChecker:
    """Names garbled, spelled otherwise, invented or missing.

    Args:
        rules: what it may say.
        accepted: settled spellings.
        encoder: for what its hidden states say of a name; None: the spellings and places alone.

    Evidence of a finding: `written`, how often each side and the references write either spelling;
    `probability`, that a rater would mark it (dedup.drift.names.decide); `verdict` and `likeness` of the
    two words alone (dedup.drift.names.compare); `slot`, how far they stand between the same words;
    `words`, where neighbouring words of one name were put together.
    """

    rules: tuple[Rule, ...] = RULES
    accepted: AcceptList = NOTHING_ACCEPTED
    encoder: Encoder | None = None

    def check(self, comparison: Comparison) -> Iterable[Finding]:
        """The findings on names, in any order."""
        return _Check(comparison, self.accepted, Meanings.of(comparison, self.encoder)).findings()


class _Check:
    """One run: what is known of both versions and of the references, and what was found."""

    def __init__(self, comparison: Comparison, accepted: AcceptList, meanings: Meanings) -> None:
        self.accepted, self.meanings = accepted, meanings
        self.a, self.b = Spellings.of(comparison.a), Spellings.of(comparison.b)
        self.witnesses = Witnesses(tuple(Spellings.of(r) for r in comparison.references))
        self.links = comparison.alignment.paragraphs or comparison.alignment.sentences

    def findings(self) -> list[Finding]:
        judged: list[tuple[Case, float]] = []
        for link in self.links:
            left = Passage(self.a.document.text, link.a, tuple(within(self.a.names, link.a)))
            right = Passage(self.b.document.text, link.b, tuple(within(self.b.names, link.b)))
            found = self.meanings.told(cases(left, right))
            likely = zip(found, probabilities(found), strict=True)
            judged += [(c, p) for c, p in likely if not _only_parted(c, left, right)]
        judged = [(c, p) for c, p in judged if not self._settled(c)]
        pairs = [(c, p) for c, p in judged if c.a and c.b]
        self.garbled = {
            frozenset((c.a.token.key, c.b.token.key))
            for c, p in pairs
            if c.a and c.b and p >= _REPORTED and c.verdict and not c.verdict.apart
        }
        alone = [(c, p) for c, p in judged if not (c.a and c.b)]
        out = _merged(
            [f for c, p in pairs if (f := self._pair(c, p))], self.a.document.text, self.b.document.text
        )
        out += self._alone([(c.a, p) for c, p in alone if c.a], "a")
        out += self._alone([(c.b, p) for c, p in alone if c.b], "b")
        out += self._single(self.a, self.b, [f.a for f in out if f.a])
        out += [replace(f, a=None, b=f.a) for f in self._single(self.b, self.a, [f.b for f in out if f.b])]
        return out

    def _single(self, own: Spellings, other: Spellings, told: list[Span]) -> list[Finding]:
        """What one version tells by itself or beside the references, where nothing has been said yet.

        A spelling that both versions have is no difference between them, however odd.
        """
        found = [
            *against_references(own, self.witnesses, self.accepted),
            *(
                f
                for f in inconsistent(own, self.witnesses, self.accepted)
                if f.a and not other.words[name_key(f.a.of(own.document.text))]
            ),
        ]
        return [f for f in found if f.a and not any(f.a.overlaps(s) for s in told)]

    def _settled(self, case: Case) -> bool:
        """True where either word is marked [sic]."""
        return bool(
            (case.a and case.a.token.span in self.a.settled)
            or (case.b and case.b.token.span in self.b.settled)
        )

    def _pair(self, case: Case, p: float) -> Finding | None:
        assert case.a and case.b and case.verdict
        x, y = case.a.token, case.b.token
        if self.accepted.accepts(x.text, y.text):
            return None
        one_word = case.verdict.verdict in ("same", "variant") or p < _REPORTED_WORDS
        if x.word and y.word and one_word:  # Center, Centre
            return None
        shares = case.verdict.evidence["probabilities"]
        evidence = self._evidence(x, y) | {
            "probability": round(p, 3),
            "likeness": case.verdict.score,
            "slot": round(case.features["slot"], 3),
            "verdict": case.verdict.verdict,
        }
        right = self._right(x, y)
        legitimate = _legitimate(x, y, case.verdict, p)
        if case.verdict.apart and not legitimate:
            known = (self.b.words[x.key] > 0) + (self.a.words[y.key] > 0)
            doubtful = known or x.word or y.word
            if known == 2 or p < (_REPORTED_DOUBTFUL if doubtful else _REPORTED):
                return None
            severity = Severity.MAJOR if p >= _MAJOR_OTHER and not doubtful else Severity.MINOR
            message = f"{quoted(y.text)} stands where the other version has {quoted(x.text)}"
            return Finding(INVENTED, severity, p, message, x.span, y.span, right, evidence)
        own = self.b.words[x.key] > 0 or self.a.words[y.key] > 0
        if right is not None and own and shares["garbled"] > shares["one name"]:
            p = max(p, 0.95)
        if (p >= _REPORTED and not legitimate) or shares["garbled"] >= _SURE_GARBLE:
            severity = Severity.MAJOR if p >= _MAJOR and not _sure_variant(case.verdict) else Severity.MINOR
            p = max(p, shares["garbled"] if p < _REPORTED else p)
            wrong, good = (x, y) if right == y.text else (y, x)
            message = f"{quoted(wrong.text)} is written {quoted(good.text)} in the other version"
            return Finding(GARBLED, severity, p, message, x.span, y.span, right, evidence)
        message = f"{quoted(x.text)} and {quoted(y.text)} are spellings of one name"
        return Finding(VARIANT, Severity.INFO, shares["one name"], message, x.span, y.span, None, evidence)

    def _evidence(self, x: Token, y: Token) -> dict[str, Any]:
        """Who writes either spelling: both versions, and the references where there are any."""
        out: dict[str, Any] = {s.text: {"a": self.a.words[s.key], "b": self.b.words[s.key]} for s in (x, y)}
        if self.witnesses.references:
            for s in (x, y):
                out[s.text]["references"] = self.witnesses.count(s.key)
        return {"written": out}

    def _right(self, x: Token, y: Token) -> str | None:
        """The spelling that the evidence is for: references outvote, then the one that both versions know."""
        votes = self.witnesses.count(x.key), self.witnesses.count(y.key)
        if votes[0] != votes[1]:
            return x.text if votes[0] > votes[1] else y.text
        shared = self.b.words[x.key] > 0, self.a.words[y.key] > 0
        if shared[0] != shared[1]:
            return x.text if shared[0] else y.text
        return None

    def _alone(self, suspects: Sequence[tuple[Suspect, float]], side: str) -> Iterator[Finding]:
        own, other = (self.a, self.b) if side == "a" else (self.b, self.a)
        covered = [s for link in self.links for s in (link.a if side == "a" else link.b)]
        free = [
            (Suspect(t, n, None), None)
            for n in uncovered(own.names, covered)
            for t in n.tokens
            if t.sure and t.span not in own.settled
        ]
        unknown = [(s, p) for s, p in (*suspects, *free) if not other.words[s.token.key]]
        todo = [(s, p) for s, p in unknown if s.reason in (None, "joined")]
        for s, p in unknown:
            if s.reason in _FORMS and p is not None and p >= _REPORTED_FORM:
                yield _other_form(s, p, side)
        near = Neighbours(other.tokens)
        near.ask(s.token for s, _ in todo)
        for s, p in todo:
            neighbour = near.of(s.token)
            if neighbour and (
                self.accepted.accepts(s.token.text, neighbour.token.text)
                or (s.token.word and neighbour.token.word)
            ):
                continue
            if neighbour and s.token.sure:
                yield self._elsewhere(s.token, neighbour, p, side)
            elif p is not None:
                yield from self._only_here(s, p, side)

    def _elsewhere(self, token: Token, neighbour: Neighbour, p: float | None, side: str) -> Finding:
        """A spelling that the other version never has, but has a near neighbour of."""
        verdict = neighbour.verdict
        garbled = verdict.evidence["probabilities"]["garbled"]
        a, b = (token.span, None) if side == "a" else (None, token.span)
        evidence = self._evidence(token, neighbour.token) | {
            "verdict": verdict.verdict,
            "likeness": verdict.score,
            "garbled": garbled,
        }
        right = self._right(token, neighbour.token)
        marked = p is not None and p >= _bar(token) and not _legitimate(token, neighbour.token, verdict, p)
        known = frozenset((token.key, neighbour.token.key)) in self.garbled
        if verdict.slip or known or marked:
            message = f"{quoted(token.text)} is {quoted(neighbour.token.text)} in the other version"
            return Finding(GARBLED, Severity.MINOR, max(garbled, p or 0), message, a, b, right, evidence)
        message = f"{quoted(token.text)} and {quoted(neighbour.token.text)} are spellings of one name"
        return Finding(VARIANT, Severity.INFO, verdict.score, message, a, b, None, evidence)

    def _only_here(self, s: Suspect, p: float, side: str) -> Iterator[Finding]:
        a, b = (s.token.span, None) if side == "a" else (None, s.token.span)
        evidence = {"probability": round(p, 3)}
        if p >= _bar(s.token):
            # A well-known name was left out or put in; an unknown one, or part of a longer name, is odder.
            rule, what = (
                (MISSING, "is named in this version only")
                if frequency(s.token.text.casefold()) >= _WELL_KNOWN and len(s.name.tokens) == 1
                else (INVENTED, "stands nowhere in the other version")
            )
            message = f"{quoted(s.token.text)} {what}"
            yield Finding(rule, Severity.MINOR, p, message, a, b, None, evidence)
        elif s.reason is None and s.token.sure and not s.token.word:
            message = f"{quoted(s.token.text)} is named in this version only"
            yield Finding(MISSING, Severity.INFO, 1 - p, message, a, b, None, evidence)


def _only_parted(case: Case, a: Passage, b: Passage) -> bool:
    """True for a hyphenated word that the other passage writes as neighbouring words: Jean-Luc, Jean Luc."""
    sides = ((case.a, b), (case.b, a))
    return any(s is not None and s.reason == "compound" and s.token.key in other.joined for s, other in sides)


def _other_form(s: Suspect, p: float, side: str) -> Finding:
    """A word that the other version has in another form only, where raters would mark it all the same."""
    a, b = (s.token.span, None) if side == "a" else (None, s.token.span)
    message = f"{quoted(s.token.text)} stands in the other version in another form only"
    return Finding(INVENTED, Severity.MINOR, p, message, a, b, None, {"probability": round(p, 3)})


def _bar(token: Token) -> float:
    """The probability from which a word without counterpart is reported."""
    abbreviation = token.text.removesuffix("s").isupper()
    return _REPORTED_DOUBTFUL if token.word or abbreviation else _REPORTED_ALONE


def _legitimate(x: Token, y: Token, verdict: NameVerdict, p: float) -> bool:
    """True for two spellings of one name: both in use (Sergey, Sergei; Huang, Wong), or not likely marked."""
    if verdict.verdict == "same" or same_family(x.key, y.key):
        return True
    if verdict.verdict != "variant" or two_families(x.key, y.key):
        return False
    if _misspelt(x, y) or _misspelt(y, x):
        return False
    if p < _REPORTED_VARIANT:
        return True
    if verdict.pairing.left_a or verdict.pairing.left_b:  # a word of a compound has no counterpart
        return False
    in_use = min(frequency(x.text.casefold()), frequency(y.text.casefold())) >= _IN_USE
    # Between two syllables of pinyin a letter is another name; elsewhere two scripts explain it.
    chinese = is_pinyin(x.key) + is_pinyin(y.key)
    return _sure_variant(verdict) and (chinese == 0 or (in_use and chinese == 1))


def _misspelt(known: Token, other: Token) -> bool:
    """True for a spelling that nobody is known to use, in the place of one that newspapers use often."""
    return (
        frequency(known.text.casefold()) >= _IN_PRINT
        and frequency(other.text.casefold()) == 0
        and not is_attested(other.key)
    )


def _sure_variant(verdict: NameVerdict) -> bool:
    """True where the comparer has next to no doubt that two words are one name."""
    return verdict.verdict == "variant" and verdict.evidence["probabilities"]["one name"] >= _SURE_VARIANT


def _merged(findings: Sequence[Finding], text_a: str, text_b: str) -> list[Finding]:
    """Neighbouring words of one name as one finding, named for the worst of them."""
    out: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.a.start if f.a else 0, f.b.start if f.b else 0)):
        last = out[-1] if out else None
        if last and _next(last.a, finding.a, text_a) and _next(last.b, finding.b, text_b):
            out[-1] = _joined(last, finding, text_a, text_b)
        else:
            out.append(finding)
    return out


def _next(x: Span | None, y: Span | None, text: str) -> bool:
    return bool(
        x and y and x.end <= y.start and text[x.end : y.start].casefold().strip(" -'’") in ("", "al", "el")
    )


def _joined(x: Finding, y: Finding, text_a: str, text_b: str) -> Finding:
    assert x.a and x.b and y.a and y.b
    worst = max((x, y), key=lambda f: (f.severity, f.confidence))
    a, b = Span(x.a.start, y.a.end), Span(x.b.start, y.b.end)
    suggestion = None
    if worst.suggestion is not None:
        suggestion = a.of(text_a) if worst.suggestion in a.of(text_a) else b.of(text_b)
    wrong, good = (b.of(text_b), a.of(text_a)) if suggestion != b.of(text_b) else (a.of(text_a), b.of(text_b))
    if worst.rule is GARBLED:
        message = f"{quoted(wrong)} is written {quoted(good)} in the other version"
    elif worst.rule is INVENTED:
        message = f"{quoted(b.of(text_b))} stands where the other version has {quoted(a.of(text_a))}"
    else:
        message = f"{quoted(a.of(text_a))} and {quoted(b.of(text_b))} are spellings of one name"
    evidence = {**worst.evidence, "words": [dict(x.evidence), dict(y.evidence)]}
    return Finding(worst.rule, worst.severity, worst.confidence, message, a, b, suggestion, evidence)
