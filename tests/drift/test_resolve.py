"""One change, one finding."""

from __future__ import annotations

from dataclasses import replace

from dedup.documents import Span
from dedup.drift.claims.rules import CHANGED_NUMBER, CHANGED_WORDING
from dedup.drift.interface import Finding, Rule, Severity
from dedup.drift.names.rules import GARBLED, INVENTED, MISSING
from dedup.drift.resolve import resolve
from dedup.drift.structure.truncated import TRUNCATED

HERE, THERE, FURTHER = Span(10, 15), Span(12, 20), Span(40, 44)


def finding(rule: Rule, severity: Severity, a: Span | None = HERE, b: Span | None = THERE) -> Finding:
    return Finding(rule, severity, 0.8, "said", a, b)


def test_the_more_telling_rule_speaks_alone() -> None:
    told = finding(CHANGED_NUMBER, Severity.MAJOR)
    assert resolve([finding(CHANGED_WORDING, Severity.MAJOR), told]) == (told,)


def test_another_place_is_another_change() -> None:
    both = finding(CHANGED_NUMBER, Severity.MAJOR), finding(CHANGED_WORDING, Severity.MAJOR, FURTHER, None)
    assert resolve(both) == both


def test_a_name_in_the_place_of_another_weighs_what_the_wording_does() -> None:
    (found,) = resolve([finding(INVENTED, Severity.MINOR), finding(CHANGED_WORDING, Severity.MAJOR)])
    assert (found.rule, found.severity) == (INVENTED, Severity.MAJOR)


def test_a_name_left_out_leaves_the_word_to_gravely_changed_wording() -> None:
    gone, changed = finding(MISSING, Severity.INFO, b=None), finding(CHANGED_WORDING, Severity.MAJOR, b=None)
    assert resolve([gone, changed]) == (changed,)
    assert resolve([gone, finding(CHANGED_WORDING, Severity.MINOR, b=None)]) == (gone,)


def test_a_doubted_name_left_out_weighs_what_the_wording_does() -> None:
    gone = finding(MISSING, Severity.MINOR, b=None)
    (found,) = resolve([gone, replace(finding(CHANGED_WORDING, Severity.MAJOR, b=None), confidence=0.9)])
    assert (found.rule, found.severity, found.confidence) == (MISSING, Severity.MAJOR, 0.9)


def test_a_name_in_what_was_cut_off_weighs_what_it_did() -> None:
    gone = finding(MISSING, Severity.INFO, b=None)
    cut = finding(TRUNCATED, Severity.MINOR, Span(0, 60), Span(0, 5))
    assert resolve([gone, cut, finding(CHANGED_WORDING, Severity.MAJOR, b=None)]) == (cut, gone)


def test_a_garbled_name_stays_as_grave_as_it_is() -> None:
    (found,) = resolve([finding(GARBLED, Severity.MINOR), finding(CHANGED_WORDING, Severity.MAJOR)])
    assert (found.rule, found.severity) == (GARBLED, Severity.MINOR)


def test_a_lesser_wording_changes_nothing() -> None:
    (found,) = resolve([finding(INVENTED, Severity.MAJOR), finding(CHANGED_WORDING, Severity.MINOR)])
    assert found.severity is Severity.MAJOR
