"""Where one kind ends and the next begins: calibrated figures, stored with how they were found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between the same text reworded (0 and above) and another report.

    Args:
        bias: what the two figures are weighed against.
        share: weight of `evidence.order_share`.
        order: weight of the logarithm of what is left when matches may not cross.
    """

    bias: float
    share: float
    order: float

    def score(self, share: float, order: float) -> float:
        """Log odds that two texts are one text reworded."""
        return self.bias + self.share * share + self.order * order


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All figures that `judge` decides by.

    Args:
        edited: Jaccard of word runs from which a pair is a near-duplicate.
        quoted: share of the shorter text's word runs that the longer holds, from which it is one too.
        related: Jaccard of prefix pairs below which two texts are strangers.
        hopeless: order share below which two texts cannot be one.
        certain: order share from which they are one whatever else speaks.
        doubt: log odds within which the strings do not decide alone.
        strings: the line where only strings are asked.
        models: by name of the encoder, the line where strings and vectors are asked.
    """

    edited: float
    quoted: float
    related: float
    hopeless: float
    certain: float
    doubt: float
    strings: Line
    models: Mapping[str, Line]


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    """The figures of `thresholds.json`, written by bench/fit/kinds.py."""
    stored = json.loads(files(__package__).joinpath("thresholds.json").read_text(encoding="utf-8"))
    return Thresholds(
        stored["edited"],
        stored["quoted"],
        stored["related"],
        stored["hopeless"],
        stored["certain"],
        stored["doubt"],
        Line(**stored["strings"]),
        {name: Line(**line) for name, line in stored["models"].items()},
    )
