"""Phrases that say the same or the opposite: at large / not caught, released on / denied bail.

The table is `phrases.txt`, written by hand; what one word says to another is the lexicon's part.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from dedup.drift.claims.lexicon import lexicon
from dedup.drift.claims.tokens import Token

NEGATORS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot hardly scarcely barely".split()
)
_AUXILIARIES = frozenset(
    "be am is are was were been being do does did have has had will would a an the it any yet".split()
)
_SKIPPED = 2  # auxiliaries and articles between two words of a phrase
_GAP, _LONGEST_GAP = "…", 6
_DENIES = 3  # a negator so many words before denies what follows


class _Entry(NamedTuple):
    """One phrase of the table: its line, its side of it, its words, and which of them is looked up."""

    line: int
    side: int
    words: tuple[str, ...]
    head: int


Index = dict[str, list[_Entry]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase of the table in a passage.

    Args:
        line: which line of the table.
        side: which phrase of it, or which side of an opposition.
        start, end: token range.
        words: the tokens in it that are the phrase's own, with the auxiliaries and articles between.
    """

    line: int
    side: int
    start: int
    end: int
    words: tuple[int, ...]


@cache
def _table() -> tuple[Index, Index]:
    """The phrases that say the same and those that say the opposite, by their head."""
    same: Index = {}
    opposite: Index = {}
    text = (files("dedup.drift.claims") / "data" / "phrases.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        if not line or line.startswith("#"):
            continue
        index, mark = (same, "=") if "=" in line else (opposite, "/")
        for side, cell in enumerate(line.split(mark)):
            for phrase in cell.split(","):
                words = tuple(phrase.split())
                # A long word is a rare one: few look-ups.
                _, _, head = max((word not in NEGATORS, len(word), k) for k, word in enumerate(words))
                index.setdefault(words[head], []).append(_Entry(number, side, words, head))
    return same, opposite


def equivalents(
    a: Sequence[Token], b: Sequence[Token], free_a: Container[int], free_b: Container[int]
) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Phrases of both sides that say the same otherwise, made of the free tokens (and of words both have)."""
    index = _table()[0]
    found_a = [o for o in _found(a, free_a, index) if _stands(a, o, free_a)]
    found_b = [o for o in _found(b, free_b, index) if _stands(b, o, free_b)] if found_a else []
    for x in found_a:
        for y in found_b:
            if x.line == y.line and x.side != y.side:
                yield _with_auxiliaries(a, x, free_a), _with_auxiliaries(b, y, free_b)


def opposed(
    a: Sequence[Token], b: Sequence[Token], free_a: Container[int], free_b: Container[int]
) -> list[tuple[Occurrence, Occurrence]]:
    """Phrases of both sides that say the opposite, each with a word among the free tokens."""
    index = _table()[1]
    found_a = _found(a, free_a, index)
    found_b = _found(b, free_b, index) if found_a else []
    pairs = [(x, y) for x in found_a for y in found_b if x.line == y.line and x.side != y.side]
    # The longest first, whichever side comes first.
    return sorted(pairs, key=lambda p: (sum(o.start - o.end for o in p), sorted(o.start for o in p)))


def _found(tokens: Sequence[Token], free: Container[int], index: Index) -> list[Occurrence]:
    found: list[Occurrence] = []
    for at, token in enumerate(tokens):
        for form in sorted(_forms(token.key)):
            for entry in index.get(form, ()):
                before = _along(tokens, at, entry.words[: entry.head][::-1], -1)
                after = _along(tokens, at, entry.words[entry.head + 1 :], 1)
                if before is None or after is None:
                    continue
                words = (*before[::-1], at, *after)
                if any(k in free for k in words):
                    found.append(Occurrence(entry.line, entry.side, words[0], words[-1] + 1, words))
    # Of phrases in one place the longest is meant.
    return sorted(found, key=lambda o: (o.start - o.end, o.start, o.line, o.side))


def _along(tokens: Sequence[Token], at: int, words: Sequence[str], step: int) -> list[int] | None:
    """The tokens of `words` read from `at` on in one direction; None where one is not there."""
    found: list[int] = []
    gap = False
    for word in words:
        if word == _GAP:
            gap = True
            continue
        between: list[int] = []
        for skipped in range(_LONGEST_GAP + 1 if gap else _SKIPPED + 1):
            here = at + step * (skipped + 1)
            if not 0 <= here < len(tokens):
                return None
            if word in _forms(tokens[here].key):
                found += [*between, here]
                at = here
                break
            if not gap:
                if tokens[here].key not in _AUXILIARIES:
                    return None
                between.append(here)
        else:
            return None
        gap = False
    return found


@lru_cache(maxsize=1 << 16)
def _forms(key: str) -> frozenset[str]:
    return frozenset((key, *(lemma for _, lemma in lexicon().lemmas(key))))


def _stands(tokens: Sequence[Token], found: Occurrence, free: Container[int]) -> bool:
    """Whether a phrase is denied just as it says: its negator stands on its side only, without another."""
    inside = [k for k in found.words if tokens[k].key in NEGATORS]
    before = tokens[max(0, found.start - _DENIES) : found.start]
    return all(k in free for k in inside) and not any(t.key in NEGATORS for t in before)


def _with_auxiliaries(tokens: Sequence[Token], found: Occurrence, free: Container[int]) -> Occurrence:
    start, words = found.start, found.words
    while start - 1 in free and tokens[start - 1].key in _AUXILIARIES:
        start -= 1
        words = (start, *words)
    return replace(found, start=start, words=words)
