"""The same findings in every format, each read back by somebody else's reader where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml
from samples import NUMBER, Said, build

from dedup.candidates.interface import Kind, Pair, ScanResult, Similarity
from dedup.drift.interface import Severity
from dedup.errors import UsageError
from dedup.report import REPORT_FORMATS, render, schema
from dedup.report.interface import CheckResult, Report

Codes = list[tuple[str, str]]  # rule and severity (or the format's word for it) of each finding
_LEVEL = {"critical": "error", "major": "error", "minor": "warning", "info": "note"}


def from_json(text: str) -> Codes:
    return [(f["rule"], f["severity"]) for f in json.loads(text)["findings"]]


def from_html(text: str) -> Codes:
    return re.findall(r'data-code="(\w+)" data-severity="(\w+)"', text)


def from_markdown(text: str) -> Codes:
    return [
        (code, severity)
        for severity, code in re.findall(r"^\| (info|minor|major|critical) \| (\w\d+)", text, re.M)
    ]


def from_csv(text: str) -> Codes:
    return [(row["rule"], row["severity"]) for row in csv.DictReader(io.StringIO(text))]


def from_sarif(text: str) -> Codes:
    (run,) = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert all(_LEVEL[r["properties"]["severity"]] == r["level"] for r in run["results"])
    return [(r["ruleId"], r["properties"]["severity"]) for r in run["results"]]


def from_junit(text: str) -> Codes:
    cases = ET.fromstring(text).iter("testcase")
    told = [(case.attrib["name"].split()[0], "".join(case.itertext()).split(": ", 2)) for case in cases]
    return [(code, words[1]) for code, words in told if code != "no"]


def from_github(text: str) -> Codes:
    word = {"error": "error", "warning": "warning", "notice": "note"}
    found = re.findall(r"^::(\w+) .*?title=(\w+)", text, re.M)
    return [(code, word[level]) for level, code in found]


def from_gitlab(text: str) -> Codes:
    return [(issue["check_name"].split()[0], issue["severity"]) for issue in json.loads(text)]


def from_rdjson(text: str) -> Codes:
    word = {"ERROR": "error", "WARNING": "warning", "INFO": "note"}
    return [(d["code"]["value"], word[d["severity"]]) for d in json.loads(text)["diagnostics"]]


READERS: dict[str, Callable[[str], Codes]] = {
    "json": from_json,
    "jsonl": from_json,
    "html": from_html,
    "markdown": from_markdown,
    "csv": from_csv,
    "sarif": from_sarif,
    "junit": from_junit,
    "github": from_github,
    "gitlab": from_gitlab,
    "rdjson": from_rdjson,
}


@pytest.mark.parametrize("name", ["sirte", "hostile", "long"])
@pytest.mark.parametrize("format", [f for f in REPORT_FORMATS if f != "text"])
def test_the_same_findings_in_every_format(format: str, name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    found = READERS[format](render(report, format))
    expected = [(f.rule.code, f.severity.label) for f in report.findings]
    if format in ("github", "rdjson"):
        expected = [(code, _LEVEL[severity]) for code, severity in expected]
    assert Counter(found) == Counter(expected)


def test_the_text_counts_the_same_findings(sirte: Report) -> None:
    text = render(sirte, "text")
    assert f"{len(sirte.findings)} findings:" in text
    for severity in Severity:
        if number := sum(f.severity is severity for f in sirte.findings):
            assert f"{number} {severity.label}" in text.splitlines()[-1]
    assert {f.rule.code for f in sirte.findings} <= set(re.findall(r"\b[NCS]\d{3}\b", text))


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_every_format_can_be_written_as_utf8_and_is_the_same_every_time(format: str, hostile: Report) -> None:
    text = render(hostile, format)
    assert text.encode()
    assert text == render(hostile, format)
    assert "\x1b" not in text
    assert "\u202e" not in text or format in ("json", "jsonl")  # they hold the words as they are


def test_unknown_formats_are_refused(sirte: Report) -> None:
    with pytest.raises(UsageError, match="sarif"):
        render(sirte, "pdf")


def check(*reports: Report, fail_on: Severity = Severity.MAJOR) -> CheckResult:
    return CheckResult(7, reports, fail_on, known=2, rejected=1, stale=("N101 gone",))


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_a_check_in_every_format_holds_all_its_pairs(format: str, hostile: Report, long: Report) -> None:
    text = render(check(hostile, long), format)
    total = len(hostile.findings) + len(long.findings)
    if format == "text":
        assert f"{total} findings in 2 pairs of versions among 7 documents" in " ".join(text.split())
    elif format == "json":
        assert sum(len(report["findings"]) for report in json.loads(text)["reports"]) == total
    elif format == "jsonl":
        assert sum(len(json.loads(line)["findings"]) for line in text.splitlines()) == total
    else:
        assert len(READERS[format](text)) == total


def test_the_check_follows_its_schema(hostile: Report) -> None:
    value = json.loads(render(check(hostile), "json"))
    jsonschema.validate(value, json.loads(schema("check")))
    assert value["failed"] is True
    for report in value["reports"]:
        jsonschema.validate(report, json.loads(schema("report")))


# --- SARIF ---


@pytest.fixture(scope="session")
def sarif_schema(pytestconfig: pytest.Config) -> dict[str, Any]:
    """The published schema, from the npm package that carries it."""
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("sarif-schema")
    target = folder / "sarif-2.1.0.json"
    if not target.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("the SARIF schema is read from an npm package, and there is no npm")
        command = [npm, "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=90, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"the npm package with the SARIF schema cannot be had: {error}")
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            member = archive.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
            assert member is not None
            target.write_bytes(member.read())
    value: dict[str, Any] = json.loads(target.read_text(encoding="utf-8-sig"))
    return value


@pytest.mark.parametrize("name", ["sirte", "hostile", "long"])
def test_sarif_follows_the_published_schema(
    name: str, request: pytest.FixtureRequest, sarif_schema: dict[str, Any]
) -> None:
    value = json.loads(render(request.getfixturevalue(name), "sarif"))
    jsonschema.Draft7Validator(sarif_schema).validate(value)


def test_sarif_regions_give_the_words_back(sirte: Report) -> None:
    (run,) = json.loads(render(sirte, "sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    texts = {report.source: report.text for report in (sirte.a, sirte.b)}
    names = {str(Path(source).name): text for source, text in texts.items()}
    for result, finding in zip(run["results"], sirte.findings, strict=True):
        places = [*result["locations"], *result.get("relatedLocations", [])]
        words = set()
        for place in places:
            region = place["physicalLocation"]["region"]
            name = Path(place["physicalLocation"]["artifactLocation"]["uri"]).name
            words.add(_words(names[name], region))
        expected = {
            span.of(document.text)
            for span, document in ((finding.a, sirte.a), (finding.b, sirte.b))
            if span is not None
        }
        assert words == expected


def _words(text: str, region: dict[str, int]) -> str:
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    return text[start:end]


def test_sarif_tools_read_it(sirte: Report, tmp_path: Path) -> None:
    sarif = pytest.importorskip("sarif.loader")
    (tmp_path / "dedup.sarif").write_text(render(sirte, "sarif"), encoding="utf-8")
    loaded = sarif.load_sarif_file(str(tmp_path / "dedup.sarif"))
    counted = loaded.get_report().get_issue_type_histogram_for_severity
    by_level = Counter(_LEVEL[f.severity.label] for f in sirte.findings)
    assert {level: sum(counted(level).values()) for level in by_level} == by_level


# --- the others ---


def test_junit_is_read_and_counted_by_junitparser(sirte: Report) -> None:
    suites = JUnitXml.fromstring(render(sirte, "junit").encode())
    assert suites.tests == len(sirte.findings)
    assert suites.failures == len(sirte.at_least(Severity.MINOR))


def test_junit_fails_what_fails_the_check(sirte: Report) -> None:
    suites = JUnitXml.fromstring(render(check(sirte, fail_on=Severity.CRITICAL), "junit").encode())
    assert suites.failures == len(sirte.at_least(Severity.CRITICAL))


def test_rdjson_columns_are_bytes(hostile: Report) -> None:
    found = json.loads(render(hostile, "rdjson"))["diagnostics"]
    arabic = next(d for d in found if "حفتر" in d["message"])
    place = arabic["location"]["range"]
    line = hostile.a.text.split("\n")[place["start"]["line"] - 1].encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == "حفتر"


def test_gitlab_fingerprints_are_unique_and_each_issue_whole(hostile: Report) -> None:
    issues = json.loads(render(check(hostile, hostile), "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1


def test_github_commands_stay_on_their_lines(hostile: Report) -> None:
    lines = render(hostile, "github").splitlines()
    assert len(lines) == len(hostile.findings)
    assert all(
        re.match(r"::(error|warning|notice) file=[^:,]*%3A[^,]*", line.replace("%2C", "")) for line in lines
    )


def test_markdown_neither_renders_nor_mentions(hostile: Report) -> None:
    text = render(hostile, "markdown")
    assert "<script" not in text
    assert "<img" not in text
    assert "@everyone" not in text
    assert "**bold**" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_csv_runs_no_formula(hostile: Report) -> None:
    for row in csv.reader(io.StringIO(render(hostile, "csv"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_scan_page_and_json_hold_the_same_pairs() -> None:
    pairs = tuple(
        Pair(f"<i>{n}", f"v{n}", Kind.REWORDED if n else Kind.RELATED, Similarity(0.2, None))
        for n in range(3)
    )
    result = ScanResult(9, pairs, (("<i>1", "v1"), ("<i>2", "v2")))
    page = render(result, "html")
    assert page.count("<tr><td>") == len(json.loads(render(result, "json"))["pairs"]) == 3
    assert "<i>" not in page
    assert page.count('class="story"') == 3  # two stories and the related reports


def test_the_page_gives_no_figure_to_a_doubt() -> None:
    report = build(["Nine fell."], ["Ten fell."], [(0, 0)], [Said(NUMBER, (0, "Nine"), (0, "Ten"))])
    (finding,) = report.findings
    doubted = replace(report, findings=(replace(finding, confidence=0.04),))
    assert "90 % sure" in render(report, "html")
    assert "doubtful" in render(doubted, "html")
    assert "4 % sure" not in render(doubted, "html")
