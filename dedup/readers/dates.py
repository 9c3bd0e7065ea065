"""Dates as inputs write them, in one form."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(value: object) -> str | None:
    """ISO 8601 of a date in ISO 8601 or RFC 5322 form, in UTC where it has a zone; other text as it is."""
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    moment = _parsed(text)
    if moment is None or (len(text) <= 10 and moment.time() == datetime.min.time()):
        return text
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):  # the year 1 or 9999, moved across its edge by the zone
        return text


def _parsed(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # loads sockets and calendars

    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
