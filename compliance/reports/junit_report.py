"""The matrix as JUnit XML for CodeBuild's report groups: one suite a pack and environment, one case a result.

A failure is what stops the release. A finding that does not is skipped, with the reason why: acknowledged, or in a
pack that is only reported on there. What does not apply is no case (there are tens of thousands); each suite's
properties count it, with the rules and resources that prove that the pack ran.

CodeBuild takes 500 cases in a report (docs.aws.amazon.com/codebuild/latest/userguide/limits.html), so gating and
reported packs are files and report groups of their own; above the limit, the compliant resources of one rule become
one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # written here, never parsed

from compliance.formats.finding_element import add_stop
from compliance.matrix import Matrix, PackResults, Result, Status

MOST_CASES: Final = 500


def write_junit(matrix: Matrix, path: Path, *, gating: bool) -> None:
    """Writes the environments where packs gate, or those where they are only reported.

    Problems of the run itself are failures of the gating file.
    """
    suites = ET.Element("testsuites", name="compliance")
    parts = [(run, environment) for run in matrix.packs for environment in _environments(run, gating=gating)]
    applicable = sum(1 for run, environment in parts for _ in _applicable(run, environment))
    for run, environment in parts:
        _suite(suites, run, environment, merge_compliant=applicable > MOST_CASES)
    if gating and matrix.problems:
        _problems(suites, matrix.problems)
    path.write_bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True))


def _environments(run: PackResults, *, gating: bool) -> tuple[str, ...]:
    return run.pack.gates if gating else run.pack.reported


def _applicable(run: PackResults, environment: str) -> Iterator[Result]:
    return (
        result
        for result in run.results
        if result.resource.environment == environment and result.status is not Status.NOT_APPLICABLE
    )


def _suite(suites: ET.Element, run: PackResults, environment: str, *, merge_compliant: bool) -> None:
    suite = ET.SubElement(suites, "testsuite", name=f"{run.pack.name} on {environment}")
    counts = run.counts(environment)
    facts = {status.value: counts[status] for status in Status}
    facts |= {"rules": len(run.rules), "resources": run.resource_count(environment)}
    properties = ET.SubElement(suite, "properties")
    for name, count in facts.items():
        ET.SubElement(properties, "property", name=name, value=str(count))
    results = list(_applicable(run, environment))
    if merge_compliant:
        results = list(_merged(suite, results))
    for result in results:
        _case(suite, run, result)
    children = [child.tag for case in suite.iter("testcase") for child in case]
    suite.set("tests", str(len(suite.findall("testcase"))))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(children.count(tag)))


def _merged(suite: ET.Element, results: Iterable[Result]) -> Iterator[Result]:
    """The results that stay cases of their own; the compliant ones become one case a rule."""
    compliant: dict[str, int] = {}
    for result in results:
        if result.status is Status.COMPLIANT:
            compliant[result.rule.id] = compliant.get(result.rule.id, 0) + 1
        else:
            yield result
    for rule, count in compliant.items():
        ET.SubElement(suite, "testcase", classname=f"{count} resources", name=rule)


def _case(suite: ET.Element, run: PackResults, result: Result) -> None:
    case = ET.SubElement(suite, "testcase", classname=result.resource.path, name=result.finding_id)
    entry = result.acknowledgement
    if entry is not None:
        reason = f"{entry.reason} ({entry.owner}, {entry.record}, until {entry.expires})"
        ET.SubElement(case, "skipped", message=f"Acknowledged: {reason}")
    elif result.status is Status.COMPLIANT:
        return
    elif not run.stops(result):
        ET.SubElement(case, "skipped", message=f"{result.status}, only reported: {result.rule.description}")
    else:
        add_stop(
            case,
            says=result.message or result.rule.description,
            made_in=result.resource.source,
            path=result.resource.path,
            resource_type=result.resource.type,
            acknowledge_as=run.acknowledgement_id(result),
            tag="error" if result.status is Status.ERROR else "failure",
        )


def _problems(suites: ET.Element, problems: tuple[str, ...]) -> None:
    count = str(len(problems))
    suite = ET.SubElement(suites, "testsuite", name="run", tests=count, failures=count)
    for problem in problems:
        case = ET.SubElement(suite, "testcase", classname="run", name=problem[:120])
        ET.SubElement(case, "failure", message=problem)
