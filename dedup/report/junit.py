"""JUnit XML, as CI servers read it: a suite for each pair, a case for each finding."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from dedup.drift.interface import Severity
from dedup.report.entries import Entry, entries, name_of
from dedup.report.interface import Report


def junit_text(reports: Sequence[Report], *, fail_on: Severity = Severity.MINOR) -> str:
    """A finding of `fail_on` or worse is a failure; a milder one passes, with its message as output.

    A pair without findings has one passing case, so that it can be seen to have been compared.
    """
    root = ET.Element("testsuites", name="dedup")
    totals = [0, 0]
    for report in reports:
        suite = ET.SubElement(root, "testsuite", name=_xml(f"{name_of(report.a)} – {name_of(report.b)}"))
        found = list(entries([report]))
        failures = sum(_case(suite, entry, fail_on) for entry in found)
        if not found:
            ET.SubElement(suite, "testcase", classname=suite.attrib["name"], name="no findings", time="0")
        number = max(1, len(found))
        suite.set("tests", str(number))
        suite.set("failures", str(failures))
        suite.set("errors", "0")
        suite.set("skipped", "0")
        suite.set("time", "0")
        totals[0] += number
        totals[1] += failures
    root.set("tests", str(totals[0]))
    root.set("failures", str(totals[1]))
    root.set("errors", "0")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _case(suite: ET.Element, entry: Entry, fail_on: Severity) -> bool:
    region, finding = entry.region, entry.finding
    case = ET.SubElement(
        suite,
        "testcase",
        classname=suite.attrib["name"],
        name=_xml(f"{entry.title} {entry.fingerprint}"),
        file=_xml(region.path),
        line=str(region.line),
        time="0",
    )
    where = f"{region.path}:{region.line}:{region.column}" if region.exact else f"{region.path}:{region.line}"
    body = [f"{where}: {finding.severity.label}: {entry.message}"]
    if entry.other is not None:
        body.append(f"{entry.other.path}:{entry.other.line}: the other version")
    fails = finding.severity >= fail_on
    if fails:
        problem = ET.SubElement(case, "failure", message=_xml(entry.message), type=finding.rule.code)
        problem.text = _xml("\n".join(body))
    else:
        ET.SubElement(case, "system-out").text = _xml("\n".join(body))
    return fails


def _xml(text: str) -> str:
    """Without the characters XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
