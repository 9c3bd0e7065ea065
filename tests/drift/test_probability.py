"""`drift` of a pair, from what is told of it and from its passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.drift.claims.rules import ALTERED_QUOTE, CHANGED_NUMBER, CHANGED_WORDING
from dedup.drift.interface import Finding, Rule, Severity
from dedup.drift.names.rules import GARBLED, VARIANT
from dedup.drift.probability import drift_probability

RULES = (GARBLED, VARIANT, CHANGED_NUMBER, ALTERED_QUOTE, CHANGED_WORDING)
FINDINGS = st.lists(
    st.builds(
        lambda rule, severity, confidence: Finding(rule, severity, confidence, "said", None, None),
        st.sampled_from(RULES),
        st.sampled_from(Severity),
        st.floats(0, 1),
    ),
    max_size=6,
)
PASSAGES = st.lists(st.floats(0, 1), max_size=4)


def finding(rule: Rule, severity: Severity) -> Finding:
    return Finding(rule, severity, 0.8, "said", None, None)


def test_nothing_told_is_no_drift() -> None:
    assert drift_probability([]) == 0
    assert drift_probability([finding(VARIANT, Severity.INFO)]) == 0


def test_the_most_changed_passage_counts() -> None:
    assert drift_probability([], [0.2, 0.7]) == pytest.approx(0.7)


def test_a_name_that_is_doubted_weighs_more_than_another_minor_finding() -> None:
    name = drift_probability([finding(GARBLED, Severity.MINOR)])
    quote = drift_probability([finding(ALTERED_QUOTE, Severity.MINOR)])
    assert quote < name < drift_probability([finding(GARBLED, Severity.MAJOR)])


@given(FINDINGS, FINDINGS, PASSAGES)
def test_more_findings_never_make_it_less(
    some: list[Finding], more: list[Finding], passages: list[float]
) -> None:
    fewer, all_ = drift_probability(some, passages), drift_probability([*some, *more], passages)
    assert 0 <= fewer <= all_ + 1e-12 <= 1 + 1e-11
