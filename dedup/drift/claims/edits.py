"""Two linked passages, word by word: which word answers which, and what was replaced, dropped, added, moved.

Words first anchor on each other where the text is the same (longest common subsequence of folded words);
the rest pairs up inside the gaps by spelling, inflection and meaning, and last across gaps (a moved word).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz.distance import DamerauLevenshtein, Indel

from dedup.align.interface import Link
from dedup.documents import Document, Span
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.phrases import equivalents
from dedup.drift.claims.quantities import CURRENCY_WORDS, has_currency, quantities
from dedup.drift.claims.tokens import Token, tokens
from dedup.drift.interface import Comparison


@dataclass(frozen=True, slots=True)
class Match:
    """A word of each side that answer one another (indices into the token lists), and how alike they are."""

    a: int
    b: int
    relation: Relation
    moved: bool = False


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

    def mirrored(self) -> Passage:
        """The same passage seen from the other side."""
        turned = [Match(m.b, m.a, TURNED.get(m.relation, m.relation), m.moved) for m in self.matches]
        return Passage(
            self.text_b,
            self.text_a,
            self.span_b,
            self.span_a,
            self.b,
            self.a,
            tuple(sorted(turned, key=lambda m: (m.a, m.b))),
            self.only_b,
            self.only_a,
            self.published[::-1],
        )


# What a relation is from the other side, where it is another one.
TURNED = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}


@lru_cache(maxsize=4)
def passages(comparison: Comparison) -> tuple[Passage, ...]:
    """Every aligned sentence pair (N–M where needed) whose texts differ, matched word by word."""
    return tuple(
        _one_way(comparison.a, comparison.b, link)
        for link in comparison.alignment.sentences
        if [s.of(comparison.a.text) for s in link.a] != [s.of(comparison.b.text) for s in link.b]
    )


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
    # Of several longest subsequences the one found depends on the order of the arguments: fix the order.
    in_order = keys_a <= keys_b
    matches = _match(keys_a, keys_b) if in_order else [_flipped(m) for m in _match(keys_b, keys_a)]
    matches = _with_equal_numbers(text_a, text_b, a, b, matches)
    matches = _with_equal_phrases(a, b, matches)
    matches += _courtesies(a, b, matches)
    done_a, done_b = {m.a for m in matches}, {m.b for m in matches}
    done_a |= _glosses(text_a, a, done_a)
    done_b |= _glosses(text_b, b, done_b)
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
    """Numbers of one value written otherwise: three million and thirty lakh answer each other.

    They take their words out of matches by mere kinship (three / thirty), or by a likeness of figures that
    leaves words over (£1.5m / 1.5 million pounds). A count is no opposite of a rank (three / second).
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
        if m.relation is not Relation.OPPOSITE or {kinds_a.get(m.a), kinds_b.get(m.b)} != {"count", "ordinal"}
    ]
    for x in numbers_a:
        signed = has_currency(text_a, a, x.tokens[0])
        for y in numbers_b:
            other = has_currency(text_b, b, y.tokens[0])
            xs = [i for i in _with_money(a, x.tokens, other and not signed) if i not in done_a]
            ys = [j for j in _with_money(b, y.tokens, signed and not other) if j not in done_b]
            if xs and ys and x.value == y.value:
                found.extend(_many(xs, ys))
                done_a.update(xs)
                done_b.update(ys)
                break
    return _instead(matches, found)


def _with_equal_phrases(a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]) -> list[Match]:
    """Phrases that say one thing, such as a word and the denial of its opposite, answer each other."""
    done_a, done_b = _firm(matches)
    free_a, free_b = set(range(len(a))) - done_a, set(range(len(b))) - done_b
    if not free_a or not free_b:
        return matches
    found: list[Match] = []
    for x, y in equivalents(a, b, frozenset(free_a), frozenset(free_b)):
        xs = [i for i in x.words if i in free_a]
        ys = [j for j in y.words if j in free_b]
        if xs and ys:
            found.extend(_many(xs, ys))
            free_a.difference_update(xs)
            free_b.difference_update(ys)
    return _instead(matches, found)


def _firm(matches: list[Match]) -> tuple[set[int], set[int]]:
    """Tokens that the other side has, too, in whatever form or spelling."""
    firm = [m for m in matches if m.relation in (Relation.SAME, Relation.FORM, Relation.SPELLING)]
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


_COURTESY = frozenset("mr mrs ms miss dr sir dame prof professor madam mx messrs".split())


def _courtesies(a: tuple[Token, ...], b: tuple[Token, ...], matches: list[Match]) -> list[Match]:
    """A courtesy before a name that stands alone on the other side is part of that name, said politely."""
    there = {m.a: m.b for m in matches if m.relation in (Relation.SAME, Relation.SPELLING)}
    back = {j: i for i, j in there.items()}
    met_a, met_b = {m.a for m in matches}, {m.b for m in matches}
    found = [Match(i, j, Relation.SPELLING) for i, j in _titled(a, there, met_a, met_b)]
    return found + [Match(i, j, Relation.SPELLING) for j, i in _titled(b, back, met_b, met_a)]


def _titled(
    own: tuple[Token, ...],
    there: dict[int, int],
    met: set[int],
    met_other: set[int],
) -> Iterator[tuple[int, int]]:
    for k in range(len(own) - 1):
        if own[k].key in _COURTESY and k not in met and own[k].text[0].isupper():
            name = there.get(k + 1)
            if name is not None and not (name and name - 1 not in met_other):
                yield k, name


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


def _flipped(match: Match) -> Match:
    flip = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
    return Match(match.b, match.a, flip.get(match.relation, match.relation), match.moved)


def _match(a: list[str], b: list[str]) -> list[Match]:
    matches: list[Match] = []
    gaps: list[tuple[list[int], list[int]]] = [([], [])]
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            matches.extend(
                Match(i, j, Relation.SAME)
                for i, j in zip(
                    range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
                )
            )
            gaps.append(([], []))
        else:
            gaps[-1][0].extend(range(op.src_start, op.src_end))
            gaps[-1][1].extend(range(op.dest_start, op.dest_end))
    # The same word elsewhere is a better answer than another word here, a synonym here better than elsewhere.
    for gap_a, gap_b in gaps:
        _take(matches, gap_a, gap_b, _joined(a, b, gap_a, gap_b))
        _take(matches, gap_a, gap_b, _closest(a, b, gap_a, gap_b, _SYNONYM))
    _match_moved(matches, gaps, a, b, 0)
    for gap_a, gap_b in gaps:
        _take(matches, gap_a, gap_b, _closest(a, b, gap_a, gap_b, _UNLIKE - 1))
    _match_moved(matches, gaps, a, b, _SYNONYM)
    return matches


def _take(matches: list[Match], gap_a: list[int], gap_b: list[int], found: list[Match]) -> None:
    """Enter the matches found and strike their words from the gap."""
    matches.extend(found)
    for m in found:
        if m.a in gap_a:
            gap_a.remove(m.a)
        if m.b in gap_b:
            gap_b.remove(m.b)


def _closest(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int], limit: int) -> list[Match]:
    """Pairs inside one gap, the closest first."""
    if not gap_a or not gap_b:
        return []
    found: list[Match] = []
    done_a: set[int] = set()
    done_b: set[int] = set()
    ranked = sorted(
        (rank, abs(i - gap_a[0] - j + gap_b[0]), i, j, relation)
        for i in gap_a
        for j in gap_b
        for rank, relation in (_likeness(a[i], b[j]),)
        if rank <= limit
    )
    for _, _, i, j, relation in ranked:
        if i not in done_a and j not in done_b:
            done_a.add(i)
            done_b.add(j)
            found.append(Match(i, j, relation))
    return found


def _match_moved(
    matches: list[Match], gaps: list[tuple[list[int], list[int]]], a: list[str], b: list[str], limit: int
) -> None:
    """Words that answer each other from different places, the same words first."""
    free_a, free_b = [i for gap, _ in gaps for i in gap], [j for _, gap in gaps for j in gap]
    near: dict[int, list[tuple[int, int]]] = {}
    for i in free_a:
        for j in free_b:
            if (rank := _likeness(a[i], b[j])[0]) <= limit:
                near.setdefault(rank, []).append((i, j))
    for rank in sorted(near):
        for i, j in near[rank]:
            if i in free_a and j in free_b:
                matches.append(Match(i, j, _likeness(a[i], b[j])[1], moved=True))
                free_a.remove(i)
                free_b.remove(j)
    for gap_a, gap_b in gaps:
        gap_a[:] = [i for i in gap_a if i in free_a]
        gap_b[:] = [j for j in gap_b if j in free_b]


def _joined(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int]) -> list[Match]:
    """Words written together on one side: each part matches the whole (per cent / percent, U S / US)."""
    found: list[Match] = []
    wholes_a, wholes_b = {a[i]: i for i in gap_a}, {b[j]: j for j in gap_b}
    for run in _runs(gap_b):
        if (i := wholes_a.get(_written_together([b[j] for j in run]))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for j in run)
    for run in _runs(gap_a):
        if (j := wholes_b.get(_written_together([a[i] for i in run]))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for i in run)
    return found


def _written_together(keys: list[str]) -> str:
    # "its" for "it's" is a slip of the pen.
    return "its" if keys == ["it", "is"] else "".join(keys)


def _runs(gap: list[int]) -> Iterator[list[int]]:
    for length in (2, 3):
        for at in range(len(gap) - length + 1):
            run = gap[at : at + length]
            if run[-1] - run[0] == length - 1:
                yield run


_SYNONYM = 3
_UNLIKE = 9


@lru_cache(maxsize=1 << 16)
def _likeness(x: str, y: str) -> tuple[int, Relation]:
    """Rank (0 the same word … 9 nothing in common) and relation of two keys."""
    if x == y:
        return 0, Relation.SAME
    relation = lexicon().relation(x, y)
    if relation is Relation.FORM:
        return 1, relation
    if misspelt(x, y):
        return 2, Relation.SPELLING
    if relation is Relation.SYNONYM:
        return 3, relation
    if relation is Relation.OPPOSITE:
        return 4, relation
    if relation is not Relation.NONE:
        return 5, relation
    return _UNLIKE, relation


def misspelt(x: str, y: str) -> bool:
    """Whether two keys are one word, spelt otherwise (colour / color) or with a slip (season / seaon).

    Two known English words never are, except by one of the regular British and American differences.
    """
    if min(len(x), len(y)) < 3 or x.isdigit() or y.isdigit():
        return False
    if _american(x) == _american(y):
        return True
    both = lexicon().known(x) and lexicon().known(y)
    longest = max(len(x), len(y))
    return not both and DamerauLevenshtein.distance(x, y, score_cutoff=2) <= (1 if longest < 6 else 2)


@lru_cache(maxsize=1 << 16)
def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = word.replace(british, american)
    return word


# Regular spelling differences; both sides go through the same funnel, so over-reach on a stem does no harm.
_BRITISH = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("ogue", "og"),
    ("ae", "e"),
    ("oe", "e"),
    ("ll", "l"),
    ("gramme", "gram"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("grey", "gray"),
    ("dgement", "dgment"),
    ("pp", "p"),
)
