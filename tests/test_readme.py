"""The README shows what the tool really prints."""

from __future__ import annotations

import re

from support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.search(r"```text\n\$ dedup scan .*?\n\n\$ dedup compare [^\n]*\n(.*?)```", README, re.DOTALL)


def test_the_demo_in_the_readme_is_the_kept_report() -> None:
    assert SHOWN is not None
    kept = (ROOT / "tests" / "golden" / "sirte_repost.txt").read_text(encoding="utf-8")
    first, _, last = SHOWN.group(1).partition("[…]")
    assert kept.startswith(first.rstrip("\n"))
    assert kept.rstrip("\n").endswith(last.strip())
    assert len(first.splitlines()) > 20


def test_every_page_that_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
