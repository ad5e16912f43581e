"""What CloudFormation's execution role may do is what its stacks can do: action by action, name by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import make_role, trust, unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, table, template, update_stack, wait

pytestmark = pytest.mark.cloud

_SERVICE_ROLES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html"
_HANDLERS = "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html"
_PASSING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
_CLOUDFORMATION = trust(Service="cloudformation.amazonaws.com")

Statement = dict[str, Any]


def _statement(
    action: str | list[str], resource: str = "*", *, effect: str = "Allow", **condition: dict[str, str]
) -> Statement:
    statement: Statement = {"Effect": effect, "Action": action, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def _execution_role(server: ServerProcess, *statements: Statement, boundary: list[Statement] | None = None) -> str:
    arn = make_role(server, DEV, trusted=_CLOUDFORMATION, policy={"Version": "2012-10-17", "Statement": [*statements]})
    if boundary is not None:
        document = json.dumps({"Version": "2012-10-17", "Statement": boundary})
        iam = server.client("iam", DEV)
        policy = iam.create_policy(PolicyName=unique("boundary"), PolicyDocument=document)["Policy"]["Arn"]
        iam.put_role_permissions_boundary(RoleName=arn.rpartition("/")[2], PermissionsBoundary=policy)
    return arn


def _failure(server: ServerProcess, stack: str) -> str:
    """The first reason that a resource of a stack failed for; empty where none did."""
    events = server.client("cloudformation", DEV).describe_stack_events(StackName=stack)["StackEvents"]
    reasons = [one.get("ResourceStatusReason", "") for one in events if one["ResourceStatus"].endswith("_FAILED")]
    return reasons[-1] if reasons else ""


def _bucket(name: str) -> dict[str, Any]:
    return {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}


@pytest.mark.enforces("CloudFormation: a resource is made with the permissions of the execution role", source=_HANDLERS)
def test_a_role_without_one_of_a_handler_s_permissions_makes_no_resource(cloud: CloudProcess) -> None:
    name = unique("table")
    denied = _statement("dynamodb:CreateTable", effect="Deny")
    role = _execution_role(cloud, _statement("dynamodb:*"), denied)
    stack = create_stack(cloud, {"Table": table(name)}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = _failure(cloud, stack)
    assert f"dynamodb:CreateTable on resource: arn:aws:dynamodb:{REGION}:{DEV}:table/{name}" in reason
    assert "HandlerErrorCode: AccessDenied" in reason
    assert role.rpartition("/")[2] in reason


def test_a_role_with_all_of_them_makes_it(cloud: CloudProcess) -> None:
    role = _execution_role(cloud, _statement("dynamodb:*"))
    stack = create_stack(cloud, {"Table": table(unique("table"))}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _failure(cloud, stack)


def test_a_permission_that_reads_the_resource_is_needed_too(cloud: CloudProcess) -> None:
    role = _execution_role(cloud, _statement("dynamodb:*"), _statement("dynamodb:DescribeTable", effect="Deny"))
    assert "dynamodb:DescribeTable" in _failure(cloud, create_stack(cloud, {"T": table(unique("t"))}, RoleARN=role))


@pytest.mark.enforces(
    "CloudFormation: an execution policy for some names makes no resource of another", source=_SERVICE_ROLES
)
def test_a_role_for_some_names_makes_no_other(cloud: CloudProcess) -> None:
    role = _execution_role(cloud, _statement("dynamodb:*", f"arn:aws:dynamodb:*:{DEV}:table/ours-*"))
    ours, theirs = unique("ours"), unique("theirs")
    stack = create_stack(cloud, {"Table": table(ours)}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _failure(cloud, stack)
    assert f"table/{theirs}" in _failure(cloud, create_stack(cloud, {"Table": table(theirs)}, RoleARN=role))


@pytest.mark.enforces(
    "Application Auto Scaling: registering a target takes the right to put and delete alarms of any name",
    source="https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html",
)
@pytest.mark.parametrize("action", ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"])
def test_a_scalable_target_is_not_registered_by_who_may_put_some_alarms_alone(cloud: CloudProcess, action: str) -> None:
    table_name = unique("scaled")
    target = {
        "Type": "AWS::ApplicationAutoScaling::ScalableTarget",
        "DependsOn": "Table",
        "Properties": {
            "MaxCapacity": 10,
            "MinCapacity": 5,
            "ResourceId": f"table/{table_name}",
            "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
            "ServiceNamespace": "dynamodb",
        },
    }
    others = [one for one in ("cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm") if one != action]
    anything = _statement(["application-autoscaling:*", "dynamodb:*", "iam:*", "cloudwatch:DescribeAlarms", *others])
    some = _statement(action, f"arn:aws:cloudwatch:*:{DEV}:alarm:ours-*")
    resources = {"Table": table(table_name), "Target": target}
    stack = create_stack(cloud, resources, RoleARN=_execution_role(cloud, anything, some))
    assert f"is not authorized to perform: {action} on resource: *" in _failure(cloud, stack)
    stack = create_stack(cloud, resources, RoleARN=_execution_role(cloud, anything, _statement(action)))
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _failure(cloud, stack)


def test_a_resource_that_has_no_name_yet_is_called_after_its_stack(cloud: CloudProcess) -> None:
    role = _execution_role(cloud, _statement("sqs:*", f"arn:aws:sqs:*:{DEV}:stack-*"))
    queue = {"Type": "AWS::SQS::Queue"}
    stack = create_stack(cloud, {"Queue": queue}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _failure(cloud, stack)


@pytest.mark.enforces("CloudFormation: an update needs the permissions of the update handler", source=_HANDLERS)
def test_an_update_needs_its_own_permissions_and_a_stack_keeps_its_role(cloud: CloudProcess) -> None:
    name = unique("bucket")
    role = _execution_role(cloud, _statement("s3:*"), _statement("s3:PutBucketWebsite", effect="Deny"))
    # PutBucketWebsite is in both handlers, so the creation is done without the role.
    stack = create_stack(cloud, {"Bucket": _bucket(name)})
    tagged = _bucket(name)
    tagged["Properties"]["Tags"] = [{"Key": "of", "Value": "update"}]
    cloud.client("cloudformation", DEV).update_stack(
        StackName=stack, TemplateBody=template({"Bucket": tagged}), RoleARN=role
    )
    wait(cloud, stack)
    assert "s3:PutBucketWebsite" in _failure(cloud, stack)


def test_what_did_not_change_needs_no_permission(cloud: CloudProcess) -> None:
    name, role = unique("table"), _execution_role(cloud, _statement("sns:*"))
    stack = create_stack(cloud, {"Table": table(name)})
    resources = {"Table": table(name), "Topic": {"Type": "AWS::SNS::Topic"}}
    cloud.client("cloudformation", DEV).update_stack(StackName=stack, TemplateBody=template(resources), RoleARN=role)
    wait(cloud, stack)
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_COMPLETE", _failure(cloud, stack)


@pytest.mark.enforces(
    "CloudFormation: a stack keeps the execution role it was last given; deleting needs its permissions",
    source=_SERVICE_ROLES,
)
def test_a_stack_s_role_deletes_it(cloud: CloudProcess) -> None:
    iam, name = cloud.client("iam", DEV), unique("table")
    role = _execution_role(cloud, _statement("dynamodb:*"))
    stack = create_stack(cloud, {"Table": table(name)}, RoleARN=role)
    denied = {"Version": "2012-10-17", "Statement": [_statement("dynamodb:DeleteTable", effect="Deny")]}
    policy = {"RoleName": role.rpartition("/")[2], "PolicyName": "kept"}
    iam.put_role_policy(**policy, PolicyDocument=json.dumps(denied))
    cloudformation = cloud.client("cloudformation", DEV)
    cloudformation.delete_stack(StackName=stack)
    with pytest.raises(Exception, match="DELETE_FAILED"):
        cloudformation.get_waiter("stack_delete_complete").wait(
            StackName=stack, WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
        )
    assert "dynamodb:DeleteTable" in _failure(cloud, stack)
    iam.delete_role_policy(**policy)
    delete_stack(cloud, stack)


@pytest.mark.enforces("CloudFormation: an execution role's permissions boundary limits what it makes", source=_HANDLERS)
def test_a_boundary_limits_the_execution_role(cloud: CloudProcess) -> None:
    role = _execution_role(cloud, _statement("*"), boundary=[_statement("sns:*")])
    stack = create_stack(cloud, {"Topic": {"Type": "AWS::SNS::Topic"}}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _failure(cloud, stack)
    reason = _failure(cloud, create_stack(cloud, {"Table": table(unique("table"))}, RoleARN=role))
    assert "no permissions boundary allows the dynamodb:" in reason


_FUNCTION: dict[str, Any] = {
    "Type": "AWS::Lambda::Function",
    "Properties": {
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Code": {"ZipFile": "def handler(event, context): return event"},
    },
}


@pytest.mark.enforces("CloudFormation: the execution role needs iam:PassRole on each role it hands on", source=_PASSING)
@pytest.mark.parametrize(
    ("service", "status"),
    [("*", "CREATE_COMPLETE"), ("lambda.amazonaws.com", "CREATE_COMPLETE"), ("ec2.amazonaws.com", "ROLLBACK_COMPLETE")],
)
def test_a_role_is_passed_to_a_service_with_permission_alone(cloud: CloudProcess, service: str, status: str) -> None:
    functions_role = make_role(cloud, DEV, trusted=trust(Service="lambda.amazonaws.com"))
    function = {**_FUNCTION, "Properties": {**_FUNCTION["Properties"], "Role": functions_role}}
    rights = [_statement(["lambda:*", "s3:*", "iam:GetRole"])]
    without = create_stack(cloud, {"F": function}, RoleARN=_execution_role(cloud, *rights))
    assert f"iam:PassRole on resource: {functions_role}" in _failure(cloud, without)
    to_service = {"iam:PassedToService": service}
    role = _execution_role(cloud, *rights, _statement("iam:PassRole", functions_role, StringLike=to_service))
    stack = create_stack(cloud, {"F": function}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == status, _failure(cloud, stack)


def test_a_stack_without_a_role_is_not_held_to_one(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, {"Table": table(unique("table"))})
    update_stack(cloud, stack, {"Topic": {"Type": "AWS::SNS::Topic"}})
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_COMPLETE"


def test_ministack_alone_makes_what_the_role_may_not(alone: ServerProcess) -> None:
    stack = create_stack(alone, {"Table": table(unique("table"))}, RoleARN=_execution_role(alone, _statement("sns:*")))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
