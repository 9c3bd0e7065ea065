"""The short word lists of the languages whose script has no capitals."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dedup.drift.names.uncased.writing import key


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one language gives to go by; every word folded (`writing.key`).

    Args:
        small_words: its commonest words, by which it is told from the others of its script.
        titles: titles, ranks and kin, right behind which a name stands.
        offices: what stands somewhere before a name, and before other words as well: minister of.
        places: what stands before the name of a place.
        speech: verbs of saying that stand beside a name.
        particles: parts of a name that stand alone: son of, father of, servant of.
        prefixes: small words written together with the next one, longest first.
        article: the article among them, else empty.
        starts, ends: what inflection puts before and behind a word, longest first.
    """

    small_words: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]
    speech: frozenset[str]
    particles: frozenset[str]
    prefixes: tuple[str, ...]
    article: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The lists of `ar`, `fa`, `ur` or `he`."""
    data = json.loads((Path(__file__).parent / "vocabulary.json").read_text(encoding="utf-8"))[language]
    rows = {name: frozenset(key(w) for w in str(data[name]).split()) for name in data}
    return Vocabulary(
        small_words=rows["small_words"],
        titles=rows["titles"],
        offices=rows["offices"],
        places=rows["places"],
        speech=rows["speech"],
        particles=rows["particles"],
        prefixes=_longest_first(rows["prefixes"]),
        article=str(data["article"]),
        starts=_longest_first(rows["starts"]),
        ends=_longest_first(rows["ends"]),
    )


def _longest_first(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (-len(w), w)))
