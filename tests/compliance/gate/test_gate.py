"""The gate stops on any finding that nobody acknowledged, on a silent pack, and on a missing judgement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from compliance.gate.__main__ import judge
from compliance.packs import GATING_PACKS
from feature_stacks.naming import PIPELINE_STACK
from tests.compliance.conftest import ENTRY, TODAY, runs_of

BUCKET = f"{PIPELINE_STACK}/Dev/Shared/CvBucket/Resource"
ACKNOWLEDGED = {"reason": "log bucket"}

Assembly = Callable[..., Path]
MakeViolation = Callable[..., dict[str, Any]]


def failures(junit: Path) -> list[str]:
    return [str(case.get("name")) for case in ET.parse(junit).iter("testcase") if case.find("failure") is not None]  # noqa: S314


def test_acknowledged_findings_pass(assembly: Assembly, violation: MakeViolation) -> None:
    directory = assembly(AwsSolutions=[violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)])
    assert judge(directory, junit=None, today=TODAY) == 0


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_an_open_finding_stops_and_names_rule_place_reason_and_remedy(
    assembly: Assembly, violation: MakeViolation, severity: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = assembly(
        AwsSolutions=[
            violation("AwsSolutions-S10", BUCKET, severity=severity),
            violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED),
        ]
    )
    junit = tmp_path / "reports" / "nag.xml"
    assert judge(directory, junit=junit, today=TODAY) == 1
    said = capsys.readouterr().err
    for fact in (severity.upper(), "AwsSolutions-S10", BUCKET, "is not satisfied", "AwsSolutions::AwsSolutions-S10"):
        assert fact in said
    assert "Where no code can, compliance/register/ gets an entry (docs/adr/0004) for" in said
    assert failures(junit) == ["AwsSolutions-S10"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (None, "did not run"),
        ({"rules": 0}, "without a rule"),
        ({"canary": ""}, "did not object to its canary"),
        ({"resources": 7}, "was shown 7 of the 0 resources"),
    ],
    ids=["absent", "no rules", "blind", "other resources"],
)
@pytest.mark.parametrize("pack", GATING_PACKS)
def test_a_gating_pack_that_did_not_prove_its_run_stops(
    assembly: Assembly, pack: str, wrong: dict[str, Any] | None, said: str, tmp_path: Path
) -> None:
    others = runs_of(*(name for name in GATING_PACKS if name != pack))
    runs = others if wrong is None else [*others, *runs_of(pack, **wrong)]
    junit = tmp_path / "nag.xml"
    assert judge(assembly(runs=runs), junit=junit, today=TODAY) == 1
    (failure,) = failures(junit)
    assert pack in failure
    assert said in failure


def test_what_was_excused_without_the_register_stops(assembly: Assembly, violation: MakeViolation) -> None:
    acknowledged = [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)]
    assert judge(assembly(register=[], AwsSolutions=acknowledged), junit=None, today=TODAY) == 1


def test_a_finding_says_which_line_made_its_construct(
    assembly: Assembly, violation: MakeViolation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_in = "feature_stacks/cv_bucket.py:42"
    directory = assembly(AwsSolutions=[violation("AwsSolutions-S10", BUCKET, made_in=made_in)])
    junit = tmp_path / "nag.xml"
    judge(directory, junit=junit, today=TODAY)
    assert f"at {BUCKET}, made in feature_stacks/cv_bucket.py:42" in capsys.readouterr().err
    (failure,) = ET.parse(junit).iter("failure")  # noqa: S314
    assert str(failure.get("message")).endswith("made in feature_stacks/cv_bucket.py:42")


def test_a_finding_in_a_reported_environment_stops_nothing(assembly: Assembly, violation: MakeViolation) -> None:
    hipaa = [violation("HIPAA.Security-S3BucketVersioningEnabled", BUCKET)]
    assert judge(assembly(**{"HIPAA.Security": hipaa}), junit=None, today=TODAY) == 0


def test_a_finding_of_the_cdks_own_validation_stops(assembly: Assembly, violation: MakeViolation) -> None:
    own = [violation("E3639", BUCKET)]
    assert judge(assembly(**{"CloudFormation Validate": own}), junit=None, today=TODAY) == 1


def test_a_finding_of_the_projects_own_rules_is_in_the_junit_report(
    assembly: Assembly, violation: MakeViolation, tmp_path: Path
) -> None:
    own = violation("CareerVP_LogGroupRetention", BUCKET)
    junit = tmp_path / "nag.xml"
    judge(assembly(CareerVP=[own]), junit=junit, today=TODAY)
    assert failures(junit) == ["CareerVP_LogGroupRetention"]


def test_an_entry_that_expires_soon_warns_and_passes(
    assembly: Assembly, violation: MakeViolation, capsys: pytest.CaptureFixture[str]
) -> None:
    acknowledged = [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)]
    directory = assembly(register=[ENTRY], AwsSolutions=acknowledged)
    assert judge(directory, junit=None, today=ENTRY.expires) == 0
    assert "warning: 1 entry of the register will expire on 2027-11-24" in capsys.readouterr().err


def test_an_entry_that_expired_stops_and_the_last_line_says_that_a_problem_does(
    assembly: Assembly, violation: MakeViolation, capsys: pytest.CaptureFixture[str]
) -> None:
    acknowledged = [violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED)]
    directory = assembly(register=[ENTRY], AwsSolutions=acknowledged)
    assert judge(directory, junit=None, today=ENTRY.expires + timedelta(days=1)) == 1
    said = capsys.readouterr()
    assert "expired on 2027-11-24" in said.err
    assert said.out.strip().endswith("0 open findings, 1 acknowledged; stopped by 1 problem of the run")


def test_an_assembly_without_its_register_stops(assembly: Assembly, capsys: pytest.CaptureFixture[str]) -> None:
    directory = assembly()
    (directory / "acknowledgements.json").unlink()
    assert judge(directory, junit=None, today=TODAY) == 1
    assert "acknowledgements.json does not exist" in capsys.readouterr().err


def test_an_assembly_that_nothing_judged_stops_and_still_writes_junit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junit = tmp_path / "nag.xml"
    assert judge(tmp_path, junit=junit, today=TODAY) == 1
    assert len(failures(junit)) == 1
    assert "does not exist" in capsys.readouterr().err


def test_the_judgement_itself_is_kept_beside_the_junit_form(
    assembly: Assembly, violation: MakeViolation, tmp_path: Path
) -> None:
    directory = assembly(AwsSolutions=[violation("AwsSolutions-S10", BUCKET)])
    junit = tmp_path / "reports" / "nag.xml"
    judge(directory, junit=junit, today=TODAY)
    kept = junit.parent / "judgement.json"
    assert kept.read_bytes() == (directory / "judgement.json").read_bytes()


def test_junit_counts_equal_the_reports(assembly: Assembly, violation: MakeViolation, tmp_path: Path) -> None:
    directory = assembly(
        AwsSolutions=[
            violation("AwsSolutions-S10", BUCKET),
            violation("AwsSolutions-S2", BUCKET),
            violation("AwsSolutions-S1", BUCKET, **ACKNOWLEDGED),
        ]
    )
    junit = tmp_path / "nag.xml"
    judge(directory, junit=junit, today=TODAY)
    suite = ET.parse(junit).find("testsuite")  # noqa: S314
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
