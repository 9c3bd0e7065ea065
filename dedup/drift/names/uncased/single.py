"""What one document in a script without capitals tells of its names, by itself and beside references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dedup.documents import Span
from dedup.drift.interface import Finding, Severity
from dedup.drift.names.accept import AcceptList
from dedup.drift.names.rules import GARBLED, INCONSISTENT, VARIANT, quoted
from dedup.drift.names.spellings import is_settled
from dedup.drift.names.tokens import Likeness
from dedup.drift.names.uncased.judge import SURELY_GARBLED, is_known, judge
from dedup.drift.names.uncased.language import in_use
from dedup.drift.names.uncased.pairs import are_forms_of_one
from dedup.drift.names.uncased.stems import stems
from dedup.drift.names.uncased.text import BESIDE, SURE, Reading, Text, points
from dedup.drift.names.uncased.writing import behind, fold
from dedup.text.sentences import sentences

# Shorter words are too easily another name; and from how many letters on a word needs nothing beside it.
_SHORTEST, _LONG = 4, 6


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A stem that may be a name, first as it is read, then its bare letters, then these folded."""

    reading: Reading
    bare: str
    key: str


def single(text: Text, references: Sequence[Text], accepted: AcceptList) -> Iterator[Finding]:
    """The names that `text` spells otherwise than the references, or in several ways; all on side a."""
    told: set[Span] = set()
    for finding in (*_against(text, references, accepted), *_inconsistent(text, references, accepted)):
        if finding.a and finding.a not in told:
            told.add(finding.a)
            yield finding


def _against(text: Text, references: Sequence[Text], accepted: AcceptList) -> Iterator[Finding]:
    """Each word that no reference has, and that is near to a name of theirs."""
    known = {s.key: s for r in references for s in _spellings(r) if points(s.reading.signs) >= SURE}
    for odd in _spellings(text) if known else ():
        if any(odd.key in r.stems for r in references):
            continue
        near = [(s, found) for s in known.values() if (found := _one_name(odd, s, text.language))]
        near = [
            (s, found) for s, found in near if _is_telling(found) and not accepted.accepts(odd.bare, s.bare)
        ]
        if not near:
            continue
        right, found = max(near, key=lambda n: (n[1].variant, n[1].garbled, n[0].key))
        for span in _places(text, odd):
            here, there = span.of(text.document.text), right.bare
            evidence = {
                "likeness": round(found.variant + found.garbled, 3),
                "signs": sorted(odd.reading.signs),
            }
            if found.garbled >= SURELY_GARBLED:
                message = f"{quoted(here)} is written {quoted(there)} in the references"
                yield Finding(GARBLED, Severity.MAJOR, found.garbled, message, span, None, there, evidence)
            else:
                message = f"{quoted(here)} is a spelling of {quoted(there)} in the references"
                yield Finding(VARIANT, Severity.INFO, found.variant, message, span, None, None, evidence)


def _is_telling(found: Likeness) -> bool:
    """False of two names in use that are one slip apart: with no place in common they are two."""
    return found.garbled >= SURELY_GARBLED or found.variant > found.garbled


def _inconsistent(text: Text, references: Sequence[Text], accepted: AcceptList) -> Iterator[Finding]:
    """Each place where the text writes a name as it does not elsewhere, and no variant rule explains it."""
    spellings, rows = _spellings(text), _rows(text)
    names = [s for s in spellings if points(s.reading.signs) >= SURE]
    for odd in spellings:
        if len(odd.key) < _SHORTEST or not (len(odd.key) >= _LONG or odd.reading.signs & BESIDE):
            continue
        against = [
            (usual, found)
            for usual in names
            if (found := _one_name(odd, usual, text.language))
            and _odder(odd, usual, text)
            and found.garbled >= SURELY_GARBLED
            and not accepted.accepts(odd.bare, usual.bare)
            and not any(odd.key in row and usual.key in row for row in rows)
        ]
        if not against:
            continue
        usual, found = max(against, key=lambda n: (text.counts[n[0].key], n[1].garbled, n[0].key))
        votes = [sum(s.key in r.stems for r in references) for s in (odd, usual)]
        written = {s.bare: text.counts[s.key] for s in (odd, usual)}
        for span in _places(text, odd):
            message = (
                f"{quoted(span.of(text.document.text))} is written {quoted(usual.bare)} "
                f"({text.counts[usual.key]}×) elsewhere in this text"
            )
            right = usual.bare if votes[1] > votes[0] else None
            evidence = {"written": written, "signs": sorted(usual.reading.signs)}
            yield Finding(INCONSISTENT, Severity.MINOR, found.garbled, message, span, None, right, evidence)


def _spellings(text: Text) -> list[_Spelling]:
    """The stems of the text that may be names or slips of names, each where it first stands."""
    found: dict[str, _Spelling] = {}
    for word in text.words:
        for reading in text.readings(word):
            if reading.form:
                continue
            bare = word.bare[reading.cut :]
            found.setdefault(fold(bare), _Spelling(reading, bare, fold(bare)))
    return list(found.values())


def _odder(odd: _Spelling, usual: _Spelling, text: Text) -> bool:
    """True for the spelling of two that is to be told: one that nobody uses, then the rarer in the text."""
    ranks = [(is_known(s.bare), text.counts[s.key], in_use(s.bare), s.key) for s in (odd, usual)]
    return ranks[0] < ranks[1]


def _one_name(x: _Spelling, y: _Spelling, language: str) -> Likeness | None:
    """What two stems are to each other, if one edit parts them and they are no two forms of one word."""
    if OSA.distance(x.key, y.key, score_cutoff=1) > 1 or stems(x.bare, language) & stems(y.bare, language):
        return None
    found = judge(x.bare, y.bare)
    likely = points(y.reading.signs)
    return None if found.different >= 0.5 or are_forms_of_one(x.bare, y.bare, language, likely) else found


def _rows(text: Text) -> list[frozenset[str]]:
    """The stems of each sentence: two that stand in one are two names."""
    document = text.document
    return [text.stems_in(s) for span in document.story_spans() for s in sentences(document.text, span)]


def _places(text: Text, spelling: _Spelling) -> Iterator[Span]:
    """Where the spelling stands, but for the places marked [sic]."""
    for word, cut in text.places.get(spelling.key, ()):
        span = behind(text.document.text, word, cut)
        if not is_settled(text.document.text, span.end):
            yield span
