"""The JUnit form: a failure is what stops the release, and a report stays within CodeBuild's limit."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET  # written by the code under test

import pytest

from compliance.matrix import Matrix
from compliance.reports import junit_report
from localcloud.services.codebuild.reports.junit import parse_junit
from tests.compliance.reports.report_counts import suite_properties


def cases(matrix: Matrix, path: Path, *, gating: bool) -> list[tuple[str, str, str]]:
    junit_report.write_junit(matrix, path, gating=gating)
    return [(case.suite, case.name, case.status) for case in parse_junit(path.read_bytes())]


def test_what_stops_fails_and_what_is_acknowledged_is_skipped(every_status: Matrix, tmp_path: Path) -> None:
    found = cases(every_status, tmp_path / "nag.xml", gating=True)
    assert ("Gating on prod", "Gating-R1[Action::s3:*]", "FAILED") in found
    assert ("Gating on prod", "Gating-R2", "ERROR") in found
    assert ("Gating on prod", "Gating-R1[Resource::*]", "SKIPPED") in found
    assert ("Gating on prod", "Gating-R3", "SUCCEEDED") in found


def test_a_problem_of_the_run_fails(every_status: Matrix, tmp_path: Path) -> None:
    found = cases(every_status, tmp_path / "nag.xml", gating=True)
    assert [(suite, status) for suite, _, status in found if suite == "run"] == [("run", "FAILED")]


def test_nothing_fails_where_packs_are_only_reported(every_status: Matrix, tmp_path: Path) -> None:
    found = cases(every_status, tmp_path / "reported.xml", gating=False)
    assert {status for _, _, status in found} == {"SUCCEEDED", "SKIPPED"}
    assert {suite for suite, _, _ in found} == {"Reported on prod"}


def test_a_failure_names_the_line_of_code_and_how_to_acknowledge(every_status: Matrix, tmp_path: Path) -> None:
    path = tmp_path / "nag.xml"
    junit_report.write_junit(every_status, path, gating=True)
    failure = next(ET.parse(path).iter("failure"))  # noqa: S314
    assert str(failure.get("message")).endswith("\nmade in feature_stacks/bucket.py:12")
    assert "Gating::Gating-R1[Action::s3:*]" in str(failure.text)


def test_the_products_reports_stay_within_codebuilds_limit(of_assembly: Matrix, tmp_path: Path) -> None:
    for gating in (True, False):
        assert 0 < len(cases(of_assembly, tmp_path / "junit.xml", gating=gating)) <= junit_report.MOST_CASES


def test_above_the_limit_compliant_resources_of_a_rule_become_one_case(
    every_status: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cases(every_status, tmp_path / "nag.xml", gating=True)
    monkeypatch.setattr(junit_report, "MOST_CASES", 5)
    merged = cases(every_status, tmp_path / "nag.xml", gating=True)
    assert [case for case in merged if case[2] != "SUCCEEDED"] == [case for case in before if case[2] != "SUCCEEDED"]
    assert merged.count(("Gating on dev", "Gating-R3", "SUCCEEDED")) == 1
    assert before.count(("Gating on dev", "Gating-R3", "SUCCEEDED")) == 2
    (suite,) = [s for s in ET.parse(tmp_path / "nag.xml").iter("testsuite") if s.get("name") == "Gating on dev"]  # noqa: S314
    assert suite_properties(suite)["Compliant"] == "3"
