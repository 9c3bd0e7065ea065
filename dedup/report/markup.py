"""Words of an article as HTML: escaped, marked, and nothing hidden in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from dedup.documents import Span
from dedup.drift.interface import Severity

_QUOTED = re.compile(r"(“[^”]*”)")


def visible(text: str) -> Markup:
    """`text` escaped; characters that could hide or turn words are shown by their code point."""
    if text.isprintable():
        return escape(text)
    out: list[Markup] = []
    plain = ""
    for character in text:
        if _deceives(character):
            out.append(escape(plain))
            plain = ""
            out.append(Markup('<span class="code-point">U+{:04X}</span>').format(ord(character)))
        else:
            plain += character
    out.append(escape(plain))
    return Markup("").join(out)


def sentence(text: str) -> Markup:
    """A sentence of ours that quotes words of an article: isolated, so that Arabic does not turn it round."""
    parts = (
        Markup("“<bdi>{}</bdi>”").format(visible(part[1:-1])) if part.startswith("“") else visible(part)
        for part in _QUOTED.split(text)
    )
    return Markup("").join(parts)


def _deceives(character: str) -> bool:
    """Controls, direction overrides, lone surrogates: what could make words look other than they are.

    Joiners and the plain direction marks belong to the spelling of Arabic, Persian and Indic words.
    """
    if character.isspace():
        return unicodedata.category(character) == "Cc" and character not in "\t\n\r\x0b\x0c\x85"
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
        and character not in "\u200c\u200d\u200e\u200f\u061c\u00ad\ufeff"
    )


def marked(
    text: str, within: Span, marks: Sequence[tuple[Span, str, Severity]], changed: Sequence[Span]
) -> Markup:
    """A paragraph with findings in <mark> and other differing words in <span class="d">.

    Args:
        text: of the document.
        within: the paragraph.
        marks: where a finding speaks, its id and severity; they may overlap.
        changed: words that the other side does not have.
    """
    # Inside a finding's mark the smaller difference is not shown: it would cut the mark to pieces.
    changed = [span for span in changed if not any(mark.overlaps(span) for mark, _, _ in marks)]
    cuts = {within.start, within.end}
    for span in (*(span for span, _, _ in marks), *changed):
        cuts |= {min(max(edge, within.start), within.end) for edge in (span.start, span.end)}
    edges = sorted(cuts)
    out: list[Markup] = []
    for start, end in pairwise(edges):
        here = Span(start, end)
        words = visible(here.of(text))
        over = [(id, severity) for span, id, severity in marks if span.covers(here)]
        if over:
            worst = max(severity for _, severity in over).label
            ids = " ".join(id for id, _ in over)
            out.append(Markup('<mark class="sev-{}" data-f="{}">{}</mark>').format(worst, ids, words))
        elif any(span.covers(here) for span in changed):
            out.append(Markup('<span class="d">{}</span>').format(words))
        else:
            out.append(words)
    return Markup("").join(out)
