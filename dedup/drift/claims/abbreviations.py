"""Abbreviations and the names they stand for: WHO, World Health Organization."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from dedup.drift.claims.tokens import Token, gap

_SHORTEST, _LONGEST = 2, 7  # letters
# Words of a name that its abbreviation leaves out.
_UNCOUNTED = frozenset("a an and at de del des di du for in la le of on the to und y".split())

Words = tuple[int, ...]


def expanded(
    short: Sequence[Token], long: Sequence[Token], text: str, free: Container[int], among: Container[int]
) -> Iterator[tuple[int, Words]]:
    """Each abbreviation of one side with the words of the other that spell it by their first letters.

    Args:
        short: the tokens of the side with the abbreviation.
        long: those of the other side.
        text: the whole document of `long`.
        free: tokens of `short` that nothing answers yet.
        among: tokens of `long` likewise.
    """
    for at, token in enumerate(short):
        if at in free and (letters := _letters(token)):
            words = next((w for k in range(len(long)) if (w := _spelt(letters, text, long, k, among))), None)
            if words:
                yield at, words


def explained(text: str, tokens: Sequence[Token], done: Container[int]) -> set[int]:
    """Tokens of a name beside its own abbreviation where the other side answers one of the two only.

    World Health Organization (WHO) says what WHO says, and so does WHO (World Health Organization).
    """
    found: set[int] = set()
    for at, token in enumerate(tokens):
        letters = _letters(token)
        if not letters:
            continue
        everything = range(len(tokens))
        before = (_spelt(letters, text, tokens, k, everything) for k in range(max(0, at - 2 * _LONGEST), at))
        words = next((w for w in before if w and w[-1] == at - 1 and "(" in gap(text, tokens, at)), None)
        if words is None and at + 1 < len(tokens) and "(" in gap(text, tokens, at + 1):
            words = _spelt(letters, text, tokens, at + 1, everything)
        if not words:
            continue
        if at in done and not any(k in done for k in words if tokens[k].key not in _UNCOUNTED):
            found.update(words)
        elif at not in done and all(k in done for k in words):
            found.add(at)
    return found


def _letters(token: Token) -> str:
    """The letters of an abbreviation, folded; "" for any other word."""
    short = token.text.removesuffix("’s").removesuffix("'s")
    short = short.removesuffix("s")
    return (
        short.casefold()
        if _SHORTEST <= len(short) <= _LONGEST and short.isupper() and short.isalpha()
        else ""
    )


def _spelt(
    letters: str, text: str, tokens: Sequence[Token], start: int, among: Container[int]
) -> Words | None:
    """The words from `start` on whose first letters are `letters`, with what stands between; all `among`."""
    words: list[int] = []
    left = letters
    for k in range(start, len(tokens)):
        if not left:
            break
        if words and gap(text, tokens, k).strip(" \u00a0-"):
            return None  # a list of names is no name
        if tokens[k].key in _UNCOUNTED and words:
            words.append(k)
            continue
        if not (tokens[k].text[0].isupper() and tokens[k].key[0] == left[0] and k in among):
            return None
        words.append(k)
        left = left[1:]
    return tuple(words) if not left and len(words) > 1 else None
