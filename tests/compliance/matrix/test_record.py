"""Build's record proves that each gating pack ran, over all that it gates, and holds what it found there and nowhere
else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.matrix import record
from compliance.matrix.record import record_judgement
from compliance.packs import GATING_PACKS, PACKS, ValidationReport, read_report, read_runs
from compliance.packs.rule_packs import AWS_SOLUTIONS, HIPAA
from compliance.register import write_register
from feature_stacks.naming import PIPELINE_STACK, PRODUCT

BUCKET = {"Type": "AWS::S3::Bucket", "Properties": {}}


def assembly_in(folder: Path) -> Path:
    """A bare bucket in dev and one in prod, and what a synth leaves beside them."""
    artifacts = {
        stage: {
            "type": "aws:cloudformation:stack",
            "displayName": f"{PIPELINE_STACK}/{stage}/Shared",
            "environment": "aws://333333333333/us-east-1",
            "properties": {"templateFile": "stack.json", "stackName": f"{PRODUCT}-shared-{stage.lower()}"},
        }
        for stage in ("Dev", "Prod")
    }
    annotated = {"pluginName": "Construct Annotations", "violations": [
        {
            "ruleName": "@aws-cdk/aws-s3:old",
            "description": "This is old.",
            "severity": "warning",
            "violatingConstructs": [{"constructPath": f"{PIPELINE_STACK}/Dev/Shared/Bucket"}],
        }
    ]}  # fmt: skip
    said = {"pluginName": "AwsSolutions", "violations": []}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")
    (folder / "stack.json").write_text(json.dumps({"Resources": {"Bucket": BUCKET}}), encoding="utf-8")
    (folder / "validation-report.json").write_text(json.dumps({"pluginReports": [annotated, said]}), encoding="utf-8")
    write_register([], folder)
    return folder


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = assembly_in(tmp_path_factory.mktemp("judged"))
    record_judgement(folder)
    return folder


def places_of(report: ValidationReport, rule: str) -> list[str]:
    return [finding.construct_path for finding in report.findings if finding.rule == rule]


def test_every_gating_pack_and_no_other_records_its_run(judged: Path) -> None:
    assert {run.pack for run in read_runs(judged)} == set(GATING_PACKS)


def test_runs_count_rules_resources_and_findings_and_catch_the_canary(judged: Path) -> None:
    findings = read_report(judged).findings
    for run in read_runs(judged):
        (pack,) = (pack for pack in PACKS if pack.name == run.pack)
        assert run.rules >= 18, run
        assert run.resources == len({"dev", "prod"} & set(pack.gates)), run
        assert run.findings == sum(finding.pack == run.pack for finding in findings), run
        assert run.canary.startswith(run.pack), run


def test_a_finding_is_recorded_at_its_construct_with_what_it_is(judged: Path) -> None:
    report = read_report(judged)
    assert places_of(report, "AwsSolutions-S1") == [
        f"{PIPELINE_STACK}/{stage}/Shared/Bucket" for stage in ("Dev", "Prod")
    ]
    (finding, _) = (finding for finding in report.findings if finding.rule == "AwsSolutions-S10")
    assert (finding.pack, finding.construct_type, finding.reason) == ("AwsSolutions", "AWS::S3::Bucket", None)
    assert "SSL" in finding.description


def test_what_constructs_warn_about_in_synth_is_recorded_too(judged: Path) -> None:
    (finding,) = (finding for finding in read_report(judged).findings if finding.pack == "Construct Annotations")
    assert (finding.rule, finding.severity, finding.environment) == ("@aws-cdk/aws-s3:old", "warning", "dev")


def test_what_cloudformation_would_refuse_is_recorded_too(tmp_path: Path) -> None:
    folder = assembly_in(tmp_path)
    refused = {"Type": "AWS::S3::Bucket", "Properties": {"BucketNam": "x"}}
    (folder / "stack.json").write_text(json.dumps({"Resources": {"Bucket": refused}}), encoding="utf-8")
    record_judgement(folder)
    found = [finding for finding in read_report(folder).findings if finding.pack == "CloudFormation Validate"]
    assert {finding.construct_path for finding in found} == {
        f"{PIPELINE_STACK}/Dev/Shared/Bucket",
        f"{PIPELINE_STACK}/Prod/Shared/Bucket",
    }
    assert any("BucketNam" in finding.description for finding in found)


def test_a_pack_that_gates_prod_alone_leaves_dev_in_peace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hipaa = replace(HIPAA, gates=("prod",), reported=())
    monkeypatch.setattr(record, "PACKS", (AWS_SOLUTIONS, hipaa))
    folder = assembly_in(tmp_path)
    record_judgement(folder)
    findings = [finding for finding in read_report(folder).findings if finding.pack == HIPAA.name]
    assert {finding.construct_path for finding in findings} == {f"{PIPELINE_STACK}/Prod/Shared/Bucket"}
