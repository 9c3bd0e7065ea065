"""Times of day as readers understand them: 3:15 p.m., 15.15, 3 in the afternoon, half past three, noon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from dedup.drift.claims.tokens import Token, gap

_DAY = 24 * 60
_HALF_DAY = _DAY // 2
NAMED = {"noon": _HALF_DAY, "midday": _HALF_DAY, "midnight": 0}
_HOURS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
# 3, 3:15, 3.15 and 15:15, with what may be written against it.
_FACE = regex.compile(r"(\d{1,2})(?:([:.])(\d\d))?(am|pm)?$")
_HOUR, _MINUTES = regex.compile(r"\d{1,2}$"), regex.compile(r"[0-5]\d(am|pm)?$")
# After these a colon and a space are one: elsewhere they introduce what follows.
_AT = frozenset("at from between until till by before after around about".split())
_MILITARY = regex.compile(r"([01]\d|2[0-3])([0-5]\d)$")
# Time zones and what else says that a figure of four digits is a time.
ZONES = frozenset("gmt utc bst cet cest est edt et pst pdt pt ist msk local".split())
_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm"}


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day.

    Args:
        minutes: after midnight.
        end: the last+1 token.
        either: whether it may be twelve hours later or earlier as well.
    """

    minutes: int
    end: int
    either: bool

    @property
    def other(self) -> int | None:
        """The other reading, in minutes after midnight; None where there is but one."""
        return (self.minutes + _HALF_DAY) % _DAY if self.either else None


def time_at(text: str, tokens: Sequence[Token], at: int) -> Time | None:
    """The time of day that begins at this token, if any; `text` is the whole document."""
    token = tokens[at]
    if token.key in NAMED and token.text.islower():
        return Time(NAMED[token.key], at + 1, False)
    return _spoken(text, tokens, at) or _written(text, tokens, at)


def _spoken(text: str, tokens: Sequence[Token], at: int) -> Time | None:
    """Half past three, quarter to six."""
    keys = [t.key for t in tokens[at : at + 3]]
    if len(keys) < 3 or keys[0] not in ("half", "quarter") or keys[1] not in ("past", "to", "after"):
        return None
    hour = _HOURS.get(keys[2]) or (int(keys[2]) if keys[2].isdecimal() and len(keys[2]) < 3 else 0)
    if not 1 <= hour <= 12 or (keys[0] == "half" and keys[1] != "past"):
        return None
    past = 30 if keys[0] == "half" else 15
    minutes = hour % 12 * 60 + (-past if keys[1] == "to" else past)
    part = _part_of_day(text, tokens, at + 3)
    return _read(minutes % _HALF_DAY, part[0], part[1] or at + 3)


def _written(text: str, tokens: Sequence[Token], at: int) -> Time | None:
    key = tokens[at].key
    following = tokens[at + 1].key if at + 1 < len(tokens) else ""
    if (military := _MILITARY.match(key)) and (following in ZONES or following in ("hours", "hrs")):
        return Time(int(military[1]) * 60 + int(military[2]), at + 1, False)
    stop = at + 2 if _is_apart(text, tokens, at) else at + 1
    face = _FACE.match(":".join(t.key for t in tokens[at:stop]))
    if not face:
        return None
    hour, minute = int(face[1]), int(face[3] or 0)
    half, end = (face[4], stop) if face[4] else _part_of_day(text, tokens, stop)
    if following in NAMED and hour == 12 and not minute:
        return Time(NAMED[following], at + 2, False)
    if following == "o'clock" and not half:
        half, end = _part_of_day(text, tokens, at + 2)
        return _read(hour % 12 * 60, half, end or at + 2) if 1 <= hour <= 12 else None
    if hour > 24 or minute > 59 or not (half or face[2] == ":"):
        return None
    if half:
        return (
            _read(hour % 12 * 60 + minute, half, end) if hour <= 12 else Time(hour * 60 + minute, end, False)
        )
    return Time(hour % 24 * 60 + minute, stop, 1 <= hour <= 12 and not face[1].startswith("0"))


def _is_apart(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether hour and minutes are written apart, as translators do: at 5: 30."""
    if not at or at + 1 == len(tokens) or not _HOUR.match(tokens[at].key):
        return False
    minutes = _MINUTES.match(tokens[at + 1].key) and gap(text, tokens, at + 1) == ": "
    # From 5: 30 to 6: 30.
    second = at > 1 and tokens[at - 1].key in ("to", "and") and _MINUTES.match(tokens[at - 2].key)
    return bool(minutes) and (tokens[at - 1].key in _AT or bool(second))


def _part_of_day(text: str, tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Which half of the day the words from `at` on say, and where they end; ("", 0) for none."""
    keys = [t.key for t in tokens[at : at + 3]]
    if keys[:1] in (["am"], ["pm"]):
        return keys[0], at + 1
    if keys[:2] in (["a", "m"], ["p", "m"]) and gap(text, tokens, at + 1) == ".":
        return keys[0] + "m", at + 2
    if keys[:2] == ["in", "the"] and len(keys) > 2 and keys[2] in _PARTS:
        return _PARTS[keys[2]], at + 3
    return "", 0


def _read(minutes: int, half: str, end: int) -> Time:
    """A time on the face of a clock, in the half of the day where it is said."""
    return Time(minutes + (_HALF_DAY if half == "pm" else 0), end, not half)


def zone(tokens: Sequence[Token], end: int) -> str:
    """The time zone named right after a time that ends before token `end`; else ""."""
    return next((t.key for t in tokens[end : end + 2] if t.key in ZONES), "")
