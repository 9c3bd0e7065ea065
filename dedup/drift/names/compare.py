"""Two names in, a verdict out: the same, another spelling, a garbled one, or somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dedup.drift.names.combining import one_name
from dedup.drift.names.lexicon import both_in_use
from dedup.drift.names.pairing import Pairing, Verdict, draft, pair_up
from dedup.drift.names.parsing import parse_name
from dedup.drift.names.tokens import SAME, UNLIKE, Likeness, Likenesses
from dedup.drift.names.uncased.compare import judged
from dedup.text.normalize import fold

_BATCH = 1024
_DIFFERENT = 0.65
"""Probability from which two names of several words are different. Out of fold on the fitted OFAC and
nomenklatura rows, F1 is flat from .6 to .7."""

_SURE_SLIP = 0.75
"""Probability of a garble from which two single words are `garbled`; below it they are more often two names
one slip apart. Chosen on one half of the labelled rows (docs/design/name-comparison.md)."""
_SLIP_LETTERS = 6
"""Letters that the longer of two such words must have; most shorter names are one letter from another."""

_likenesses = Likenesses()


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """What two spellings are to each other.

    Args:
        verdict: `same`: equal but for case, accents, script-neutral marks, order, titles;
            `variant`: another legitimate spelling or form of one name; `garbled`: one name, with a
            fault that no transliteration explains; `different`: another name.
        score: likeness, 0 to 1: the probability that both name one and the same, at fault or not.
        shares: probabilities of one name spelt well, one name garbled, and two names.
        pairing: the words of both, set against each other.
    """

    verdict: Verdict
    score: float
    shares: Likeness
    pairing: Pairing

    @property
    def slip(self) -> bool:
        """True for a fault where a slot or a reference speaks for one name.

        That is what is `garbled`, and what two single words by themselves leave open.
        """
        return self.verdict == "garbled" or (self.verdict == "different" and self.score >= 0.5)

    @property
    def apart(self) -> bool:
        """True for two names, whatever speaks for one."""
        return self.verdict == "different" and not self.slip

    @property
    def evidence(self) -> dict[str, Any]:
        """What the verdict rests on, as plain JSON; made when asked for, since most is never read.

        `probabilities` of one name, garbled and different; `words`, the words set against each other
        with their own likeness; `unmatched` words of each side; and, where they took part, `titles`,
        `initials`, `legal_forms`, `numbers`.
        """
        named = zip(("one name", "garbled", "different"), self.shares, strict=True)
        return {"probabilities": {k: round(v, 4) for k, v in named}} | self.pairing.evidence()

    def reasons(self) -> list[str]:
        """The evidence in sentences, the weightiest first."""
        evidence = self.evidence
        said = [_MATCHED[w["how"]].format(**w) for w in evidence["words"]]
        for side, words in evidence["unmatched"].items():
            said += [f"only {side} has “{word}”" for word in words]
        said += [f"“{x}” stands for “{y}”" for x, y in evidence.get("initials", ()) if x != y]
        for key in ("titles", "numbers", "legal_forms"):
            if key in evidence:
                sides = [", ".join(v) or "none" for v in evidence[key].values()]
                said.append(f"{key.replace('_', ' ')}: {sides[0]} | {sides[1]}")
        shares = ", ".join(f"{k} {v:.2f}" for k, v in evidence["probabilities"].items())
        return [*said, f"probabilities: {shares}"]


_LIKELY = "a spelling of the same {variant:.2f}, garbled {garbled:.2f}, another word {different:.2f}"
_MATCHED = {
    "equal": "“{a}” stands on both sides",
    "short form": "“{a}” and “{b}”: a given name and its short form",
    "pinyin": "“{a}” and “{b}”: pinyin and Wade-Giles",
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
    own = [None if a.isascii() or b.isascii() else judged(a, b) for a, b in pairs]
    if any(own):
        others = iter(_compare_romanised([p for p, found in zip(pairs, own, strict=True) if found is None]))
        return [next(others) if found is None else _from_shares(*found) for found in own]
    return _compare_romanised(pairs)


def _compare_romanised(pairs: Sequence[tuple[str, str]]) -> list[NameVerdict]:
    drafts = [draft(parse_name(a), parse_name(b)) for a, b in pairs]
    _likenesses.learn(words for names in drafts for words in names.wanted())
    pairings = [pair_up(names, _likenesses) for names in drafts]
    plain = [_plain(names, pairing) for names, pairing in zip(pairs, pairings, strict=True)]
    longer = [i for i, p in enumerate(pairings) if plain[i] is None and not (p.strangers or p.single)]
    found = dict(zip(longer, one_name([pairings[i] for i in longer]), strict=True))
    return [v or _judged(pairings[i], found.get(i)) for i, v in enumerate(plain)]


def _plain(strings: tuple[str, str], pairing: Pairing) -> NameVerdict | None:
    """The verdict where nothing needs to be weighed: equal names, other numbers, and nothing in common."""
    if pairing.other_number or (pairing.strangers and pairing.a.words and pairing.b.words):
        return NameVerdict("different", 0.0, UNLIKE, pairing)
    if pairing.identical or _looks_equal(strings, pairing):
        return NameVerdict("same", 1.0, SAME, pairing)
    return None


def _judged(pairing: Pairing, p: float | None) -> NameVerdict:
    shares = _shares(pairing, p)
    verdict: Verdict
    if shares.different > (0.5 if p is None else _DIFFERENT):
        verdict = "different"
    elif pairing.clear_slip():
        verdict = "garbled" if p is not None or _sure_slip(pairing, shares) else "different"
    else:
        verdict = "variant"
    return _from_shares(verdict, shares, pairing)


def _from_shares(verdict: Verdict, shares: Likeness, pairing: Pairing) -> NameVerdict:
    return NameVerdict(verdict, round(min(1.0, shares.variant + shares.garbled), 4), shares, pairing)


def _sure_slip(pairing: Pairing, shares: Likeness) -> bool:
    """Whether two single words are one name and a slip."""
    a, b = (u.text for u in pairing.matches[0][:2])
    if shares.garbled < _SURE_SLIP or max(len(a), len(b)) < _SLIP_LETTERS:
        return False
    return not both_in_use(a, b)


def _shares(pairing: Pairing, p: float | None) -> Likeness:
    """Probabilities of one name spelt well, one name garbled, and two names; `p` is that of one name.

    `p` is None for two single words, and for strangers.

    Two single words have nothing but themselves to go by. In a longer name the other words vouch for
    the name, so that its worst word only says whether it was garbled.
    """
    if p is None:
        # Nothing was matched, or one word with one.
        return pairing.matches[0].likeness if pairing.matches else UNLIKE
    fault = pairing.fault()
    return Likeness(p * (1 - fault), p * fault, 1 - p)


def _looks_equal(strings: tuple[str, str], pairing: Pairing) -> bool:
    """Whether both print alike; marks and symbols count only where a name has no words to compare."""
    if pairing.a.words and pairing.b.words:
        return strings[0].casefold() == strings[1].casefold()
    return fold(strings[0]) == fold(strings[1])
