"""Passages of many rows with their figures, their words' states and where raters marked them, for a fit."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
from claims_rows import SETS, Row, examples

from dedup.align.interface import Alignment, Link
from dedup.align.words import similarities
from dedup.documents import Document
from dedup.drift.claims.edits import Passage, passages
from dedup.drift.claims.features import both_readings
from dedup.drift.claims.grammar import Class, word_class
from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.network import LAYERS, LONGEST
from dedup.drift.claims.tokens import Token, written
from dedup.drift.interface import Comparison
from dedup.encoder import load_encoder
from dedup.text.sentences import sentences

CLASSES, RELATIONS = list(Class), list(Relation)


def comparison(a: str, b: str) -> Comparison:
    """Sentences face to face where both sides have as many, else all with all."""
    spans_a, spans_b = sentences(a), sentences(b)
    if len(spans_a) == len(spans_b):
        links = tuple(Link((x,), (y,), 1.0) for x, y in zip(spans_a, spans_b, strict=True))
    else:
        links = (Link(tuple(spans_a), tuple(spans_b), 1.0),)
    return Comparison(Document(a), Document(b), Alignment(links, links))


class Table:
    """Passages of many rows, ready to be batched, and the states of their words."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, ...], np.ndarray] = {}
        self.rows: list[tuple[Row, list[dict]]] = []
        self.names: list[str] = []

    def add(self, rows: list[Row], encoder) -> None:
        """Encode the words of some rows and read their figures."""
        parts = [(row, passages(comparison(row.a, row.b))) for row in rows]
        wanted = {
            tuple(written(text, s))
            for _, found in parts
            for p in found
            for text, span in ((p.text_a, p.span_a), (p.text_b, p.span_b))
            for s in sentences(text, span)
        }
        order = sorted(wanted)
        full = dict(zip(order, encoder.encode_words(order), strict=True))
        for words, states in full.items():
            self.words.setdefault(words, states[:, LAYERS].astype(np.float16))
        for row, found in parts:
            read = [self._passage(row, p, full) for p in found if p.a and p.b]
            if read:
                self.rows.append((row, read))

    def _passage(self, row: Row, p: Passage, full: dict[tuple[str, ...], np.ndarray]) -> dict:
        words_a, words_b = (
            [tuple(written(text, s)) for s in sentences(text, span)]
            for text, span in ((p.text_a, p.span_a), (p.text_b, p.span_b))
        )
        flat = [[w for sentence in words for w in sentence] for words in (words_a, words_b)]
        states = [np.concatenate([full[w] for w in words]) for words in (words_a, words_b)]
        forth, back = both_readings(p, similarities(*flat, *states))
        self.names = list(forth)
        return {
            "words": (words_a, words_b),
            "tokens": tuple([t.word for t in side[:LONGEST]] for side in (p.a, p.b)),
            "classes": tuple(
                [CLASSES.index(word_class(t, opens=t.opens)) for t in side[:LONGEST]] for side in (p.a, p.b)
            ),
            "matches": [(m.a, m.b, RELATIONS.index(m.relation), m.moved) for m in p.matches],
            "marked": (_marked(p.a, row.marked_a), _marked(p.b, row.marked_b)),
            "figures": np.array([[f[n] for n in self.names] for f in (forth, back)], np.float32),
        }


def _marked(tokens: tuple[Token, ...], spans) -> list[float] | None:
    """How far raters, or the making, mark each token as changed; None where nobody says."""
    if spans is None:
        return None
    return [
        min(1.0, sum(v for start, end, v in spans if t.span.start < end and start < t.span.end))
        for t in tokens[:LONGEST]
    ]


def table(data: Path, work: Path) -> Table:
    """All sets; kept in `work`."""
    kept = work / "claims_table.pkl"
    if not kept.exists():
        encoder, found = load_encoder(cache=False), Table()
        rows = [row for name in SETS for row in examples(data, name)]
        for start in range(0, len(rows), 200):
            found.add(rows[start : start + 200], encoder)
        kept.write_bytes(pickle.dumps(found, protocol=5))
    return pickle.loads(kept.read_bytes())
