"""Two names in one script without capitals: their words set against each other, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dedup.drift.names.pairing import Match, Pairing, Verdict
from dedup.drift.names.parsing import Name
from dedup.drift.names.tokens import SAME, UNLIKE, Likeness
from dedup.drift.names.uncased.judge import SURELY_GARBLED, best
from dedup.drift.names.uncased.vocabulary import vocabulary
from dedup.drift.names.uncased.writing import script_of, words_of
from dedup.drift.names.units import Unit

_ONE_NAME = 0.5
# Written with the next word or apart from it: servant of, father of; and with the one before: of the faith.
_OPENS, _CLOSES = frozenset(("عبد", "ابو", "אבו", "בן")), frozenset(("الدين", "الله", "زاده", "نژاد", "پور"))


class Judged(NamedTuple):
    """What is found of two names; see `dedup.drift.names.compare.NameVerdict`."""

    verdict: Verdict
    shares: Likeness
    pairing: Pairing


def judged(a: str, b: str) -> Judged | None:
    """The verdict on two names in one of the scripts; None where they are in another, or in two.

    A name of one word is what its word is. Of longer names each word needs its counterpart, or one name is
    the shorter form of the other; one garbled word makes a garbled name.
    """
    script = script_of(a)
    if script is None or script != script_of(b):
        return None
    one, other = _parsed(a, script), _parsed(b, script)
    pairing = _paired(one, other)
    shares = _shares(pairing)
    return Judged(_verdict(pairing, shares), shares, pairing)


def _parsed(text: str, script: str) -> Name:
    language = "he" if script == "hebrew" else "ar"
    titles, particles = vocabulary(language).titles, {*vocabulary(language).particles} - _OPENS - _CLOSES
    found: list[str] = []
    left: dict[str, list[str]] = {"titles": [], "particles": []}
    open_ = ""
    for word in words_of(text, language):
        if word.key in _CLOSES and found and not open_:
            found[-1] += word.bare
        elif word.key in _OPENS and not open_:
            open_ = word.bare
        elif not open_ and word.key in titles:
            left["titles"].append(word.bare)
        elif not open_ and word.key in particles:
            left["particles"].append(word.bare)
        else:
            found.append(open_ + word.bare)
            open_ = ""
    if open_:
        found.append(open_)
    if not found:
        found, left = [*left["titles"], *left["particles"]], {"titles": [], "particles": []}
    return Name(tuple(found), titles=tuple(left["titles"]), particles=tuple(left["particles"]))


def _paired(a: Name, b: Name) -> Pairing:
    """Words most alike first; ties by place, whichever name comes first."""
    scored = []
    for i, x in enumerate(a.words):
        for j, y in enumerate(b.words):
            found = best(x, y)
            if found is not UNLIKE:
                scored.append((-found.variant, -found.garbled, abs(i - j), i + j, min(x, y), i, j, found))
    scored.sort(key=lambda s: s[:5])
    left_a, left_b, matches = set(range(len(a.words))), set(range(len(b.words))), []
    for *_, i, j, found in scored:
        if i in left_a and j in left_b:
            left_a.remove(i)
            left_b.remove(j)
            how = "equal" if a.words[i] == b.words[j] else "spelling"
            matches.append(Match(_unit(a.words, i), _unit(b.words, j), found, how))
    return Pairing(a, b, tuple(matches), (), tuple(sorted(left_a)), tuple(sorted(left_b)), (), ())


def _unit(words: Sequence[str], place: int) -> Unit:
    return Unit(words[place], place, place + 1, False)


def _shares(pairing: Pairing) -> Likeness:
    """Of the words, the one that speaks most against one name."""
    if not pairing.matches or (pairing.left_a and pairing.left_b):
        return UNLIKE
    worst = max(pairing.matches, key=lambda m: (m.likeness.different, m.likeness.garbled)).likeness
    fault = max(m.likeness.garbled for m in pairing.matches)
    variant = max(0.0, 1 - fault - worst.different)
    return worst if worst.garbled == fault else Likeness(variant, fault, 1 - fault - variant)


def _verdict(pairing: Pairing, shares: Likeness) -> Verdict:
    doubtful = [m for m in pairing.matches if m.likeness.garbled > _ONE_NAME]
    if shares.different >= _ONE_NAME or len(doubtful) > 1:
        return "different"
    if doubtful:
        surely = doubtful[0].likeness.garbled > SURELY_GARBLED or len(pairing.matches) > 1
        return "garbled" if surely and not (pairing.left_a or pairing.left_b) else "different"
    plain = all(m.likeness is SAME for m in pairing.matches) and not (pairing.left_a or pairing.left_b)
    return "same" if plain else "variant"
