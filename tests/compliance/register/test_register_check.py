"""Each way in which an entry of the register can be wrong, and the one line that says so."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.packs import Finding, ValidationReport
from compliance.register.register_check import (
    WARN_DAYS_AHEAD,
    expired_entries,
    expiring_entries,
    held_to_register,
    incomplete_entries,
    stale_entries,
)
from feature_stacks.naming import PIPELINE_STACK
from tests.compliance.conftest import ENTRY, TODAY

DAY = datetime.timedelta(days=1)
FINDING = Finding(
    pack="AwsSolutions",
    rule="AwsSolutions-S1",
    severity="error",
    description="The bucket has no access logs.",
    construct_path=ENTRY.path,
    construct_type="aws-cdk-lib.aws_s3.CfnBucket",
    reason=ENTRY.reason,
)
REPORT = ValidationReport(packs=("AwsSolutions",), findings=(FINDING,))


def test_a_proper_entry_has_no_problem() -> None:
    assert incomplete_entries([ENTRY]) == []
    assert expired_entries([ENTRY], today=TODAY) == []
    assert stale_entries([ENTRY], REPORT) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("finding", ""),
        ("finding", "AwsSolutions-S1"),
        ("finding", "AwsSolutions::"),
        ("path", ""),
        ("reason", ""),
        ("reason", "  \n"),
        ("reason", "\u200b\u2060"),
        ("reason", "\u3164\uffa0"),
        ("reason", "\U000e0041"),
        ("reason", "-"),
        ("owner", ""),
        ("owner", None),
        ("record", ""),
        ("record", "somebody said so"),
        ("record", "docs/adr/../../etc/passwd"),
        ("record", "docs/adr/0001-not-there.md"),
        ("expires", None),
        ("expires", "2027-11-24"),
        ("expires", datetime.datetime(2027, 11, 24, tzinfo=datetime.UTC)),
    ],
)
def test_a_field_that_says_nothing_is_one_problem_that_names_it(field: str, value: Any) -> None:
    changes: dict[str, Any] = {field: value}
    (problem,) = incomplete_entries([replace(ENTRY, **changes)])
    assert f": {field} " in problem
    assert "\n" not in problem


def test_a_decision_record_that_exists_is_accepted(tmp_path: Path) -> None:
    record = tmp_path / "docs/adr/0042-why.md"
    record.parent.mkdir(parents=True)
    record.touch()
    assert incomplete_entries([replace(ENTRY, record="docs/adr/0042-why.md")], root=tmp_path) == []


def test_an_entry_that_stands_twice_is_a_problem() -> None:
    (problem,) = incomplete_entries([ENTRY, replace(ENTRY, reason="Another reason for the very same finding.")])
    assert "2 times" in problem


def test_an_entry_holds_on_its_last_day_and_not_on_the_next() -> None:
    assert expired_entries([ENTRY], today=ENTRY.expires) == []
    (problem,) = expired_entries([ENTRY], today=ENTRY.expires + DAY)
    for fact in (ENTRY.finding, ENTRY.path, "expired on 2027-11-24", ENTRY.owner, ENTRY.record):
        assert fact in problem


def test_the_entry_of_a_reviewed_weakening_stops_nothing_once_it_is_spent() -> None:
    reviewed = replace(ENTRY, finding="Weakening::rule-removed", path="CareerVP_FunctionIsTraced")
    afterwards = reviewed.expires + DAY
    assert expired_entries([reviewed], today=afterwards) == []
    assert expiring_entries([reviewed], today=reviewed.expires) == []
    assert stale_entries([reviewed], REPORT) == []


@pytest.mark.parametrize(("days", "warnings"), [(WARN_DAYS_AHEAD + 1, 0), (WARN_DAYS_AHEAD, 1), (0, 1), (-1, 0)])
def test_an_entry_warns_thirty_days_before_it_expires(days: int, warnings: int) -> None:
    assert len(expiring_entries([ENTRY], today=ENTRY.expires - days * DAY)) == warnings


def test_entries_of_one_decision_that_expire_together_are_one_warning() -> None:
    (warning,) = expiring_entries([ENTRY, replace(ENTRY, path=f"{PIPELINE_STACK}/Other")], today=ENTRY.expires)
    assert "2 entries" in warning


@pytest.mark.parametrize(
    "entry",
    [
        replace(ENTRY, finding="AwsSolutions::AwsSolutions-S2"),
        replace(ENTRY, finding="Serverless::AwsSolutions-S1"),
        replace(ENTRY, path=f"{PIPELINE_STACK}/Prod/Shared/CvBucket/Resource"),
        replace(ENTRY, path=f"{PIPELINE_STACK}/Dev/Shared"),
    ],
    ids=["another rule", "another pack", "another construct", "the construct's stack"],
)
def test_an_entry_that_matches_no_finding_is_stale_and_excuses_nothing(entry: Any) -> None:
    (problem,) = stale_entries([entry], REPORT)
    assert "matches no finding" in problem
    assert held_to_register(REPORT, [entry]).open_findings == (replace(FINDING, reason=None),)


def test_an_entry_of_a_rule_that_could_not_judge_its_construct_is_not_stale() -> None:
    wildcard = replace(ENTRY, finding="AwsSolutions::AwsSolutions-S1[Resource::*]")
    assert stale_entries([wildcard], REPORT) == []
    elsewhere = replace(wildcard, path=f"{PIPELINE_STACK}/Prod/Shared/CvBucket/Resource")
    assert len(stale_entries([elsewhere], REPORT)) == 1


def test_a_finding_with_its_entry_stays_excused() -> None:
    assert held_to_register(REPORT, [ENTRY]) == REPORT
