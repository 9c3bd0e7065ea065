"""A name as written, taken apart: its words, particles, titles, initials and legal form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from dedup.drift.names.romanize import is_abjad, romanize
from dedup.drift.names.word_lists import lexicon

_POSSESSIVE = regex.compile(r"(?<=\p{L}{2})['’ʼ]s\b(?=\s|$)")
_CAMEL = regex.compile(r"(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})")
_DOTTED = regex.compile(r"\b(?:\p{L}\.[ -]?){2,}(?!\p{L}{2,})|\b(?:\p{L}\.){2,}")
_APOSTROPHE = regex.compile(r"[’‘ʼ'`´ʿʾʻ]")
_PART = regex.compile(r"\p{L}[\p{L}\p{M}]*|\p{N}+")
_JOINED_INITIALS = regex.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2,3}\b(?=\s+\p{Lu}\p{L}*\p{Ll})")
# "Abd al-Aziz", "Abdul Aziz", "Abdelaziz": the servant of one of God's names is one word.
_SERVANT = regex.compile(r"abd(?:[aeiou]{1,2}[lnrszdt]{0,2}|)$|abd(?:oul|oel)$")
_SERVANT_OPENS = regex.compile(
    r"^abd[aeiou]{1,2}(?:l(?!lah|la$)|([dnrstz])(?=\1)|(?=rahm|rahi|raz|rash|rauf|raouf))(?=\p{L}{3})"
)
_FAITH = frozenset("din deen dine addin uddin eddin eddine aldin aldeen uddeen oddin addine ddin".split())
_SONS = frozenset("bin ibn ben bint".split())
_LEADING_FORMS = frozenset("ooo oao pao zao ao llc tov jsc ojsc pjsc".split())
_TENS = {
    word: 10 * n
    for n, words in enumerate(
        "twenty,thirty,forty fourty,fifty,sixty,seventy,eighty,ninety".split(","), start=2
    )
    for word in words.split()
}
_TEENS = {
    word: 13 + n
    for n, word in enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
}
_ONES = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
# Xi, Vi and Ix are names too; a letter alone is an initial.
_ORDINALS = {
    tens + ones: str(10 * t + n)
    for t, tens in enumerate(("", "x", "xx", "xxx"))
    for n, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if len(tens + ones) > 1 and tens + ones not in ("xi", "vi", "ix")
} | {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}


@dataclass(frozen=True, slots=True)
class Name:
    """What a name consists of; all words romanised, lower case, in the order written.

    Args:
        words: the words that carry the name, a to z only.
        initials: letters that stand for a word, as J in J. Smith.
        numbers: in digits, however written; of a son jr, of a father sr.
        particles: al, bin, de, van and the like.
        titles: honorifics that stood before or in the name.
        legal_form: kind of company, where the name says so: llc, jsc, lp, company.
        consonants_only: it came from a script that leaves vowels out.
    """

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    legal_form: frozenset[str] = frozenset()
    consonants_only: bool = False


@lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """The parts of a name in any script and any order of given and family name.

    Never empty-handed: where a name is made of particles or titles alone, these are its words.
    """
    lists = lexicon()
    latin = _CAMEL.sub(" ", romanize(_POSSESSIVE.sub("", text)).replace("&", " and "))
    if "." in latin:
        latin = _DOTTED.sub(lambda m: _undotted(m.group()), latin)
    latin = _JOINED_INITIALS.sub(
        lambda m: m.group() if m.group().lower() in lists.legal_forms else " ".join(m.group()), latin
    )
    parts = [p.lower() for p in _PART.findall(_APOSTROPHE.sub("", latin))]
    parts, legal = _without_legal_form(parts)
    parts = _joined(_with_digits(parts))
    words: list[str] = []
    initials, numbers, particles, titles = [], [], [], []
    for place, part in enumerate(parts):
        if part.isdigit():
            numbers.append(part)
        elif place and part in _ORDINALS:
            numbers.append(_ORDINALS[part])
        elif part in lists.particles and not (len(part) == 1 and place == 0):
            particles.append(part)
        elif len(part) == 1:
            initials.append(part)
        elif part in lists.honorifics:
            titles.append(part)
        else:
            words.append(part)
    if not words:
        words, particles, titles = [*titles, *particles], [], []
    if not words and initials:
        words, initials = ["".join(initials)], []
    return Name(
        tuple(words), tuple(initials), tuple(numbers), tuple(particles), tuple(titles), frozenset(legal),
        not text.isascii() and is_abjad(text),
    )  # fmt: skip


def _undotted(text: str) -> str:
    """`J.-C.` as two initials, `S.p.A.` as one word: legal forms are written together."""
    letters = [c for c in text if c.isalpha()]
    together = "".join(letters)
    tail = " " if text[-1] in " -." else ""
    return (together if together.lower() in lexicon().legal_forms else " ".join(letters)) + tail


def _without_legal_form(parts: list[str]) -> tuple[list[str], set[str]]:
    """Splits off the legal form, at either end or written out anywhere; a name of one word keeps it."""
    lists = lexicon()
    kinds: set[str] = set()
    known = set(parts)
    for phrase, short in lists.legal_phrases.items():
        if not known.issuperset(phrase):
            continue
        for start in range(len(parts) - len(phrase) + 1):
            if tuple(parts[start : start + len(phrase)]) == phrase and len(parts) > len(phrase):
                parts = parts[:start] + parts[start + len(phrase) :]
                kinds.add(lists.legal_forms[short])
                break
    while len(parts) > 1 and parts[-1] in lists.legal_forms:
        kinds.add(lists.legal_forms[parts[-1]])
        parts = parts[:-1]
    while len(parts) > 1 and parts[0] in _LEADING_FORMS:
        kinds.add(lists.legal_forms[parts[0]])
        parts = parts[1:]
    return parts, kinds


def _with_digits(parts: list[str]) -> list[str]:
    """Numbers from thirteen to ninety-nine in digits; smaller ones are too often names (Ten, Six)."""
    if len(parts) < 2 or not any(p in _TENS or p in _TEENS for p in parts):
        return parts
    found: list[str] = []
    tens = 0
    for part in parts:
        if tens and (part in _ONES or (part.isdigit() and len(part) == 1)):
            found[-1] = str(tens + (_ONES.get(part) or int(part)))
            tens = 0
            continue
        tens = _TENS.get(part, 0)
        found.append(str(tens or _TEENS.get(part) or part))
    return found


def _joined(parts: list[str]) -> list[str]:
    """Words that Arabic writes as one: Abd al-Aziz, Salah al-Din, Mc Donald and O Brien too."""
    found: list[str] = []
    place = 0
    while place < len(parts):
        part = parts[place]
        rest = parts[place + 1 :]
        if part.startswith("abd") and _SERVANT.match(part) and rest and rest[0] not in _SONS:
            step = 2 if rest[0] in ("al", "el", "ul", "ar", "as", "an", "ad", "ash") and len(rest) > 1 else 1
            found.append(_servant(parts[place + step]))
            place += step + 1
        elif found and (
            part in _FAITH or (part in ("al", "el", "ul", "ad", "ed", "ud") and rest and rest[0] in _FAITH)
        ):
            found[-1] += "uddin"
            place += 1 if part in _FAITH else 2
        elif part in ("mc", "o") and rest and len(rest[0]) > 2:
            found.append(part + rest[0])
            place += 2
        else:
            found.append(_SERVANT_OPENS.sub("abdul", part) if part.startswith("abd") else part)
            place += 1
    return found


def _servant(of: str) -> str:
    return "abdullah" if regex.match("a?l{1,2}ah?$", of) else "abdul" + of
