"""How likely an editor would mark a name, from the evidence: boosted trees fitted to raters' marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from dedup.drift.names.evidence import Case
from dedup.drift.names.forest import Trees

# The order of the columns that the trees were fitted on.
FEATURES = (
    "pair one_name garbled different edits one_edit edit_share jaro first contained length slot shared rarer "
    "commoner small unsure shouted compound words more_words frequency unseen glued all_strange lead camel "
    "doubled titled is_plural is_compound is_joined is_place is_abbreviation "
    "attested pinyin skeleton start same_end vowels swapped longer "
    "left_over left_over_there overlap near_known "
    "met met_0 met_3 met_6 met_margin met_rival met_frequency met_more met_around met_all"
).split()


def probabilities(cases: Sequence[Case]) -> list[float]:
    """For each case the probability, 0 to 1, that a professional rater would mark the name as wrong.

    Fitted by bench/fit/names_slots.py on the MQM ratings of WMT 2020 to 2023 (Freitag et al. 2021,
    https://arxiv.org/abs/2104.14478): machine translations against human references.
    """
    if not cases:
        return []
    table = np.array([[c.features.get(name, 0.0) for name in FEATURES] for c in cases], dtype=np.float64)
    return [float(p) for p in _trees().probabilities(table)[:, 1]]


@cache
def _trees() -> Trees:
    packed = (files("dedup.drift.names") / "data" / "slots.npz").read_bytes()
    with np.load(BytesIO(packed)) as data:
        return Trees.from_arrays(data)
