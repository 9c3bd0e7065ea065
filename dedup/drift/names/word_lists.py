"""Word lists about names: particles, titles, legal forms and the short forms of given names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `data/word_lists.json`, as sets and maps.

    Args:
        particles: words that link a name and may be dropped or respelt freely (al, bin, de, van).
        honorifics: titles before a name.
        doubtful_titles: words that are a title in one name and a name in another (Malik, Sultan).
        legal_forms: each short form of a company to its kind.
        legal_phrases: written-out legal forms (words joined by a space) to the short form.
        short_forms: each given name or short form to the groups it belongs to.
        countries: each name of a country in English to a number that its names share.
        common: names so frequent that sharing one says little.
    """

    particles: frozenset[str]
    honorifics: frozenset[str]
    doubtful_titles: frozenset[str]
    legal_forms: Mapping[str, str]
    legal_phrases: Mapping[tuple[str, ...], str]
    short_forms: Mapping[str, frozenset[int]]
    countries: Mapping[str, int]
    common: frozenset[str]

    def is_other_place(self, a: str, b: str, both_known: bool) -> bool:
        """Whether one is a country's name and the other, a name as well, is not one of that country's.

        A country is spelt in one way, so that another known name beside it is no variant: Mali, Malik.
        """
        here, there = self.countries.get(a), self.countries.get(b)
        return here != there and (both_known or None not in (here, there))

    def is_short_form(self, a: str, b: str) -> bool:
        """Whether one is a usual short form of the other (Bill, William; Sasha, Aleksandr)."""
        return not self.short_forms.get(a, frozenset()).isdisjoint(self.short_forms.get(b, frozenset()))


@cache
def lexicon() -> Lexicon:
    """The lists, read once; English short forms come from the `nicknames` package (Apache-2.0)."""
    data = json.loads((Path(__file__).parent / "data" / "word_lists.json").read_text(encoding="utf-8"))
    return Lexicon(
        particles=frozenset(data["particles"].split()),
        honorifics=frozenset(data["honorifics"].split()),
        doubtful_titles=frozenset(data["doubtful_titles"].split()),
        legal_forms={form: kind for kind, forms in data["legal_forms"].items() for form in forms.split()},
        legal_phrases={tuple(k.split()): v for k, v in data["legal_phrases"].items()},
        short_forms=_groups([g.split() for g in data["nicknames"]]),
        countries={
            name: number
            for number, names in enumerate(" | ".join(data["countries"]).split(" | "))
            for name in names.split()
        },
        common=frozenset(data["common"].split()),
    )


def _groups(own: list[list[str]]) -> dict[str, frozenset[int]]:
    from nicknames import NickNamer

    groups = [{name, *shorts} for name, shorts in NickNamer.default_lookup().items()] + [set(g) for g in own]
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
