"""Findings known by fingerprint: the baseline, and what editors have said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dedup.errors import InputError, UsageError
from dedup.files import replacing

_BASELINE, _JUDGEMENTS = "dedup-baseline/1", "dedup-judgements/1"
_MAKE = {_BASELINE: "--update-baseline writes it", _JUDGEMENTS: "“dedup judge” or the HTML page makes it"}


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """An entry of the baseline: the fingerprint decides, the rest is for people reading the file."""

    fingerprint: str
    rule: str
    message: str
    a: str
    b: str

    def __str__(self) -> str:
        return f"{self.rule} {self.message} ({self.a} – {self.b}, {self.fingerprint})"


class Verdict(StrEnum):
    """What an editor says of a finding: it is right, or a false alarm."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An editor's word on a finding; without a verdict it is only a note."""

    fingerprint: str
    verdict: Verdict | None
    note: str = ""
    rule: str = ""
    message: str = ""


def read_baseline(path: Path) -> dict[str, KnownFinding]:
    """The entries by fingerprint.

    Raises:
        InputError: the file cannot be read or is no baseline.
    """
    entries = _entries(path, _BASELINE, "findings")
    keys = ("fingerprint", "rule", "message", "a", "b")
    known = [KnownFinding(*(_string(entry, key, path) for key in keys)) for entry in entries]
    return {entry.fingerprint: entry for entry in known}


def write_baseline(path: Path, known: Iterable[KnownFinding]) -> None:
    """Write the entries, sorted, so that a change of the file shows what changed.

    Raises:
        UsageError: nothing can be written at `path`.
    """
    listed = sorted(set(known), key=lambda k: (k.rule, k.a, k.b, k.fingerprint))
    entries = [
        {"fingerprint": k.fingerprint, "rule": k.rule, "message": k.message, "a": k.a, "b": k.b}
        for k in listed
    ]
    _write(path, {"schema": _BASELINE, "findings": entries})


def read_judgements(path: Path) -> dict[str, Judgement]:
    """The judgements by fingerprint, of a file that the page exported or `dedup judge` wrote.

    Raises:
        InputError: the file cannot be read or holds no judgements.
    """
    judged = {}
    for entry in _entries(path, _JUDGEMENTS, "judgements"):
        verdict = entry.get("verdict")
        if verdict is not None and verdict not in tuple(Verdict):
            raise InputError(str(path), f"has the verdict {verdict!r}; it must be accepted or rejected")
        fingerprint = _string(entry, "fingerprint", path)
        judged[fingerprint] = Judgement(
            fingerprint,
            None if verdict is None else Verdict(verdict),
            *(_string(entry, key, path, "") for key in ("note", "rule", "message")),
        )
    return judged


def write_judgements(path: Path, judgements: Mapping[str, Judgement]) -> None:
    """Write them, sorted by fingerprint.

    Raises:
        UsageError: nothing can be written at `path`.
    """
    entries = [
        {
            "fingerprint": j.fingerprint,
            "verdict": None if j.verdict is None else j.verdict.value,
            "note": j.note,
            "rule": j.rule,
            "message": j.message,
        }
        for _, j in sorted(judgements.items())
    ]
    _write(path, {"schema": _JUDGEMENTS, "judgements": entries})


def _entries(path: Path, schema: str, key: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(str(path), f"does not exist; {_MAKE[schema]}, or leave it out") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error}); {_MAKE[schema]}") from None
    except ValueError as error:
        raise InputError(str(path), f"is not JSON ({error}); {_MAKE[schema]}") from None
    if not isinstance(value, dict) or value.get("schema") != schema:
        found = value.get("schema") if isinstance(value, dict) else None
        raise InputError(str(path), f"is no {schema} file (its schema is {found!r}); {_MAKE[schema]}")
    entries = value.get(key)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(str(path), f"has no list of objects “{key}”")
    return entries


def _string(entry: dict[str, Any], key: str, path: Path, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise InputError(str(path), f"has an entry whose “{key}” is {value!r}, not a string")
    return value


def _write(path: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    try:
        with replacing(path) as part:
            part.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{path}: cannot be written ({reason}); give another file") from None
