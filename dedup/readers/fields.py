"""From a record of named fields to a document, for every format that holds records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.interface import MAX_DOCUMENT

# Names that fields go by, the surest first; compared in lower case.
TEXT = (
    "text body content article article_text articlebody body_text full_text fulltext maintext story raw_text "
    "article_body content_text plaintext"
).split()
_OTHERS = {
    "title": "title headline head name".split(),
    "url": "canonical_url url link permalink uri href".split(),
    "published": "published date date_published published_at pubdate publish_date created".split(),
    "updated": "updated modified date_modified updated_at lastmod".split(),
    "language": "language lang locale".split(),
    "byline": "byline author authors creator".split(),
    "site": "site source publisher source_name outlet domain".split(),
}
_ID = "id guid doc_id article_id uid _id".split()
KNOWN = frozenset((*TEXT, *_ID, *(name for names in _OTHERS.values() for name in names)))


def text_field(names: Iterable[str], sample: Iterable[Mapping[str, Any]] = ()) -> tuple[str, bool] | None:
    """Which field holds the article, and whether that is a guess.

    By its name; else the one that is longest on average in the sample, if it reads like prose.
    """
    known = {name.lower().strip(): name for name in names if name}
    for candidate in TEXT:
        if candidate in known:
            return known[candidate], False
    lengths: dict[str, list[int]] = {}
    for row in sample:
        for name, value in row.items():
            if isinstance(value, str):
                lengths.setdefault(name, []).append(len(value) if " " in value.strip() else 0)
    means = {name: sum(found) / len(found) for name, found in lengths.items() if found}
    best = max(means, key=means.__getitem__, default=None)
    return (best, True) if best is not None and means[best] >= 80 else None


def document(
    row: Mapping[str, Any], where: str, text_name: str, notes: tuple[str, ...] = ()
) -> Document | InputError:
    """The document of one record; offsets point into its text field as it stands.

    Args:
        row: field names and values.
        where: `file:line`, or whatever finds the record again; its id too, where it has none.
        text_name: the field with the article.
        notes: on how the record was read.
    """
    fields = {name.lower().strip(): value for name, value in row.items() if isinstance(name, str)}
    item = _first(fields, _ID)
    text = row.get(text_name)
    if not isinstance(text, str):
        found = (
            f'has no "{text_name}" field' if text is None else f'has a "{text_name}" that is a {kind(text)}'
        )
        return InputError(where, f"{found}; the article is needed there as a string", item)
    if len(text) > MAX_DOCUMENT:
        return InputError(
            where, f"is longer than {MAX_DOCUMENT >> 20} MiB, which no article is; split it", item
        )
    about = {
        name: _first(fields, [known for known in names if known != text_name.lower()])
        for name, names in _OTHERS.items()
    }
    return Document(
        text,
        id=where if item is None else item,
        source=where,
        title=about["title"],
        url=about["url"],
        published=iso(about["published"]),
        language=about["language"],
        updated=iso(about["updated"]),
        byline=about["byline"],
        site=about["site"],
        notes=notes,
    )


def kind(value: object) -> str:
    """The JSON name of a value's type, for messages."""
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null" if value is None else type(value).__name__)


def plain(value: object) -> str | None:
    """A scalar, or the names in a list of authors, as text; None for anything else."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, Mapping):
        return plain(value.get("name"))
    if isinstance(value, list | tuple):
        return ", ".join(found for entry in value[:20] if (found := plain(entry))) or None
    # Parquet and CSV give dates as objects.
    return str(value) if hasattr(value, "isoformat") else None


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := plain(fields.get(name))) is not None), None)
