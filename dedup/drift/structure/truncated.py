"""A version that breaks off in mid-sentence."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from dedup.documents import Document, Role, Span
from dedup.drift.interface import Comparison, Finding, Rule, Severity
from dedup.text.normalize import fold
from dedup.text.sentences import sentences
from dedup.text.words import words

TRUNCATED = Rule("S303", "truncated", Severity.MAJOR, "A version breaks off in mid-sentence.")

_CLOSERS = "\"'”’»)]}*_ "
_STOPS = ".!?…。！？؟۔।:;"
# rapidfuzz ratios (0-100) of the cut sentence with an equally long start of its counterpart, and how far it
# must lie above the ratio with the whole of it. Measured on human against machine translations cut at
# random (docs/design/structure.md): a margin of 4 finds .64 of the cuts with 1.7 % false,
# 12 finds .42 with 0.1 %.
_SAME_START = 50.0
_MARGIN = 4.0
_MARGIN_WITHOUT_PROOF = 12.0
_FEWEST_WORDS = 3


class TruncationChecker:
    """Whether the last story paragraph of a side stops in mid-sentence where the other goes on.

    Evidence: `missing`, the words that the other version has after the cut in the same passage.
    """

    rules = (TRUNCATED,)

    def check(self, comparison: Comparison) -> Iterator[Finding]:
        """At most one finding for each side."""
        forward = [(link.a, link.b) for link in comparison.alignment.paragraphs]
        backward = [(b, a) for a, b in forward]
        for this, other, side, links in (
            (comparison.a, comparison.b, "a", forward),
            (comparison.b, comparison.a, "b", backward),
        ):
            cut = _cut_sentence(this)
            if cut is None:
                continue
            counterpart = next((theirs for mine, theirs in links if any(s.covers(cut) for s in mine)), None)
            margin = _MARGIN if _paragraphs_are_closed(this) else _MARGIN_WITHOUT_PROOF
            goes_on = _continuation(cut.of(this.text), counterpart or (), other, margin)
            if goes_on is None:
                continue
            missing = words(other.text, goes_on)[len(words(this.text, cut)) :]
            yield Finding(
                TRUNCATED,
                TRUNCATED.severity,
                0.95,
                f"version {side} breaks off after “{_tail(this.text, cut)}”; the other goes on",
                cut if side == "a" else goes_on,
                goes_on if side == "a" else cut,
                evidence={"missing": " ".join(word.text for word in missing)},
            )


def _cut_sentence(document: Document) -> Span | None:
    """The last sentence of the story where it has no closing mark, else None."""
    body = [p.span for p in document.paragraphs if p.role is Role.BODY]
    if not body:
        return None
    last = sentences(document.text, body[-1])[-1]
    return (
        last
        if not _closed(last.of(document.text)) and len(words(document.text, last)) >= _FEWEST_WORDS
        else None
    )


def _closed(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(tuple(_STOPS))


def _paragraphs_are_closed(document: Document) -> bool:
    """Whether the paragraphs before the last one mostly end with a stop, so that its lack is telling."""
    earlier = [p.span.of(document.text) for p in document.paragraphs if p.role is Role.BODY][:-1]
    return bool(earlier) and 3 * sum(map(_closed, earlier)) >= 2 * len(earlier)


def _continuation(cut: str, counterpart: tuple[Span, ...], other: Document, margin: float) -> Span | None:
    """The sentence of the other side that begins like `cut`, is longer by two words or more, and ends.

    Where neither ends with a stop, both are headlines: the longer one names the site, say.
    """
    start = fold(cut)
    best: tuple[float, Span] | None = None
    for paragraph in counterpart:
        for sentence in sentences(other.text, paragraph):
            whole = fold(sentence.of(other.text))
            if not _closed(whole):
                continue
            if len(words(whole)) < len(words(start)) + 2:
                continue
            score = fuzz.ratio(start, whole[: len(start)])
            is_start = score >= _SAME_START and score >= fuzz.ratio(start, whole) + margin
            if is_start and (best is None or score > best[0]):
                best = score, sentence
    return best[1] if best else None


def _tail(text: str, span: Span) -> str:
    return " ".join(word.text for word in words(text, span)[-4:])
