"""How signatures are cut into bands, and what a pair must share to be looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bands:
    """How a signature is cut.

    Args:
        count: number of bands.
        rows: values in a band.
        least: low bytes of the whole signature that a candidate must share; those that meet by chance in
            one band share fewer.
    """

    count: int
    rows: int
    least: int

    @property
    def permutations(self) -> int:
        """Length of the signature that the bands use up."""
        return self.count * self.rows


# Chance of .99 to meet at the similarities that matter: Jaccard .5 of word runs, .15 of prefix pairs
# (1 - (1 - .5**3)**50 = .9987; 1 - (1 - .15**2)**200 = .989). `least` lies four standard deviations below
# what such pairs share of the word runs; of the prefix pairs one pair in 200 of Jaccard .08 shares less.
EDITED = Bands(50, 3, 50)
REWORDED = Bands(200, 2, 20)
