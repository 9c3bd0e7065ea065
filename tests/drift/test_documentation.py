"""Every rule is documented, from one source, and the pages in docs/rules say the same."""

from __future__ import annotations

from support import ROOT

from dedup.drift.documentation import documentation, pages
from dedup.drift.registry import rules


def test_every_rule_is_documented() -> None:
    undocumented = [rule.code for rule in rules() if rule.code not in documentation()]
    assert not undocumented, "add them to dedup/drift/rules/*.toml"


def test_the_pages_are_those_of_the_source() -> None:
    folder = ROOT / "docs" / "rules"
    kept = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    assert kept == pages(rules()), "run “make docs”"


def test_examples_show_the_words_in_question() -> None:
    for code, doc in documentation().items():
        assert any("‹" in side for side in doc.bad), code
        assert doc.bad != doc.good
        assert doc.precision is None or 0 <= doc.precision.value <= 1
