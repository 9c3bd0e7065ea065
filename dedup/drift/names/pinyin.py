"""Chinese names in the two Latin spellings in use: pinyin (Mao Zedong) and Wade-Giles (Mao Tse-tung)."""

from __future__ import annotations

from functools import lru_cache

import regex

# Without apostrophes (ch', p') and the dots of ü, which names in the news leave out.
_INITIALS = {
    "zh": "ch", "ch": "ch", "sh": "sh", "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch",
    "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j", "m": "m", "f": "f", "n": "n", "l": "l", "h": "h",
    "s": "s", "y": "y", "w": "w", "": "",
}  # fmt: skip
_FINALS = {
    "iang": "iang", "iong": "iung", "uang": "uang", "ang": "ang", "eng": "eng", "ian": "ien", "iao": "iao",
    "ing": "ing", "ong": "ung", "uai": "uai", "uan": "uan", "ai": "ai", "an": "an", "ao": "ao", "ei": "ei",
    "en": "en", "er": "erh", "ia": "ia", "ie": "ieh", "in": "in", "iu": "iu", "ou": "ou", "ua": "ua",
    "ue": "ueh", "ui": "ui", "un": "un", "uo": "o", "a": "a", "e": "e", "i": "i", "o": "o", "u": "u",
}  # fmt: skip
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu",
    "yi": "i", "yan": "yen", "ye": "yeh", "you": "yu", "ge": "ko", "ke": "ko", "he": "ho",
    "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "kuei",
}  # fmt: skip
_SYLLABLE = f"(?:{'|'.join(i for i in _INITIALS if i)})?(?:{'|'.join(_FINALS)})"
_WORD = regex.compile(f"({_SYLLABLE}){{2,3}}")
_PARTS = regex.compile(f"({'|'.join(i for i in _INITIALS if i)})?(.+)")
_SOFT = frozenset("bdgjqpkt")
"""Initials that change alike in many languages: these alone do not make a word Chinese (Dina, Tina)."""


@lru_cache(maxsize=65536)
def wade_giles(word: str) -> str:
    """The Wade-Giles spelling of a pinyin word of two or three syllables; empty for any other word.

    Empty too where the two spellings are equal, or differ as b and p, d and t, g and k alone.
    """
    found = _WORD.fullmatch(word)
    if found is None:
        return ""
    spelt, told = "", False
    for syllable in found.captures(1):
        parts = _PARTS.fullmatch(syllable)
        initial, final = (parts.group(1) or "", parts.group(2)) if parts else ("", syllable)
        there = _WHOLE.get(syllable) or _INITIALS[initial] + _FINALS[final]
        told = told or (there != syllable and not (initial in _SOFT and there.endswith(final)))
        spelt += there
    return spelt if told else ""
