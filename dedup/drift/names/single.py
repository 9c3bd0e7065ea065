"""What one document tells of its names by itself, and what references say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedup.documents import Document, Span
from dedup.drift.interface import Finding, Severity
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.compare import compare_many
from dedup.drift.names.find import Token
from dedup.drift.names.lexicon import both_in_use, frequency
from dedup.drift.names.places import same_place
from dedup.drift.names.rules import GARBLED, INCONSISTENT, VARIANT, quoted
from dedup.drift.names.spellings import Neighbours, Spellings, Witnesses, alike, near
from dedup.drift.names.uncased.single import single
from dedup.drift.names.uncased.text import Text

# English knows both words this well: two names, not one spelt twice (Iran and Iraq, Mali and Malik).
_WELL_KNOWN = 2.8
# Two spellings are one garbled name where the comparer says so this surely; a changed initial wants more.
_GARBLED, _GARBLED_INITIAL = 0.33, 0.7
# Shorter words are too easily another name.
_SHORTEST = 5
# Of so many different name words, the first, each is held against each other; a text of more is a list.
_MOST = 4_000


def check_names(
    document: Document, references: Iterable[Document] = (), *, accepted: AcceptList = NOTHING_ACCEPTED
) -> list[Finding]:
    """The names that one document spells in several ways, or otherwise than the references; in text order.

    Every finding stands on side a, side b is None.

    Args:
        document: the text, segmented or not.
        references: texts whose spellings are known to be right.
        accepted: settled spellings.
    """
    own = Spellings.of(document)
    witnesses = Witnesses(tuple(Spellings.of(r) for r in references))
    found = [*against_references(own, witnesses, accepted)]
    told = {f.a for f in found}
    found += [f for f in inconsistent(own, witnesses, accepted) if f.a not in told]
    if text := Text.of(document):
        found += single(text, text.alike(r.document for r in witnesses.references), accepted)
    return sorted(found, key=lambda f: f.a or Span(0, 0))


def against_references(own: Spellings, witnesses: Witnesses, accepted: AcceptList) -> Iterator[Finding]:
    """Each name word that no reference has, and that is near to one that they have."""
    if not witnesses.references:
        return
    unknown = [t for n in own.names for t in n.tokens if t.sure and not t.word and not witnesses.count(t.key)]
    neighbours = Neighbours(witnesses.tokens)
    neighbours.ask(unknown)
    for token in unknown:
        neighbour = neighbours.of(token)
        if neighbour is None or accepted.accepts(token.text, neighbour.token.text):
            continue
        right, verdict = neighbour.token, neighbour.verdict
        if _both_known(token, right) or same_place(token.key, right.key):
            continue
        evidence = {
            "verdict": verdict.verdict,
            "likeness": verdict.score,
            "written": {
                token.text: {"here": own.words[token.key], "references": 0},
                right.text: {"here": own.words[right.key], "references": witnesses.count(right.key)},
            },
        }
        if verdict.slip:
            garbled = float(verdict.evidence["probabilities"]["garbled"])
            message = f"{quoted(token.text)} is written {quoted(right.text)} in the references"
            yield Finding(GARBLED, Severity.MAJOR, garbled, message, token.span, None, right.text, evidence)
        else:
            message = f"{quoted(token.text)} is a spelling of {quoted(right.text)} in the references"
            yield Finding(VARIANT, Severity.INFO, verdict.score, message, token.span, None, None, evidence)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Two spellings in one document, the odder one first, and how sure it is that one is garbled."""

    odd: Token
    usual: Token
    garbled: float


def inconsistent(own: Spellings, witnesses: Witnesses, accepted: AcceptList) -> Iterator[Finding]:
    """Each place where the document writes a name as it does not elsewhere, and no variant rule explains it.

    How often a spelling stands in the one document is told, but it decides nothing: a suggestion is made
    only where the references write one of the two.
    """
    doubts: dict[str, list[_Doubt]] = {}
    for doubt in _doubts(own, accepted):
        doubts.setdefault(doubt.odd.key, []).append(doubt)
    for name in own.names:
        for token in name.tokens:
            against = doubts.get(token.key, [])
            if not against or token.span in own.settled:
                continue
            best = max(against, key=lambda d: (own.words[d.usual.key], d.garbled))
            others = {d.usual.text: own.words[d.usual.key] for d in against}
            written = {token.text: own.words[token.key], **others}
            ways = ", ".join(f"{quoted(w)} ({n}×)" for w, n in others.items())
            decided = witnesses.count(best.usual.key) > witnesses.count(token.key)
            yield Finding(
                INCONSISTENT,
                Severity.MINOR,
                best.garbled,
                f"{quoted(token.text)} is written {ways} elsewhere in this text",
                token.span,
                None,
                best.usual.text if decided else None,
                {"written": written, "decided_by": "references" if decided else None},
            )


def _doubts(own: Spellings, accepted: AcceptList) -> list[_Doubt]:
    """Pairs of spellings that are likely one name.

    Of two that English texts hold, only that the document prefers one tells a slip from another name.
    """
    tokens = [t for t in own.tokens.values() if len(t.key) >= _SHORTEST and t.text[0].isupper()][:_MOST]
    pairs = [
        (x, y)
        for n, x in enumerate(tokens)
        for y in alike(x, tokens[n + 1 :])
        if near(x, y)
        and not _both_known(x, y)
        and not (own.words[x.key] == own.words[y.key] and both_in_use(x.key, y.key))
        and not same_place(x.key, y.key)
        and not accepted.accepts(x.text, y.text)
        and not own.together(x.key, y.key)
    ]
    out = []
    for (x, y), verdict in zip(pairs, compare_many((x.text, y.text) for x, y in pairs), strict=True):
        shares = verdict.evidence["probabilities"]
        garbled = float(shares["garbled"])
        bar = _GARBLED if x.key[0] == y.key[0] else _GARBLED_INITIAL
        # The comparer's verdict is more careful: it sees two words only, not one text that uses both.
        if garbled >= bar and garbled > shares["one name"]:
            odd, usual = sorted((x, y), key=lambda t: (own.words[t.key], frequency(t.key), t.span))
            out.append(_Doubt(odd, usual, garbled))
    return out


def _both_known(x: Token, y: Token) -> bool:
    known = [frequency(t.text.casefold()) >= _WELL_KNOWN or t.word for t in (x, y)]
    return all(known)
