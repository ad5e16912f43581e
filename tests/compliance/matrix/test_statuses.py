"""Each status, provoked in a small assembly; and a run that proves nothing does not pass."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.matrix import EvaluationError, PackResults, Status
from compliance.matrix.comparison import problems_of
from compliance.matrix.judgement import judge
from compliance.packs import ValidationReport
from compliance.packs.rule_packs import AWS_SOLUTIONS, NIST_800_53_R5, Pack
from compliance.register import Acknowledgement
from feature_stacks.naming import PIPELINE_STACK, PRODUCT

STACK = f"{PIPELINE_STACK}/Prod/Shared"
NOTHING = ValidationReport(packs=(), findings=())
PACK = replace(AWS_SOLUTIONS, gates=("prod",))
RESTRICTED = {"Type": "Custom::VpcRestrictDefaultSG", "Properties": {"ServiceToken": "arn:aws:lambda:::x"}}


def assembly_of(folder: Path, resources: dict[str, tuple[str, dict[str, Any]]]) -> Path:
    """One stack; each resource with the path of its construct below the stack."""
    body = {
        logical_id: {**resource, "Metadata": {"aws:cdk:path": f"{STACK}/{path}"}}
        for logical_id, (path, resource) in resources.items()
    }
    template = {"Parameters": {"Runtime": {"Type": "String"}}, "Resources": body}
    artifact = {
        "type": "aws:cloudformation:stack",
        "displayName": STACK,
        "environment": "aws://333333333333/us-east-1",
        "properties": {"templateFile": "stack.json", "stackName": f"{PRODUCT}-shared-prod"},
    }
    folder.mkdir(exist_ok=True)
    (folder / "stack.json").write_text(json.dumps(template), encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"artifacts": {"stack": artifact}}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> PackResults:
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns"}}
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Code": {"ZipFile": "x"}, "Role": "arn:x", "Handler": "x.y", "Runtime": {"Ref": "Runtime"}},
    }
    entry = Acknowledgement(
        finding="AwsSolutions::AwsSolutions-S1",
        path=f"{STACK}/Logs/Resource",
        reason="It is the log bucket.",
        owner="Delivery team",
        record="SEC-1",
        expires=datetime.date(2027, 1, 1),
    )
    directory = assembly_of(
        tmp_path_factory.mktemp("statuses"),
        {
            "Topic": ("Topic/Resource", topic),
            "Function": ("Function/Resource", function),
            "Logs": ("Logs/Resource", {"Type": "AWS::S3::Bucket", "Properties": {}}),
        },
    )
    (found,) = judge(directory, packs=[PACK], register=[entry]).packs
    return found


@pytest.mark.parametrize(
    ("rule", "path", "status"),
    [
        ("AwsSolutions-SNS3", "Topic/Resource", Status.COMPLIANT),
        ("AwsSolutions-S1", "Logs/Resource", Status.ACKNOWLEDGED),
        ("AwsSolutions-S10", "Logs/Resource", Status.NON_COMPLIANT),
        ("AwsSolutions-S1", "Topic/Resource", Status.NOT_APPLICABLE),
        ("AwsSolutions-L1", "Function/Resource", Status.ERROR),
    ],
)
def test_status(results: PackResults, rule: str, path: str, status: Status) -> None:
    (found,) = [r for r in results.results if r.rule.id == rule and r.resource.path == f"{STACK}/{path}"]
    assert found.status is status


def test_a_rule_that_threw_says_why_and_stops(results: PackResults) -> None:
    (error,) = results.with_status(Status.ERROR)
    assert "non-primitive" in error.message
    assert results.stops(error)


@pytest.mark.parametrize(("parent", "status"), [("Vpc", Status.COMPLIANT), ("Other", Status.NON_COMPLIANT)])
def test_resources_lie_where_the_app_had_them(tmp_path: Path, parent: str, status: Status) -> None:
    """This rule looks for a sibling construct, which a flat list of resources would not have."""
    directory = assembly_of(
        tmp_path,
        {
            "Vpc": ("Vpc/Resource", {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}),
            "Restrict": (f"{parent}/RestrictDefaultSecurityGroupCustomResource/Default", RESTRICTED),
        },
    )
    (found,) = judge(directory, packs=[NIST_800_53_R5], register=[]).packs
    rule = "NIST.800.53.R5-VPCDefaultSecurityGroupClosed"
    assert [r.status for r in found.results if r.rule.id == rule and r.resource.logical_id == "Vpc"] == [status]


def test_a_pack_that_judged_nothing_is_a_problem(results: PackResults) -> None:
    silent = replace(results, rules=(), results=())
    elsewhere = replace(results, pack=replace(PACK, gates=("dev",)))
    assert problems_of([results], NOTHING) == ()
    assert "did not run" in problems_of([silent], NOTHING)[0]
    assert "judged no resource" in problems_of([elsewhere], NOTHING)[0]


def test_a_pack_that_does_not_object_to_the_canary_is_a_problem(results: PackResults) -> None:
    assert results.canary == "AwsSolutions-L1"
    assert "did not object to its canary" in problems_of([replace(results, canary="")], NOTHING)[0]


def test_a_missing_answer_is_a_problem(results: PackResults) -> None:
    assert "answers" in problems_of([replace(results, results=results.results[1:])], NOTHING)[0]


def test_a_pack_that_calls_itself_otherwise_cannot_be_run(tmp_path: Path) -> None:
    wrong = Pack(name="Other", title="Other", cdk_nag_class="ServerlessChecks", gates=("prod",))
    with pytest.raises(EvaluationError, match="calls itself Serverless"):
        judge(assembly_of(tmp_path, {}), packs=[wrong], register=[])
