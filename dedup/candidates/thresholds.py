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
        bias: what the figures are weighed against.
        share: weight of `evidence.order_share`.
        order: weight of the logarithm of what is left when matches may not cross.
        jaccard: weight of the Jaccard of prefix pairs.
    """

    bias: float
    share: float
    order: float
    jaccard: float = 0.0

    def score(self, share: float, order: float, jaccard: float) -> float:
        """Log odds that two texts are one text reworded."""
        return self.bias + self.share * share + self.order * order + self.jaccard * jaccard


@dataclass(frozen=True, slots=True)
class Lines:
    """The line for two texts, and that for a pair with a short one, in which little can be out of order."""

    long: Line
    short: Line

    @classmethod
    def of(cls, stored: Mapping[str, Mapping[str, float]]) -> Lines:
        """From what `thresholds.json` holds of them."""
        return cls(**{name: Line(**line) for name, line in stored.items()})


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
        short: tokens below which a text is short.
        strings: the lines where only strings are asked.
        models: by name of the encoder, the lines where strings and vectors are asked.
    """

    edited: float
    quoted: float
    related: float
    hopeless: float
    certain: float
    doubt: float
    short: float
    strings: Lines
    models: Mapping[str, Lines]

    def line(self, lines: Lines, tokens: float) -> Line:
        """The one of the two for a pair whose shorter text has so many tokens."""
        return lines.short if tokens < self.short else lines.long


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
        stored["short"],
        Lines.of(stored["strings"]),
        {name: Lines.of(lines) for name, lines in stored["models"].items()},
    )
