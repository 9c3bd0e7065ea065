"""Another model's cosines on the scale of the model that the odds were fitted with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.encoder.interface import Encoder

# Written for this purpose: each line says one thing twice, and no two lines have a subject in common.
_SAID_TWICE = (
    (
        "The ferry to the island did not run because of the storm.",
        "A storm stopped the boat to the island.",
    ),
    ("Prices of bread rose by a tenth last year.", "Bread became ten percent dearer in the past year."),
    ("The minister resigned after the vote.", "Following the vote, the minister stepped down."),
    ("Police found the stolen painting in a garage.", "The painting that was stolen turned up in a garage."),
    ("Doctors advise people to sleep eight hours.", "Eight hours of sleep are what physicians recommend."),
    ("The team lost its last match at home.", "At home, the side was beaten in its final game."),
    ("A new railway will link the two capitals.", "The two capital cities are to be joined by rail."),
    ("Farmers fear that the drought will go on.", "That the dry weather lasts is the worry of growers."),
)
_LEAST_RANGE = 0.1  # of a model that hardly tells the lines apart


@dataclass(frozen=True, slots=True)
class Range:
    """Where a model's cosines lie.

    Args:
        apart: the mean cosine of sentences that have nothing to do with each other.
        same: the mean cosine of sentences that say the same in other words.
    """

    apart: float
    same: float

    def moved_to(self, other: Range, cosines: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """Cosines of this range on the scale of another, -1 to 1."""
        if self == other:
            return cosines
        slope = (other.same - other.apart) / max(self.same - self.apart, _LEAST_RANGE)
        moved: NDArray[np.floating[Any]] = np.clip(other.apart + slope * (cosines - self.apart), -1, 1)
        return moved.astype(cosines.dtype)


_known: dict[str, Range] = {}


def range_of(encoder: Encoder) -> Range:
    """The range of an encoder, from sixteen fixed sentences; worked out once for each name."""
    if encoder.name not in _known:
        _known[encoder.name] = _range(encoder)
    return _known[encoder.name]


def _range(encoder: Encoder) -> Range:
    one, two = (encoder.encode([pair[n] for pair in _SAID_TWICE]) for n in (0, 1))
    cosines = one @ two.T
    alike = np.eye(len(_SAID_TWICE), dtype=np.bool_)
    return Range(round(float(cosines[~alike].mean()), 4), round(float(cosines[alike].mean()), 4))
