"""Lines and columns of a text, and which file a version stands in, as editors and CI want them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from dedup.documents import Document, Span
from dedup.drift.interface import Finding

_NUMBERED = re.compile(r"^(?P<path>.+):(?P<line>[1-9][0-9]*)$")
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Region:
    """Where a passage stands: lines and columns from 1, the end column just past the last character.

    Args:
        path: the file, with forward slashes; relative as the user gave it.
        line, column, end_line, end_column: columns in Unicode code points.
        byte_column, end_byte_column: the same columns in UTF-8 bytes.
        exact: False where the passage is not in the file as such (a text inside a JSON line): then
            the region is the whole line.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    byte_column: int
    end_byte_column: int
    exact: bool


class Positions:
    """Regions of one document.

    Line ends are LF, CR LF and CR.
    """

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._starts = [0, *(m.end() for m in _NEWLINE.finditer(document.text))]
        source = document.source or document.id or "text"
        numbered = _NUMBERED.match(source)
        self._line = int(numbered["line"]) if numbered else None
        self._path = _as_uri_path(numbered["path"] if numbered else source)

    def region(self, span: Span) -> Region:
        """Where `span` stands; for a document that is one line of a file, that line."""
        if self._line is not None:
            return Region(self._path, self._line, 1, self._line, 1, 1, 1, exact=False)
        line, column, byte = self._place(span.start)
        end_line, end_column, end_byte = self._place(span.end)
        return Region(self._path, line, column, end_line, end_column, byte, end_byte, exact=True)

    def _place(self, at: int) -> tuple[int, int, int]:
        line = bisect_right(self._starts, at)
        start = self._starts[line - 1]
        in_bytes = len(self._text[start:at].encode("utf-8", "surrogatepass"))
        return line, at - start + 1, in_bytes + 1


def subject(finding: Finding, a: Document, b: Document) -> str:
    """Which side a finding is about: the one to mend where a suggestion tells, else a if possible."""
    if finding.a is None:
        return "b"
    if finding.b is None or finding.suggestion is None:
        return "a"
    a_is_right = finding.a.of(a.text) == finding.suggestion
    b_is_right = finding.b.of(b.text) == finding.suggestion
    return "b" if a_is_right and not b_is_right else "a"


def _as_uri_path(source: str) -> str:
    path = Path(source)
    if path.is_absolute():
        # CI annotates files by their path inside the checkout.
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_posix()
    return path.as_posix() if "://" not in source else source
