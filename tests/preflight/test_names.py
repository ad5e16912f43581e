"""Names that something else has: of each kind, one that a failed deployment left."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from compliance.assembly.naming_check import PHYSICAL_NAMES
from delivery.preflight import Verdict
from delivery.preflight.names_in_use import NAMES_IN_USE, NOT_LOOKED_UP
from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV, FOREIGN, TOOLS
from tests.localcloud.ministack.principals import trust, unique
from tests.localcloud.ministack.stacks import delete_stack, table, wait
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]

Client = Callable[[str], Any]
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]})
EVERYTHING = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "all"}


def make_alias(client: Client, name: str) -> Callable[[], None]:
    key = client("kms").create_key()["KeyMetadata"]["KeyId"]
    client("kms").create_alias(AliasName=name, TargetKeyId=key)
    return lambda: client("kms").delete_alias(AliasName=name)


def make_topic(client: Client, name: str) -> Callable[[], None]:
    arn = client("sns").create_topic(Name=name)["TopicArn"]
    return lambda: client("sns").delete_topic(TopicArn=arn)


def make_policy(client: Client, name: str) -> Callable[[], None]:
    arn = client("iam").create_policy(PolicyName=name, PolicyDocument=POLICY)["Policy"]["Arn"]
    return lambda: client("iam").delete_policy(PolicyArn=arn)


def make_role(client: Client, name: str) -> Callable[[], None]:
    client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust(Service="lambda.amazonaws.com"))
    return lambda: client("iam").delete_role(RoleName=name)


def make_table(client: Client, name: str) -> Callable[[], None]:
    client("dynamodb").create_table(**table(name)["Properties"])
    return lambda: client("dynamodb").delete_table(TableName=name)


def make_bucket(client: Client, name: str) -> Callable[[], None]:
    client("s3").create_bucket(Bucket=name)
    return lambda: client("s3").delete_bucket(Bucket=name)


def make_log_group(client: Client, name: str) -> Callable[[], None]:
    client("logs").create_log_group(logGroupName=name)
    return lambda: client("logs").delete_log_group(logGroupName=name)


def make_vault(client: Client, name: str) -> Callable[[], None]:
    client("backup").create_backup_vault(BackupVaultName=name)
    return lambda: client("backup").delete_backup_vault(BackupVaultName=name)


def make_alarm(client: Client, name: str) -> Callable[[], None]:
    client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/Lambda",
        MetricName="Errors",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    return lambda: client("cloudwatch").delete_alarms(AlarmNames=[name])


def make_web_acl(client: Client, name: str) -> Callable[[], None]:
    made = client("wafv2").create_web_acl(
        Name=name, Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=EVERYTHING
    )["Summary"]
    return lambda: client("wafv2").delete_web_acl(
        Name=name, Scope="REGIONAL", Id=made["Id"], LockToken=made["LockToken"]
    )


def make_application(client: Client, name: str) -> Callable[[], None]:
    client("codedeploy").create_application(applicationName=name, computePlatform="Lambda")
    return lambda: client("codedeploy").delete_application(applicationName=name)


LEFT_BEHIND = {
    "AWS::Backup::BackupVault": make_vault,
    "AWS::CloudWatch::Alarm": make_alarm,
    "AWS::CodeDeploy::Application": make_application,
    "AWS::DynamoDB::Table": make_table,
    "AWS::IAM::ManagedPolicy": make_policy,
    "AWS::IAM::Role": make_role,
    "AWS::KMS::Alias": make_alias,
    "AWS::Logs::LogGroup": make_log_group,
    "AWS::S3::Bucket": make_bucket,
    "AWS::SNS::Topic": make_topic,
    "AWS::WAFv2::WebACL": make_web_acl,
}


def name_in_dev(ready: Readiness, kind: str) -> str:
    """A name that dev's templates give to a resource of a kind."""
    names = [
        resource["Properties"][PHYSICAL_NAMES[kind].property]
        for stack in ready.stacks
        for resource in stack.resources(kind).values()
        if DEV in stack.environment
    ]
    return str(sorted(names)[0])


@pytest.mark.parametrize("kind", LEFT_BEHIND)
def test_a_name_that_something_left_behind_has(ready: Readiness, kind: str) -> None:
    name = name_in_dev(ready, kind)
    remove = LEFT_BEHIND[kind](lambda service: ready.cloud.client(service, DEV), name)
    try:
        line = ready.to_do("names")
    finally:
        remove()
    assert (line.place, line.text) == ("dev", f"{kind}: taken by something outside of the stack: {name}")
    assert line.remedy == NAMES_IN_USE[kind].remedy
    assert ready.of("names", Verdict.TO_DO) == []


def test_a_project_and_a_pipeline_that_were_left_behind(ready: Readiness) -> None:
    client = ready.cloud.client("codebuild", TOOLS)
    role = ready.cloud.client("iam", TOOLS).create_role(
        RoleName=unique("builds"), AssumeRolePolicyDocument=trust(Service="codebuild.amazonaws.com")
    )["Role"]["Arn"]
    name = f"{PRODUCT}-delivery-gate-tools"
    client.create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases: {build: {commands: ['true']}}"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        serviceRole=role,
    )
    try:
        line = ready.to_do("names")
    finally:
        client.delete_project(name=name)
    assert line.text == f"AWS::CodeBuild::Project: taken by something outside of the stack: {name}"


def test_a_bucket_s_name_that_another_account_has(ready: Readiness) -> None:
    name = name_in_dev(ready, "AWS::S3::Bucket")
    remove = make_bucket(lambda service: ready.cloud.client(service, FOREIGN), name)
    try:
        line = ready.to_do("names")
    finally:
        remove()
    assert line.remedy == f"{name} is another account's: choose another name"


def test_a_stack_whose_creation_failed(ready: Readiness) -> None:
    """It cannot be deployed again until somebody has deleted it."""
    name = name_in_dev(ready, "AWS::Logs::LogGroup")
    stack = next(stack.name for stack in ready.stacks if DEV in stack.environment)
    client = ready.cloud.client("cloudformation", DEV)
    remove = make_log_group(lambda service: ready.cloud.client(service, DEV), name)
    template = {"Resources": {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}}}
    client.create_stack(StackName=stack, TemplateBody=json.dumps(template))
    wait(ready.cloud, stack)
    remove()
    try:
        line = ready.to_do("names")
    finally:
        delete_stack(ready.cloud, stack)
    assert line.text == f"the stack {stack} is ROLLBACK_COMPLETE and cannot be deployed"


def test_what_the_stack_itself_has_is_not_in_the_way(ready: Readiness) -> None:
    stack = next(stack for stack in ready.stacks if DEV in stack.environment and stack.resources("AWS::Logs::LogGroup"))
    groups = stack.resources("AWS::Logs::LogGroup")
    logical_id, name = next((logical_id, body["Properties"]["LogGroupName"]) for logical_id, body in groups.items())
    client = ready.cloud.client("cloudformation", DEV)
    template = {"Resources": {logical_id: {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}}}
    client.create_stack(StackName=stack.name, TemplateBody=json.dumps(template))
    wait(ready.cloud, stack.name)
    try:
        assert ready.of("names", Verdict.TO_DO) == []
    finally:
        delete_stack(ready.cloud, stack.name)


def test_every_kind_that_has_a_name_is_looked_up_or_cannot_be_in_the_way() -> None:
    assert set(NAMES_IN_USE) | set(NOT_LOOKED_UP) == set(PHYSICAL_NAMES)
    assert not set(NAMES_IN_USE) & set(NOT_LOOKED_UP)
