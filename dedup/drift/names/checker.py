"""The name rules over two versions: passage by passage, then what only the whole documents tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dedup.align.interface import Alignment, Link
from dedup.documents import Span
from dedup.drift.claims.matching import american, misspelt
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.alone import Alone, Lone
from dedup.drift.names.attested import is_attested
from dedup.drift.names.decide import probabilities
from dedup.drift.names.evidence import Case, cases
from dedup.drift.names.find import name_key, within
from dedup.drift.names.legitimate import legitimate, sure_variant
from dedup.drift.names.meaning import Meanings
from dedup.drift.names.merging import merged, together
from dedup.drift.names.passage import Passage
from dedup.drift.names.rules import GARBLED, INVENTED, RULES, VARIANT, quoted
from dedup.drift.names.single import against_references, inconsistent
from dedup.drift.names.spellings import Spellings
from dedup.drift.names.uncased import checker as uncased
from dedup.drift.names.versions import Versions
from dedup.encoder.interface import Encoder

# A rater would mark the name: reported as minor; two professionals would not differ like this: major.
# Set by hand where out-of-fold F1 is flat; choosing them in each fold costs little: docs/design/names.md.
_REPORTED = 0.1
# Where both are English words: another one, mostly wording; and a form of it, Orient and Oriental. Centre and
# Center are one.
_REPORTED_WORDS, _REPORTED_FORMS = 0.4, 0.85
# The two words alone are a garble: a slip that raters overlook, such as two letters exchanged.
_SURE_GARBLE = 0.8
_MAJOR = 0.93
_MAJOR_OTHER = 0.8
# Characters of a paragraph, some 1,500 words: a story that came without its line breaks is shorter.
_LONGEST = 10_000


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
        run = _Check(comparison, self.accepted, Meanings.of(comparison, self.encoder))
        yield from run.findings()
        yield from uncased.findings(comparison, run.links, self.accepted)


class _Check:
    """One run: what is known of both versions and of the references, and what was found."""

    def __init__(self, comparison: Comparison, accepted: AcceptList, meanings: Meanings) -> None:
        self.meanings = meanings
        self.versions = Versions.of(comparison, accepted)
        self.a, self.b = self.versions.a, self.versions.b
        self.links = _passages(comparison.alignment)

    def findings(self) -> list[Finding]:
        judged: list[tuple[Case, float]] = []
        for link in self.links:
            left = Passage(self.a.document.text, link.a, tuple(within(self.a.names, link.a)))
            right = Passage(self.b.document.text, link.b, tuple(within(self.b.names, link.b)))
            found = self.meanings.told(cases(left, right))
            likely = zip(found, probabilities(found), strict=True)
            judged += [(c, p) for c, p in likely if not (_only_parted(c, left, right) or self._settled(c))]
        out = []
        told: tuple[dict[str, Rule], dict[str, Rule]] = ({}, {})
        for case, p in judged:
            if case.a and case.b and (finding := self._pair(case, p)):
                out.append(finding)
                if finding.severity > Severity.INFO:
                    for suspect, rules in zip((case.a, case.b), told, strict=True):
                        rules[suspect.token.key] = finding.rule
        lone_a = [Lone(c.a, p, _left_over(c)) for c, p in judged if c.a and not c.b]
        lone_b = [Lone(c.b, p, _left_over(c)) for c, p in judged if c.b and not c.a]
        out += Alone(self.versions, "a", told[0]).findings(lone_a, [s for k in self.links for s in k.a])
        out += Alone(self.versions, "b", told[1]).findings(lone_b, [s for k in self.links for s in k.b])
        texts = self.a.document.text, self.b.document.text
        out = together(merged(out, *texts), self.links, *texts)
        out += self._single(self.a, self.b, [f.a for f in out if f.a])
        out += [replace(f, a=None, b=f.a) for f in self._single(self.b, self.a, [f.b for f in out if f.b])]
        return out

    def _single(self, own: Spellings, other: Spellings, told: list[Span]) -> list[Finding]:
        """What one version tells by itself or beside the references, where nothing has been said yet.

        A spelling that both versions have is no difference between them, however odd.
        """
        found = [
            *against_references(own, self.versions.witnesses, self.versions.accepted),
            *(
                f
                for f in inconsistent(own, self.versions.witnesses, self.versions.accepted)
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
        if self.versions.accepted.accepts(x.text, y.text):
            return None
        bar = _REPORTED_WORDS if case.verdict.apart else _REPORTED_FORMS
        if x.word and y.word and not _borne(case) and (p < bar or misspelt(x.key, y.key)):
            return None
        shares = case.verdict.evidence["probabilities"]
        evidence = self.versions.written(x, y) | {
            "probability": round(p, 3),
            "likeness": case.verdict.score,
            "slot": round(case.features["slot"], 3),
            "verdict": case.verdict.verdict,
        }
        right = self.versions.right(x, y)
        fine = legitimate(x, y, case.verdict, p)
        if case.verdict.apart and not fine:
            known = (self.b.words[x.key] > 0) + (self.a.words[y.key] > 0)
            doubtful = known or x.word or y.word
            if known == 2 or p < _REPORTED:
                return None
            severity = Severity.MAJOR if p >= _MAJOR_OTHER and not doubtful else Severity.MINOR
            message = f"{quoted(y.text)} stands where the other version has {quoted(x.text)}"
            return Finding(INVENTED, severity, p, message, x.span, y.span, right, evidence)
        own = self.b.words[x.key] > 0 or self.a.words[y.key] > 0
        if right is not None and own and shares["garbled"] > shares["one name"]:
            p = max(p, 0.95)
        if (p >= _REPORTED and not fine) or shares["garbled"] >= _SURE_GARBLE:
            severity = Severity.MAJOR if p >= _MAJOR and not sure_variant(case.verdict) else Severity.MINOR
            p = max(p, shares["garbled"] if p < _REPORTED else p)
            wrong, good = (x, y) if right == y.text else (y, x)
            message = f"{quoted(wrong.text)} is written {quoted(good.text)} in the other version"
            return Finding(GARBLED, severity, p, message, x.span, y.span, right, evidence)
        message = f"{quoted(x.text)} and {quoted(y.text)} are spellings of one name"
        return Finding(VARIANT, Severity.INFO, shares["one name"], message, x.span, y.span, None, evidence)


def _passages(alignment: Alignment) -> list[Link]:
    """The linked paragraphs; of those too long to hold each name against each other, the linked sentences."""
    found: list[Link] = []
    for link in alignment.paragraphs or alignment.sentences:
        if max(sum(map(len, link.a)), sum(map(len, link.b))) <= _LONGEST:
            found.append(link)
        else:
            found += [s for s in alignment.sentences if any(p.covers(s.a[0]) for p in link.a)]
    return found


def _only_parted(case: Case, a: Passage, b: Passage) -> bool:
    """True for a hyphenated word that the other passage writes as neighbouring words: Jean-Luc, Jean Luc."""
    sides = ((case.a, b), (case.b, a))
    return any(s is not None and s.reason == "compound" and s.token.key in other.joined for s, other in sides)


def _borne(case: Case) -> bool:
    """True for two English words of longer names, one of which somebody bears: Emmanuel Macron, Macaroon."""
    assert case.a and case.b
    x, y = case.a.token.key, case.b.token.key
    longer = len(case.a.name.tokens) > 1 and len(case.b.name.tokens) > 1
    return longer and american(x) != american(y) and is_attested(x) != is_attested(y)


def _left_over(case: Case) -> int:
    """How many names of the other passage have no counterpart."""
    return int(case.features["left_over_there"])
