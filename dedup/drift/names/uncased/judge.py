"""Two words in a script without capitals: one name in two spellings, a garbled one, or two names; by rule."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from dedup.drift.names.tokens import SAME, UNLIKE, Likeness
from dedup.drift.names.uncased.language import in_use
from dedup.drift.names.uncased.letters import HAMZA, SLIPS, Edit, digraphs, edits, is_native
from dedup.drift.names.uncased.listed import is_listed
from dedup.drift.names.uncased.vocabulary import vocabulary
from dedup.drift.names.uncased.writing import fold

# Probabilities that stand for the rules' verdicts, as the comparer of Latin words gives them.
_VARIANT = Likeness(0.9, 0.05, 0.05)
_GARBLED = Likeness(0.05, 0.85, 0.1)
# From this likelihood two spellings are a name and a slip of it, wherever they stand.
SURELY_GARBLED = 0.8
_SLIP_OR_OTHER = Likeness(0.0, 0.55, 0.45)
"""One slip apart, and too short or too well known to be a slip without a slot that says so."""
# Zipf frequency from which a spelling is one that people use; wordfreq's rarest words are typing errors too.
_IN_USE = 2.0
# A name that everybody writes in one way: another letter for a throat or emphatic sound is a slip.
_WELL_KNOWN = 2.5
# The rarer of two spellings may be a slip that texts hold where the other is a hundred times as common.
_FAR_COMMONER = 2.0
# Letters that the longer word must have for one slip to be a slip, since a word of few letters is one letter
# from many others; and for two.
_SLIP_LETTERS, _TWO_SLIPS_LETTERS = 4, 8
# No name is longer; the way between two spellings takes the square of their letters.
_LONGEST = 40


@lru_cache(maxsize=1 << 16)
def judge(a: str, b: str) -> Likeness:
    """What two words, in bare letters and without clitics, are to each other; symmetric.

    Vowel letters and letters for one foreign sound may differ, unless the name is Arabic by its letters and
    only one of the spellings is in use. Everything else is a slip.
    """
    x, y = sorted((fold(a), fold(b)))
    if x == y:
        return SAME
    longest, shortest = max(len(x), len(y)), min(len(x), len(y))
    # A hamza is no step, and two letters may be one, so that the cheap distance may be that much longer.
    free = x.count(HAMZA) + y.count(HAMZA) + digraphs(x) + digraphs(y)
    most = 1 + longest // 3
    if longest > _LONGEST or OSA.distance(x, y, score_cutoff=most + free) > most + free:
        return UNLIKE
    steps = [e for e in edits(x, y) if e.kind != "hamza"]
    if not steps:
        return SAME
    slips = [e for e in steps if e.kind in SLIPS]
    soft = len(steps) - len(slips)
    if shortest < 3 or len(steps) > most or len(slips) > 1 + (longest >= _TWO_SLIPS_LETTERS):
        return UNLIKE
    known = is_known(a), is_known(b)
    both = all(known) and not _far_commoner(a, b)
    if slips:
        if soft > 1:
            return UNLIKE
        return _SLIP_OR_OTHER if both or longest < _SLIP_LETTERS + len(slips) - 1 else _GARBLED
    if _changes_native(steps, x, y):
        if not any(known) or all(_is_ending(e, x, y) for e in steps):
            return _VARIANT
        return UNLIKE if both else _GARBLED
    if any(e.kind == "heard" for e in steps) and max(in_use(a), in_use(b)) >= _WELL_KNOWN and not all(known):
        return _GARBLED
    return UNLIKE if both and shortest <= 3 else _VARIANT


def best(a: str, b: str) -> Likeness:
    """`judge` of two words of a name, of which one may have the article and the other not."""
    article = vocabulary("ar").article
    asked = [(a, b)]
    if a.startswith(article) != b.startswith(article):
        asked.append((a.removeprefix(article), b.removeprefix(article)))
    return max((judge(*pair) for pair in asked), key=lambda found: (found.variant, found.garbled))


def is_known(word: str) -> bool:
    """Whether somebody bears the name, or texts have it (Zipf 2)."""
    return is_listed(fold(word)) or in_use(word) >= _IN_USE


def _far_commoner(a: str, b: str) -> bool:
    """True where one spelling is so rare beside the other that it may well be a slip."""
    return abs(in_use(a) - in_use(b)) >= _FAR_COMMONER


def _changes_native(steps: list[Edit], x: str, y: str) -> bool:
    """True where the name is Arabic by its letters: it has one spelling, and no sound to be guessed at."""
    return (is_native(x) and is_native(y)) or any(is_native(e.a) or is_native(e.b) for e in steps)


def _is_ending(edit: Edit, x: str, y: str) -> bool:
    """True for -a, -ah and -i at the end of a name, which Arabic writes in several ways."""
    return (
        edit.kind == "vowel"
        and {edit.a, edit.b} <= {"ا", "ه", "ي", ""}
        and ((not edit.a or x.endswith(edit.a)) and (not edit.b or y.endswith(edit.b)))
    )
