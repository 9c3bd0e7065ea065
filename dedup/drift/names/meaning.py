"""What the encoder's hidden states say of a name: which word of the other version answers it, and how well.

The states are those that the claims rules have asked for already, so that they cost nothing more; nothing in
them was fitted to names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.drift.claims.assess import Assessment, assess
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Comparison
from dedup.drift.names.evidence import Case, Suspect
from dedup.drift.names.lexicon import frequency
from dedup.encoder.interface import Encoder

Array = NDArray[np.float32]

# Hidden layers whose best likeness is told, and those whose mean says which word answers which.
_TOLD = (0, 3, 6)
_BLENDED = (2, 4, 6)
# Words this far from a name, on either side, are its context.
_NEAR = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of a linked sentence as the figures need it.

    Args:
        texts: the words, marks left out.
        kept: where they stand among what is written.
        places: where in `texts` the word is that starts at an offset of the document.
    """

    texts: tuple[str, ...]
    kept: Sequence[int]
    places: Mapping[int, int]

    @classmethod
    def of(cls, tokens: Sequence[Token], words: Sequence[str]) -> _Side:
        # Parts of a hyphenated word share its number; its first part starts where the word does.
        kept = sorted({t.word for t in tokens})
        index = {number: i for i, number in enumerate(kept)}
        return cls(tuple(words[n] for n in kept), kept, {t.span.start: index[t.word] for t in tokens})


class _Likened(NamedTuple):
    """Two sides, and the cosines of their words, shape (layers told and blended, words of a, words of b)."""

    a: _Side
    b: _Side
    cosines: Array

    def mirrored(self) -> _Likened:
        return _Likened(self.b, self.a, self.cosines.transpose(0, 2, 1))


class Meanings:
    """The words of every differing linked sentence, likened when a name there is asked about."""

    def __init__(self, assessments: Sequence[Assessment]) -> None:
        self._assessments = assessments
        self._where: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for n, one in enumerate(assessments):
            for starts, tokens in zip(self._where, (one.passage.a, one.passage.b), strict=True):
                starts |= {t.span.start: n for t in tokens}
        self._likened: dict[int, _Likened | None] = {}

    @classmethod
    def of(cls, comparison: Comparison, encoder: Encoder | None) -> Meanings:
        """Those of `comparison`; none without an encoder, or beside a model that the head does not know."""
        judged = assess(comparison, encoder) if encoder is not None else ()
        return cls([one for one in judged if one.changed_a is not None])

    def told(self, cases: Sequence[Case]) -> list[Case]:
        """The cases with what the states say among their features."""
        return [replace(c, features={**c.features, **self._features(c)}) for c in cases]

    def _features(self, case: Case) -> dict[str, float]:
        found = [
            f for n, s in enumerate((case.a, case.b)) if s is not None and (f := self._of(s, n)) is not None
        ]
        return {name: sum(f[name] for f in found) / len(found) for name in found[0]} if found else {}

    def _of(self, suspect: Suspect, side: int) -> dict[str, float] | None:
        start = suspect.token.span.start
        n = self._where[side].get(start)
        likened = None if n is None else self._liken(n)
        if likened is None:
            return None
        own, other, like = likened if side == 0 else likened.mirrored()
        place = own.places[start]
        blend = like[len(_TOLD) :].mean(axis=0)
        row = blend[place]
        answer = int(row.argmax())
        best = float(row[answer])
        bests = blend.max(axis=1)
        runners_up = np.delete(row, answer)
        rivals = np.delete(blend[:, answer], place)
        near = [i for i in range(place - _NEAR, place + _NEAR + 1) if 0 <= i < len(bests) and i != place]
        return {
            "met": 1.0,
            **{f"met_{layer}": float(like[k, place].max()) for k, layer in enumerate(_TOLD)},
            "met_margin": best - float(runners_up.max(initial=-1.0)),
            "met_rival": best - float(rivals.max(initial=-1.0)),
            "met_frequency": frequency(other.texts[answer].casefold()),
            "met_more": best - float(bests.mean()),
            "met_around": float(bests[near].mean()) if near else 0.0,
            "met_all": float(bests.mean()),
        }

    def _liken(self, n: int) -> _Likened | None:
        if n not in self._likened:
            passage, like = self._assessments[n].passage, self._assessments[n].similarities
            assert like is not None
            self._likened[n] = None
            if passage.a and passage.b:
                a, b = _Side.of(passage.a, like.words_a), _Side.of(passage.b, like.words_b)
                found = like.cosines[np.ix_((*_TOLD, *_BLENDED), a.kept, b.kept)]
                # Rounded, since the last bits depend on what else was encoded with them.
                self._likened[n] = _Likened(a, b, np.round(found, 4))
        return self._likened[n]
