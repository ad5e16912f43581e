"""The naming check: what follows the pattern passes, and each way to leave it is reported with where it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.assembly import SynthesizedStack
from compliance.assembly.naming_check import main, violations_of
from feature_stacks import naming
from feature_stacks.naming import PIPELINE_STACK, PRODUCT


def stack(name: str = f"{PRODUCT}-cv-tailoring-dev", **resources: tuple[str, dict[str, Any]]) -> SynthesizedStack:
    return SynthesizedStack(
        name=name,
        display_name=name,
        environment="aws://222222222222/us-east-1",
        template={"Resources": {key: {"Type": kind, "Properties": value} for key, (kind, value) in resources.items()}},
        template_file=Path("stack.template.json"),
    )


@pytest.mark.parametrize(
    ("resource_type", "properties"),
    [
        ("AWS::Lambda::Function", {"FunctionName": f"{PRODUCT}-cv-tailoring-lambda-dev"}),
        ("AWS::IAM::Role", {"RoleName": f"{PRODUCT}-role-lambda-cv-tailoring-dev"}),
        ("AWS::S3::Bucket", {"BucketName": f"{PRODUCT}-cv-artifacts-222222222222-bucket-dev"}),
        ("AWS::KMS::Alias", {"AliasName": f"alias/{PRODUCT}-alarms-key-dev"}),
        ("AWS::Logs::LogGroup", {"LogGroupName": f"aws-waf-logs-{PRODUCT}-cv-tailoring-logs-dev"}),
        ("AWS::S3::Bucket", {}),
        ("AWS::IAM::Policy", {"PolicyName": "RoleDefaultPolicy1234"}),
        ("AWS::EC2::VPCEndpoint", {"ServiceName": "com.amazonaws.us-east-1.s3"}),
    ],
)
def test_name_by_the_pattern_passes(resource_type: str, properties: dict[str, Any]) -> None:
    assert violations_of([stack(Thing=(resource_type, properties))]) == []


@pytest.mark.parametrize(
    ("resource_type", "properties", "says"),
    [
        ("AWS::Lambda::Function", {"FunctionName": "cv-tailoring"}, f"'cv-tailoring' is not {PRODUCT}-{{feature}}"),
        ("AWS::Lambda::Function", {"FunctionName": f"{PRODUCT}-lambda-dev"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::Lambda::Function", {"FunctionName": f"{PRODUCT}-CV-lambda-dev"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::Lambda::Function", {"FunctionName": f"{PRODUCT}-cv-lambda-staging"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::DynamoDB::Table", {"TableName": f"{PRODUCT}-cv-table-prod"}, "belongs to 'prod', not to dev"),
        (
            "AWS::IAM::Role",
            {"RoleName": f"{PRODUCT}-cv-tailoring-role-dev"},
            f"{PRODUCT}-role-{{service}}-{{feature}}-{{env}}",
        ),
        ("AWS::IAM::Role", {"RoleName": f"{PRODUCT}-role-lambda-{'x' * 50}-dev"}, "longer than the 64 characters"),
        ("AWS::KMS::Alias", {"AliasName": "alias/alarms"}, f"is not alias/{PRODUCT}-{{feature}}"),
        ("AWS::Logs::LogGroup", {"LogGroupName": "aws-waf-logs-dev"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::S3::Bucket", {"BucketName": f"aws-waf-logs-{PRODUCT}-cv-bucket-dev"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::SNS::Topic", {"TopicName": {"Fn::Sub": f"{PRODUCT}-${{X}}"}}, "cannot be checked"),
        ("AWS::SQS::Queue", {"QueueName": "announcements"}, f"is not {PRODUCT}-{{feature}}"),
        ("AWS::Glue::Crawler", {"Name": f"{PRODUCT}-cv-crawler-dev"}, "does not know this type"),
    ],
)
def test_name_off_the_pattern_is_reported(resource_type: str, properties: dict[str, Any], says: str) -> None:
    (violation,) = violations_of([stack(Thing=(resource_type, properties))])
    assert str(violation).startswith(f"{PRODUCT}-cv-tailoring-dev: Thing: {resource_type}: ")
    assert says in violation.problem


def test_tools_stack_may_name_what_it_makes_for_an_environment() -> None:
    role = ("AWS::IAM::Role", {"RoleName": f"{PRODUCT}-role-pipeline-smoke-prod"})
    topic = ("AWS::SNS::Topic", {"TopicName": f"{PRODUCT}-delivery-topic-tools"})
    assert violations_of([stack(PIPELINE_STACK, Role=role, Topic=topic)]) == []


def test_one_name_for_two_resources_of_an_account_is_reported() -> None:
    table = ("AWS::DynamoDB::Table", {"TableName": f"{PRODUCT}-cv-table-dev"})
    (violation,) = violations_of([stack(First=table, Second=table)])
    assert violation.problem == f"'{PRODUCT}-cv-table-dev' is also the name of {PRODUCT}-cv-tailoring-dev/First"


def test_stack_off_the_pattern_is_reported() -> None:
    (violation,) = violations_of([stack("CvTailoring")])
    assert f"{PRODUCT}-{{feature}}-{{env}}" in violation.problem


def test_command_reports_violations_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alarms"}}}}
    (tmp_path / "alarms.template.json").write_text(json.dumps(template), encoding="utf-8")
    artifact = {
        "type": "aws:cloudformation:stack",
        "environment": "aws://222222222222/us-east-1",
        "properties": {"stackName": f"{PRODUCT}-alarms-dev", "templateFile": "alarms.template.json"},
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"artifacts": {"Alarms": artifact}}), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert f"{PRODUCT}-alarms-dev: Topic: AWS::SNS::Topic: 'alarms'" in err
    assert out == "naming: 1 names in 1 stacks, 1 violations\n"


def test_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "is not a cloud assembly" in capsys.readouterr().err


def test_names_come_from_one_module() -> None:
    assert naming.physical_name("cv-tailoring", "lambda", "dev") == f"{PRODUCT}-cv-tailoring-lambda-dev"
    assert naming.role_name("lambda", "cv-tailoring", "prod") == f"{PRODUCT}-role-lambda-cv-tailoring-prod"
    assert naming.stack_name("shared", "dev") == f"{PRODUCT}-shared-dev"


@pytest.mark.parametrize("part", ["", "CV", "cv_tailoring", "-cv", "cv--tailoring", "cv tailoring"])
def test_part_that_some_service_would_refuse_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="cannot be part of a physical name"):
        naming.physical_name(part, "lambda", "dev")


def test_the_pipelines_stack_in_another_region_holds_names_of_tools() -> None:
    name = f"{PRODUCT}-replica-eu-west-1-tools"
    ours = ("AWS::KMS::Alias", {"AliasName": f"alias/{PRODUCT}-replica-eu-west-1-key-tools"})
    assert violations_of([stack(name, Key=ours)]) == []
    (violation,) = violations_of([stack(name, Key=("AWS::KMS::Alias", {"AliasName": f"alias/{PRODUCT}-cv-key-dev"}))])
    assert "belongs to 'dev', not to tools" in str(violation)
