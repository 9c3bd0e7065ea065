"""Two names in, a verdict out: the same, another spelling, a garbled one, or somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from dedup.drift.names.pairing import Pairing, pair_up, wanted
from dedup.drift.names.parsing import parse_name
from dedup.drift.names.tokens import UNLIKE, Likenesses
from dedup.drift.names.trees import Trees
from dedup.text.normalize import fold

Verdict = Literal["same", "variant", "garbled", "different"]
_BATCH = 4096
_GARBLED = 0.6
"""A pair is garbled where its worst word is at fault with at least this probability."""

_CERTAIN = {"probabilities": {"one name": 1.0, "garbled": 0.0, "different": 0.0}}

_likenesses = Likenesses()


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """What two spellings are to each other.

    Args:
        verdict: `same`: equal but for case, accents, script-neutral marks, order, titles;
            `variant`: another legitimate spelling or form of one name; `garbled`: one name, with a
            fault that no transliteration explains; `different`: another name.
        score: likeness, 0 to 1: the probability that both name one and the same, at fault or not.
        evidence: `probabilities` of one-name, garbled and different; `words`, the words set against
            each other with their own likeness; `unmatched` words of each side; and, where they took
            part, `titles`, `short_forms`, `initials`, `legal_forms`, `numbers`. Plain JSON.
    """

    verdict: Verdict
    score: float
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def reasons(self) -> list[str]:
        """The evidence in sentences, the weightiest first."""
        said = [_MATCHED[w["how"]].format(**w) for w in self.evidence.get("words", ())]
        for side, words in self.evidence.get("unmatched", {}).items():
            said += [f"only {side} has “{word}”" for word in words]
        said += [f"“{x}” stands for “{y}”" for x, y in self.evidence.get("initials", ()) if x != y]
        for key in ("titles", "numbers", "legal_forms"):
            if key in self.evidence:
                sides = [", ".join(v) or "none" for v in self.evidence[key].values()]
                said.append(f"{key.replace('_', ' ')}: {sides[0]} | {sides[1]}")
        shares = ", ".join(f"{k} {v:.2f}" for k, v in self.evidence["probabilities"].items())
        return [*said, f"probabilities: {shares}"]


_LIKELY = "a spelling of the same {variant:.2f}, garbled {garbled:.2f}, another word {different:.2f}"
_MATCHED = {
    "equal": "“{a}” stands on both sides",
    "short form": "“{a}” and “{b}”: a given name and its short form",
    "spelling": "“{a}” and “{b}”: " + _LIKELY,
    "joined": "“{a}” and “{b}”, written together: " + _LIKELY,
    "consonants": "“{a}” and “{b}”, by their consonants: " + _LIKELY,
}


def compare_names(a: str, b: str) -> NameVerdict:
    """The verdict on one pair of names; symmetric and deterministic."""
    return compare_many([(a, b)])[0]


def compare_many(pairs: Iterable[tuple[str, str]]) -> list[NameVerdict]:
    """The verdicts on many pairs, in their order: the same as one by one, at many times the speed."""
    todo = list(pairs)
    return [v for start in range(0, len(todo), _BATCH) for v in _compare_batch(todo[start : start + _BATCH])]


def _compare_batch(pairs: Sequence[tuple[str, str]]) -> list[NameVerdict]:
    parsed = [(parse_name(a), parse_name(b)) for a, b in pairs]
    _likenesses.learn(words for names in parsed for words in wanted(*names))
    pairings = [pair_up(*names, _likenesses) for names in parsed]
    table = np.array([p.features() for p in pairings], dtype=np.float64)
    one_name = _trees().probabilities(table)[:, 1]
    return [
        _verdict(strings, pairing, float(p))
        for strings, pairing, p in zip(pairs, pairings, one_name, strict=True)
    ]


@cache
def _trees() -> Trees:
    with np.load(Path(__file__).parent / "data" / "names.npz") as data:
        return Trees.from_arrays(data)


def _verdict(strings: tuple[str, str], pairing: Pairing, p: float) -> NameVerdict:
    if fold(strings[0]) == fold(strings[1]):
        return NameVerdict("same", 1.0, _CERTAIN)
    if pairing.identical:
        p = 1.0
    shares = _shares(pairing, p)
    verdict: Verdict
    if pairing.identical:
        verdict = "same"
    elif shares["different"] > 0.5:
        verdict = "different"
    else:
        verdict = "garbled" if shares["garbled"] >= _GARBLED * (1 - shares["different"]) else "variant"
    evidence = {"probabilities": {k: round(v, 4) for k, v in shares.items()}} | pairing.evidence()
    return NameVerdict(verdict, round(min(1.0, shares["one name"] + shares["garbled"]), 4), evidence)


def _shares(pairing: Pairing, p: float) -> dict[str, float]:
    """Probabilities of one name spelt well, one name garbled, and two names; `p` is that of one name.

    Two single words have nothing but themselves to go by. In a longer name the other words vouch for
    the name, so that its worst word only says whether it was garbled.
    """
    if pairing.single:
        variant, garbled, different = pairing.matches[0].likeness if pairing.matches else UNLIKE
    else:
        worst = max((m.likeness for m in pairing.matches), key=lambda k: k.garbled, default=UNLIKE)
        fault = worst.garbled / (worst.garbled + worst.variant) if worst.garbled else 0.0
        variant, garbled, different = p * (1 - fault), p * fault, 1 - p
    return {"one name": variant, "garbled": garbled, "different": different}
