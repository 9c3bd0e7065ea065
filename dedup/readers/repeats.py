"""The same item twice in one collection is one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dedup.documents import Document
from dedup.readers.interface import Item, Link


def unrepeated(items: Iterable[tuple[str | None, Item]]) -> Iterator[Item]:
    """The items, one for each key and each address; of several the one changed last, else the first.

    Args:
        items: each with the key that its feed gives it (a guid), None for none.
    """
    kept: list[Item] = []
    places: dict[str, int] = {}
    times: dict[int, int] = {}
    for key, item in items:
        about = item.about if isinstance(item, Link) else item
        url = about.url if isinstance(about, Document) else None
        names = [name for name in (key and f"key {key}", url and f"url {url}") if name]
        place = next((places[name] for name in names if name in places), None)
        if place is None or not isinstance(about, Document):
            place = len(kept)
            kept.append(item)
        else:
            times[place] = times.get(place, 1) + 1
            if _changed(item) > _changed(kept[place]):
                kept[place] = item
        places.update(dict.fromkeys(names, place))
    for place, item in enumerate(kept):
        if place in times and isinstance(item, Document):
            note = f"stands {times[place]} times in its feed and is read once"
            yield replace(item, notes=(*item.notes, note))
        else:
            yield item


def _changed(item: Item) -> str:
    about = item.about if isinstance(item, Link) else item
    return (about.updated or about.published or "") if isinstance(about, Document) else ""
