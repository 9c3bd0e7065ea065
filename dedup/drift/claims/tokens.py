"""The words of a passage as the claim rules compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import regex

from dedup.documents import Span
from dedup.text.normalize import fold
from dedup.text.words import Word, words

_CONTRACTED = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "n't": ("not",),
    "let's": ("let", "us"),
}
_CLITICS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_NOTED = r"(?:updated?|corrected|correction|video|photos?|pictures|gallery|live|exclusive|breaking|watch)"
_NOTE = regex.compile(rf"(?<=\S\s*)[(\[]{_NOTED}[)\]]|\G{_NOTED}(?=:\s*\w)", regex.IGNORECASE)
_IS_CLITIC = frozenset("it that there here what where who he she how".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a passage.

    Args:
        key: what it is compared by: folded, without possessive.
        text, span: as it is written, and where.
        word: its place in what is `written` (parts of one word share it).
        opens: whether it is the first of its sentence.
    """

    key: str
    text: str
    span: Span
    word: int
    opens: bool = False


_T = TypeVar("_T")
_P = ParamSpec("_P")
_REMEMBERED = 256  # the sides of a batch of pairs, twice over: some 3 MB in all


def remembered(
    ask: Callable[Concatenate[tuple[Token, ...], _P], _T],
) -> Callable[Concatenate[tuple[Token, ...], _P], _T]:
    """`ask` with its last answers kept, by which tuple of tokens it is: several rules ask of one passage.

    What comes with the tokens must be their own, such as their text. Hashing them would take as long as most
    answers.
    """
    kept: dict[int, tuple[tuple[Token, ...], _T]] = {}

    @wraps(ask)
    def answer(tokens: tuple[Token, ...], /, *rest: _P.args, **named: _P.kwargs) -> _T:
        found = kept.get(id(tokens))
        if found is None:
            if len(kept) >= _REMEMBERED:
                kept.clear()
            # Holding the tokens keeps their id from being given to others.
            found = kept[id(tokens)] = tokens, ask(tokens, *rest, **named)
        return found[1]

    return answer


def written(text: str, within: Span) -> list[str]:
    """The words of a sentence and the marks between them, as `Encoder.encode_words` should read them.

    With its marks the word pieces are those of the sentence itself, so that one pass of the encoder serves
    both sentence and word vectors.
    """
    return [piece for piece, _ in _written(text, within)]


def _written(text: str, within: Span) -> Iterator[tuple[str, Word | None]]:
    at = within.start
    for word in (*words(text, within), None):
        end = word.span.start if word else within.end
        yield from ((mark, None) for mark in text[at:end] if not mark.isspace())
        if word:
            yield word.text, word
            at = word.span.end


def tokens(text: str, spans: tuple[Span, ...]) -> list[Token]:
    """The words of the passage; hyphens part words and contractions are written out.

    What an editor put beside a headline, such as (updated) or VIDEO:, is no part of it.
    """
    found: list[Token] = []
    number = 0
    for within in spans:
        opens = True
        notes = [Span(*m.span()) for m in _NOTE.finditer(text, within.start, within.end)]
        for _, word in _written(text, within):
            if word and not any(note.covers(word.span) for note in notes):
                found.extend(_parts(word.text, word.span, number, opens))
                opens = False
            number += 1
    return found


def _parts(text: str, span: Span, number: int, opens: bool) -> Iterator[Token]:
    if text.isalpha() and text.isascii():
        key = text.lower()
        if key != "cannot":
            yield Token(key, text, span, number, opens)
            return
    at = span.start
    for piece in text.replace("‐", "-").replace("‑", "-").split("-"):
        where = Span(at, at + len(piece))
        at = where.end + 1
        for key in _keys(fold(piece)):
            yield Token(key, piece, where, number, opens)


def _keys(key: str) -> tuple[str, ...]:
    if key in _CONTRACTED:
        return _CONTRACTED[key]
    if key.endswith("n't"):
        return key[:-3], "not"
    head, mark, tail = key.rpartition("'")
    if mark and tail in _CLITICS:
        return head, _CLITICS[tail]
    if mark and tail == "s":
        return (head, "is") if head in _IS_CLITIC else (head,)
    return (key.strip("'"),) if key.strip("'") else ()


def gap(text: str, tokens: Sequence[Token], at: int) -> str:
    """What parts token `at` from the one before it, as it is written."""
    return text[tokens[at - 1].span.end : tokens[at].span.start]
