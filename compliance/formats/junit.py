"""JUnit XML, which CodeBuild's report groups and most other tools show.

``delivery watch`` shows what stops a release from these files, so how a finding reads is said here once, for the gate
and for the full matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET  # written here, never parsed

_LONGEST_NAME = 120


class CaseOutcome(StrEnum):
    """Of one test case; the value is the element's name."""

    PASSED = ""
    FAILED = "failure"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class TestCase:
    """One test case.

    Attributes:
        place: what was tested; the attribute ``classname``.
        message: why it did not pass.
        kind: of the failure; left out where it is empty.
        text: more about the failure, on lines of its own.
    """

    __test__ = False  # no test of pytest's

    name: str
    place: str
    outcome: CaseOutcome = CaseOutcome.PASSED
    message: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class TestSuite:
    """Test cases under one name, whose counts the writer takes; the properties are facts about all of them."""

    __test__ = False

    name: str
    cases: Sequence[TestCase]
    properties: Mapping[str, object] = field(default_factory=dict)


def stopping_case(
    *,
    name: str,
    path: str,
    resource_type: str,
    description: str,
    made_in: str | None,
    acknowledge_as: str,
    outcome: CaseOutcome = CaseOutcome.FAILED,
    kind: str = "",
) -> TestCase:
    """A finding that stops a release.

    Args:
        path: of the construct that has it.
        made_in: ``file:line`` of the product's code, where it is known.
        acknowledge_as: what an entry of the register must name to excuse it.
    """
    return TestCase(
        name=name,
        place=path,
        outcome=outcome,
        message=f"{description}\nmade in {made_in}" if made_in else description,
        kind=kind,
        text=f"{path} ({resource_type})\nacknowledge as {acknowledge_as}",
    )


def problem_suite(problems: Iterable[str]) -> TestSuite:
    """Failures of the run itself, such as a pack that did not report."""
    cases = [
        TestCase(name=problem[:_LONGEST_NAME], place="run", outcome=CaseOutcome.FAILED, message=problem)
        for problem in problems
    ]
    return TestSuite(name="run", cases=cases)


def write_junit(path: Path, *, name: str, suites: Iterable[TestSuite]) -> None:
    """Writes the suites under one name; the folder is made where it is missing."""
    root = ET.Element("testsuites", name=name)
    for suite in suites:
        _add_suite(root, suite)
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _add_suite(root: ET.Element, suite: TestSuite) -> None:
    counts = Counter(case.outcome for case in suite.cases)
    element = ET.SubElement(
        root,
        "testsuite",
        name=suite.name,
        tests=str(len(suite.cases)),
        failures=str(counts[CaseOutcome.FAILED]),
        errors=str(counts[CaseOutcome.ERROR]),
        skipped=str(counts[CaseOutcome.SKIPPED]),
    )
    if suite.properties:
        properties = ET.SubElement(element, "properties")
        for name, value in suite.properties.items():
            ET.SubElement(properties, "property", name=name, value=str(value))
    for case in suite.cases:
        _add_case(element, case)


def _add_case(suite: ET.Element, case: TestCase) -> None:
    element = ET.SubElement(suite, "testcase", classname=case.place, name=case.name)
    if case.outcome is not CaseOutcome.PASSED:
        attributes = {"message": case.message, **({"type": case.kind} if case.kind else {})}
        ET.SubElement(element, case.outcome.value, attributes).text = case.text or None
