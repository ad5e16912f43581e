"""Reads JUnit XML, the format that pytest and Maven write.

Source: "Test reporting" in the CodeBuild user guide.
"""

from __future__ import annotations

from typing import Any

from localcloud.services.codebuild.reports.cases import TestCase, message_of, nanoseconds, read_xml

_STATUS_OF_ELEMENT = {"failure": "FAILED", "error": "ERROR", "skipped": "SKIPPED"}


def parse_junit(content: bytes) -> list[TestCase]:
    """The test cases of a JUnit XML file, in its order.

    Raises:
        ReportFormatError: it is not XML, or its root is neither `testsuites` nor `testsuite`.
    """
    root = read_xml(content, format_name="JUnit XML", roots=("testsuites", "testsuite"))
    suites = [root, *root.iter("testsuite")] if root.tag == "testsuites" else list(root.iter("testsuite"))
    return [_test_case(case, suite.get("name", "")) for suite in suites for case in suite.findall("testcase")]


def _test_case(element: Any, suite: str) -> TestCase:
    status, message = "SUCCEEDED", ""
    for child in element:
        if child.tag in _STATUS_OF_ELEMENT:
            status = _STATUS_OF_ELEMENT[child.tag]
            message = message_of(child.get("message", ""), child.text)
            break
    return TestCase(
        prefix=element.get("classname", ""),
        name=element.get("name", ""),
        suite=suite,
        status=status,
        duration_ns=nanoseconds(element.get("time")),
        message=message,
    )
