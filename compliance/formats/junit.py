"""The findings as JUnit XML, which CodeBuild's report groups and most other tools show.

One test suite a pack, one test case a finding: an open finding is a failure, an acknowledged one is skipped with its
reason. A pack that ran without any finding has one passing case, so that its run is visible too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET  # written here, never parsed

from compliance.formats.finding_element import add_stop
from compliance.packs import Finding, ValidationReport


def write_junit(report: ValidationReport, path: Path, *, problems: Sequence[str] = ()) -> None:
    """Writes the report; ``problems`` are failures of the run itself, such as a pack that did not report."""
    suites = ET.Element("testsuites", name="compliance")
    # The project's own rules run in a plugin of another name, so their pack is known by its findings.
    for pack in dict.fromkeys([*report.packs, *(finding.pack for finding in report.findings)]):
        _suite(suites, pack, [finding for finding in report.findings if finding.pack == pack])
    if problems:
        suite = ET.SubElement(suites, "testsuite", name="run", tests=str(len(problems)), failures=str(len(problems)))
        for problem in problems:
            case = ET.SubElement(suite, "testcase", classname="run", name=problem[:120])
            ET.SubElement(case, "failure", message=problem)
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)


def _suite(suites: ET.Element, pack: str, findings: Sequence[Finding]) -> None:
    failures = sum(not finding.acknowledged for finding in findings)
    suite = ET.SubElement(
        suites,
        "testsuite",
        name=pack,
        tests=str(max(len(findings), 1)),
        failures=str(failures),
        skipped=str(len(findings) - failures),
    )
    if not findings:
        ET.SubElement(suite, "testcase", classname=pack, name="ran without findings")
    for finding in findings:
        case = ET.SubElement(suite, "testcase", classname=finding.construct_path, name=finding.rule)
        if finding.acknowledged:
            ET.SubElement(case, "skipped", message=f"acknowledged: {finding.reason}")
        else:
            stop = add_stop(
                case,
                says=finding.description,
                made_in=finding.made_in,
                path=finding.construct_path,
                resource_type=finding.construct_type,
                acknowledge_as=finding.acknowledgement_id,
            )
            stop.set("type", finding.severity)
