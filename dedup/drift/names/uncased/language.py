"""Which language a text without capitals is in, and what is known of how common its words are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from dedup.drift.names.uncased.vocabulary import Vocabulary, vocabulary
from dedup.drift.names.uncased.writing import fold, script_of, words_of

ARABIC_SCRIPT = ("ar", "fa", "ur")
# Their letters, bare, in no presentation form. Others belong to Kurdish, Pashto, Uyghur or Sindhi, of which
# nothing is known: a text in which more than this share of the letters are such is in none of the three.
_ALPHABETS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱڤپچژگکیٹڈڑںےۓہھۀۂۃ")
_STRANGE = 0.02
# Languages whose list in wordfreq is long enough (half a million words and more) to tell how a word inflects.
INFLECTS_IN_WORDFREQ = ("ar", "he")
# Letters as the lists mostly have them: Persian may be typed with Arabic ones, and Arabic with Persian ones.
_AS_ARABIC, _AS_PERSIAN = str.maketrans("یکہھ", "يكهه"), str.maketrans("يىك", "ییک")
_TYPED = {"ar": _AS_ARABIC, "fa": _AS_PERSIAN, "ur": _AS_PERSIAN, "he": {}}
# Letters that the endings begin with by which names, too, make an adjective.
_NISBA = "يי"
# Other spellings of a folded letter that a list of words may have in its stead, at either end of a word.
_FIRST = {"ا": "أإآ"}
_LAST = {"ه": "ةہ", "ي": "ىی", "כ": "ך", "מ": "ם", "נ": "ן", "פ": "ף", "צ": "ץ"}


def language_of(text: str) -> str | None:
    """The language of a running text in one of the scripts: `ar`, `fa`, `ur` or `he`; None in another.

    The languages of the Arabic script are told apart by their commonest words, others known by their letters.
    """
    script = script_of(text)
    if script != "arabic":
        return "he" if script == "hebrew" else None
    words = words_of(text, "ar")
    letters = Counter(letter for w in words for letter in w.bare)
    if sum(n for letter, n in letters.items() if letter not in _ALPHABETS) > _STRANGE * letters.total():
        return None
    seen = Counter(w.key for w in words)
    votes = {code: sum(seen[w] for w in vocabulary(code).small_words) for code in ARABIC_SCRIPT}
    return max(votes, key=lambda code: (votes[code], code == "ar"))


@cache
def _frequencies(language: str) -> Mapping[str, float]:
    """The list of wordfreq (Speer 2022); a second of processor time for Arabic, half for Hebrew."""
    from wordfreq import get_frequency_dict

    known: dict[str, float] = get_frequency_dict(language, "best")
    return known


@lru_cache(maxsize=1 << 16)
def frequency(word: str, language: str) -> float:
    """How common the bare letters `word` are in Zipf units, in their commonest spelling; 0 where unseen."""
    known = _frequencies(language)
    firsts = ["", *(_FIRST.get(fold(word[:1]), ""))]
    lasts = ["", *(_LAST.get(fold(word[-1:]), ""))]
    spellings = {
        (f or w[:1]) + w[1:-1] + (e or w[-1:])
        for w in {word, word.translate(_TYPED[language])}
        for f in firsts
        for e in lasts
    }
    best = max((known.get(s, 0.0) for s in spellings if len(s) == len(word)), default=0.0)
    return math.log10(best) + 9 if best else 0.0


@lru_cache(maxsize=1 << 16)
def in_use(word: str) -> float:
    """The Zipf frequency of `word` in whichever language of its script knows it best."""
    languages = ("he",) if script_of(word) == "hebrew" else ARABIC_SCRIPT
    return max(frequency(word, code) for code in languages)


@lru_cache(maxsize=1 << 16)
def inflected(word: str, language: str) -> int:
    """How many inflected forms of the bare letters `word` texts have: verbs and nouns have many, names few.

    Those count that are at least a hundredth as common as the word.
    """
    have = vocabulary(language)
    stem = word.removeprefix(have.article) if have.article else word
    if len(stem) < 2:
        stem = word
    least = max(1.0, frequency(stem, language) - 2.0)
    body = _open(stem)
    ends = (e for e in have.ends if e[0] not in _NISBA)
    forms = {*(body + e for e in ends), *(s + stem for s in have.starts)} - {word, stem}
    return sum(frequency(form, language) >= least for form in forms)


def _open(stem: str) -> str:
    """The stem before an ending: ta marbuta becomes ta, a final letter of Hebrew an inner one."""
    if stem.endswith("ة"):
        return stem[:-1] + "ت"
    return stem[:-1] + fold(stem[-1]) if stem[-1] in "ךםןףץ" else stem


def inflection_of(word: str, language: str) -> float:
    """The Zipf frequency of the commonest word that `word` may be a form of; 0 where there is none."""
    found = bases(word, vocabulary(language)) - {word}
    return max((frequency(base, language) for base in found), default=0.0)


def bases(word: str, have: Vocabulary) -> set[str]:
    """The bare letters `word` without what inflection may have put before and behind; at least three."""
    folded = fold(word)
    starts = [0, *(len(s) for s in have.starts if folded.startswith(s))]
    ends = [0, *(len(e) for e in have.ends if folded.endswith(e))]
    out = {word[i : len(word) - j] for i in starts for j in ends if len(word) - i - j >= 3} | {word}
    return out | {stem[:-1] + "ة" for stem in out if stem.endswith("ت")}
