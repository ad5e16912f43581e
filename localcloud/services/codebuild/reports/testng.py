"""Reads TestNG's results (TESTNGXML): its test methods, without those that set up and clean up.

Source: testng.org, "TestNG reports", testng-results.xml
"""

from __future__ import annotations

from localcloud.services.codebuild.reports.cases import TestCase, message_of, nanoseconds, read_xml

_STATUSES = {"PASS": "SUCCEEDED", "FAIL": "FAILED", "SKIP": "SKIPPED"}
_MILLISECOND = 1_000_000


def parse_testng(content: bytes) -> list[TestCase]:
    """The test cases of a testng-results.xml.

    Raises:
        ReportFormatError: it is not XML, or its root is not `testng-results`.
    """
    root = read_xml(content, format_name="TestNG XML", roots=("testng-results",))
    return [
        TestCase(
            prefix=of_class.get("name", ""),
            name=method.get("name", ""),
            suite=test.get("name", ""),
            status=_STATUSES.get(method.get("status", ""), "UNKNOWN"),
            duration_ns=nanoseconds(method.get("duration-ms"), in_a_unit=_MILLISECOND),
            message=message_of(method.findtext("exception/message"), method.findtext("exception/full-stacktrace")),
        )
        for test in root.iter("test")
        for of_class in test.findall("class")
        for method in of_class.findall("test-method")
        if method.get("is-config") != "true"
    ]
