"""Comparing pairs under one set of options: out of the memory where it can, else through the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedup.documents import Document
from dedup.report.interface import Report
from dedup.report.stored import Memory

if TYPE_CHECKING:
    from dedup.pipeline import Pipeline

Pair = tuple[Document, Document]


@dataclass(frozen=True, slots=True)
class Options:
    """How pairs are compared; see `dedup.compare`.

    Args:
        model, references, strict, cache, variants: as there.
        threads: how many the encoder may use; None: one for each core.
    """

    model: str | None = None
    references: tuple[Document, ...] = ()
    strict: bool = False
    cache: bool = True
    variants: tuple[tuple[str, ...], ...] = ()
    threads: int | None = None


class Work:
    """Compares; the rooms, and what they import, are opened at the first pair that is not remembered.

    Raises:
        ModelError: at the first new pair: the model does not exist, or cannot be loaded.
    """

    def __init__(self, options: Options) -> None:
        from dedup.encoder.models import find_model

        self._options = options
        self._memory: Memory | None = None
        if options.cache:
            name = find_model(options.model).name
            self._memory = Memory(name, options.references, options.strict, options.variants)
        self._pipeline: Pipeline | None = None

    def compare(self, pairs: Sequence[Pair]) -> list[Report]:
        """A report for each pair, in order."""
        nothing: list[Report | None] = [None] * len(pairs)
        known = self._memory.recall(pairs) if self._memory else nothing
        new = [pair for pair, report in zip(pairs, known, strict=True) if report is None]
        made = self._made(new) if new else []
        if self._memory and made:
            self._memory.keep(list(zip(new, made, strict=True)))
        fresh = iter(made)
        return [next(fresh) if report is None else report for report in known]

    def warm(self) -> None:
        """Load all that the first pair would."""
        self._made(
            [(Document("Ana Roe won 2 races on May 1."), Document("Anna Roe lost 3 races on June 1."))]
        )

    def _made(self, pairs: Sequence[Pair]) -> list[Report]:
        rooms = self._rooms()
        return [rooms.report(pair) for pair in rooms.prepare(pairs)]

    def _rooms(self) -> Pipeline:
        if self._pipeline is None:
            from dedup.drift.names.accept import AcceptList
            from dedup.encoder import load_encoder
            from dedup.pipeline import Pipeline

            options = self._options
            encoder = load_encoder(options.model, cache=options.cache, threads=options.threads)
            self._pipeline = Pipeline(
                encoder, options.references, options.strict, AcceptList.of(options.variants)
            )
        return self._pipeline
