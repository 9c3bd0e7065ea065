"""How the scripts without capitals are written: which one a text is in, its words, which letters are one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from dedup.documents import Span

# A word: letters of one script with their marks; the half-space and joiner of Persian, the apostrophe, geresh
# and gershayim of Hebrew hold it together. At the end an apostrophe is a geresh behind the letters that bear
# one in names, else it closes a quotation.
_WORD = {
    "arabic": regex.compile(
        r"[\p{Arabic}&&\p{L}](?:[\p{Arabic}&&\p{L}]|\p{M}|[\u200c\u200d\u0640])*", regex.V1
    ),
    "hebrew": regex.compile(
        r"[\p{Hebrew}&&\p{L}](?:[\p{Hebrew}&&\p{L}]|\p{M}|׳"
        r"|['’\"״](?=[\p{Hebrew}&&\p{L}])|(?<=[גזטצץתדחר])['’](?!\p{L}))*",
        regex.V1,
    ),
}
_LETTER = {name: regex.compile(rf"[\p{{{name}}}&&\p{{L}}]", regex.V1) for name in ("Arabic", "Hebrew")}
_ANY_LETTER = regex.compile(r"\p{L}")
# One letter typed in several ways, or with and without the hamza it may carry.
_ALIKE = str.maketrans(
    dict(zip("أإآٱؤئىیېےکڪةۀہھەۂۃךםןףץ", "اااا" + "ويييييكك" + "ههههههه" + "כמנפצ", strict=True))
)
_SILENT = regex.compile(r"[\s\p{M}\u0640\u200c\u200d\u200e\u200f'’׳״\"]")
# A text is in a script where this share of its letters are.
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a running text.

    Args:
        span: where it stands.
        bare: its letters, without marks, tatweel, half-spaces, geresh.
        key: those letters folded, as many: أحمد and احمد are one.
    """

    span: Span
    bare: str
    key: str


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """The letters of `word` without marks, tatweel, half-spaces and geresh; presentation forms undone."""
    return str(_SILENT.sub("", unicodedata.normalize("NFKC", word)))


def fold(letters: str) -> str:
    """Bare letters with those alike made one; as long as before."""
    return letters.translate(_ALIKE)


def key(word: str) -> str:
    """`word` folded for equality."""
    return fold(bare(word))


def script_of(text: str) -> str | None:
    """`arabic` or `hebrew` where most letters of `text` are of that script, else None."""
    if text.isascii():
        return None
    for name, pattern in _LETTER.items():
        # Most texts have no letter of either, which is quickly known.
        if pattern.search(text) and len(pattern.findall(text)) > _MOSTLY * len(_ANY_LETTER.findall(text)):
            return name.lower()
    return None


def words_of(text: str, language: str, within: Span | None = None) -> list[Word]:
    """The words of `text` in the script of `language`, or of the part `within`, in order."""
    start, end = (within.start, within.end) if within else (0, len(text))
    pattern = _WORD["hebrew" if language == "he" else "arabic"]
    found = []
    for match in pattern.finditer(text, start, end):
        letters = bare(match.group())
        if letters:
            found.append(Word(Span(*match.span()), letters, fold(letters)))
    return found


def behind(text: str, word: Word, letters: int) -> Span:
    """The span of `word` without its first `letters` letters."""
    at = word.span.start
    while letters > 0:
        letters -= len(bare(text[at]))  # a ligature is several letters
        at += 1
    while at < word.span.end and not bare(text[at]):
        at += 1
    return Span(at, word.span.end) if at < word.span.end else word.span
