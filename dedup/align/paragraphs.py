"""Lining up the paragraphs of two versions, and the sentences inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.align.chain import Cell, out_of_order
from dedup.align.furniture import furniture_of_the_story
from dedup.align.interface import Alignment, Link
from dedup.align.long import WEIGH_ALL, moved_groups, pieces
from dedup.align.units import Unit, unit_at
from dedup.align.weigh import UNAIDED, Weighed, in_order, settled_keys, weigh
from dedup.documents import Document, Role, Span
from dedup.encoder.interface import Encoder


def align(a: Document, b: Document, encoder: Encoder) -> Alignment:
    """How two segmented documents lie beside each other.

    Paragraphs are weighed pair by pair, by strings and by vectors together, and the order-keeping
    set of links of the highest sum is found over the whole text at once; what it leaves free may
    still be linked out of order, as moved. The sentences inside each link are lined up likewise.
    Photo credits and “Read also” lines take part, but never as moved, and none of their sentences; other page
    furniture does not. Deterministic, and `align(b, a)` is the mirror image.
    """
    if _order(b) < _order(a):
        return _mirrored(align(b, a, encoder))
    units_a, units_b = _units(a), _units(b)
    links = _line_up(units_a, units_b, encoder)
    story_a, story_b = (
        {unit.span: unit.parts for unit in side if not unit.beside} for side in (units_a, units_b)
    )
    sentences: list[Link] = []
    for link in links:
        parts_a = [part for span in link.a for part in story_a.get(span, ())]
        parts_b = [part for span in link.b for part in story_b.get(span, ())]
        if len(parts_a) == 1 == len(parts_b):
            inside = [Link((parts_a[0],), (parts_b[0],), link.score)]
        else:
            inside = _line_up(
                [unit_at(a.text, part) for part in parts_a],
                [unit_at(b.text, part) for part in parts_b],
                encoder,
            )
        sentences += [replace(found, moved=found.moved or link.moved) for found in inside]
    return Alignment(tuple(links), tuple(sentences))


def _units(document: Document) -> list[Unit]:
    """The paragraphs that are lined up."""
    beside = furniture_of_the_story(document)
    return [
        unit_at(document.text, p.span, beside=p.span in beside)
        for p in document.paragraphs
        if p.role is not Role.FURNITURE or p.span in beside
    ]


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
    """The links between the units of two sides, those in order and those that moved."""
    if not a or not b:
        return []
    if unchanged := _unchanged(a, b):
        return unchanged
    if len(a) * len(b) > WEIGH_ALL:
        return sorted(_line_up_long(a, b, encoder), key=_place)
    weighed = weigh(a, b, encoder, settled_keys(a, b))
    chain = in_order(a, b, weighed)
    links = [_link(a, b, cells, weighed) for cells in chain] + _moved(a, b, weighed, chain)
    return sorted(links, key=_place)


def _line_up_long(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder) -> list[Link]:
    """The same, piece by piece (see `dedup.align.long`)."""
    links: list[Link] = []
    settled = settled_keys(a, b)
    for part_a, part_b in pieces(a, b):
        if part_a.start < part_a.stop and part_b.start < part_b.stop:
            links += _in_piece(a[part_a], b[part_b], encoder, settled)
    taken_a = {span for link in links for span in link.a}
    taken_b = {span for link in links for span in link.b}
    free_a = [unit for unit in a if unit.span not in taken_a]
    free_b = [unit for unit in b if unit.span not in taken_b]
    for rows, columns in moved_groups(free_a, free_b):
        some_a = [free_a[i] for i in rows]
        some_b = [free_b[j] for j in columns if free_b[j].span not in taken_b]
        if some_b:
            found = _moved(some_a, some_b, weigh(some_a, some_b, encoder, settled), [])
            taken_b |= {span for link in found for span in link.b}
            links += found
    return links


def _in_piece(a: Sequence[Unit], b: Sequence[Unit], encoder: Encoder, settled: frozenset[str]) -> list[Link]:
    if found := _unchanged(a, b):
        return found
    weighed = weigh(a, b, encoder, settled)
    return [_link(a, b, cells, weighed) for cells in in_order(a, b, weighed)]


def _unchanged(a: Sequence[Unit], b: Sequence[Unit]) -> list[Link]:
    """The links of two sides that print alike, which needs no vectors; none where they differ."""
    if [unit.key for unit in a] != [unit.key for unit in b]:
        return []
    return [Link((x.span,), (y.span,), 1.0) for x, y in zip(a, b, strict=True)]


def _moved(a: Sequence[Unit], b: Sequence[Unit], weighed: Weighed, chain: list[list[Cell]]) -> list[Link]:
    cells = {
        (i, j): float(weighed.alone[i, j])
        for i, j in np.argwhere(weighed.alone >= UNAIDED).tolist()
        if not a[i].beside and not b[j].beside
    }
    return [replace(_link(a, b, unit, weighed), moved=True) for unit in out_of_order(cells, chain)]


def _link(a: Sequence[Unit], b: Sequence[Unit], cells: list[Cell], weighed: Weighed) -> Link:
    rows, columns = sorted({i for i, _ in cells}), sorted({j for _, j in cells})
    return Link(tuple(a[i].span for i in rows), tuple(b[j].span for j in columns), weighed.score(cells))
