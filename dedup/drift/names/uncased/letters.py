"""How two words in one of the scripts without capitals differ, letter by letter."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

# Letters that write a vowel in names from elsewhere; a hamza goes with them.
_VOWELS = frozenset("اويهء")
HAMZA = "ء"
# Letters that stand for one foreign sound by turns: g, v, p, ch, s and z, t, k; read off the Arabic spellings
# that Wikidata has of one name (docs/design/names.md). Persian and Urdu letters stand beside the Arabic ones.
_FOREIGN = "جغگقك فوڤب بپ جچشژ زسص تطثٹ يج دڈ رڑ نں"
_FOREIGN_HEBREW = "בו טת קכ אע פב צסז גזי"
# What a hasty ear exchanges: emphatic for plain, throat sounds, s and sh; some of it two houses do as well.
_HEARD = "تط سص دض ذظ زظ حه عا كق غق سش دذ دت زذ سث خه אע טת כק חכ סש חה"
# One skeleton, other dots; and Hebrew letters of one shape.
_DOTS = "بتثن بي تي ني ثي جحخ دذ رز سش صض طظ عغ فق בכ דר הח וז גנ םס חת יו ט"
# Two letters that write one foreign sound, where others have one letter for it: ch, ts.
_ONE_LETTER = {"تش": "چ", "تس": "ز"}
_DIGRAPHS = regex.compile("|".join(_ONE_LETTER))
# Letters that no foreign sound is written with: a name that holds one is Arabic, and spelt in one way.
_NATIVE = frozenset("حعضظص")


def _pairs(groups: str) -> frozenset[str]:
    return frozenset(a + b for group in groups.split() for a in group for b in group if a != b)


_FOREIGN_PAIRS, _HEARD_PAIRS, _DOT_PAIRS = (
    _pairs(f"{_FOREIGN} {_FOREIGN_HEBREW}"),
    _pairs(_HEARD),
    _pairs(_DOTS),
)

# What an edit weighs when the likeliest way from one spelling to the other is looked for.
_WEIGHT = {
    "hamza": 0.1,
    "vowel": 1.0,
    "foreign": 1.2,
    "heard": 1.5,
    "dots": 2.8,
    "swap": 1.9,
    "letter": 3.0,
    "other": 3.5,
}
SLIPS = frozenset({"dots", "swap", "letter", "other"})


class Edit(NamedTuple):
    """One step from a spelling to another: its kind, and the letters on each side.

    Kinds: `hamza` put in or left out; `vowel`: a letter for one put in, left out or exchanged; `foreign`: two
    for one foreign sound; `heard`: emphatic for plain and the like; `dots`: one shape, other dots; `swap`:
    neighbours exchanged; `letter`: a consonant put in or left out; `other`: another consonant.
    """

    kind: str
    a: str
    b: str


def is_native(word: str) -> bool:
    """Whether the folded `word` has a letter that only names of Arabic (or of its kin) are written with."""
    return not _NATIVE.isdisjoint(word)


def digraphs(word: str) -> int:
    """How many pairs of letters in the folded `word` may stand for one."""
    return len(_DIGRAPHS.findall(word))


def _gap(letter: str) -> str:
    if letter == HAMZA:
        return "hamza"
    return "vowel" if letter in _VOWELS or letter in "אוי" else "letter"


def _exchange(a: str, b: str) -> str:
    if (a in _VOWELS and b in _VOWELS) or (a in "אויה" and b in "אויה"):
        return "vowel"
    if a + b in _HEARD_PAIRS:
        return "heard"
    if a + b in _FOREIGN_PAIRS:
        return "foreign"
    return "dots" if a + b in _DOT_PAIRS else "other"


@lru_cache(maxsize=1 << 16)
def edits(a: str, b: str) -> tuple[Edit, ...]:
    """The likeliest way from the folded word `a` to `b`: Damerau's alignment with the weights above."""
    a, b = (_DIGRAPHS.sub(lambda m: _ONE_LETTER[m.group()], w) for w in (a, b))
    rows, columns = len(a) + 1, len(b) + 1
    cost: list[list[tuple[float, Edit | None, int, int]]] = [
        [(0.0, None, 0, 0)] * columns for _ in range(rows)
    ]
    for i in range(rows):
        for j in range(columns):
            ways: list[tuple[float, Edit | None, int, int]] = []
            if i and j and a[i - 1] == b[j - 1]:
                ways.append((cost[i - 1][j - 1][0], None, 1, 1))
            steps = []
            if i and j and a[i - 1] != b[j - 1]:
                steps.append((Edit(_exchange(a[i - 1], b[j - 1]), a[i - 1], b[j - 1]), 1, 1))
            if i:
                steps.append((Edit(_gap(a[i - 1]), a[i - 1], ""), 1, 0))
            if j:
                steps.append((Edit(_gap(b[j - 1]), "", b[j - 1]), 0, 1))
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1] and a[i - 1] != a[i - 2]:
                steps.append((Edit("swap", a[i - 2 : i], b[j - 2 : j]), 2, 2))
            ways += [(cost[i - x][j - y][0] + _WEIGHT[e.kind], e, x, y) for e, x, y in steps]
            if ways:
                cost[i][j] = min(ways, key=lambda w: (round(w[0], 3), w[1] is not None, -w[2] - w[3]))
    found: list[Edit] = []
    i, j = rows - 1, columns - 1
    while i or j:
        _, edit, x, y = cost[i][j]
        if edit:
            found.append(edit)
        i, j = i - x, j - y
    return tuple(reversed(found))
