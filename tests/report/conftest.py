from __future__ import annotations

from pathlib import Path

import pytest
from samples import GARBLED, HOSTILE, NUMBER, OMITTED, Said, build

import dedup
from dedup.drift.interface import Severity
from dedup.readers import read_one
from dedup.report.interface import Report

ARTICLES = Path(__file__).resolve().parents[2] / "fixtures" / "articles"


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Articles written to break out of every format."""
    a = ["Title", *HOSTILE]
    b = ["Title", *(line + " x" for line in HOSTILE)]
    return build(
        a,
        b,
        [(n, n) for n in range(len(a))],
        [
            Said(GARBLED, (1, "<script>"), (1, "<script>"), suggestion="</script><b>", message=HOSTILE[0]),
            Said(NUMBER, (2, HOSTILE[1]), (2, "@everyone"), Severity.CRITICAL, message=HOSTILE[1]),
            Said(GARBLED, (3, "gnorw"), (3, "sihT"), message=HOSTILE[2]),
            Said(GARBLED, (5, "حفتر"), (5, "خليفة"), message="“حفتر” is written “خليفة”"),
        ],
        sources=("<b>a,1:2.txt", "=b|.txt"),
    )


@pytest.fixture(scope="session")
def long() -> Report:
    """Two versions of 200 paragraphs with a finding in every second one."""
    a = [
        f"Paragraph {n}: the harbour director Lena Okoro said {n} ships waited on Tuesday."
        for n in range(200)
    ]
    b = [
        f"Paragraph {n}: harbour director Lena Okora told that {n + 1} ships were waiting."
        for n in range(200)
    ]
    said = [Said(GARBLED, (n, "Okoro"), (n, "Okora"), suggestion="Okoro") for n in range(0, 200, 4)]
    said += [Said(NUMBER, (n, f"{n} ships"), (n, f"{n + 1} ships")) for n in range(2, 200, 4)]
    said += [Said(OMITTED, (199, a[199]), None)]
    return build(a, b, [(n, n) for n in range(199)], said)


@pytest.fixture(scope="session")
def sirte() -> Report:
    """The project's badly garbled repost against the better one."""
    a, b = (read_one(str(ARTICLES / f"sirte_repost_{side}.txt")) for side in "ab")
    return dedup.compare(a, b)
