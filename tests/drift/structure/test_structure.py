from __future__ import annotations

from collections.abc import Callable

import dedup
from dedup.drift.interface import Finding

PARAGRAPHS = [
    "The harbour authority of Port Eden shut two piers on Tuesday after divers found cracks in the concrete.",
    "Ferries to the outer islands will leave from the northern quay until the repairs end in March.",
    "The director, Lena Okoro, told reporters that nobody had been in danger at any time.",
    "Fishermen complained that the notice had come too late for the autumn season.",
    "The regional parliament will debate the cost of the repairs on the last Friday of the month.",
]


def found(a: list[str], b: list[str], rule: str) -> list[Finding]:
    report = dedup.compare("\n\n".join(a), "\n\n".join(b))
    return [finding for finding in report.findings if finding.rule.name == rule]


def test_a_text_against_itself_has_nothing_to_say() -> None:
    report = dedup.compare("\n\n".join(PARAGRAPHS), "\n\n".join(PARAGRAPHS))
    assert report.kind == "exact"
    assert report.findings == ()
    assert report.drift == 0.0
    assert len(report.alignment.paragraphs) == len(PARAGRAPHS)


def test_a_missing_paragraph_is_omitted_one_way_and_added_the_other() -> None:
    shorter = PARAGRAPHS[:2] + PARAGRAPHS[3:]
    (omitted,) = found(PARAGRAPHS, shorter, "omitted-passage")
    assert omitted.a is not None
    assert omitted.a.of("\n\n".join(PARAGRAPHS)) == PARAGRAPHS[2]
    assert omitted.b is None
    (added,) = found(shorter, PARAGRAPHS, "added-passage")
    assert added.b == omitted.a


def test_neighbouring_missing_paragraphs_are_one_finding() -> None:
    (omitted,) = found(PARAGRAPHS, PARAGRAPHS[:1] + PARAGRAPHS[4:], "omitted-passage")
    assert omitted.evidence["paragraphs"] == 3


def test_a_moved_paragraph_is_moved_not_omitted_and_added() -> None:
    moved = [*PARAGRAPHS[1:], PARAGRAPHS[0]]
    assert len(found(PARAGRAPHS, moved, "moved-passage")) == 1
    assert not found(PARAGRAPHS, moved, "omitted-passage")
    assert not found(PARAGRAPHS, moved, "added-passage")


def test_a_cut_off_end_is_truncated_on_either_side() -> None:
    cut = [*PARAGRAPHS[:-1], PARAGRAPHS[-1][:47]]
    (finding,) = found(cut, PARAGRAPHS, "truncated")
    assert finding.a is not None
    assert finding.a.of("\n\n".join(cut)) == PARAGRAPHS[-1][:47]
    assert "last Friday of the month" in finding.evidence["missing"]
    (mirrored,) = found(PARAGRAPHS, cut, "truncated")
    assert mirrored.b == finding.a


def test_an_end_without_a_full_stop_is_not_cut_off() -> None:
    assert not found([*PARAGRAPHS[:-1], PARAGRAPHS[-1].rstrip(".")], PARAGRAPHS, "truncated")


def test_a_headline_that_names_its_site_has_not_been_cut_off() -> None:
    plain, named = "Harbour opens its third dock", "Harbour opens its third dock - www.porteden.example"
    assert not found([plain], [named], "truncated")


def test_furniture_is_never_an_added_claim(article: Callable[[str], str]) -> None:
    report = dedup.compare(article("libya_airlift"), article("truncated_furnished"))
    text = article("truncated_furnished")
    added = " ".join(f.b.of(text) for f in report.findings if f.rule.name == "added-passage" and f.b)
    assert not any(word in added for word in ("cookies", "newsletter", "WhatsApp", "Related", "reply"))
    kinds = [kind for f in report.findings if f.rule.name == "page-furniture" for kind in f.evidence["kinds"]]
    assert {"cookie notice", "share bar", "newsletter", "related stories", "comment form"} <= set(kinds)
    assert [f for f in report.findings if f.rule.name == "truncated"]


def test_a_headline_like_line_of_one_version_is_a_teaser() -> None:
    teased = [*PARAGRAPHS[:3], "Islanders celebrate as the new ferry arrives", *PARAGRAPHS[3:]]
    assert not found(PARAGRAPHS, teased, "added-passage")
    (finding,) = found(PARAGRAPHS, teased, "page-furniture")
    assert finding.evidence["kinds"] == ["teaser"]


def test_strangers_are_told_apart_not_compared(article: Callable[[str], str]) -> None:
    report = dedup.compare(article("libya_airlift"), article("harvest_festival"))
    assert (report.kind, report.findings, report.drift) == ("unrelated", (), 1.0)
