"""The formats of test reports that docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html names."""

from __future__ import annotations

import pytest

from localcloud.services.codebuild.reports.cases import ReportFormatError, summary
from localcloud.services.codebuild.reports.formats import TEST_FORMATS
from localcloud.services.codebuild.reports.junit import parse_junit

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


NUNIT2 = b"""<test-results name="shop.dll"><test-suite name="shop.dll"><results><test-suite name="Cart"><results>
<test-case name="Shop.Cart.Adds" executed="True" result="Success" success="True" time="0.25"/>
<test-case name="Shop.Cart.Sums(1.5)" executed="True" success="False" time="0.5"><failure>
<message>Expected: 2</message><stack-trace>at Cart</stack-trace></failure></test-case>
<test-case name="Shop.Cart.Later" executed="False" result="Ignored"><reason>
<message>not yet</message></reason></test-case>
</results></test-suite></results></test-suite></test-results>"""
NUNIT3 = b"""<test-run><test-suite type="Assembly" name="shop.dll"><test-suite type="TestFixture" name="Cart">
<test-case name="Adds" fullname="Shop.Cart.Adds" classname="Shop.Cart" result="Passed" duration="0.25"/>
<test-case name="Sums(1.5)" fullname="Shop.Cart.Sums(1.5)" classname="Shop.Cart" result="Failed" duration="0.5">
<failure><message>Expected: 2</message><stack-trace>at Cart</stack-trace></failure></test-case>
<test-case name="Later" fullname="Shop.Cart.Later" classname="Shop.Cart" result="Skipped" label="Ignored"><reason>
<message>not yet</message></reason></test-case></test-suite></test-suite></test-run>"""
TESTNG = b"""<testng-results><suite name="All"><test name="Cart"><class name="Shop.Cart">
<test-method is-config="true" name="setUp" status="PASS" duration-ms="9"/>
<test-method name="Adds" status="PASS" duration-ms="250"/>
<test-method name="Sums(1.5)" status="FAIL" duration-ms="500"><exception class="E"><message>Expected: 2</message>
<full-stacktrace>at Cart</full-stacktrace></exception></test-method>
<test-method name="Later" status="SKIP" duration-ms="0"><exception><message>not yet</message></exception></test-method>
</class></test></suite></testng-results>"""
TRX = b"""<TestRun name="Cart" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
<UnitTestResult testId="1" testName="Shop.Cart.Adds" outcome="Passed" duration="00:00:00.2500000"/>
<UnitTestResult testId="1" testName="Sums(1.5)" outcome="Failed" duration="00:00:00.5"><Output><ErrorInfo>
<Message>Expected: 2</Message><StackTrace>at Cart</StackTrace></ErrorInfo></Output></UnitTestResult>
<UnitTestResult testId="1" testName="Later" outcome="NotExecuted"><Output><ErrorInfo><Message>not yet</Message>
</ErrorInfo></Output></UnitTestResult></Results>
<TestDefinitions><UnitTest id="1"><TestMethod className="Shop.Cart, shop" name="x"/></UnitTest></TestDefinitions>
</TestRun>"""
CUCUMBER = b"""[{"name": "Cart", "uri": "Shop.Cart", "elements": [
{"type": "background", "name": "b", "steps": [{"result": {"status": "passed", "duration": 7}}]},
{"type": "scenario", "name": "Adds", "before": [{"result": {"status": "passed", "duration": 50000000}}],
 "steps": [{"result": {"status": "passed", "duration": 200000000}}]},
{"type": "scenario", "name": "Sums(1.5)", "steps": [{"result": {"status": "passed", "duration": 500000000}},
 {"result": {"status": "failed", "error_message": "Expected: 2\\nat Cart"}}, {"result": {"status": "skipped"}}]},
{"type": "scenario", "name": "Later", "steps": [{"result": {"status": "pending", "error_message": "not yet"}}]}]}]"""
TOLD = {
    "NUNITXML": NUNIT2,
    "NUNIT3XML": NUNIT3,
    "TESTNGXML": TESTNG,
    "VISUALSTUDIOTRX": TRX,
    "CUCUMBERJSON": CUCUMBER,
}


@pytest.mark.parametrize("format_name", TOLD)
def test_every_format_tells_the_same_three_cases(format_name: str) -> None:
    cases = TEST_FORMATS[format_name](TOLD[format_name])
    assert [(case.prefix, case.name, case.suite, case.status, case.duration_ns, case.message) for case in cases] == [
        ("Shop.Cart", "Adds", "Cart", "SUCCEEDED", 250_000_000, ""),
        ("Shop.Cart", "Sums(1.5)", "Cart", "FAILED", 500_000_000, "Expected: 2\nat Cart"),
        ("Shop.Cart", "Later", "Cart", "SKIPPED", 0, "not yet"),
    ]


@pytest.mark.parametrize("format_name", TEST_FORMATS)
@pytest.mark.parametrize("content", [b"", b"<html/>", b"{}", b"[1]", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_of_another_format_is_refused(format_name: str, content: bytes) -> None:
    with pytest.raises(ReportFormatError, match=r"^not "):
        TEST_FORMATS[format_name](content)


@pytest.mark.parametrize(
    ("format_name", "content", "status"),
    [
        ("NUNIT3XML", b'<test-run><test-case name="a" result="Failed" label="Error"/></test-run>', "ERROR"),
        ("NUNIT3XML", b'<test-run><test-case name="a" result="Inconclusive"/></test-run>', "UNKNOWN"),
        ("NUNITXML", b'<test-results><test-case name="a" executed="False"/></test-results>', "SKIPPED"),
        ("VISUALSTUDIOTRX", b'<TestRun><UnitTestResult testName="a" duration="x"/></TestRun>', "UNKNOWN"),
        ("CUCUMBERJSON", b'[{"elements": [{"steps": [{"result": {"status": "undefined"}}]}]}]', "ERROR"),
        ("CUCUMBERJSON", b'[{"elements": [{"steps": [{"result": {"status": "new"}}, 1]}, 2]}]', "UNKNOWN"),
    ],
)
def test_what_else_a_case_may_end_as(format_name: str, content: bytes, status: str) -> None:
    assert [case.status for case in TEST_FORMATS[format_name](content)] == [status]
