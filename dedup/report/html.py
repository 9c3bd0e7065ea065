"""The page to be read and triaged: one HTML file, complete in itself, that reaches for no network.

Every string of an article goes through markupsafe; control and direction characters are shown by their
code points. The content security policy allows the one style sheet and the one script by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dedup.candidates.interface import ScanResult
from dedup.drift.interface import Severity
from dedup.report.interface import Report
from dedup.report.markup import sentence, visible
from dedup.report.page import pair_view
from dedup.report.verdict import count


def reports_html(reports: Sequence[Report], *, summary: str = "") -> str:
    """One page for one or more comparisons."""
    pairs = [pair_view(report, f"p{number}") for number, report in enumerate(reports)]
    shown = [f for report in reports for f in report.findings]
    severities = [
        (s.label, sum(f.severity is s for f in shown))
        for s in sorted(Severity, reverse=True)
        if any(f.severity is s for f in shown)
    ]
    codes = sorted({(f.rule.code, f.rule.name) for f in shown})
    rules = [(code, name, sum(f.rule.code == code for f in shown)) for code, name in codes]
    texts = "\0".join(text for report in reports for text in (report.a.text, report.b.text))
    return _page(
        "report.html.j2",
        pairs=pairs,
        severities=severities,
        rules=rules,
        total=len(shown),
        summary=summary,
        page_id=sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )


def scan_html(result: ScanResult) -> str:
    """The page of a corpus: stories with their versions, and the pairs with the figures that decided."""
    stories = list(zip(result.clusters, result.within(), strict=True))
    inside = {id(pair) for _, pairs in stories for pair in pairs}
    others = [pair for pair in result.pairs if id(pair) not in inside]
    return _page("scan.html.j2", result=result, stories=stories, others=others)


def _page(template: str, **values: Any) -> str:
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(style)}; script-src {_hash(script)}"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            # Project files, not input: these three are the only strings that are not escaped.
            style=Markup(style),
            script=Markup(script),
            policy=Markup(policy),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dedup.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_text"] = visible
    environment.filters["sentence"] = sentence
    environment.filters["count"] = count
    return environment


def _asset(name: str) -> str:
    return files("dedup.report").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
