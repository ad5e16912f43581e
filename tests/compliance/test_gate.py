"""The gate stops on any finding that nobody acknowledged, on a silent pack, and on a missing report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from compliance.gate import judge

BUCKET = "careervp-pipeline/Dev/Shared/CvBucket/Resource"
ACKNOWLEDGED = {"reason": "log bucket", "acknowledgedId": "AwsSolutions::AwsSolutions-S1", "acknowledgedAt": BUCKET}

Assembly = Callable[..., Path]
MakeViolation = Callable[..., dict[str, Any]]


def failures(junit: Path) -> list[str]:
    return [str(case.get("name")) for case in ET.parse(junit).iter("testcase") if case.find("failure") is not None]  # noqa: S314


def test_acknowledged_findings_pass(assembly: Assembly, violation: MakeViolation) -> None:
    directory = assembly(AwsSolutions={"suppressedViolations": [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)]})
    assert judge(directory, junit=None) == 0


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_an_open_finding_stops_and_names_rule_place_reason_and_remedy(
    assembly: Assembly, violation: MakeViolation, severity: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = assembly(
        AwsSolutions={
            "violations": [violation("AwsSolutions-S10", BUCKET, severity=severity)],
            "suppressedViolations": [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)],
        }
    )
    junit = tmp_path / "reports" / "nag.xml"
    assert judge(directory, junit=junit) == 1
    said = capsys.readouterr().err
    for fact in (severity.upper(), "AwsSolutions-S10", BUCKET, "is not satisfied", "AwsSolutions::AwsSolutions-S10"):
        assert fact in said
    assert failures(junit) == ["AwsSolutions-S10"]


def test_a_pack_that_left_no_trace_stops(assembly: Assembly, tmp_path: Path) -> None:
    junit = tmp_path / "nag.xml"
    assert judge(assembly(Other={"violations": []}), junit=junit) == 1
    assert any("AwsSolutions" in name for name in failures(junit))


def test_a_synth_without_report_stops_and_still_writes_junit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junit = tmp_path / "nag.xml"
    assert judge(tmp_path, junit=junit) == 1
    assert len(failures(junit)) == 1
    assert "does not exist" in capsys.readouterr().err


def test_the_report_itself_is_kept_beside_the_junit_form(
    assembly: Assembly, violation: MakeViolation, tmp_path: Path
) -> None:
    directory = assembly(AwsSolutions={"violations": [violation("AwsSolutions-S10", BUCKET)]})
    junit = tmp_path / "reports" / "nag.xml"
    judge(directory, junit=junit)
    kept = junit.parent / "validation-report.json"
    assert kept.read_bytes() == (directory / "validation-report.json").read_bytes()


def test_junit_counts_equal_the_reports(assembly: Assembly, violation: MakeViolation, tmp_path: Path) -> None:
    directory = assembly(
        AwsSolutions={
            "violations": [violation("AwsSolutions-S10", BUCKET), violation("AwsSolutions-S2", BUCKET)],
            "suppressedViolations": [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)],
        }
    )
    junit = tmp_path / "nag.xml"
    judge(directory, junit=junit)
    suite = ET.parse(junit).find("testsuite")  # noqa: S314
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
