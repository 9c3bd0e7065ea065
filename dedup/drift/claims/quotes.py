"""altered-quote: what stands between quotation marks says something else, beyond translation."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, word_class
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.rules import ALTERED_QUOTE, quoted
from dedup.drift.claims.slots import answers, same_slot
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

_QUOTE = regex.compile(r"“[^“”]{2,600}”|\"[^\"]{2,600}\"|«[^«»]{2,600}»|(?<!\w)‘[^‘’]{2,600}’(?!\w)")
# Up to so many words a quote is a term somebody chose; a longer one is speech, which translators rephrase.
_TERM = 6


class QuoteRule:
    """Quoted terms that answer each other and share no word of meaning.

    Evidence: `kept`, `of` (words of the quote that the other one has, and words in all).
    """

    rules = (ALTERED_QUOTE,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each short quote whose counterpart has none of its words."""
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
                if not a or not b or kept or max(len(a), len(b)) > _TERM:
                    continue
                yield Finding(
                    ALTERED_QUOTE,
                    Severity.MINOR,
                    0.85 if slot else 0.8,
                    f"the quoted words are {quoted(passage.text_a, span_a)} in one version, "
                    f"{quoted(passage.text_b, span_b)} in the other",
                    span_a,
                    span_b,
                    evidence={"kept": kept, "of": max(len(a), len(b))},
                )


def _quotes(text: str, within: Span, tokens: tuple[Token, ...]) -> list[tuple[Span, tuple[int, int]]]:
    """Quoted stretches without their marks, and the tokens they hold."""
    found = []
    for match in _QUOTE.finditer(text, within.start, within.end):
        span = Span(match.start() + 1, match.end() - 1).trimmed(text)
        inside = [k for k, t in enumerate(tokens) if span.covers(t.span)]
        if inside:
            found.append((span, (inside[0], inside[-1] + 1)))
    return found
