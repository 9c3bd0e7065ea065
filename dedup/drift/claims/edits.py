"""Two linked passages, word by word: which word answers which, and what was replaced, dropped, added, moved.

`matching.py` pairs single words; here numbers of one value, phrases that say the same, abbreviations and
names said at more length answer each other, too, and what is said again in brackets asks for no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from dedup.align.interface import Link
from dedup.documents import Document, Span
from dedup.drift.claims.abbreviations import expanded, explained
from dedup.drift.claims.durations import spelled_out
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.matching import Match, matched
from dedup.drift.claims.measures import Unit, converted, unit_of
from dedup.drift.claims.people import named_shorter
from dedup.drift.claims.phrases import equivalents
from dedup.drift.claims.quantities import CURRENCY_WORDS, Quantity, has_currency, quantities
from dedup.drift.claims.tokens import Token, tokens
from dedup.drift.claims.values import equal
from dedup.drift.interface import Comparison

_KEPT = frozenset((Relation.SAME, Relation.FORM, Relation.SPELLING))


@dataclass(frozen=True, slots=True)
class Passage:
    """One linked pair of passages with its words matched.

    Args:
        text_a, text_b: the whole documents.
        span_a, span_b: first to last character of the passages.
        a, b: their tokens.
        matches: in order of side a; a token is in at most one, but for words parted otherwise.
        only_a, only_b: indices of the tokens without an answer.
        published: when each version says it was published.
    """

    text_a: str
    text_b: str
    span_a: Span
    span_b: Span
    a: tuple[Token, ...]
    b: tuple[Token, ...]
    matches: tuple[Match, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]
    published: tuple[str | None, str | None] = (None, None)

    @property
    def kept(self) -> float:
        """The share of words that the other version has, too, in any form or spelling."""
        kept = sum(m.relation in _KEPT for m in self.matches)
        return 2 * kept / max(len(self.a) + len(self.b), 1)

    def mirrored(self) -> Passage:
        """The same passage seen from the other side."""
        return Passage(
            self.text_b,
            self.text_a,
            self.span_b,
            self.span_a,
            self.b,
            self.a,
            tuple(sorted((m.mirrored() for m in self.matches), key=lambda m: (m.a, m.b))),
            self.only_b,
            self.only_a,
            self.published[::-1],
        )


def passages(comparison: Comparison) -> tuple[Passage, ...]:
    """Every aligned sentence pair (N–M where needed) whose texts differ, matched word by word."""
    return tuple(passage for passage, _ in linked_passages(comparison))


def linked_passages(comparison: Comparison) -> list[tuple[Passage, Link]]:
    """The same, each with the link of its sentences."""
    a, b = comparison.a, comparison.b
    return [
        (_one_way(a, b, link), link)
        for link in comparison.alignment.sentences
        if [s.of(a.text) for s in link.a] != [s.of(b.text) for s in link.b]
    ]


def _one_way(a: Document, b: Document, link: Link) -> Passage:
    """The passage of a link, its words matched in the same direction whichever version comes first."""
    if [s.of(b.text) for s in link.b] < [s.of(a.text) for s in link.a]:
        return _one_way(b, a, link.mirrored()).mirrored()
    return passage(a.text, b.text, link.a, link.b, (a.published, b.published))


def passage(
    text_a: str,
    text_b: str,
    spans_a: tuple[Span, ...],
    spans_b: tuple[Span, ...],
    published: tuple[str | None, str | None] = (None, None),
) -> Passage:
    """Match the words of one linked pair; exchanged sides give the mirrored result."""
    a, b = tuple(tokens(text_a, spans_a)), tuple(tokens(text_b, spans_b))
    keys_a, keys_b = [t.key for t in a], [t.key for t in b]
    matches = matched(keys_a, keys_b)
    matches = _with_equal_numbers(text_a, text_b, a, b, matches)
    matches = _with_equal_phrases(a, b, matches)
    matches = _with_abbreviations(text_a, text_b, a, b, matches)
    matches += named_shorter(a, b, (text_a, text_b), matches)
    done_a, done_b = {m.a for m in matches}, {m.b for m in matches}
    done_a |= _glosses(text_a, a, done_a) | explained(text_a, a, done_a)
    done_b |= _glosses(text_b, b, done_b) | explained(text_b, b, done_b)
    return Passage(
        text_a,
        text_b,
        Span(spans_a[0].start, spans_a[-1].end),
        Span(spans_b[0].start, spans_b[-1].end),
        a,
        b,
        tuple(sorted(matches, key=lambda m: (m.a, m.b))),
        tuple(i for i in range(len(a)) if i not in done_a),
        tuple(j for j in range(len(b)) if j not in done_b),
        published,
    )


def _with_equal_numbers(
    text_a: str, text_b: str, a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]
) -> list[Match]:
    """Numbers of one value written otherwise: three million and thirty lakh, 10 miles and 16 km.

    They take their words out of matches by mere kinship (three / thirty), or by a likeness of figures that
    leaves words over (£1.5m / 1.5 million pounds). A number is no opposite of one of
    another kind (three / second).
    """
    known = [m for m in matches if m.relation is Relation.SAME or not a[m.a].key[0].isdigit()]
    done_a, done_b = _firm(known)
    found: list[Match] = []
    numbers_a, numbers_b = quantities(a, text_a), quantities(b, text_b)
    kinds_a, kinds_b = (
        {k: q.kind for q in side for k in range(*q.tokens)} for side in (numbers_a, numbers_b)
    )
    matches = [
        m
        for m in matches
        if m.relation is not Relation.OPPOSITE or not _of_two_kinds(kinds_a.get(m.a), kinds_b.get(m.b))
    ]
    units_b = [unit_of(text_b, b, y) for y in numbers_b]
    for x in numbers_a:
        signed, unit = has_currency(text_a, a, x.tokens[0]), unit_of(text_a, a, x)
        for y, other_unit in zip(numbers_b, units_b, strict=True):
            other = has_currency(text_b, b, y.tokens[0])
            within_a = _with_money(a, x.tokens, other and not signed)
            within_b = _with_money(b, y.tokens, signed and not other)
            same = equal(x, y)
            if (same and x.kind != y.kind) or (not same and converted(x, y, unit, other_unit)):
                # The unit is part of what is said otherwise.
                same, within_a, within_b = True, _measure(x, unit), _measure(y, other_unit)
            xs = [i for i in within_a if i not in done_a]
            ys = [j for j in within_b if j not in done_b]
            if same and xs and ys:
                found.extend(_many(xs, ys))
                done_a.update(xs)
                done_b.update(ys)
                break
    found += [
        Match(i, j, Relation.SPELLING) for i, j in _durations(numbers_a, a, b, numbers_b, done_a, done_b)
    ]
    found += [
        Match(i, j, Relation.SPELLING) for j, i in _durations(numbers_b, b, a, numbers_a, done_b, done_a)
    ]
    return _instead(matches, found)


def _durations(
    times: Sequence[Quantity],
    beside: tuple[Token, ...],
    tokens: tuple[Token, ...],
    numbers: Sequence[Quantity],
    done: set[int],
    done_there: set[int],
) -> Iterator[tuple[int, int]]:
    """The token of each time and those of the numbers, and their units, that the other side says it in."""
    for time, parts in spelled_out(times, beside, tokens, numbers):
        first, last = parts[0].tokens[0], parts[-1].tokens[1]
        if time.tokens[0] not in done and done_there.isdisjoint(range(first, last + 1)):
            yield from ((time.tokens[0], k) for k in range(first, last + 1))


def _with_equal_phrases(a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]) -> list[Match]:
    """Phrases that say one thing, such as a word and the denial of its opposite, answer each other."""
    free_a, free_b = _free(a, b, matches)
    if not free_a or not free_b:
        return matches
    pairs = (
        ([i for i in x.words if i in free_a], [j for j in y.words if j in free_b])
        for x, y in equivalents(a, b, frozenset(free_a), frozenset(free_b))
    )
    return _with_pairs(matches, pairs, free_a, free_b)


def _with_abbreviations(
    text_a: str, text_b: str, a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]
) -> list[Match]:
    """An abbreviation and the name it stands for answer each other."""
    free_a, free_b = _free(a, b, matches)
    pairs = [([i], list(words)) for i, words in expanded(a, b, text_b, free_a, free_b)]
    pairs += [(list(words), [j]) for j, words in expanded(b, a, text_a, free_b, free_a)]
    return _with_pairs(matches, pairs, free_a, free_b)


def _free(a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]) -> tuple[set[int], set[int]]:
    """Tokens of both sides that the other side does not have in any form or spelling."""
    done_a, done_b = _firm(matches)
    return set(range(len(a))) - done_a, set(range(len(b))) - done_b


def _with_pairs(
    matches: list[Match],
    pairs: Iterable[tuple[list[int], list[int]]],
    free_a: set[int],
    free_b: set[int],
) -> list[Match]:
    """The matches with pairs of stretches that answer each other, while their words are free."""
    found: list[Match] = []
    for xs, ys in pairs:
        if xs and ys and free_a.issuperset(xs) and free_b.issuperset(ys):
            found.extend(_many(xs, ys))
            free_a.difference_update(xs)
            free_b.difference_update(ys)
    return _instead(matches, found)


def _firm(matches: list[Match]) -> tuple[set[int], set[int]]:
    """Tokens that the other side has, too, in whatever form or spelling."""
    firm = [m for m in matches if m.relation in _KEPT]
    return {m.a for m in firm}, {m.b for m in firm}


def _many(xs: list[int], ys: list[int]) -> Iterator[Match]:
    """All words of one stretch and all of the other answer each other."""
    for k in range(max(len(xs), len(ys))):
        yield Match(xs[min(k, len(xs) - 1)], ys[min(k, len(ys) - 1)], Relation.SPELLING)


def _instead(matches: list[Match], found: list[Match]) -> list[Match]:
    """The matches, those of words that are found to answer others left out."""
    taken_a, taken_b = {m.a for m in found}, {m.b for m in found}
    return [m for m in matches if m.a not in taken_a and m.b not in taken_b] + found


def _with_money(tokens: tuple[Token, ...], number: tuple[int, int], unsigned: bool) -> range:
    """The tokens of a number, and the word for its currency where the other version has a sign for it."""
    start, end = number
    return range(start, end + (unsigned and end < len(tokens) and tokens[end].key in CURRENCY_WORDS))


def _of_two_kinds(x: str | None, y: str | None) -> bool:
    return x is not None and y is not None and x != y


def _measure(quantity: Quantity, unit: Unit | None) -> range:
    return range(quantity.tokens[0], max(quantity.tokens[1], unit.end) if unit else quantity.tokens[1])


_BRACKETED = regex.compile(r"\(([^()]{1,40})\)")


def _glosses(text: str, tokens: tuple[Token, ...], done: set[int]) -> set[int]:
    """Tokens of a measure or time that is said twice, the second time in brackets: 30 km (18 miles).

    What the other side has is the measure; the unanswered one, before the brackets or in them, is its gloss.
    """
    found: set[int] = set()
    if not tokens:
        return found
    for match in _BRACKETED.finditer(text, tokens[0].span.start, tokens[-1].span.end + 1):
        inside = [k for k, t in enumerate(tokens) if match.start() < t.span.start < match.end()]
        if not inside or not any(tokens[k].key[0].isdigit() for k in inside):
            continue
        first = next(
            (k for k in range(inside[0] - 1, max(inside[0] - 5, -1), -1) if tokens[k].key[0].isdigit()), None
        )
        if first is not None:
            found.update(inside)
            if all(k in done for k in inside):
                found.update(range(first, inside[0]))
    return found
