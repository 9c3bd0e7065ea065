"""A person named at more length in one version: President Joe Biden, Mr Biden, Biden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from dedup.drift.claims.lexicon import Relation
from dedup.drift.claims.matching import Match
from dedup.drift.claims.tokens import Token, gap
from dedup.drift.names.attested import is_attested
from dedup.drift.names.lexicon import TITLES, is_word

_COURTESY = frozenset("mr mrs ms miss dr sir dame prof professor madam mx messrs".split())
# A title of several words, or given names: longer rows of capitals are something else.
_MOST = 4


def named_shorter(
    a: Sequence[Token], b: Sequence[Token], texts: tuple[str, str], matches: Sequence[Match]
) -> list[Match]:
    """Courtesies, titles and given names that one version leaves out, each matched with the name itself.

    They must stand right beside a name that both versions have. A given name is one that Wikidata lists and
    that is no English word: South Korea is not Korea.

    Args:
        a: the tokens of one side.
        b: those of the other.
        texts: of both, whole.
        matches: what is known already.
    """
    there = {m.a: m.b for m in matches if m.relation in (Relation.SAME, Relation.SPELLING)}
    back = {j: i for i, j in there.items()}
    met_a, met_b = {m.a for m in matches}, {m.b for m in matches}
    found = [Match(i, j, Relation.SPELLING) for i, j in _left_out(a, texts[0], there, met_a, b, met_b)]
    found += [Match(i, j, Relation.SPELLING) for j, i in _left_out(b, texts[1], back, met_b, a, met_a)]
    return found


def _left_out(
    own: Sequence[Token],
    text: str,
    there: Mapping[int, int],
    met: Set[int],
    other: Sequence[Token],
    met_other: Set[int],
) -> Iterator[tuple[int, int]]:
    for k, name in there.items():
        if not (own[k].text[0].isupper() and other[name].text[0].isupper()) or own[k].key in TITLES:
            continue
        if name == 0 or name - 1 in met_other or other[name - 1].key in _COURTESY:
            before = _row(own, text, met, range(k - 1, -1, -1))
            yield from ((i, name) for i in before)
        # Mr Lee is Lee Hsien Loong, but Senator Paul may not be Senator Paul Ryan.
        if name and other[name - 1].key in _COURTESY:
            yield from ((i, name) for i in _row(own, text, met, range(k + 1, len(own))) if _given(own[i]))


def _row(own: Sequence[Token], text: str, met: Set[int], places: range) -> list[int]:
    """The titles and given names from a name on, in one direction; none where the row of capitals goes on."""
    found: list[int] = []
    for i in places:
        parted = gap(text, own, max(i, i - places.step)).strip(" .")
        if parted or i in met or not (own[i].key in TITLES or own[i].text[0].isupper()):
            break
        found.append(i)
    titled = bool(found) and own[found[-1]].key in TITLES and places.step < 0
    fine = titled or all(own[i].key in TITLES or _given(own[i]) for i in found)
    return found if fine and len(found) <= _MOST else []


def _given(token: Token) -> bool:
    """Whether a word can only be a name of a person."""
    return token.text[0].isupper() and is_attested(token.key) and not is_word(token.key)
