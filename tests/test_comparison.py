from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dedup
from dedup.align.interface import Link
from dedup.documents import DocumentPair, Span
from dedup.drift.interface import Finding
from dedup.work import Options, Work

SENTENCES = (
    "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks.",
    "Ferries to the outer islands will leave from the northern quay until March.",
    "Lena Okoro told reporters that nobody had been in danger at any time.",
    "Fishermen complained that the notice had come too late for 40 boats.",
    "The regional parliament will not debate the cost before Friday.",
    "Lena Okoroh said on Monday that three boats had sunk.",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n\n".join)


def places(findings: tuple[Finding, ...], turned: bool) -> list[tuple[str, str, Span | None, Span | None]]:
    names = {"omitted-passage": "one-sided", "added-passage": "one-sided"}
    return sorted(
        (
            (
                names.get(f.rule.name, f.rule.name),
                f.severity.label,
                f.b if turned else f.a,
                f.a if turned else f.b,
            )
            for f in findings
        ),
        key=repr,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_exchanging_the_versions_mirrors_the_report(a: str, b: str) -> None:
    forth, back = dedup.compare(a, b), dedup.compare(b, a)
    assert (forth.kind, forth.similarity) == (back.kind, back.similarity)
    assert forth.drift == pytest.approx(back.drift, abs=1e-6)
    assert {link.mirrored() for link in forth.alignment.paragraphs} == set(back.alignment.paragraphs)
    assert places(forth.findings, turned=True) == places(back.findings, turned=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_a_text_against_itself_is_all_aligned_and_clean(text: str) -> None:
    report = dedup.compare(text, text)
    assert report.findings == ()
    assert report.drift == 0.0
    story = [p.span for p in report.a.story()]
    assert report.alignment.paragraphs == tuple(Link((span,), (span,), 1.0) for span in story)


def test_the_same_words_in_other_paragraphs_are_the_same_text() -> None:
    story = "Piers closed in Port Eden\n\n" + "\n\n".join(SENTENCES)
    report = dedup.compare(story, " ".join(story.split()))
    assert (report.kind, report.drift, report.findings) == ("exact", 0.0, ())


@pytest.mark.parametrize(
    ("said", "other", "rule"),
    [
        (
            "Output in the port changed by -3 per cent in June.",
            "Output in the port changed by 3 per cent in June.",
            "C201",
        ),
        ("Fees in the port rose 9% in June.", "Fees in the port rose 9 in June.", "C203"),
        ("The piers cost £30m to mend.", "The piers cost €30m to mend.", "C203"),
    ],
)
def test_marks_that_change_a_value_are_found_among_the_same_words(said: str, other: str, rule: str) -> None:
    report = dedup.compare(f"{said} {SENTENCES[0]}", f"{other} {SENTENCES[0]}")
    assert (report.kind, [f.rule.code for f in report.findings]) == ("exact", [rule])
    assert report.drift > 0.5


def test_a_second_run_needs_no_model_and_gives_the_same(
    article: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    a, b = article("sirte_repost_a"), article("sirte_repost_b")
    first = dedup.render(dedup.compare(a, b), "json")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the rooms were opened again")

    monkeypatch.setattr("dedup.pipeline.Pipeline.prepare", never)
    assert dedup.render(dedup.compare(a, b), "json") == first
    with pytest.raises(AssertionError, match="opened again"):
        dedup.compare(a, b, strict=True)
    with pytest.raises(AssertionError, match="opened again"):
        dedup.compare(a, b, cache=False)


def test_a_pair_is_told_alike_alone_and_among_others() -> None:
    texts = [SENTENCES[2], SENTENCES[5], "\n\n".join(SENTENCES), "Yes."]
    pairs = [(dedup.Document(a), dedup.Document(b)) for a in texts for b in texts]
    work = Work(Options(cache=False))
    for together, pair in zip(work.compare(pairs), pairs, strict=True):
        (alone,) = work.compare([pair])
        assert together.drift == pytest.approx(alone.drift, abs=1e-6)
        assert places(together.findings, turned=False) == places(alone.findings, turned=False)
        assert together.alignment == alone.alignment


def test_pairs_are_a_stream_in_input_order() -> None:
    taken = 0

    def pairs() -> Iterator[DocumentPair]:
        nonlocal taken
        for taken in range(1, 1001):
            yield DocumentPair(taken, dedup.Document(f"Text {taken}."), dedup.Document(f"Text {taken}!"))

    reports = dedup.compare_pairs(pairs())
    firsts = [next(reports) for _ in range(100)]
    assert [report.id for report in firsts if isinstance(report, dedup.Report)] == list(range(1, 101))
    assert taken < 500
    reports.close()  # type: ignore[attr-defined]  # a generator


def test_pairs_may_be_plain_texts() -> None:
    old, new = "The mayor opened the pier on Monday.", "The mayor opened the pier on Friday."
    (report,) = dedup.compare_pairs([(old, new)], cache=False)
    assert isinstance(report, dedup.Report)
    assert report.id is None
    assert report.findings == dedup.compare(old, new, cache=False).findings


def test_the_offsets_of_every_format_point_at_the_text(article: Callable[[str], str]) -> None:
    a, b = article("libya_airlift"), article("truncated_furnished")
    value = json.loads(dedup.render(dedup.compare(a, b), "json"))
    for finding in value["findings"]:
        for side, text in (("a", a), ("b", b)):
            if passage := finding[side]:
                assert text[passage["start"] : passage["end"]] == passage["text"]
