"""Reads what NUnit writes: XML of its version 2 (NUNITXML) and of its version 3 (NUNIT3XML).

Source: docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html
"""

from __future__ import annotations

from typing import Any

from localcloud.services.codebuild.reports.cases import TestCase, message_of, nanoseconds, read_xml

_STATUSES = {
    "Success": "SUCCEEDED",
    "Passed": "SUCCEEDED",
    "Warning": "SUCCEEDED",
    "Failure": "FAILED",
    "Failed": "FAILED",
    "Error": "ERROR",
    "Ignored": "SKIPPED",
    "Skipped": "SKIPPED",
    "NotRunnable": "SKIPPED",
}


def parse_nunit2(content: bytes) -> list[TestCase]:
    """The test cases of a result of NUnit 2.

    Raises:
        ReportFormatError: it is not XML, or its root is not `test-results`.
    """
    root = read_xml(content, format_name="NUnit XML", roots=("test-results",))
    return _cases(root, root.get("name", ""), duration="time")


def parse_nunit3(content: bytes) -> list[TestCase]:
    """The test cases of a result of NUnit 3.

    Raises:
        ReportFormatError: it is not XML, or its root is not `test-run`.
    """
    root = read_xml(content, format_name="NUnit 3 XML", roots=("test-run",))
    return _cases(root, root.get("name", ""), duration="duration")


def _cases(root: Any, suite: str, *, duration: str) -> list[TestCase]:
    """Suites lie in one another; a case is of the innermost. Without recursion: how deep is up to the file."""
    found, waiting = [], [(root, suite)]
    while waiting:
        element, suite = waiting.pop()
        if element.tag == "test-case":
            found.append(_test_case(element, suite, duration))
            continue
        suite = element.get("name", suite) if element.tag == "test-suite" else suite
        waiting.extend((child, suite) for child in reversed(element))
    return found


def _test_case(element: Any, suite: str, duration: str) -> TestCase:
    whole = element.get("fullname") or element.get("name", "")
    prefix = element.get("classname") or whole.partition("(")[0].rpartition(".")[0]
    return TestCase(
        prefix=prefix,
        name=whole.removeprefix(f"{prefix}.") if prefix else whole,
        suite=suite,
        status=_status(element),
        duration_ns=nanoseconds(element.get(duration)),
        message=message_of(
            element.findtext("failure/message"),
            element.findtext("failure/stack-trace"),
            element.findtext("reason/message"),
        ),
    )


def _status(element: Any) -> str:
    """By its result; a failure that NUnit 3 labels Error is one, and older files say only whether it succeeded."""
    result = element.get("result")
    if result == "Failed" and element.get("label") == "Error":
        return "ERROR"
    if result is not None:
        return _STATUSES.get(result, "UNKNOWN")
    if element.get("executed") == "False":
        return "SKIPPED"
    return {"True": "SUCCEEDED", "False": "FAILED"}.get(element.get("success"), "UNKNOWN")
