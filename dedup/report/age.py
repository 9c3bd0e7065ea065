"""Which of two versions is older, by what they say of themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from dedup.documents import Document


def age_words(a: Document, b: Document) -> str | None:
    """When each version is from and which is older; None where one does not say, or both say the same.

    A version is from when it was updated, else published. A date without a zone counts as UTC, and a day
    without a time as that whole day: two versions of one day are then of the same age.
    """
    first, second = a.updated or a.published, b.updated or b.published
    if first is None or second is None:
        return None
    one, other = _moment(first), _moment(second)
    if one is None or other is None:
        return None
    if min(len(first), len(second)) <= len("2020-06-08"):
        one, other = (moment.replace(hour=0, minute=0, second=0, microsecond=0) for moment in (one, other))
    if one == other:
        return None
    return f"{'a' if one < other else 'b'} is older: a is from {first}, b from {second}"


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
