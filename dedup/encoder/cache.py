"""What models have computed before (see `dedup.cache`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from dedup.cache import Cache
from dedup.encoder.interface import Vectors


class VectorCache(Cache):
    """Arrays of float32 by space and key."""

    def arrays(
        self, space: str, keys: Sequence[bytes], compute: Callable[[list[int]], Sequence[Vectors]]
    ) -> list[Vectors]:
        """The array of each key, one-dimensional.

        Args:
            space: what is computed, by which model and revision: values of one space go together.
            keys: from `dedup.cache.key_of`.
            compute: called once, with the places of the keys that are not known, unless all are.
        """
        known = {
            key: np.frombuffer(value, dtype=np.float32) for key, value in self.get(space, set(keys)).items()
        }
        missing = [n for n, key in enumerate(keys) if key not in known]
        first = {keys[n]: n for n in reversed(missing)}
        if first:
            places = sorted(first.values())
            made = {keys[n]: array for n, array in zip(places, compute(places), strict=True)}
            self.put(space, {key: np.asarray(array, np.float32).tobytes() for key, array in made.items()})
            known.update(made)
        return [known[key] for key in keys]
