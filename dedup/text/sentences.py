"""Splitting a paragraph into sentences."""

from __future__ import annotations

import regex

from dedup.documents import Span

# A sentence ends at . ! ? … or their full-width and Arabic kin, with closing quotes and brackets taken
# along. Before a following space comes a check that the stop was not an abbreviation's or an initial's.
_STOP = regex.compile(r"(?:[.!?…؟۔।]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*)\s*")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt maj capt adm rev hon sen rep gov pres st jr sr no vs etc inc ltd co "
    "corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx al fig vol pp "
    "ca".split()
)
_LAST_WORD = regex.compile(r"(?<![\p{L}.])(\p{L}+(?:\.\p{L}+)*)$")
_OPENS = regex.compile(r"[\"'“‘«(\[…\s]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]")


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """The sentences of `text`, or of the part `within`: trimmed spans, in order, that cover every word."""
    start, end = (within.start, within.end) if within else (0, len(text))
    spans: list[Span] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends_sentence(text, begin, stop.start(), stop.end(), end):
            continue
        spans.append(Span(begin, stop.end()).trimmed(text))
        begin = stop.end()
    spans.append(Span(begin, end).trimmed(text))
    return [s for s in spans if len(s)]


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Whether the stop at `stop` closes a sentence that `after` begins anew."""
    if not _OPENS.match(text, after, end):
        return False
    if text[stop] != ".":
        return True
    last = _LAST_WORD.search(text, max(begin, stop - 30), stop)
    if last is None:
        return True
    word = last.group(1)
    single_initial = len(word) == 1 and word.isupper() and word != "I"
    return not (single_initial or "." in word or word.lower() in _ABBREVIATIONS)
