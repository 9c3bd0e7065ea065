"""How each document spells its names: counts, neighbours, and who else writes a spelling."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import regex
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from dedup.documents import Document, Span
from dedup.drift.names.compare import NameVerdict, compare_many
from dedup.drift.names.find import Name, Token, find_names, name_key
from dedup.text.sentences import sentences
from dedup.text.words import words

# Two spellings less alike (Jaro-Winkler) are never asked about, nor those with more letters between them.
_NEAR = 0.78
_LENGTHS = 2
_SIC = regex.compile(r"['’]?s?[\"”’»]?\s*[\[(]sic[\])]", regex.IGNORECASE)


def is_settled(text: str, end: int) -> bool:
    """True where the author marked [sic] the name that ends at `end`."""
    return _SIC.match(text, end) is not None


@dataclass(frozen=True)
class Spellings:
    """One document and every name word in it.

    Args:
        document: the text.
        names: its names, in text order.
        settled: where the name words stand that the author marked [sic].
    """

    document: Document
    names: tuple[Name, ...]
    settled: frozenset[Span] = frozenset()

    @classmethod
    def of(cls, document: Document) -> Spellings:
        """Find the names of `document`."""
        names = tuple(find_names(document))
        settled = {t.span for n in names if is_settled(document.text, n.span.end) for t in n.tokens}
        return cls(document, names, frozenset(settled))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each folded word stands in the text, whatever its case; parts of hyphenated words too."""
        found: Counter[str] = Counter()
        for word in words(self.document.text):
            found[name_key(word.text)] += 1
            if "-" in word.text:
                found.update(name_key(part) for part in word.text.split("-"))
        return found

    @cached_property
    def tokens(self) -> dict[str, Token]:
        """The first sure name word of each key."""
        found: dict[str, Token] = {}
        for name in self.names:
            for token in name.tokens:
                if token.sure:
                    found.setdefault(token.key, token)
        return found

    @cached_property
    def _rows(self) -> dict[str, set[int]]:
        """The numbers of the sentences that hold each folded word."""
        text = self.document.text
        rows = (s for span in self.document.story_spans() for s in sentences(text, span))
        found: dict[str, set[int]] = {}
        for number, sentence in enumerate(rows):
            for word in words(text, sentence):
                found.setdefault(name_key(word.text), set()).add(number)
        return found

    @cached_property
    def _beside(self) -> dict[str, set[str]]:
        """The name words that stand right beside each name word."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            for token in name.tokens:
                found.setdefault(token.key, set()).update(t.key for t in name.tokens if t.key != token.key)
        return found

    def together(self, x: str, y: str) -> bool:
        """True where two words cannot be one name: one sentence has both, or each has its own given name."""
        beside = self._beside.get(x, set()), self._beside.get(y, set())
        apart = bool(beside[0] and beside[1]) and not beside[0] & beside[1]
        return apart or not self._rows.get(x, set()).isdisjoint(self._rows.get(y, ()))


@dataclass(frozen=True)
class Witnesses:
    """What the reference documents write."""

    references: tuple[Spellings, ...] = ()

    def count(self, key: str) -> int:
        """How many references hold the folded word."""
        return sum(bool(r.words[key]) for r in self.references)

    @cached_property
    def tokens(self) -> dict[str, Token]:
        """Every name word of the references."""
        return {k: t for r in reversed(self.references) for k, t in r.tokens.items()}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest spelling elsewhere of a word, and what the two are to each other."""

    token: Token
    verdict: NameVerdict


def alike(token: Token, others: Sequence[Token]) -> list[Token]:
    """Those of `others`, in order, whose spelling is alike enough to ask about."""
    if not others:
        return []
    keys = [other.key for other in others]
    # One by one they take six times as long.
    found = cdist([token.key], keys, scorer=JaroWinkler.similarity, score_cutoff=_NEAR, dtype=np.float64)
    return [others[n] for n in np.flatnonzero(found[0] >= _NEAR).tolist()]


def near(x: Token, y: Token) -> bool:
    """True where two `alike` spellings may be one name; a plural is no spelling."""
    return x.key.removesuffix("s") != y.key.removesuffix("s") and abs(len(x.key) - len(y.key)) <= _LENGTHS


@dataclass
class Neighbours:
    """Nearest spellings, asked for in one batch."""

    among: dict[str, Token]
    _found: dict[str, Neighbour | None] = field(default_factory=dict)

    def ask(self, tokens: Iterable[Token]) -> None:
        """Look up all `tokens` that are not known yet."""
        asked = {t.key: t for t in tokens if t.key not in self._found and len(t.key) >= 4}
        others = [other for other in self.among.values() if len(other.key) >= 4]
        pairs = [(t, other) for t in asked.values() for other in alike(t, others) if t.key != other.key]
        verdicts = compare_many((t.text, o.text) for t, o in pairs)
        for key in asked:
            self._found[key] = None
        for (t, other), verdict in zip(pairs, verdicts, strict=True):
            best = self._found[t.key]
            if not verdict.apart and (best is None or verdict.score > best.verdict.score):
                self._found[t.key] = Neighbour(other, verdict)

    def of(self, token: Token) -> Neighbour | None:
        """The nearest spelling of `token`; None where none is near."""
        return self._found.get(token.key)


def uncovered(names: Sequence[Name], spans: Iterable[Span]) -> list[Name]:
    """The names that touch none of `spans`."""
    # Spans that overlap as one, so that of those before a name's end only the last can touch it.
    covered: list[Span] = []
    for span in sorted(spans):
        if covered and span.start <= covered[-1].end:
            covered[-1] = Span(covered[-1].start, max(covered[-1].end, span.end))
        else:
            covered.append(span)
    starts = [span.start for span in covered]
    before = ((n, bisect_left(starts, n.span.end)) for n in names)
    return [n for n, k in before if not (k and covered[k - 1].overlaps(n.span))]
