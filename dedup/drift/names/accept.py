"""The accept list: spellings a desk has settled, in dedup.toml or `[tool.dedup]` of pyproject.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dedup.drift.names.find import name_key
from dedup.errors import UsageError


@dataclass(frozen=True, slots=True)
class AcceptList:
    """Groups of spellings that stand for each other: `variants = [["Serraj", "Sarraj"], …]`.

    Args:
        groups: the folded words of each group. A spelling of several words accepts each of its words.
    """

    groups: tuple[frozenset[str], ...] = ()

    def accepts(self, a: str, b: str) -> bool:
        """True where the words `a` and `b` stand in one group, whatever their case and accents."""
        x, y = name_key(a), name_key(b)
        return any(x in g and y in g for g in self.groups)


def accept_list(folder: Path | None = None) -> AcceptList:
    """The list of the nearest dedup.toml or pyproject.toml with `[tool.dedup]`, from `folder` upwards.

    Args:
        folder: where to begin; None: the working directory.

    Raises:
        UsageError: the file is no TOML, or `variants` is no list of lists of strings.
    """
    start = (folder or Path.cwd()).resolve()
    for place in (start, *start.parents):
        for name in ("dedup.toml", "pyproject.toml"):
            if (place / name).is_file():
                settings = _settings(place / name)
                if settings is not None:
                    return _groups(settings.get("variants", []), place / name)
    return AcceptList()


@cache
def _settings(path: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no valid TOML ({error}); mend it, or move it away") from None
    if path.name == "dedup.toml":
        return content
    found = content.get("tool", {}).get("dedup")
    return found if isinstance(found, dict) else None


def _groups(variants: Any, path: Path) -> AcceptList:
    if not isinstance(variants, list) or not all(
        isinstance(g, list) and all(isinstance(w, str) for w in g) for g in variants
    ):
        raise UsageError(f'{path}: “variants” must be a list of lists, such as [["Serraj", "Sarraj"]]')
    return AcceptList(tuple(frozenset(name_key(w) for s in g for w in s.split()) for g in variants))
