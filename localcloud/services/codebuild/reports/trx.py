"""Reads the results of `dotnet test --logger trx` and Visual Studio (VISUALSTUDIOTRX).

Source: the schema vstst.xsd of Visual Studio, namespace .../VisualStudio/TeamTest/2010
"""

from __future__ import annotations

from localcloud.services.codebuild.reports.cases import TestCase, message_of, nanoseconds, read_xml

_STATUSES = {
    "Passed": "SUCCEEDED",
    "PassedButRunAborted": "SUCCEEDED",
    "Warning": "SUCCEEDED",
    "Failed": "FAILED",
    "Timeout": "FAILED",
    "Error": "ERROR",
    "Aborted": "ERROR",
    "NotExecuted": "SKIPPED",
    "NotRunnable": "SKIPPED",
}


def parse_trx(content: bytes) -> list[TestCase]:
    """The test cases of a .trx file.

    Raises:
        ReportFormatError: it is not XML, or its root is not `TestRun`.
    """
    root = read_xml(content, format_name="Visual Studio TRX", roots=("TestRun",))
    classes = {
        test.get("id"): method.get("className", "").partition(",")[0]
        for test in root.iter("UnitTest")
        if (method := test.find("TestMethod")) is not None
    }
    cases = []
    for result in root.iter("UnitTestResult"):
        prefix, name = classes.get(result.get("testId"), ""), result.get("testName", "")
        cases.append(
            TestCase(
                prefix=prefix,
                name=name.removeprefix(f"{prefix}.") if prefix else name,
                suite=root.get("name", ""),
                status=_STATUSES.get(result.get("outcome", ""), "UNKNOWN"),
                duration_ns=_duration(result.get("duration", "")),
                message=message_of(
                    result.findtext("Output/ErrorInfo/Message"), result.findtext("Output/ErrorInfo/StackTrace")
                ),
            )
        )
    return cases


def _duration(clock: str) -> int:
    """`hours:minutes:seconds.fraction` in nanoseconds."""
    total = 0
    for part in clock.split(":"):
        total = total * 60 + nanoseconds(part)
    return total
