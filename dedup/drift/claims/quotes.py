"""altered-quote: what stands between quotation marks says something else, beyond translation."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from rapidfuzz.distance import Prefix

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, word_class
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.rules import ALTERED_QUOTE, quoted
from dedup.drift.claims.slots import FIRM, answers, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

# Curly marks may be closed by straight ones.
_QUOTE = regex.compile(r"[“\"][^“”\"]{2,600}[”\"]|«[^«»]{2,600}»|(?<!\w)‘[^‘’]{2,600}’(?!\w)")
# Up to so many words a quote is a term somebody chose; a longer one is speech, which translators rephrase.
_TERM = 6


# Words without an answer outside the quotes from which on a passage may be another translation, in whose
# quotes a word is somebody's choice.
_REWORDED = 2
# Opposites and numbers are other rules' part.
_UNLIKE = frozenset((Relation.NONE, Relation.SISTER))


class QuoteRule:
    """Quoted terms that share no word of meaning, and quotes of which one word was replaced.

    Evidence: `kept`, `of` (words of the quote that the other one has, and words in all).
    """

    rules = (ALTERED_QUOTE,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each short quote whose counterpart has none of its words, or all but one."""
        quotes_a = _quotes(passage.text_a, passage.span_a, passage.a)
        quotes_b = _quotes(passage.text_b, passage.span_b, passage.b)
        known = answers(passage)
        related = {(m.a, m.b) for m in passage.matches if m.relation is not Relation.NONE}
        alone = len(quotes_a) == len(quotes_b) == 1
        for span_a, range_a in quotes_a:
            for span_b, range_b in quotes_b:
                slot = same_slot(passage, known, range_a, range_b)
                if not slot and not alone:
                    continue
                a = [
                    i
                    for i in range(*range_a)
                    if word_class(passage.a[i], opens=passage.a[i].opens) in CONTENT
                ]
                b = [
                    j
                    for j in range(*range_b)
                    if word_class(passage.b[j], opens=passage.b[j].opens) in CONTENT
                ]
                kept = sum((i, j) in related for i in a for j in b)
                replaced = _replaced(passage, range_a, range_b, a, b) if slot == FIRM else None
                if not replaced and (not a or not b or kept or max(len(a), len(b)) > _TERM):
                    continue
                here, there = replaced or (span_a, span_b)
                yield Finding(
                    ALTERED_QUOTE,
                    Severity.MAJOR if replaced else Severity.MINOR,
                    0.85 if slot else 0.8,
                    f"the quoted words are {quoted(passage.text_a, here)} in one version, "
                    f"{quoted(passage.text_b, there)} in the other",
                    here,
                    there,
                    evidence={"kept": kept, "of": max(len(a), len(b))},
                )


def _replaced(
    passage: Passage, range_a: tuple[int, int], range_b: tuple[int, int], a: list[int], b: list[int]
) -> tuple[Span, Span] | None:
    """The one word of meaning that became an unlike one in quotes that are the same word for word else."""
    if range_a[1] - range_a[0] != range_b[1] - range_b[0] or len(a) < 2 or len(b) < 2:
        return None
    how = {(m.a, m.b): m.relation for m in passage.matches}
    pairs = list(zip(range(*range_a), range(*range_b), strict=True))
    other = [pair for pair in pairs if how.get(pair) not in (Relation.SAME, Relation.SPELLING)]
    if len(other) != 1:
        return None
    i, j = other[0]
    outside = [k for k in passage.only_a if k != i], [k for k in passage.only_b if k != j]
    if (
        i in a
        and j in b
        and how.get((i, j), Relation.NONE) in _UNLIKE
        and not (passage.a[i].key[0].isdigit() or passage.b[j].key[0].isdigit())
        and lexicon().known(passage.a[i].key)
        and lexicon().known(passage.b[j].key)
        and not _one_stem(passage.a[i].key, passage.b[j].key)
        and sum(map(len, outside)) < _REWORDED
    ):
        return passage.a[i].span, passage.b[j].span
    return None


def _one_stem(x: str, y: str) -> bool:
    """Whether words begin alike: time / timely is a slip of grammar."""
    return Prefix.similarity(x, y) >= max(3, _STEM * min(len(x), len(y)))


_STEM = 0.6  # of the shorter word


def _quotes(text: str, within: Span, tokens: tuple[Token, ...]) -> list[tuple[Span, tuple[int, int]]]:
    """Quoted stretches without their marks, and the tokens they hold."""
    found = []
    for match in _QUOTE.finditer(text, within.start, within.end):
        span = Span(match.start() + 1, match.end() - 1).trimmed(text)
        inside = [k for k, t in enumerate(tokens) if span.covers(t.span)]
        if inside:
            found.append((span, (inside[0], inside[-1] + 1)))
    return found
