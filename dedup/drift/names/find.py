"""Finding names in a text without a model: capitals, where they stand, and what stands beside them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from dedup.documents import Document, Span
from dedup.drift.names.lexicon import ARTICLES, CALENDAR, GIVEN, PARTICLES, TITLES, is_word
from dedup.text.sentences import sentences
from dedup.text.words import Word, stem_possessive, words

# Letters that Unicode does not decompose, as news desks write them in plain Latin.
_PLAIN = str.maketrans(
    {
        **dict(zip("øłđðıħŧ", "olddiht", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ĳ": "ij",
        **dict.fromkeys("ʻʼʿʾ’‘'`´ʹʺ"),
    }
)
# A sentence in which this share of the words of four letters or more have a capital is a headline.
_HEADLINE = 0.7


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    Args:
        text: the word as it stands, without a possessive ending.
        span: where `text` stands in the document.
        key: the word folded for equality: no case, accents, hyphens, apostrophes, Arabic article.
        sure: True where only a name has a capital; False at the start of a sentence, in a headline.
        lead: True for the first word of its sentence.
        word: True where English writes the same word small, too: Red Crescent, Carefree Park.
    """

    text: str
    span: Span
    key: str
    sure: bool
    lead: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name: a run of capitalised words with the particles between them.

    Args:
        span: the whole run, titles left out.
        tokens: its words, in order, particles left out; never empty.
        title: the titles and roles right before it, folded, in order.
    """

    span: Span
    tokens: tuple[Token, ...]
    title: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 16)
def name_key(word: str) -> str:
    """`word` folded so that spellings that differ in case, accents, hyphens or the Arabic article agree."""
    folded = unicodedata.normalize("NFKD", stem_possessive(word).casefold()).translate(_PLAIN)
    parts = [
        p
        for part in folded.replace("-", " ").replace("‐", " ").replace("‑", " ").split(" ")
        if (p := "".join(c for c in part if c.isalnum()))
    ]
    if len(parts) > 1 and parts[0] in ARTICLES:
        parts = parts[1:]
    return "".join(parts)


def find_names(document: Document) -> list[Name]:
    """The names in the story of `document` (all of the text where it has no paragraphs), in text order.

    A word at the start of a sentence, or in a headline, is `sure` only where the same document writes
    it with a capital in running text as well.
    """
    found = [
        n
        for span in document.story_spans()
        for s in sentences(document.text, span)
        for n in _in_sentence(document.text, s)
    ]
    certain = {t.key for n in found for t in n.tokens if t.sure}
    return [n if all(t.sure for t in n.tokens) else _with_sure(n, certain) for n in found]


def _with_sure(name: Name, certain: set[str]) -> Name:
    """The name, its words sure that are among the certain ones."""
    return replace(
        name,
        tokens=tuple(replace(t, sure=True) if t.key in certain else t for t in name.tokens),
    )


def within(names: Sequence[Name], spans: Iterable[Span]) -> list[Name]:
    """The names, in text order as they are given, that lie inside one of `spans`."""
    places = {
        n
        for span in spans
        for n in range(bisect_left(names, span.start, key=_start), bisect_left(names, span.end, key=_start))
        if names[n].span.end <= span.end
    }
    return [names[n] for n in sorted(places)]


def _start(name: Name) -> int:
    return name.span.start


def _in_sentence(text: str, sentence: Span) -> list[Name]:
    row = words(text, sentence)
    headline = _is_headline(row)
    names: list[Name] = []
    run: list[Token] = []
    title: list[str] = []
    last: Word | None = None
    for i, word in enumerate(row):
        joined = last is not None and text[last.span.end : word.span.start].strip() in ("", "-", "‑")
        if run and not joined:
            names.append(_name(run, title))
            run, title = [], []
        bare = stem_possessive(word.text)
        folded = bare.casefold()
        if not joined:
            title = []
        lead = i == 0 or _opens(text, row[i - 1], word)
        if folded in TITLES and (not run or not word.text[0].isupper()):
            if run:
                names.append(_name(run, title))
                run, title = [], []
            title.append(folded)
        elif (token := _token(word, lead, headline, bool(run))) is not None:
            run.append(token)
        elif not (run and folded in PARTICLES):
            if run:
                names.append(_name(run, title))
            run, title = [], []
        last = word
        if run and word.text != bare:  # “Haftar’s Libya” is two names
            names.append(_name(run, title))
            run, title = [], []
    if run:
        names.append(_name(run, title))
    return names


def _name(run: list[Token], title: list[str]) -> Name:
    return Name(Span(run[0].span.start, run[-1].span.end), tuple(run), tuple(title))


def _token(word: Word, lead: bool, headline: bool, inside: bool) -> Token | None:
    """The word as part of a name, or None where it is none; `inside`: right behind a word of a name."""
    if word.text.islower():
        return None
    bare = _without_tail(stem_possessive(word.text))
    folded = bare.casefold()
    if (
        not any(c.isupper() for c in bare)
        or (folded in CALENDAR and not (inside and folded in GIVEN))
        or folded.startswith(("i'", "i’"))
    ):
        return None
    if bare[0].isdigit() or (bare[0].islower() and not _has_capital_part(bare)):
        return None
    key = name_key(bare)
    if len(key) < 2 or key.isdigit() or (folded in PARTICLES and len(folded) <= 3):
        return None
    shouted = bare.isupper() and len(bare) > 1
    word_too = is_word(folded.partition("'")[0].partition("’")[0])
    if word_too and (lead or headline) and not shouted:
        return None
    sure = (not lead and not headline) or not word_too
    return Token(
        bare,
        Span(word.span.start, word.span.start + len(bare)),
        key,
        sure and not (shouted and headline),
        lead,
        word_too,
    )


def _without_tail(word: str) -> str:
    """`Haftar-linked` without the small English words at its end; `Chun-shan` as it is."""
    while (cut := max(word.rfind("-"), word.rfind("‑"))) > 0 and word[cut + 1 :].islower():
        if not is_word(word[cut + 1 :]):
            break
        word = word[:cut]
    return word


def _has_capital_part(word: str) -> bool:
    """True for `al-Sarraj`, `d’Estaing`: a capital after a hyphen or apostrophe."""
    return any(a in "-‐‑'’" and b.isupper() for a, b in pairwise(word))


def _opens(text: str, before: Word, word: Word) -> bool:
    """True where a sentence may open: after a line break, a bullet, a colon, or a comma and a quote."""
    gap = text[before.span.end : word.span.start]
    if gap == " ":
        return False
    quoted = any(c in "\"“«„‘'" for c in gap)
    return any(c in "\n:•*|[–—" for c in gap) or (quoted and any(c in ",;.!?" for c in gap))


def _is_headline(row: Sequence[Word]) -> bool:
    long = [w for w in row if len(w.text) >= 4 and w.text[0].isalpha()]
    return len(long) >= 4 and sum(w.text[0].isupper() for w in long) >= _HEADLINE * len(long)
