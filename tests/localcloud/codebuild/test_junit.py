"""JUnit XML, as pytest and Maven write it."""

from __future__ import annotations

import pytest

from localcloud.services.codebuild.reports.junit import ReportFormatError, parse_junit, summary

PYTEST = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
<testcase classname="tests.test_a" name="test_ok" time="0.25" />
<testcase classname="tests.test_a" name="test_bad" time="1.5"><failure message="assert 1 == 2">trace
here</failure></testcase>
<testcase classname="tests.test_a" name="test_broken" time="0"><error message="fixture"/></testcase>
<testcase classname="tests.test_a" name="test_later" time="0.0"><skipped message="not yet">x</skipped></testcase>
</testsuite></testsuites>"""


def test_each_case_has_its_status_duration_and_message() -> None:
    cases = parse_junit(PYTEST)
    assert [(case.name, case.status) for case in cases] == [
        ("test_ok", "SUCCEEDED"),
        ("test_bad", "FAILED"),
        ("test_broken", "ERROR"),
        ("test_later", "SKIPPED"),
    ]
    assert [case.duration_ns for case in cases[:2]] == [250_000_000, 1_500_000_000]
    assert cases[1].message == "assert 1 == 2\ntrace\nhere"
    assert {case.suite for case in cases} == {"pytest"}
    assert cases[0].prefix == "tests.test_a"


def test_a_single_suite_may_be_the_root() -> None:
    cases = parse_junit(b'<testsuite name="s"><testcase name="t" time="1,000.5"/></testsuite>')
    assert (cases[0].suite, cases[0].duration_ns) == ("s", 1_000_500_000_000)


def test_the_summary_counts_every_status() -> None:
    assert summary(parse_junit(PYTEST)) == {
        "total": 4,
        "statusCounts": {"SUCCEEDED": 1, "FAILED": 1, "ERROR": 1, "SKIPPED": 1, "UNKNOWN": 0},
        "durationInNanoSeconds": 1_750_000_000,
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<html/>",
        b'<?xml version="1.0" encoding="x-klingon"?><testsuite/>',
        b'<!DOCTYPE x [<!ENTITY a "b">]><testsuite><testcase name="&a;"/></testsuite>',
    ],
)
def test_what_is_no_junit_xml_is_refused(content: bytes) -> None:
    with pytest.raises(ReportFormatError, match="not JUnit XML"):
        parse_junit(content)
