"""changed-date: another day, month, year or weekday in the same slot, or another "last week".

A mention is compared part by part: "July 26" and "26 July 2020" agree in all they both say, and so does
"2020-07-26". Relative words (today, on Monday) are read against the day the version was published, where it
says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dedup.documents import Span
from dedup.drift.claims.edits import Passage
from dedup.drift.claims.numerals import ORDINALS
from dedup.drift.claims.rules import CHANGED_DATE, against
from dedup.drift.claims.slots import answers, paired, same_slot
from dedup.drift.claims.tokens import Token, remembered
from dedup.drift.interface import Finding, Severity

_MONTHS = {
    name: 1 + n
    for n, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,"
        "october oct,november nov,december dec".split(",")
    )
    for name in names.split()
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS = {d: n for n, d in enumerate(_DAYS)} | {d[:3]: n for n, d in enumerate(_DAYS)}
_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_WHEN = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}
_PERIODS = frozenset("week weekend month year night season decade century quarter".split())
_BEFORE_YEAR = frozenset(
    "in since of by from until till before after year early late mid during to and through".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a time; parts it does not say are None.

    Args:
        tokens: first and last+1 token.
        span: where it stands.
        day, month, year, weekday: as numbers (Monday is 0).
        relative: `("day", -1)` for yesterday, `("week", -1)` for last week.
    """

    tokens: tuple[int, int]
    span: Span
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    relative: tuple[str, int] | None = None

    def parts(self) -> dict[str, object]:
        """What it says."""
        return {
            k: v
            for k in ("day", "month", "year", "weekday", "relative")
            if (v := getattr(self, k)) is not None
        }


_BEGINNINGS = frozenset((*_WEEKDAYS, *_MONTHS, *_NEAR, *_WHEN, *ORDINALS))


@remembered
def mentions(tokens: tuple[Token, ...]) -> tuple[Mention, ...]:
    """The dates, weekdays and relative times among `tokens`, in order."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        key = tokens[at].key
        begins = key[:1].isdigit() or key in _BEGINNINGS
        read = (_calendar(tokens, at) or _relative(tokens, at)) if begins else None
        if read is None:
            at += 1
            continue
        end, parts = read
        span = Span(tokens[at].span.start, tokens[end - 1].span.end)
        found.append(Mention((at, end), span, **parts))  # type: ignore[arg-type]  # keys are field names
        at = end
    return tuple(found)


def _calendar(tokens: Sequence[Token], at: int) -> tuple[int, dict[str, object]] | None:
    token = tokens[at]
    key = token.key
    if key in _WEEKDAYS and token.text[0].isupper():
        return at + 1, {"weekday": _WEEKDAYS[key]}
    month = _month(tokens, at)
    if month is not None:
        parts: dict[str, object] = {"month": month}
        end = at + 1
        skip = 1 if end + 1 < len(tokens) and tokens[end].key == "the" else 0
        if end + skip < len(tokens) and (day := _day(tokens[end + skip].key)) is not None:
            parts["day"], end = day, end + skip + 1
        if end < len(tokens) and (year := _year(tokens[end].key)) is not None:
            parts["year"], end = year, end + 1
        return end, parts
    if figures := _figures(tokens, at):
        return figures
    if (day := _day(key)) is not None and at + 1 < len(tokens):
        skip = 2 if tokens[at + 1].key == "of" else 1
        if at + skip < len(tokens) and tokens[at + skip].text[0].isupper():
            month = _month(tokens, at + skip)
            if month is not None:
                end = at + skip + 1
                parts = {"day": day, "month": month}
                if end < len(tokens) and (year := _year(tokens[end].key)) is not None:
                    parts["year"], end = year, end + 1
                return end, parts
    if (year := _year(key)) is not None and at and tokens[at - 1].key in _BEFORE_YEAR:
        return at + 1, {"year": year}
    return None


def _month(tokens: Sequence[Token], at: int) -> int | None:
    token = tokens[at]
    month = _MONTHS.get(token.key)
    if month is None or not token.text[0].isupper():
        return None
    if token.key not in ("may", "march", "mar", "jan", "dec", "sep", "nov", "august"):
        return month
    # Words that are something else, too: a number or a preposition of time must stand beside them.
    beside = [tokens[k].key for k in (at - 1, at + 1) if 0 <= k < len(tokens)]
    timely = at and tokens[at - 1].key in _BEFORE_YEAR | {"last", "next", "this", "on"}
    return month if timely or any(_day(k) is not None or _year(k) is not None for k in beside) else None


def _figures(tokens: Sequence[Token], at: int) -> tuple[int, dict[str, object]] | None:
    """2020-07-26, 26/07/2020 and 7/26/2020: of two small figures the order is not known."""
    three = [t.key for t in tokens[at : at + 3]]
    if len(three) < 3 or not _close(tokens, at):
        return None
    if (year := _year(three[0])) is not None:
        small = [_day(key) for key in three[1:]]
        if len(three[1]) == 2 and small[0] and small[0] <= 12 and small[1]:
            return at + 3, {"year": year, "month": small[0], "day": small[1]}
        return None
    year, p, q = _year(three[2]), _day(three[0]), _day(three[1])
    if year is None or not p or not q or min(p, q) > 12 or not (three[0] + three[1]).isdigit():
        return None
    if max(p, q) > 12:
        return at + 3, {"year": year, "month": min(p, q), "day": max(p, q)}
    return at + 3, {"year": year, "month": p, "day": q} if p == q else {"year": year}


def _close(tokens: Sequence[Token], at: int) -> bool:
    """Whether one character parts each of three tokens from the next."""
    return all(tokens[k].span.end + 1 == tokens[k + 1].span.start for k in (at, at + 1))


def _day(key: str) -> int | None:
    if key in ORDINALS:
        return ORDINALS[key] if ORDINALS[key] <= 30 else None
    digits = key[:-2] if key[-2:] in ("st", "nd", "rd", "th") else key
    return (
        int(digits)
        if digits.isascii() and digits.isdigit() and len(digits) < 3 and 1 <= int(digits) <= 31
        else None
    )


def _year(key: str) -> int | None:
    return (
        int(key) if len(key) == 4 and key.isascii() and key.isdigit() and 1000 <= int(key) <= 2100 else None
    )


def _relative(tokens: Sequence[Token], at: int) -> tuple[int, dict[str, object]] | None:
    key = tokens[at].key
    if key in _NEAR:
        return at + 1, {"relative": ("day", _NEAR[key])}
    if key in _WHEN and at + 1 < len(tokens) and tokens[at + 1].key in _PERIODS:
        return at + 2, {"relative": (tokens[at + 1].key, _WHEN[key])}
    return None


class DateRule:
    """Dates, weekdays and relative times.

    Evidence: `parts` (what each side says), `same_slot`.
    """

    rules = (CHANGED_DATE,)

    def check(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each mention answered by one that contradicts it."""
        left, right = list(mentions(passage.a)), list(mentions(passage.b))
        days = _same_day(passage)
        for x in list(left):
            partner = next((y for y in right if _agree(x, y) or days(x, y)), None)
            if partner is not None:
                left.remove(x)
                right.remove(partner)
        known = answers(passage)

        def rank(x: Mention, y: Mention) -> float:
            if not _contradict(x, y):
                return 0
            return 1 + same_slot(passage, known, x.tokens, y.tokens)

        alone = len(left) == len(right) == 1
        for x, y, score in paired(left, right, rank, lambda m: m.tokens[0]):
            if score < 2 and not alone:
                continue
            yield Finding(
                CHANGED_DATE,
                Severity.MAJOR,
                0.93 if score >= 2 else 0.7,
                against(passage, x.span, y.span),
                x.span,
                y.span,
                evidence={"parts": [_plain(x), _plain(y)], "same_slot": score >= 2},
            )


def _same_day(passage: Passage) -> Callable[[Mention, Mention], bool]:
    """Whether two mentions point at one day of the calendar, where both versions say when they appeared."""
    a, b = (_published(stamp) for stamp in passage.published)

    def same(x: Mention, y: Mention) -> bool:
        if a is None or b is None:
            return False
        day = day_of(x, a)
        return day is not None and day == day_of(y, b)

    return same


def _published(stamp: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _plain(mention: Mention) -> dict[str, object]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in mention.parts().items()}


def _agree(x: Mention, y: Mention) -> bool:
    """Whether they say at least one part in common and none differently."""
    p, q = x.parts(), y.parts()
    return bool(p.keys() & q.keys()) and all(p[k] == q[k] for k in p.keys() & q.keys())


def _contradict(x: Mention, y: Mention) -> bool:
    p, q = x.parts(), y.parts()
    common = p.keys() & q.keys()
    if "relative" in common and x.relative and y.relative and x.relative[0] != y.relative[0]:
        return True
    return bool(common) and any(p[k] != q[k] for k in common)


def day_of(mention: Mention, published: datetime.date) -> datetime.date | None:
    """The day a mention points at, read on the day of publication; None where it says no day."""
    if mention.relative and mention.relative[0] == "day":
        return published + datetime.timedelta(days=mention.relative[1])
    if mention.weekday is not None:
        return published - datetime.timedelta(days=(published.weekday() - mention.weekday) % 7)
    if mention.day and mention.month:
        try:
            return datetime.date(mention.year or published.year, mention.month, mention.day)
        except ValueError:
            return None
    return None
