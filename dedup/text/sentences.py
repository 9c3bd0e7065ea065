"""Splitting a paragraph into sentences."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from dedup.documents import Span

# A sentence ends at . ! ? … or their full-width and Arabic kin, with closing quotes and brackets taken
# along. Before a following space comes a check that the stop was not an abbreviation's or an initial's. Of a
# row of stops only the first is tried: each would read on to the last.
_STOP = regex.compile(r"(?:(?<![.!?…؟۔।])[.!?…؟۔।]++[\"'”’»)\]]*+(?=\s)|[。！？]+[」』”’）]*)\s*")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt maj capt adm rev hon sen rep gov pres st jr sr no vs etc inc ltd co "
    "corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx al fig vol pp "
    "ca".split()
)
_LAST_WORD = regex.compile(r"(?<![\p{L}.])(\p{L}+(?:\.\p{L}+)*)$")
_OPENS = regex.compile(r"[\"'“‘«(\[…\s]{0,100}+[\p{Lu}\p{Lt}\p{Lo}\p{N}]")
# Text without stops is no sentence, and comparing its words takes the square of their number. Of 88,000
# sentences of the evaluation data the longest has 1,204 characters; the encoder reads some 1,000.
_LONGEST = 1500
# Where such a text may be cut, at a mark rather than between two words.
_MARK = regex.compile(r"(?:[,;:،؛]\s|[，；：、])\s*(?=\S)")
_GAP = regex.compile(r"\s+(?=\S)")
_SPACE = regex.compile(r"\s")  # what str.split takes for one, control characters too, is not all of it here
_WORD = 40  # letters of a word that count


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """The sentences of `text`, or of the part `within`: trimmed spans, in order, that cover every word.

    What runs on for more than `_LONGEST` characters without an end is cut, but no word in two.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    spans: list[Span] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends_sentence(text, begin, stop.start(), stop.end(), end):
            continue
        spans.extend(_parts(text, begin, stop.end()))
        begin = stop.end()
    spans.extend(_parts(text, begin, end))
    return [s for s in spans if len(s)]


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        cut = _cut(text, start, end)
        yield Span(start, cut).trimmed(text)
        start = cut
    yield Span(start, end).trimmed(text)


def _cut(text: str, start: int, end: int) -> int:
    """Before the longest word, so that two versions are cut at one place though they begin apart."""
    first, last = start + _LONGEST // 3, start + _LONGEST
    for between in (_MARK, _GAP):
        if places := [m.end() for m in between.finditer(text, first, last)]:
            words = {at: _SPACE.split(text[at : at + _WORD], 1)[0] for at in places}
            return max(places, key=lambda at: (len(words[at]), words[at], -at))
    # One word is longer than all that.
    after = _GAP.search(text, last, end)
    return after.end() if after else end


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
