"""Any script to lower-case Latin letters, so that two spellings meet in one alphabet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex
from anyascii import anyascii

# Scripts that write no (or few) vowels: a word from them is compared by its consonants.
_ABJAD = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thai}\p{Khmer}]")
# anyascii writes these as they sound in one language of many; news English writes them so.
_OVERRIDES = str.maketrans(
    {
        "ё": "yo", "Ё": "Yo", "є": "ye", "Є": "Ye", "й": "y", "Й": "Y", "ъ": "", "ь": "", "Ъ": "", "Ь": "",
        # Arabic: hamza and ayn carry no Latin letter, long vowels do.
        "ع": "", "ء": "", "أ": "a", "إ": "i", "آ": "a", "ؤ": "u", "ئ": "i", "ا": "a", "ى": "a", "ة": "a",
        "ـ": "",
        # Hebrew: b and v, p and f are one letter each; the stop is the commoner in names.
        "ב": "b", "ו": "v",
        "ʿ": "", "ʾ": "", "ʻ": "", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip


def is_abjad(text: str) -> bool:
    """True where `text` holds letters of a script that leaves vowels out."""
    return _ABJAD.search(text) is not None


@lru_cache(maxsize=65536)
def romanize(text: str) -> str:
    """`text` in ASCII, case kept; Han characters become capitalised pinyin syllables.

    Rests on anyascii (ISC licence) with the overrides above; ASCII text comes back unchanged.
    """
    if text.isascii():
        return text
    return anyascii(unicodedata.normalize("NFKC", text).translate(_OVERRIDES))
