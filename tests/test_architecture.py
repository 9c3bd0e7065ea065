"""The flow goes one way: no room imports from a room to its right."""

from __future__ import annotations

import ast
from pathlib import Path

from support import ROOT

# Left to right; rooms in one group may know each other.
ORDER = (
    ("errors", "documents", "cache", "files"),
    ("text",),
    ("readers",),
    ("encoder",),
    ("candidates",),
    ("align",),
    ("drift",),
    ("policy",),
    ("report",),
    ("pipeline",),
    ("work",),
    ("helpers",),
    ("comparison", "engines"),
    ("checking",),
    ("cli", "__main__"),
)
RANK = {room: rank for rank, group in enumerate(ORDER) for room in group}


def imported_rooms(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dedup."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("dedup.")}
    return found


def test_no_import_runs_backwards() -> None:
    wrong = []
    for file in sorted((ROOT / "dedup").rglob("*.py")):
        room = file.relative_to(ROOT / "dedup").parts[0].removesuffix(".py")
        if room != "__init__":
            wrong += [f"{file}: {other}" for other in imported_rooms(file) if RANK[other] > RANK[room]]
    assert not wrong


def test_every_room_has_its_place() -> None:
    rooms = {
        f.name.removesuffix(".py") for f in (ROOT / "dedup").iterdir() if f.suffix == ".py" or f.is_dir()
    }
    assert rooms - {"__init__", "__pycache__", "py.typed"} == set(RANK)
