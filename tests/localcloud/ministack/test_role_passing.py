"""Who hands a role to a service may pass it: for each service whose calls name one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, make_role, make_user, trust, unique

pytestmark = pytest.mark.cloud

_PASSING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
_SOMEBODY_ELSE = "somebody-else.amazonaws.com"


def _code() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): return event")
    return packed.getvalue()


def _function(client: Any, role: str) -> None:
    client.create_function(
        FunctionName=unique("f"), Runtime="python3.11", Handler="index.handler", Role=role, Code={"ZipFile": _code()}
    )


def _project(client: Any, role: str) -> None:
    client.create_project(
        name=unique("p"),
        serviceRole=role,
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
    )


def _pipeline(client: Any, role: str) -> None:
    def action(category: str, provider: str, **more: Any) -> dict[str, Any]:
        kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
        return {"name": category, "actionTypeId": kind, **more}

    bucket = {"S3Bucket": "b", "S3ObjectKey": "k", "PollForSourceChanges": "false"}
    source = action("Source", "S3", configuration=bucket, outputArtifacts=[{"name": "Source"}])
    stages = [{"name": "Source", "actions": [source]}, {"name": "Yes", "actions": [action("Approval", "Manual")]}]
    store = {"type": "S3", "location": "artifacts"}
    client.create_pipeline(pipeline={"name": unique("p"), "roleArn": role, "artifactStore": store, "stages": stages})


def _target(client: Any, role: str) -> None:
    bus = f"arn:aws:events:{REGION}:{DEV}:event-bus/default"
    client.put_targets(Rule="absent", Targets=[{"Id": "1", "Arn": bus, "RoleArn": role}])


def _state_machine(client: Any, role: str) -> None:
    definition = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    client.create_state_machine(name=unique("m"), definition=json.dumps(definition), roleArn=role)


def _schedule(client: Any, role: str) -> None:
    client.create_schedule(
        Name=unique("s"),
        ScheduleExpression="rate(1 day)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": f"arn:aws:sqs:{REGION}:{DEV}:q", "RoleArn": role},
    )


def _task(client: Any, role: str) -> None:
    containers = [{"name": "c", "image": "i", "memory": 128}]
    client.register_task_definition(family=unique("t"), taskRoleArn=role, containerDefinitions=containers)


def _selection(client: Any, role: str) -> None:
    selection = {"SelectionName": "all", "IamRoleArn": role, "Resources": ["*"]}
    client.create_backup_selection(BackupPlanId="absent", BackupSelection=selection)


def _flow_log(client: Any, role: str) -> None:
    client.create_flow_logs(
        ResourceIds=["vpc-12345678"],
        ResourceType="VPC",
        TrafficType="ALL",
        LogGroupName="g",
        DeliverLogsPermissionArn=role,
    )


Call = Callable[[Any, str], None]
_CALLS: dict[str, tuple[str, Call]] = {
    "lambda": ("lambda.amazonaws.com", _function),
    "codebuild": ("codebuild.amazonaws.com", _project),
    "codepipeline": ("codepipeline.amazonaws.com", _pipeline),
    "events": ("events.amazonaws.com", _target),
    "stepfunctions": ("states.amazonaws.com", _state_machine),
    "scheduler": ("scheduler.amazonaws.com", _schedule),
    "ecs": ("ecs-tasks.amazonaws.com", _task),
    "backup": ("backup.amazonaws.com", _selection),
    "ec2": ("vpc-flow-logs.amazonaws.com", _flow_log),
}


def _caller(server: ServerProcess, role: str, passed_to: str) -> boto3.Session:
    """Somebody who may do everything but pass roles, save that one to that service."""
    condition = {"StringEquals": {"iam:PassedToService": passed_to}}
    statements: list[dict[str, Any]] = [{"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "*"}]
    if passed_to:
        statements.append({"Effect": "Allow", "Action": "iam:PassRole", "Resource": role, "Condition": condition})
    return make_user(server, DEV, {"Version": "2012-10-17", "Statement": statements})


def _refusal(server: ServerProcess, service: str, passed_to: str) -> str:
    """What a call is refused with for want of a permission; empty where it is served, or fails otherwise."""
    principal, call = _CALLS[service]
    role = make_role(server, DEV, trusted=trust(Service=principal))
    client = server.client(service, session=_caller(server, role, passed_to))
    try:
        call(client, role)
    except ClientError as error:
        refused = error.response["Error"]["Code"] in DENIED
        return str(error) if refused else ""
    return ""


@pytest.mark.enforces("IAM: whoever gives a service a role needs iam:PassRole for that service", source=_PASSING)
@pytest.mark.parametrize("service", _CALLS)
def test_a_role_is_given_to_a_service_by_who_may_pass_it_there(cloud: CloudProcess, service: str) -> None:
    assert "is not authorized to perform: iam:PassRole on resource: " in _refusal(cloud, service, "")
    assert "iam:PassRole" in _refusal(cloud, service, _SOMEBODY_ELSE)
    assert _refusal(cloud, service, _CALLS[service][0]) == ""


@pytest.mark.enforces("IAM: a function is given another role with iam:PassRole alone", source=_PASSING)
def test_a_function_is_not_given_another_role_without(cloud: CloudProcess) -> None:
    weak, strong = (make_role(cloud, DEV, trusted=trust(Service="lambda.amazonaws.com")) for _ in range(2))
    name = unique("f")
    cloud.client("lambda", DEV).create_function(
        FunctionName=name, Runtime="python3.11", Handler="index.handler", Role=weak, Code={"ZipFile": _code()}
    )
    client = cloud.client("lambda", session=_caller(cloud, weak, ""))
    client.update_function_configuration(FunctionName=name, Timeout=5)
    with pytest.raises(ClientError, match="iam:PassRole"):
        client.update_function_configuration(FunctionName=name, Role=strong)


def test_ministack_alone_lets_anybody_pass_any_role(alone: ServerProcess) -> None:
    assert _refusal(alone, "lambda", "") == ""
