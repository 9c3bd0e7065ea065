"""From a record of named fields to a document, for every format that holds records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers.dates import iso
from dedup.readers.interface import MAX_DOCUMENT
from dedup.readers.whole import too_long

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
_PROSE = 80  # characters a field must have on average to be taken for the article
_ID = "id guid doc_id article_id uid _id".split()
KNOWN = frozenset((*TEXT, *_ID, *(name for names in _OTHERS.values() for name in names)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a table hold what.

    Args:
        text: the field with the article.
        id: fields that may hold an id, the surest first.
        about: for each fact of a document the fields that may hold it, the surest first.
        notes: what the user should know of the choice.
    """

    text: str
    id: tuple[str, ...]
    about: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], sample: Iterable[Mapping[str, Any]] = ()) -> Columns | None:
        """The columns by their names; None where no field holds articles.

        The article is in a field that is called so; else in the one that is longest on average in the
        sample, if that reads like prose, which is said in the notes.
        """
        known = {name.lower().strip(): name for name in names if name}
        text = next((known[name] for name in TEXT if name in known), None)
        notes: tuple[str, ...] = ()
        if text is None:
            text = _longest(sample)
            if text is None:
                return None
            notes = (f"the text is taken from the field “{text}”, the longest",)

        def those(candidates: Iterable[str]) -> tuple[str, ...]:
            return tuple(known[name] for name in candidates if name in known and known[name] != text)

        return cls(text, those(_ID), tuple((fact, those(names)) for fact, names in _OTHERS.items()), notes)

    def document(self, row: Mapping[str, Any], where: str) -> Document | InputError:
        """The document of one record; offsets point into its text field as it stands.

        Args:
            row: field names and values.
            where: `file:line`, or whatever finds the record again; its id too, where it has none.
        """
        item = _first(row, self.id)
        text = row.get(self.text)
        if not isinstance(text, str):
            found = "has no" if text is None else f"has an {kind(text)} as"
            return InputError(where, f"{found} “{self.text}”; the article is needed there as a string", item)
        if len(text) > MAX_DOCUMENT:
            return InputError(where, too_long(MAX_DOCUMENT), item)
        about = {fact: _first(row, names) for fact, names in self.about}
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
            notes=self.notes,
        )


def _longest(sample: Iterable[Mapping[str, Any]]) -> str | None:
    lengths: dict[str, list[int]] = {}
    for row in sample:
        for name, value in row.items():
            if isinstance(value, str):
                lengths.setdefault(name, []).append(len(value) if " " in value.strip() else 0)
    means = {name: sum(found) / len(found) for name, found in lengths.items()}
    best = max(means, key=means.__getitem__, default=None)
    return best if best is not None and means[best] >= _PROSE else None


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


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := plain(row.get(name))) is not None), None)
