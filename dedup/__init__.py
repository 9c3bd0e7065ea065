"""dedup finds the copies of a news story and reports garbled names and changed claims.

    import dedup

    report = dedup.compare(original, repost)
    for finding in report.findings:
        print(finding.severity.label, finding.message)

    result = dedup.scan(dedup.read(["feed.jsonl"]))
    print(result.pairs)

Nothing heavy is imported until a function is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.comparison import compare, compare_pairs, word_drift
    from dedup.documents import Document
    from dedup.engines import scan
    from dedup.errors import DedupError
    from dedup.readers import read
    from dedup.report import render
    from dedup.report.interface import Report

__all__ = [
    "DedupError",
    "Document",
    "Report",
    "compare",
    "compare_pairs",
    "read",
    "render",
    "scan",
    "word_drift",
]

_HOMES = {
    "DedupError": "dedup.errors",
    "Document": "dedup.documents",
    "Report": "dedup.report.interface",
    "compare": "dedup.comparison",
    "compare_pairs": "dedup.comparison",
    "read": "dedup.readers",
    "render": "dedup.report",
    "scan": "dedup.engines",
    "word_drift": "dedup.comparison",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dedup' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
