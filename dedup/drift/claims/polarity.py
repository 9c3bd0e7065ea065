"""flipped-polarity: a negation that one version lacks, or a word answered by its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.documents import Span
from dedup.drift.claims.deeds import deeds
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.grammar import CONTENT, Class, word_class
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.matching import Match
from dedup.drift.claims.phrases import NEGATORS, Occurrence, opposed
from dedup.drift.claims.rules import FLIPPED_POLARITY, against, near_grave, quoted
from dedup.drift.claims.slots import FIRM, answers, same_slot
from dedup.drift.claims.strays import LIGHT, strays
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

# Words that deny what follows; forms are read through the lexicon.
_DENYING = frozenset(
    "fail failure refuse refusal deny denial lack avoid decline reject unable prevent stop cease "
    "refrain lose".split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")


class PolarityRule:
    """Negation and opposites.

    Evidence: `kind` (`negation` or `opposite`), `words` (both), `sure` (the words around answer each other).
    """

    rules = (FLIPPED_POLARITY,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each negation without an answer and each pair of opposites in one slot."""
        no_a, more_a = _negators(passage.a, passage.only_a, passage.b)
        no_b, more_b = _negators(passage.b, passage.only_b, passage.a)
        opposites = [m for m in passage.matches if m.relation is Relation.OPPOSITE] or strays(passage)
        # Negators that changed their form (not any / no, nor / never) answer each other.
        no_a, no_b = no_a[len(no_b) + more_b :], no_b[len(no_a) + more_a :]
        denied_a = _denials(passage.a, passage.only_a)
        denied_b = _denials(passage.b, passage.only_b)
        if no_a or no_b:
            # "did not accept" / "rejected", "failed to" / "did not", "unable" / "not able": said otherwise.
            weight = len(opposites) + denied_a + denied_b + _prefixed(passage)
            if not weight:
                for i in no_a:
                    yield from _negation(passage, i, on_a=True)
                for j in no_b:
                    yield from _negation(passage, j, on_a=False)
            return
        phrases = list(_phrases(passage))
        if _cancel(passage, phrases, opposites):
            return
        for x, y, slot in phrases:
            yield _opposed(passage, x, y, slot)
        for m in opposites:
            inside = any(x.start <= m.a < x.end or y.start <= m.b < y.end for x, y, _ in phrases)
            if (
                not inside
                and not _of_another(passage, m)
                and not _converse(passage, m)
                and not _denied(passage, m)
            ):
                yield _opposite(passage, m)


def _cancel(passage: Passage, phrases: Sequence[Opposed], opposites: Sequence[Match]) -> bool:
    """Whether one turn is undone by another: closed from Monday, open until Monday; if bad, unless good."""
    turns = [(x, y) for x, y, _ in phrases if passage.a[x.start].key in _TURNING]
    inside = [m for m in opposites if any(x.start <= m.a < x.end for x, _ in turns)]
    return len(turns) == 1 and len(opposites) - len(inside) == 1


_TURNING = frozenset("unless if from since until till".split())


def _negators(
    tokens: tuple[Token, ...], only: tuple[int, ...], other: tuple[Token, ...]
) -> tuple[list[int], int]:
    """Negators without an answer that deny something, and how many that deny with another one or by contrast.

    Neither "not only" nor "or not" denies, "nor" goes on denying, "non-" and, where the other version
    says "not … but", "rather than" and "instead of" deny by contrast: the latter may answer a negator of the
    other version, but do not ask for one.
    """
    found, more = [], 0
    contrasted = any(t.key == "but" for t in other)
    for k in only:
        following = tokens[k + 1].key if k + 1 < len(tokens) else ""
        goes_on = tokens[k].key == "nor" and any(t.key in NEGATORS for t in tokens[:k])
        contrast = contrasted and (tokens[k].key, following) in _CONTRASTS
        if goes_on or contrast or tokens[k].key == "non":
            more += 1
        elif tokens[k].key in NEGATORS and not (tokens[k].text == "No" and k and following[:1].isdigit()):
            only_or_left_open = (following == "only" and k + 1 in only) or (
                k > 0 and tokens[k - 1].key == "or"
            )
            if not only_or_left_open:
                found.append(k)
    return found, more


_CONTRASTS = frozenset({("rather", "than"), ("instead", "of")})


def _denied(passage: Passage, match: Match) -> bool:
    """Whether one of two opposites is denied by the words before: refusal to accept / rejects, less long."""
    lessened = [
        at > 0 and tokens[at - 1].key in _LESSENING
        for tokens, at in ((passage.a, match.a), (passage.b, match.b))
    ]
    before = [
        _denials(tokens, tuple(k for k in range(max(0, at - _DENIED), at) if k in only))
        for tokens, at, only in ((passage.a, match.a, passage.only_a), (passage.b, match.b, passage.only_b))
    ]
    return sum(map(bool, before)) == 1 or sum(lessened) == 1


_DENIED = 3  # words before
_LESSENING = frozenset("less least hardly barely scarcely".split())
_PARTICLES = frozenset("on off in out up down".split())


def _of_another(passage: Passage, match: Match) -> bool:
    """Whether two particles belong to two verbs: pay off debts / settle accounts on debts."""
    if _PARTICLES.isdisjoint((passage.a[match.a].key, passage.b[match.b].key)):
        return False
    return not (match.a == match.b == 0 or (match.a - 1, match.b - 1) in answers(passage))


def _converse(passage: Passage, match: Match) -> bool:
    """Whether the sides of the deed are exchanged with it: Leeds beat Hull / Hull lost to Leeds.

    Only deeds that two verbs tell from two sides: a passive exchanges the sides of any.
    """
    if not any(deeds(passage.a[match.a].key, passage.b[match.b].key)):
        return False
    there = {m.a: m.b for m in passage.matches if m.relation in (Relation.SAME, Relation.FORM)}
    back = {j: i for i, j in there.items()}
    doer_a, doer_b = _doer(passage.a, match.a), _doer(passage.b, match.b)
    if doer_a is None or doer_b is None:
        return False
    return there.get(doer_a, -1) > match.b and back.get(doer_b, -1) > match.a


def _doer(tokens: tuple[Token, ...], at: int) -> int | None:
    """The nearest word of meaning before a verb."""
    content = (k for k in range(at - 1, -1, -1) if word_class(tokens[k], opens=tokens[k].opens) in CONTENT)
    return next(content, None)


Opposed = tuple[Occurrence, Occurrence, int]


def _phrases(passage: Passage) -> list[Opposed]:
    """Opposite phrases in one slot, the longest first, each word in one of them, and how firm the slot is."""
    firm = {m.a: m.b for m in passage.matches if m.relation is not Relation.OPPOSITE}
    free_a = frozenset(range(len(passage.a))) - firm.keys()
    free_b = frozenset(range(len(passage.b))) - set(firm.values())
    if not free_a or not free_b:
        return []
    found: list[Opposed] = []
    known = answers(passage)
    for x, y in opposed(passage.a, passage.b, free_a, free_b):
        here = _with_helping(passage.a, x, passage.only_a), x.end
        slot = same_slot(passage, known, here, (_with_helping(passage.b, y, passage.only_b), y.end))
        taken = any(_overlap(p, x) or _overlap(q, y) for p, q, _ in found)
        rest = sum(not x.start <= i < x.end and passage.a[i].key not in _HELPING for i in passage.only_a)
        rest += sum(not y.start <= j < y.end and passage.b[j].key not in _HELPING for j in passage.only_b)
        denied = any(
            t.key in NEGATORS
            for side, o in ((passage.a, x), (passage.b, y))
            for t in (side[o.start], *side[o.end : o.end + 1])
        )
        if (
            not taken
            and not denied
            and slot
            and (slot == FIRM or rest <= _LEFT)
            and _weighty(passage, x, y, rest)
        ):
            found.append((x, y, slot))
    return found


_HELPING = frozenset("be am is are was were been being do does did have has had".split())
_LEFT = 1  # words without an answer beside a phrase whose slot is open to one side, or beside a preposition
_PREPOSITIONS = frozenset("for against to from into towards toward".split())


def _with_helping(tokens: tuple[Token, ...], found: Occurrence, only: tuple[int, ...]) -> int:
    """The first token of a phrase with its helping verbs: is investigating whether, has found that."""
    start = found.start
    while start - 1 in only and tokens[start - 1].key in _HELPING:
        start -= 1
    return start


def _overlap(x: Occurrence, y: Occurrence) -> bool:
    return x.start < y.end and y.start < x.end


def _weighty(passage: Passage, x: Occurrence, y: Occurrence, rest: int) -> bool:
    """Whether a preposition that is opposed to something else decides: often the word before chose it.

    Different from / to and insured for / against say the same; heading for / from, exports to / from do not.
    """
    keys = {passage.a[x.start].key, passage.b[y.start].key}
    if keys.isdisjoint(_PREPOSITIONS):
        return True
    if rest > _LEFT:
        return False
    before = _before(passage.a, x) | _before(passage.b, y)
    if keys == {"for", "from"}:
        return not before.isdisjoint(_MOVING)
    named = _names(passage.a, x.end) or not keys.isdisjoint(_STANCE)
    return named and before.isdisjoint(_CHOOSING)


def _before(tokens: tuple[Token, ...], at: Occurrence) -> set[str]:
    return {lemma for _, lemma in lexicon().lemmas(tokens[at.start - 1].key)} if at.start else set()


_STANCE = frozenset("for against".split())
_MOVING = frozenset("head bind bound leave depart sail fly set flight".split())
_CHOOSING = frozenset(
    "different distinct similar averse according vaccinate inoculate immunise immunize insure hedge "
    "provision prepare brace guard protect screen test treat charge compensation cover".split()
)


def _names(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a name follows, with or without an article."""
    at += at < len(tokens) and tokens[at].key == "the"
    return at < len(tokens) and word_class(tokens[at], opens=False) is Class.NAME


def _opposed(passage: Passage, x: Occurrence, y: Occurrence, slot: int) -> Finding:
    a = Span(passage.a[x.start].span.start, passage.a[x.end - 1].span.end)
    b = Span(passage.b[y.start].span.start, passage.b[y.end - 1].span.end)
    words = [a.of(passage.text_a), b.of(passage.text_b)]
    return _contrary(passage, (x.start, y.start), (a, b), words, sure=slot == FIRM)


def _contrary(
    passage: Passage, places: tuple[int, int], spans: tuple[Span, Span], words: list[str], *, sure: bool
) -> Finding:
    """The finding of two opposites, words or phrases, that begin at the tokens `places`."""
    return Finding(
        FLIPPED_POLARITY,
        Severity.CRITICAL if near_grave(passage, *places, 1) else Severity.MAJOR,
        _confidence(passage, sure),
        against(passage, *spans, "the opposite "),
        *spans,
        evidence={"kind": "opposite", "words": words, "sure": sure},
    )


def _denials(tokens: tuple[Token, ...], only: tuple[int, ...]) -> int:
    return sum(any(w in _DENYING for _, w in lexicon().lemmas(tokens[i].key)) for i in only)


def _prefixed(passage: Passage) -> int:
    """Words of one side that are a word of the other with a negating prefix."""
    keys_a, keys_b = {passage.a[i].key for i in passage.only_a}, {passage.b[j].key for j in passage.only_b}
    return sum(p + x in keys_b or p + x in keys_a for x in keys_a | keys_b for p in _PREFIXES)


def _negation(passage: Passage, at: int, *, on_a: bool) -> Iterator[Finding]:
    own, other = (passage.a, passage.b) if on_a else (passage.b, passage.a)
    known = {(m.a if on_a else m.b): (m.b if on_a else m.a) for m in passage.matches}
    scope = next((k for k in range(at + 1, min(at + 6, len(own))) if own[k].key not in LIGHT), None)
    if scope is None or scope not in known:
        return
    following = other[known[scope] + 1 : known[scope] + 2]
    if following and following[0].key == "free" and following[0].word == other[known[scope]].word:
        return  # risk-free / with no risk
    if _not_before(own[scope + 1 : scope + 1 + _CLAUSE], other, passage.only_b if on_a else passage.only_a):
        return
    here = Span(own[at].span.start, own[scope].span.end)
    there = other[known[scope]].span
    a, b = (here, there) if on_a else (there, here)
    # "did not sign" is "signed": the auxiliary comes with the negation.
    last = next((k for k in range(at - 1, -1, -1) if k in known or own[k].key not in LIGHT), -1)
    before = known.get(last)
    close = before is not None and 0 < known[scope] - before <= scope - at + 1
    places = (scope, known[scope]) if on_a else (known[scope], scope)
    grave = near_grave(passage, *places)
    yield Finding(
        FLIPPED_POLARITY,
        Severity.CRITICAL if grave and close else Severity.MAJOR,
        _confidence(passage, close),
        f"{quoted(passage.text_a if on_a else passage.text_b, here)} is denied in one version only",
        a,
        b,
        evidence={"kind": "negation", "words": [a.of(passage.text_a), b.of(passage.text_b)], "sure": close},
    )


_CLAUSE = 5  # words after what is denied
_UNTIL = frozenset("until till before".split())
_NOT_BEFORE = frozenset("only earliest sooner".split())


def _not_before(denied: Sequence[Token], other: Sequence[Token], only: Sequence[int]) -> bool:
    """Whether both say from when on: not ready until May, only ready in May."""
    until = any(t.key in _UNTIL for t in denied) and not any(t.key in _UNTIL for t in other)
    return until and any(other[k].key in _NOT_BEFORE for k in only)


def _confidence(passage: Passage, close: bool) -> float:
    """By the share right on open rows: .98 where the words around answer each other, .95 in light edits."""
    if close:
        return 0.93
    kept = 2 * len(passage.matches) / max(len(passage.a) + len(passage.b), 1)
    return 0.85 if kept >= _LIGHTLY else 0.6


_LIGHTLY = 0.85


def _opposite(passage: Passage, match: Match) -> Finding:
    x, y = passage.a[match.a], passage.b[match.b]
    known = answers(passage)
    close = (match.a == 0 and match.b == 0) or (match.a - 1, match.b - 1) in known
    ends = match.a + 1 == len(passage.a) or match.b + 1 == len(passage.b)
    close = close and (ends or (match.a + 1, match.b + 1) in known)
    close = close or match.moved  # then nothing else is left over, or both speak of one thing (strays.py)
    return _contrary(passage, (match.a, match.b), (x.span, y.span), [x.key, y.key], sure=close)
