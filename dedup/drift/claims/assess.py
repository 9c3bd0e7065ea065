"""Every differing passage of a comparison with its figures and the head's judgement, computed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import exp

import numpy as np

from dedup.align.interface import Link
from dedup.align.words import Similarities, similarities
from dedup.documents import Span
from dedup.drift.claims.edits import Passage, linked_passages
from dedup.drift.claims.features import LAYERS, both_readings
from dedup.drift.claims.head import claim_head
from dedup.drift.claims.network import Question, compared, matching_network
from dedup.drift.claims.replaced import replaces_one
from dedup.drift.claims.roles import is_turned
from dedup.drift.claims.stretches import Stretch, stretch_head, stretches
from dedup.drift.claims.tokens import written
from dedup.drift.interface import Comparison
from dedup.drift.wording.head import Scores, sentence_drift
from dedup.encoder.interface import Encoder, Vectors

_DEPTH = max(LAYERS) + 1
# Passages whose words' states are held together: 11 kB a word.
_AT_ONCE = 512

Linked = tuple[Passage, Link]


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A passage and what the head says of it.

    Args:
        passage: the words of both sides, matched.
        probability: that the two differ materially in meaning; None without an encoder.
        similarities: of what is `written` on both sides; None without an encoder.
        changed_a, changed_b: for each token of the passage, how likely the change is there; None beside a
            model whose states the network does not read.
        stretches: in which it differs; none without an encoder.
    """

    passage: Passage
    probability: float | None = None
    similarities: Similarities | None = None
    changed_a: Scores | None = None
    changed_b: Scores | None = None
    stretches: tuple[Stretch, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the head calls the passage changed."""
        return self.probability is not None and self.probability >= claim_head().bar(self.passage.kept)

    @property
    def anywhere(self) -> float | None:
        """That the meaning changed anywhere in the passage: a long one has more places for it."""
        if self.probability is None:
            return None
        return stretch_head().anywhere(self.probability, self.stretches)


def assess(comparison: Comparison, encoder: Encoder | None) -> tuple[Assessment, ...]:
    """Judge every aligned sentence pair whose texts differ.

    Without an encoder, or with one of fewer layers than the head knows, there are no probabilities.
    """
    # With the encoder itself: the address of one that is gone may be another's.
    by, found = comparison.worked_out.get(__name__, (None, None))
    if found is None or by is not encoder:
        assess_together([comparison], encoder)
        found = comparison.worked_out[__name__][1]
    told: tuple[Assessment, ...] = found
    return told


def assess_together(comparisons: Sequence[Comparison], encoder: Encoder | None) -> None:
    """Work out what `assess` gives for each: the network reads many at once faster than one by one."""
    found = [linked_passages(c) for c in comparisons]
    few = [own if len(own) <= _AT_ONCE else [] for own in found]
    asked = [_questions(own, encoder) if encoder and own else [] for own in few]
    flat = list(chain(*asked))
    judged = _judged(flat, encoder) if encoder and flat else iter(())
    for comparison, own, questions in zip(comparisons, found, asked, strict=True):
        told = islice(judged, len(questions)) if questions else _one_by_one(own, encoder)
        comparison.worked_out[__name__] = encoder, tuple(told)


def _one_by_one(found: Sequence[Linked], encoder: Encoder | None) -> Iterator[Assessment]:
    """Those of a long text some at a time, so that the states of all its words are never held at once."""
    for start in range(0, len(found), _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        questions = _questions(part, encoder) if encoder and len(found) > _AT_ONCE else []
        if encoder and questions:
            yield from _judged(questions, encoder)
        else:
            yield from (Assessment(passage) for passage, _ in part)


def probabilities(comparison: Comparison, encoder: Encoder | None) -> list[float]:
    """Of a material difference anywhere in it, one for each differing passage; none without an encoder."""
    return [p for p in (j.anywhere for j in assess(comparison, encoder)) if p is not None]


def _questions(found: Sequence[Linked], encoder: Encoder) -> list[Question]:
    """The passages with what the states of their words say; none where the encoder has too few layers."""
    spoken = [
        (passage, _sentences(passage.text_a, link.a), _sentences(passage.text_b, link.b))
        for passage, link in found
    ]
    order = sorted({words for _, a, b in spoken for words in (*a, *b)})
    states = dict(zip(order, encoder.encode_words(order), strict=True))
    if states[order[0]].shape[1] < _DEPTH:
        return []
    asked: list[Question] = []
    for passage, a, b in spoken:
        (words_a, states_a), (words_b, states_b) = (_end_to_end(side, states) for side in (a, b))
        like = similarities(words_a, words_b, states_a, states_b)
        # The figures read from a to b; the mean of both readings is the same for both orders.
        figures = both_readings(passage, like)
        asked.append(
            Question(passage, like, compared(passage.a, states_a), compared(passage.b, states_b), figures)
        )
    return asked


# Added to the log odds where one word alone is replaced. The fit saw few such pairs, and the head is too mild
# with short ones: docs/design/claims.md, "One word replaced".
_ONE_REPLACED = 0.8


def _corrected(chance: float, passage: Passage) -> float:
    """The head's probability with what it does not know: who meets is met; one word alone is replaced."""
    if is_turned(passage):
        return 0.0
    if replaces_one(passage):
        return 1 / (1 + (1 / chance - 1) * exp(-_ONE_REPLACED))
    return chance


def _judged(asked: Sequence[Question], encoder: Encoder) -> Iterator[Assessment]:
    head = claim_head()
    readings = matching_network().read(asked) if encoder.name == head.model else None
    odds = [reading.odds for reading in readings] if readings else None
    chances = head.probabilities([q.figures for q in asked], odds)
    for n, (q, chance) in enumerate(zip(asked, chances, strict=True)):
        probability = _corrected(chance, q.passage)
        changed = (readings[n].a, readings[n].b) if readings else None
        drift = sentence_drift(q.similarities)
        lost = (
            [float(drift.a[t.word]) for t in q.passage.a],
            [float(drift.b[t.word]) for t in q.passage.b],
        )
        found = stretches(q.passage, probability, lost, changed)
        changed_a, changed_b = changed or (None, None)
        yield Assessment(q.passage, probability, q.similarities, changed_a, changed_b, found)


def _end_to_end(
    sentences: Sequence[tuple[str, ...]], states: Mapping[tuple[str, ...], Vectors]
) -> tuple[tuple[str, ...], Vectors]:
    if len(sentences) == 1:  # as nearly always: their states need not be copied
        return sentences[0], states[sentences[0]]
    return tuple(chain(*sentences)), np.concatenate([states[words] for words in sentences])


def _sentences(text: str, spans: Sequence[Span]) -> list[tuple[str, ...]]:
    return [tuple(written(text, span)) for span in spans]
