"""Two linked passages, word by word: which word answers which, and what was replaced, dropped, added, moved.

Words first anchor on each other where the text is the same (longest common subsequence of folded words);
the rest pairs up inside the gaps by spelling, inflection and meaning, and last across gaps (a moved word).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Indel

from dedup.documents import Span
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.interface import Comparison
from dedup.text.normalize import fold
from dedup.text.words import words

_CONTRACTED = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "n't": ("not",),
    "let's": ("let", "us"),
}
_CLITICS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_IS_CLITIC = frozenset("it that there here what where who he she how".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a passage: its comparison key (folded, without possessive) and its place."""

    key: str
    text: str
    span: Span


def tokens(text: str, spans: tuple[Span, ...]) -> list[Token]:
    """The words of the passage; hyphens part words and contractions are written out."""
    found: list[Token] = []
    for within in spans:
        for word in words(text, within):
            found.extend(_parts(word.text, word.span))
    return found


def _parts(text: str, span: Span) -> Iterator[Token]:
    if text.isalpha() and text.isascii():
        key = text.lower()
        if key != "cannot":
            yield Token(key, text, span)
            return
    at = span.start
    for piece in text.replace("‐", "-").replace("‑", "-").split("-"):
        where = Span(at, at + len(piece))
        at = where.end + 1
        for key in _keys(fold(piece)):
            yield Token(key, piece, where)


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


@lru_cache(maxsize=4)
def passages(comparison: Comparison) -> tuple[Passage, ...]:
    """Every aligned sentence pair (N–M where needed) whose texts differ, matched word by word."""
    a, b = comparison.a.text, comparison.b.text
    return tuple(
        passage(a, b, link.a, link.b)
        for link in comparison.alignment.sentences
        if [s.of(a) for s in link.a] != [s.of(b) for s in link.b]
    )


def passage(text_a: str, text_b: str, spans_a: tuple[Span, ...], spans_b: tuple[Span, ...]) -> Passage:
    """Match the words of one linked pair; exchanged sides give the mirrored result."""
    a, b = tokens(text_a, spans_a), tokens(text_b, spans_b)
    keys_a, keys_b = [t.key for t in a], [t.key for t in b]
    # Of several longest subsequences the one found depends on the order of the arguments: fix the order.
    in_order = keys_a <= keys_b
    matches = _match(keys_a, keys_b) if in_order else [_flipped(m) for m in _match(keys_b, keys_a)]
    done_a, done_b = {m.a for m in matches}, {m.b for m in matches}
    return Passage(
        text_a,
        text_b,
        Span(spans_a[0].start, spans_a[-1].end),
        Span(spans_b[0].start, spans_b[-1].end),
        tuple(a),
        tuple(b),
        tuple(sorted(matches, key=lambda m: (m.a, m.b))),
        tuple(i for i in range(len(a)) if i not in done_a),
        tuple(j for j in range(len(b)) if j not in done_b),
    )


def _flipped(match: Match) -> Match:
    flip = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
    return Match(match.b, match.a, flip.get(match.relation, match.relation), match.moved)


def _match(a: list[str], b: list[str]) -> list[Match]:
    matches: list[Match] = []
    rest_a: list[int] = []
    rest_b: list[int] = []
    gap_a: list[int] = []
    gap_b: list[int] = []

    def close() -> None:
        found = _match_gap(a, b, gap_a, gap_b) if gap_a and gap_b else []
        done_a, done_b = {m.a for m in found}, {m.b for m in found}
        rest_a.extend(i for i in gap_a if i not in done_a)
        rest_b.extend(j for j in gap_b if j not in done_b)
        matches.extend(found)
        gap_a.clear()
        gap_b.clear()

    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            close()
            matches.extend(
                Match(i, j, Relation.SAME)
                for i, j in zip(
                    range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
                )
            )
        else:
            gap_a.extend(range(op.src_start, op.src_end))
            gap_b.extend(range(op.dest_start, op.dest_end))
    close()
    matches.extend(_match_rest(a, b, rest_a, rest_b))
    return matches


def _match_gap(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int]) -> list[Match]:
    """Pairs inside one gap: the same letters parted otherwise (per cent / percent), then the closest."""
    found = _joined(a, b, gap_a, gap_b)
    done_a, done_b = {m.a for m in found}, {m.b for m in found}
    ranked = sorted(
        (rank, abs(i - gap_a[0] - j + gap_b[0]), i, j, relation)
        for i in gap_a
        for j in gap_b
        for rank, relation in (_likeness(a[i], b[j]),)
        if rank < _UNLIKE
    )
    for _, _, i, j, relation in ranked:
        if i not in done_a and j not in done_b:
            done_a.add(i)
            done_b.add(j)
            found.append(Match(i, j, relation))
    return found


def _joined(a: list[str], b: list[str], gap_a: list[int], gap_b: list[int]) -> list[Match]:
    """Words written together on one side: each part matches the whole (per cent / percent, U S / US)."""
    found: list[Match] = []
    wholes_a, wholes_b = {a[i]: i for i in gap_a}, {b[j]: j for j in gap_b}
    for run in _runs(gap_b):
        if (i := wholes_a.get("".join(b[j] for j in run))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for j in run)
    for run in _runs(gap_a):
        if (j := wholes_b.get("".join(a[i] for i in run))) is not None:
            found.extend(Match(i, j, Relation.SPELLING) for i in run)
    return found


def _runs(gap: list[int]) -> Iterator[list[int]]:
    for length in (2, 3):
        for at in range(len(gap) - length + 1):
            run = gap[at : at + length]
            if run[-1] - run[0] == length - 1:
                yield run


def _match_rest(a: list[str], b: list[str], rest_a: list[int], rest_b: list[int]) -> list[Match]:
    """Words that answer each other from different places: the same word, another form of it, or a synonym."""
    found: list[Match] = []
    open_a, open_b = list(rest_a), list(rest_b)
    for limit in (0, 2, 3):
        for i in list(open_a):
            for j in open_b:
                rank, relation = _likeness(a[i], b[j])
                if rank <= limit:
                    found.append(Match(i, j, relation, moved=True))
                    open_a.remove(i)
                    open_b.remove(j)
                    break
    return found


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
