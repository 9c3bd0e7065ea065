"""Make training pairs for the claim head: sentences with one planted change, and honest rewrites of them.

Changed: two nouns, names, adjectives, verbs or numbers exchanged, an adjective moved to another noun, another
number, a WordNet opposite or sister in a word's place. Same: the order of a list, a moved adverb or opening
phrase, genitives, British and American usage, other quotation marks, contractions, numerals, the order of a
date, an optional "that", a WordNet synonym (first senses). Sources: sentences of sets whose licence allows
fitting; nothing of them is kept in the repo.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator

from wordfreq import zipf_frequency

from dedup.documents import Span
from dedup.drift.claims.grammar import Class, tense, word_class
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.tokens import Token, tokens
from dedup.text.sentences import sentences

Row = dict[str, str]
Replacement = tuple[int, int, str]
BRITISH = [
    pair.split("/")
    for pair in "organiz/organis recogniz/recognis color/colour labor/labour center/centre defense/defence "
    "realiz/realis favor/favour neighbor/neighbour traveled/travelled honor/honour behavior/behaviour "
    "analyz/analys catalog/catalogue among/amongst gray/grey jewelry/jewellery aging/ageing Mr./Mr Dr./Dr "
    "U.S./US U.K./UK".split()
] + [["percent", "per cent"]]
MONTHS = "January February March April May June July August September October November December".split()
WORDS = {
    str(i): w
    for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
PREPOSED = [*"In On At After During Since By For Last This Next".split(), "According to"]
SAYING = "said say says believe believes think thinks know knows reported claimed announced added".split()
PARTING = (Class.VERB, Class.PREPOSITION, Class.AUXILIARY)


def pairs(sources: list[tuple[str, str]], seed: int = 7) -> list[Row]:
    """Rows with group, a, b, label (changed / same) and kind, for `(group, text)` sources."""
    chance = random.Random(seed)
    seen: set[str] = set()
    single = []
    for group, text in sources:
        for span in sentences(text):
            sentence = span.of(text)
            if sentence not in seen and 40 < len(sentence) < 260:
                seen.add(sentence)
                single.append((group, sentence))
    chance.shuffle(single)
    neighbours = _neighbours()
    rows = []
    for group, sentence in single:
        found = [
            *changed_pairs(sentence, chance),
            *_same(sentence, chance),
            *_words(sentence, chance, neighbours),
        ]
        rows += [
            {"group": group, "a": sentence, "b": b, "label": label, "kind": kind}
            for label, kind, b in found
            if b != sentence
        ]
    return rows


def put(text: str, replacements: list[Replacement]) -> str:
    """The text with stretches of it (start, end) replaced; they may not overlap."""
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _read(text: str) -> tuple[list[Token], list[Class]]:
    found = tokens(text, (Span(0, len(text)),))
    return found, [word_class(t, opens=t.opens) for t in found]


def _of_class(found: list[Token], classes: list[Class], wanted: Class) -> list[int]:
    return [i for i, c in enumerate(classes) if c is wanted and found[i].text.isalpha()]


def _exchange(text: str, x: Token, y: Token, name: bool) -> str:
    first, second = x.text, y.text
    if x.opens:
        first, second = first if name else first[0].lower() + first[1:], capital(second)
    return put(text, [(x.span.start, x.span.end, second), (y.span.start, y.span.end, first)])


def changed_pairs(text: str, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Label ("changed"), kind and text of a few sentences that say something else than this one."""
    found, classes = _read(text)

    def parted(i: int, j: int) -> bool:
        return any(classes[k] in PARTING and found[k].key != "of" for k in range(i + 1, j))

    for wanted in (Class.NAME, Class.NOUN, Class.ADJECTIVE, Class.VERB, Class.NUMBER):
        places = _of_class(found, classes, wanted)
        if wanted is Class.NUMBER:
            places = [i for i, c in enumerate(classes) if c is Class.NUMBER]
        if wanted is Class.NOUN:
            places = [
                i for i in places if i + 1 == len(found) or classes[i + 1] not in (Class.NOUN, Class.NAME)
            ]
        both = [
            (i, j)
            for i in places
            for j in places
            if i < j < i + 14
            and parted(i, j)
            and found[i].key != found[j].key
            and (wanted is not Class.VERB or tense(found[i].key) == tense(found[j].key))
        ]
        if both and chance.random() < (0.8 if wanted is Class.NUMBER else 0.35):
            i, j = chance.choice(both)
            yield "changed", f"exchanged {wanted}", _exchange(text, found[i], found[j], wanted is Class.NAME)
    adjectives = [
        i
        for i in _of_class(found, classes, Class.ADJECTIVE)
        if i + 1 < len(found) and classes[i + 1] is Class.NOUN
    ]
    if adjectives and chance.random() < 0.3:
        i = chance.choice(adjectives)
        nouns = [
            k
            for k in _of_class(found, classes, Class.NOUN)
            if abs(k - i) > 1 and k and classes[k - 1] in (Class.DETERMINER, Class.PREPOSITION, Class.VERB)
        ]
        if nouns:
            at = found[chance.choice(nouns)].span.start
            moved = [
                (found[i].span.start, found[i + 1].span.start, ""),
                (at, at, found[i].text.lower() + " "),
            ]
            yield "changed", "adjective moved", put(text, moved)
    figures = [t for t, c in zip(found, classes, strict=True) if c is Class.NUMBER and t.text.isdigit()]
    if figures and chance.random() < 0.4:
        t = chance.choice(figures)
        value = int(t.text)
        other = value + chance.choice([1, 2, 3, 5, 10, -1, -2, 20, 100])
        if chance.random() < 0.3:
            other = value * chance.choice([2, 3, 10])
        if other > 0:
            yield "changed", "number", put(text, [(t.span.start, t.span.end, str(other))])


def _same(text: str, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    found, classes = _read(text)
    starts = {t.span.start: i for i, t in enumerate(found)}
    if (m := re.search(r"\b([A-Za-z]+) and ([A-Za-z]+)\b(?! [a-z]+s\b)", text)) and chance.random() < 0.6:
        i, j = starts.get(m.start(1)), starts.get(m.start(2))
        kinds = (Class.NOUN, Class.NAME, Class.ADJECTIVE)
        if i is not None and j is not None and classes[i] is classes[j] and classes[i] in kinds:
            yield "same", "list", text[: m.start()] + f"{m[2]} and {m[1]}" + text[m.end() :]
    for i in _of_class(found, classes, Class.ADVERB):
        beside = [k for k in (i + 1, i - 1) if 0 < k < len(found) and classes[k] is Class.VERB]
        if found[i].key.endswith("ly") and i and beside and chance.random() < 0.8:
            x, y = sorted((i, beside[0]))
            whole = (found[x].span.start, found[y].span.end, f"{found[y].text} {found[x].text}")
            yield "same", "adverb", put(text, [whole])
            break
    opening = rf"((?:{'|'.join(PREPOSED)}) [^,.;]{{3,40}}), (.+?)([.!])$"
    if (m := re.match(opening, text)) and '"' not in text and chance.random() < 0.8:
        yield "same", "opening", f"{capital(m[2])} {m[1][0].lower()}{m[1][1:]}{m[3]}"
    if (m := re.search(r"\b(?:the )?([a-z]+) of ([A-Z][a-z]+)\b(?! [A-Z])", text)) and chance.random() < 0.6:
        yield "same", "genitive", text[: m.start()] + f"{m[2]}'s {m[1]}" + text[m.end() :]
    if (m := re.search(r"\b([A-Z][a-z]+)['’]s ([a-z]+)\b(?! [a-z]+ing)", text)) and chance.random() < 0.6:
        yield "same", "genitive", text[: m.start()] + f"the {m[2]} of {m[1]}" + text[m.end() :]
    if m := re.search(r"\b([A-Z][a-z]+) said([.,])", text):
        yield "same", "said", text[: m.start()] + f"said {m[1]}{m[2]}" + text[m.end() :]
    local = text
    for american, british in BRITISH:
        if american in local:
            local = local.replace(american, british)
        elif british in local:
            local = local.replace(british, american)
    yield "same", "localised", re.sub(r'["“]([^"“”]*)["”]', r"‘\1’", local)
    short = re.sub(r"\b(is|was|are|were|did|does|do|has|have|had) not\b", r"\1n't", text)
    yield "same", "contracted", short.replace("cannot", "can't").replace(" it is ", " it's ")
    digits = {w: d for d, w in list(WORDS.items())[2:]}
    spelt = re.sub(r"(?<![\d.,:/-])\b([2-9]|1[0-2])\b(?![.,:/%\d-])(?= [a-z])", lambda m: WORDS[m[1]], text)
    if spelt == text:
        spelt = re.sub(rf"\b({'|'.join(digits)})\b", lambda m: digits[m[1]], text)
    yield "same", "numerals", spelt
    yield "same", "date", re.sub(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})\b(?!\d)", r"\2 \1", text)
    if m := re.search(rf"\b({'|'.join(SAYING)}) that ", text):
        yield "same", "that", text[: m.end(1)] + " " + text[m.end() :]


Neighbours = dict[tuple[str, str], dict[str, list[str]]]


def _neighbours() -> Neighbours:
    """For common words in their first sense: synonyms, sisters and opposites that are common, too."""
    table = lexicon()
    first, under = defaultdict(set), defaultdict(set)
    for word, senses in table.senses.items():
        most = max(table.uses[word].values())
        for pos, synsets in senses.items():
            leading = table.uses[word][pos] >= max(2, most / 2)
            if pos in "nva" and leading and zipf_frequency(word, "en") >= 3.3 and len(word) > 2:
                first[pos, synsets[0]].add(word)
                for up in table.parents.get(synsets[0], ()):
                    under[pos, up].add(word)
    found: Neighbours = {}
    for word, senses in table.senses.items():
        for pos, synsets in senses.items():
            ups = table.parents.get(synsets[0], ())
            sisters = {w for up in ups for w in under[pos, up]} if pos == "n" else set()
            kinds = {
                "synonym": first[pos, synsets[0]] - {word},
                "sister": {w for w in sisters if table.relation(word, w) is Relation.SISTER},
                "opposite": {
                    w
                    for w in table.opposites.get(word, ())
                    if zipf_frequency(w, "en") > 3.3 and pos in table.senses.get(w, ())
                },
            }
            found[pos, word] = {kind: sorted(words) for kind, words in kinds.items() if words}
    return found


def _words(text: str, chance: random.Random, neighbours: Neighbours) -> Iterator[tuple[str, str, str]]:
    found, classes = _read(text)
    letter = {Class.NOUN: "n", Class.VERB: "v", Class.ADJECTIVE: "a"}
    places = [i for i, c in enumerate(classes) if c in letter and len(found[i].key) > 3]
    chance.shuffle(places)
    for i in places[:5]:
        kinds = neighbours.get((letter[classes[i]], found[i].key))
        if kinds:
            kind = "synonym" if "synonym" in kinds and chance.random() < 0.6 else chance.choice(sorted(kinds))
            word = chance.choice(kinds[kind])
            new = capital(word) if found[i].opens else word
            label = "same" if kind == "synonym" else "changed"
            yield label, kind, put(text, [(found[i].span.start, found[i].span.end, new)])
