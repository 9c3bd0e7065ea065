"""changed-attribution: the same person with another title or rank, or somebody else's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.lexicon import Relation, lexicon
from dedup.drift.claims.rules import CHANGED_ATTRIBUTION, quoted
from dedup.drift.claims.tokens import Token
from dedup.drift.interface import Finding, Severity

# Offices: a title is a run of words up to a name that holds one of these.
_OFFICES = frozenset(
    "minister president premier chancellor secretary ambassador governor mayor senator congressman "
    "commissioner judge "
    "prosecutor general colonel commander admiral captain director chairman chairwoman chair chief ceo "
    "spokesman "
    "spokeswoman spokesperson professor king queen prince princess pope bishop archbishop speaker "
    "deputy envoy "
    "representative coach editor economist analyst lawyer attorney sheriff sergeant lieutenant major".split()
)
# Words that make another office of an office; one side only, and the rank is another.
_RANKS = frozenset(
    "deputy vice former ex acting interim assistant state caretaker designate elect honorary".split()
)
# Ranks that are said in different words.
_SAME_RANK = {"ex": "former", "vice": "deputy", "interim": "acting", "caretaker": "acting"}
_SAME_RANK |= dict.fromkeys("once formerly previously".split(), "former")
# What an office is of, where nobody is named: the foreign minister said.
_PORTFOLIOS = {
    word: words.split()[0]
    for words in (
        "foreign external",
        "interior home",
        "finance treasury",
        "defence defense",
        "labour labor employment",
        "transport transportation",
        "economy economics economic",
        *"health education justice agriculture energy environment trade culture prime".split(),
    )
    for word in words.split()
}
# A state secretary is a secretary of state.
_DESCRIBING = (_RANKS | _PORTFOLIOS.keys()) - {"state"}
_UNNAMED = frozenset("minister secretary president chancellor governor mayor director prosecutor".split())
_LINKS = frozenset("of for the and to".split())
_SAME_OFFICE = (
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("chairman chairwoman chair president head".split()),
    frozenset("chief head director leader ceo editor".split()),
    frozenset("premier minister".split()),
    frozenset("senator congressman representative".split()),
    frozenset("lawyer attorney".split()),
)
_REACH = 8


class AttributionRule:
    """Titles before a name that both versions have, and of somebody unnamed.

    Evidence: `titles` (both, as words), `kind` (`rank` or `office`).
    """

    rules = (CHANGED_ATTRIBUTION,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each person whose office or rank is another one."""
        done: set[tuple[int, int]] = set()
        for m in passage.matches:
            x, y = passage.a[m.a], passage.b[m.b]
            if not (x.text[0].isupper() and y.text[0].isupper()) or m.relation not in (
                Relation.SAME,
                Relation.SPELLING,
            ):
                continue
            ta, tb = _title(passage.a, m.a), _title(passage.b, m.b)
            if ta is None or tb is None or (ta[0], tb[0]) in done:
                continue
            done.add((ta[0], tb[0]))
            kind = _differs(passage.a[ta[0] : ta[1]], passage.b[tb[0] : tb[1]])
            if kind:
                yield _finding(passage, x.text, ta, tb, kind)
        yield from _unnamed(passage)


def _unnamed(passage: Passage) -> Iterator[Finding]:
    """The deputy minister / the minister; the health minister / the transport minister."""
    for m in passage.matches:
        office = passage.a[m.a].key
        if m.relation is not Relation.SAME or not _is_alone(passage, office):
            continue
        start_a, start_b = _described(passage.a, m.a), _described(passage.b, m.b)
        if start_a is None or start_b is None:
            continue
        if kind := _differs_unnamed(passage, (start_a, m.a), (start_b, m.b)):
            yield _finding(passage, f"the {office}", (start_a, m.a + 1), (start_b, m.b + 1), kind)


def _finding(passage: Passage, who: str, a: tuple[int, int], b: tuple[int, int], kind: str) -> Finding:
    here = Span(passage.a[a[0]].span.start, passage.a[a[1] - 1].span.end)
    there = Span(passage.b[b[0]].span.start, passage.b[b[1] - 1].span.end)
    return Finding(
        CHANGED_ATTRIBUTION,
        Severity.MAJOR,
        0.85,
        f"{who} is {quoted(passage.text_a, here)} in one version, "
        f"{quoted(passage.text_b, there)} in the other",
        here,
        there,
        evidence={"titles": [here.of(passage.text_a), there.of(passage.text_b)], "kind": kind},
    )


def _described(tokens: Sequence[Token], office: int) -> int | None:
    """Where the ranks and portfolios before the office at that token begin; None where it has a name."""
    if office + 1 < len(tokens) and tokens[office + 1].text[0].isupper():
        return None
    start = office
    while start and tokens[start - 1].key in _DESCRIBING:
        start -= 1
    return start


def _is_alone(passage: Passage, office: str) -> bool:
    """Whether it is one of the unnamed offices, and stands once on each side: which is meant is clear."""
    sides = (passage.a, passage.b)
    return office in _UNNAMED and all(sum(t.key == office for t in side) == 1 for side in sides)


def _differs_unnamed(passage: Passage, a: tuple[int, int], b: tuple[int, int]) -> str:
    """`rank` where a rank is on one side only, `office` where both say of what, and it is not the same."""
    left, right = passage.a[slice(*a)], passage.b[slice(*b)]
    ranks_a, ranks_b = _ranks(left), _ranks(right)
    of_a, of_b = ({_PORTFOLIOS[t.key] for t in side if t.key in _PORTFOLIOS} for side in (left, right))
    # Not "once mayor" and "the minister's deputy", which say a rank in another place.
    lacking = (ranks_a - _ranks(passage.b)) | (ranks_b - _ranks(passage.a))
    if lacking and of_a == of_b and (of_a or not (ranks_a and ranks_b)):
        return "rank"
    return "office" if of_a and of_b and of_a.isdisjoint(of_b) else ""


def _ranks(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(_SAME_RANK.get(t.key, t.key) for t in tokens if t.key in _RANKS or t.key in _SAME_RANK)


def _title(tokens: Sequence[Token], name: int) -> tuple[int, int] | None:
    """The title that ends right before the token `name`: first and last+1 token, or None."""
    if tokens[name].key in _OFFICES or (name and tokens[name - 1].key in _LINKS):
        return None
    start = name
    while start > max(name - _REACH, 0):
        token = tokens[start - 1]
        if (
            token.key not in _OFFICES
            and token.key not in _RANKS
            and token.key not in _LINKS
            and not token.text[0].isupper()
        ):
            break
        gap = tokens[start].span.start - token.span.end
        # Grey and commissioner Brown are two people, the president and commissioner Brown is one.
        two = token.key == "and" and tokens[start].key in _OFFICES
        two = two and start > 1 and tokens[start - 2].key not in _OFFICES
        if two or gap > 1 or (token.opens and token.key in _LINKS):
            break
        start -= 1
    while start < name and tokens[start].key in _LINKS:
        start += 1
    return (start, name) if any(t.key in _OFFICES for t in tokens[start:name]) else None


def _differs(a: Sequence[Token], b: Sequence[Token]) -> str:
    """`rank`, `office`, or "" where the two titles may well be one."""
    keys_a, keys_b = {t.key for t in a}, {t.key for t in b}
    if _ranks(a) != _ranks(b):
        return "rank"
    offices_a, offices_b = keys_a & _OFFICES, keys_b & _OFFICES
    if offices_a & offices_b:
        return ""
    if any(offices_a & group and offices_b & group for group in _SAME_OFFICE):
        return ""
    related = any(
        lexicon().relation(x, y) not in (Relation.NONE, Relation.SISTER) for x in offices_a for y in offices_b
    )
    return "" if related else "office"
