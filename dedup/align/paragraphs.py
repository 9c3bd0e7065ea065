"""Lining up the paragraphs of two versions, and the sentences inside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.align.calibration import load_calibration
from dedup.align.chain import Cell, best_chain, out_of_order
from dedup.align.interface import Alignment, Link
from dedup.align.likeness import Matrix, evidence
from dedup.align.units import Unit, unit_at
from dedup.documents import Document, Span
from dedup.encoder.interface import Encoder

# A link out of order has no neighbour to speak for it, so it must be this likely by itself (log-odds).
_MOVED_FLOOR = 2.0


def align(a: Document, b: Document, encoder: Encoder) -> Alignment:
    """How two segmented documents lie beside each other; page furniture is left out.

    Paragraphs are weighed pair by pair, by strings and by vectors together, and the order-keeping
    set of links of the highest sum is found over the whole text at once; what it leaves free may
    still be linked out of order, as moved. The sentences inside each link are lined up likewise.
    Deterministic, and `align(b, a)` is the mirror image.
    """
    if _order(b) < _order(a):
        return _mirrored(align(b, a, encoder))
    units_a = [unit_at(a.text, paragraph.span) for paragraph in a.story()]
    units_b = [unit_at(b.text, paragraph.span) for paragraph in b.story()]
    links = _line_up(units_a, units_b, encoder)
    sentences: list[Link] = []
    for link in links:
        parts_a = [unit_at(a.text, part) for unit in units_a if unit.span in link.a for part in unit.parts]
        parts_b = [unit_at(b.text, part) for unit in units_b if unit.span in link.b for part in unit.parts]
        if len(parts_a) == 1 == len(parts_b):
            sentences.append(Link((parts_a[0].span,), (parts_b[0].span,), link.score, link.moved))
        else:
            sentences += _line_up(parts_a, parts_b, encoder)
    return Alignment(tuple(links), tuple(sentences))


def _order(document: Document) -> tuple[str, list[tuple[Span, str]]]:
    """Any order over documents does: both directions are worked out in the same one."""
    return document.text, [(paragraph.span, paragraph.role) for paragraph in document.paragraphs]


def _mirrored(alignment: Alignment) -> Alignment:
    def turned(links: Sequence[Link]) -> tuple[Link, ...]:
        return tuple(sorted((link.mirrored() for link in links), key=_place))

    return Alignment(turned(alignment.paragraphs), turned(alignment.sentences))


def _place(link: Link) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    return link.a, link.b


def _line_up(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder) -> list[Link]:
    if not a or not b:
        return []
    table, likeness = evidence(a, b, encoder.encode)
    calibration = load_calibration()
    worth = _cells(calibration.log_odds(table), calibration.prices.least)
    chain = best_chain(worth, (_lengths(a), _lengths(b)), calibration.prices)
    moved = out_of_order(worth, chain, _MOVED_FLOOR)
    links = [_link(a, b, cells, likeness, moved=False) for cells in chain]
    links += [_link(a, b, cells, likeness, moved=True) for cells in moved]
    return sorted(links, key=_place)


def _lengths(units: Sequence[Unit]) -> list[int]:
    return [max(len(unit.key), 1) for unit in units]


def _cells(odds: Matrix, least: float) -> dict[Cell, float]:
    """The cells that could be part of a chain, with their log-odds."""
    return {(i, j): float(odds[i, j]) for i, j in np.argwhere(odds > least).tolist()}


def _link(a: Sequence[Unit], b: Sequence[Unit], cells: list[Cell], likeness: Matrix, *, moved: bool) -> Link:
    rows, columns = sorted({i for i, _ in cells}), sorted({j for _, j in cells})
    score = sum(float(likeness[cell]) for cell in cells) / len(cells)
    return Link(tuple(a[i].span for i in rows), tuple(b[j].span for j in columns), round(score, 4), moved)
