"""The tokens of many texts, gathered as they stream in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.features import Tokens, tokens, word_hash

# Up to this many characters plain Python is done before numba is loaded.
SMALL = 2_000_000
_BATCH = 8_000_000  # characters tokenised together: their hashes fill whole huge pages
_ROOM = _BATCH + _BATCH // 4
_own = local()

_LINE_START, _LINE_BY, _LINE_MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Tokens and lines of many texts, end to end.

    Args:
        tokens: of all texts.
        bounds: text d has the tokens `bounds[d]` up to `bounds[d + 1]`, shape (texts + 1,).
        lines: hash of every line that holds a token.
        line_ends: where it ends, counted in tokens of its text.
        line_bounds: text d has the lines `line_bounds[d]` up to `line_bounds[d + 1]`.
    """

    tokens: Tokens
    bounds: NDArray[np.int64]
    lines: NDArray[np.uint64]
    line_ends: NDArray[np.int32]
    line_bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def text(self, number: int) -> Tokens:
        """The tokens of one text."""
        return self.tokens.part(slice(self.bounds[number], self.bounds[number + 1]))

    def line_starts(self) -> NDArray[np.int64]:
        """Where every line starts, counted in tokens of the corpus, with the end of the last one."""
        ends = self.line_ends + np.repeat(self.bounds[:-1], np.diff(self.line_bounds))
        return np.concatenate([[0], ends]).astype(np.int64)

    def without_lines(self, dropped: NDArray[np.bool_]) -> Corpus:
        """The corpus with some lines taken out; it moves into the arrays of this one, which is used up.

        Args:
            dropped: shape (lines,).
        """
        if not dropped.any():
            return self
        from dedup.candidates import compiled

        starts, kept = self.line_starts(), ~dropped
        ends = np.concatenate([[0], np.cumsum(np.where(kept, np.diff(starts), 0))])
        bounds = ends[self.line_bounds]
        lines = np.concatenate([[0], np.cumsum(kept)])[self.line_bounds]
        old, size = self.tokens, int(ends[-1])
        with ThreadPoolExecutor(2) as threads:
            columns = (old.words, old.prefixes, old.content)
            list(threads.map(lambda column: compiled.keep(column, starts, kept), columns))
        tokens = old.part(slice(size))
        line_ends = ends[1:][kept] - np.repeat(bounds[:-1], np.diff(lines))
        return Corpus(tokens, bounds, self.lines[kept], line_ends.astype(np.int32), lines)


def line_hash(found: Sequence[str]) -> int:
    """The hash of a line with these tokens."""
    value = _LINE_START
    for token in found:
        value = (value ^ word_hash(token)) * _LINE_BY & _LINE_MASK
    return value


def gather(texts: Iterable[str]) -> Corpus:
    """The tokens of `texts`, in plain Python while they are few and short, compiled from there on."""
    batches = _batches(texts)
    first = next(batches, [])
    if sum(map(len, first)) < SMALL:
        return _plain(first)
    from numba import get_num_threads

    from dedup.candidates.codepoints import code_points

    code_points()  # made once, before two threads ask for it
    # Threads and not a parallel loop: while they tokenise, the next texts are read.
    with ThreadPoolExecutor(get_num_threads()) as threads:
        return _together(threads.map(_compiled, chain([first], batches)))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists, the first of `SMALL` characters or more, then of `_BATCH`; the last is shorter."""
    waiting: list[str] = []
    size, wanted = 0, SMALL
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= wanted:
            yield waiting
            waiting, size, wanted = [], 0, _BATCH
    if waiting:
        yield waiting


def _plain(texts: Sequence[str]) -> Corpus:
    found: list[str] = []
    bounds, lines, line_ends, line_bounds = [0], [], [], [0]
    for text in texts:
        # Only "\n" ends a line, in Python as in compiled code.
        for line in text.split("\n"):
            if here := tokens(line):
                found.extend(here)
                lines.append(line_hash(here))
                line_ends.append(len(found) - bounds[-1])
        bounds.append(len(found))
        line_bounds.append(len(lines))
    return Corpus(
        Tokens.of(found),
        np.array(bounds, dtype=np.int64),
        np.array(lines, dtype=np.uint64),
        np.array(line_ends, dtype=np.int32),
        np.array(line_bounds, dtype=np.int64),
    )


def _compiled(texts: Sequence[str]) -> Corpus:
    from dedup.candidates import compiled
    from dedup.candidates.codepoints import WINDOWS, ascii_table, code_points, function_table

    joined = "".join(texts)
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in texts], dtype=np.int64)])
    words, prefixes, content, lines, line_ends = (
        room[: len(joined) + len(texts)] for room in _rooms(len(joined) + len(texts))
    )
    counts = np.empty((len(texts), 2), dtype=np.int64)
    entries, expansions = code_points()
    out = (words, prefixes, content, lines, line_ends, counts)
    if joined.isascii():
        codes = np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
        compiled.tokenise_ascii(codes, bounds, ascii_table(), function_table(), *out)
    else:
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        compiled.tokenise(points, bounds, entries, expansions, WINDOWS, function_table(), *out)
    if (counts[:, 0] < 0).any():
        # Marks that melt into letters are left to Python's own Unicode tables.
        groups = groupby(zip(texts, counts[:, 0] < 0, strict=True), key=itemgetter(1))
        return _together(
            [(_plain if melts else _compiled)([text for text, _ in group]) for melts, group in groups]
        )
    token_bounds, line_bounds = (np.concatenate([[0], np.cumsum(counts[:, k])]) for k in (0, 1))
    words, prefixes, content = (room[: token_bounds[-1]].copy() for room in (words, prefixes, content))
    lines, line_ends = (room[: line_bounds[-1]].copy() for room in (lines, line_ends))
    return Corpus(Tokens(words, prefixes, content), token_bounds, lines, line_ends, line_bounds)


def _rooms(size: int) -> tuple[NDArray[Any], ...]:
    """Arrays for the tokeniser to write into, at least that long; batches of common size share a thread's.

    A fresh page costs the processor more than a token does.
    """
    if size > _ROOM:
        return _fresh_rooms(size)
    if not hasattr(_own, "rooms"):
        _own.rooms = _fresh_rooms(_ROOM)
    rooms: tuple[NDArray[Any], ...] = _own.rooms
    return rooms


def _fresh_rooms(size: int) -> tuple[NDArray[Any], ...]:
    return tuple(np.empty(size, dtype=kind) for kind in (np.uint32, np.uint32, np.bool_, np.uint64, np.int32))


def _together(parts: Iterable[Corpus]) -> Corpus:
    """One corpus of all; every part is let go of once it is taken over, so that its pages serve the next."""
    columns: tuple[NDArray[Any], ...] = tuple(
        np.empty(0, dtype=kind) for kind in (np.uint32, np.uint32, np.bool_, np.uint64, np.int32)
    )
    bounds, line_bounds = [], []
    for part in parts:
        tokens = part.tokens
        pieces: tuple[NDArray[Any], ...] = (
            tokens.words, tokens.prefixes, tokens.content, part.lines, part.line_ends,
        )  # fmt: skip
        for column, piece in zip(columns, pieces, strict=True):
            end = len(column)
            # Grows where it stands: the kernel moves pages, nothing is copied.
            column.resize(end + len(piece), refcheck=False)
            column[end:] = piece
        bounds.append(part.bounds)
        line_bounds.append(part.line_bounds)
    words, prefixes, content, lines, line_ends = columns
    return Corpus(Tokens(words, prefixes, content), _chained(bounds), lines, line_ends, _chained(line_bounds))


def _chained(bounds: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(part) for part in bounds]))]).astype(
        np.int64
    )
