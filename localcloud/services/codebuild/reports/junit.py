"""Reads JUnit XML as CodeBuild's report groups do: one test case each, with status, duration and message.

Source: "Test reporting" in the CodeBuild user guide; the format is the one that pytest and Maven write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import defusedxml.ElementTree as ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

STATUSES = ("SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN")

_STATUS_OF_ELEMENT = {"failure": "FAILED", "error": "ERROR", "skipped": "SKIPPED"}
_LONGEST_MESSAGE = 2_000
_NANOSECONDS = 1_000_000_000


class ReportFormatError(Exception):
    """The file is no JUnit XML."""


@dataclass(frozen=True, kw_only=True)
class TestCase:
    """One test's result; `duration_ns` is in nanoseconds, as CodeBuild counts."""

    __test__ = False  # the name is CodeBuild's; pytest must not collect it

    prefix: str
    name: str
    suite: str
    status: str
    duration_ns: int
    message: str


def parse_junit(content: bytes) -> list[TestCase]:
    """The test cases of a JUnit XML file, in its order.

    Raises:
        ReportFormatError: it is not XML, or its root is neither `testsuites` nor `testsuite`.
    """
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ReportFormatError(f"not JUnit XML: {error}") from error
    if root.tag not in ("testsuites", "testsuite"):
        raise ReportFormatError(f"not JUnit XML: the root element is {root.tag}")
    suites = [root, *root.iter("testsuite")] if root.tag == "testsuites" else list(root.iter("testsuite"))
    return [_test_case(case, suite.get("name", "")) for suite in suites for case in suite.findall("testcase")]


def _test_case(element: Any, suite: str) -> TestCase:
    status, message = "SUCCEEDED", ""
    for child in element:
        if child.tag in _STATUS_OF_ELEMENT:
            status = _STATUS_OF_ELEMENT[child.tag]
            text = (child.text or "").strip()
            message = "\n".join(part for part in (child.get("message", ""), text) if part)
            break
    return TestCase(
        prefix=element.get("classname", ""),
        name=element.get("name", ""),
        suite=suite,
        status=status,
        duration_ns=_nanoseconds(element.get("time")),
        message=message[:_LONGEST_MESSAGE],
    )


def _nanoseconds(seconds: str | None) -> int:
    try:
        return max(0, round(float((seconds or "0").replace(",", "")) * _NANOSECONDS))
    except (ValueError, OverflowError):
        return 0


def summary(cases: Iterable[TestCase]) -> dict[str, Any]:
    """The `testSummary` of a report."""
    cases = list(cases)
    counted = Counter(case.status for case in cases)
    return {
        "total": len(cases),
        "statusCounts": {status: counted[status] for status in STATUSES},
        "durationInNanoSeconds": sum(case.duration_ns for case in cases),
    }
