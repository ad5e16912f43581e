"""Permissions boundaries: what a role or user with one can do, and who may make a role without."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_role, make_user, refused, trust, unique
from tests.localcloud.ministack.stacks import create_stack, describe, update_stack

pytestmark = pytest.mark.cloud

_BOUNDARIES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"
_KEY = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html"
_ANYBODY = trust(AWS=f"arn:aws:iam::{DEV}:root")


def _policy(server: ServerProcess, *statements: dict[str, Any]) -> str:
    document = json.dumps({"Version": "2012-10-17", "Statement": [*statements]})
    created = server.client("iam", DEV).create_policy(PolicyName=unique("boundary"), PolicyDocument=document)
    return str(created["Policy"]["Arn"])


def _only_sns(server: ServerProcess) -> str:
    return _policy(server, {"Effect": "Allow", "Action": "sns:*", "Resource": "*"})


def _assumed(server: ServerProcess, role: str) -> boto3.Session:
    answer = server.client("sts", DEV).assume_role(RoleArn=role, RoleSessionName="limited")["Credentials"]
    return boto3.Session(answer["AccessKeyId"], answer["SecretAccessKey"], answer["SessionToken"], region_name=REGION)


def _limited_role(server: ServerProcess) -> boto3.Session:
    role = make_role(server, DEV, trusted=_ANYBODY, policy=allow("*", "*"))
    boundary = _only_sns(server)
    server.client("iam", DEV).put_role_permissions_boundary(
        RoleName=role.rpartition("/")[2], PermissionsBoundary=boundary
    )
    return _assumed(server, role)


def _limited_user(server: ServerProcess) -> boto3.Session:
    user = make_user(server, DEV, allow("*", "*"))
    name = server.client("sts", session=user).get_caller_identity()["Arn"].rpartition("/")[2]
    server.client("iam", DEV).put_user_permissions_boundary(UserName=name, PermissionsBoundary=_only_sns(server))
    return user


@pytest.mark.enforces("IAM: a role or user does what policies and permissions boundary both allow", source=_BOUNDARIES)
@pytest.mark.parametrize("who", [_limited_role, _limited_user])
def test_a_boundary_limits_what_policies_allow(
    cloud: CloudProcess, who: Callable[[CloudProcess], boto3.Session]
) -> None:
    limited = who(cloud)
    cloud.client("sns", session=limited).list_topics()
    with refused(*DENIED):
        cloud.client("dynamodb", session=limited).list_tables()


def _role_of_a_stack(boundary: str | None) -> dict[str, Any]:
    everything = [{"PolicyName": "all", "PolicyDocument": allow("*", "*")}]
    properties: dict[str, Any] = {"AssumeRolePolicyDocument": json.loads(_ANYBODY), "Policies": everything}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": properties | ({"PermissionsBoundary": boundary} if boundary else {}),
    }


@pytest.mark.enforces("CloudFormation: a role's PermissionsBoundary limits the role", source=_BOUNDARIES)
def test_a_boundary_in_a_template_reaches_the_role(cloud: CloudProcess) -> None:
    boundary = _only_sns(cloud)
    stack = create_stack(cloud, {"Role": _role_of_a_stack(boundary)}, outputs={"Arn": {"Fn::GetAtt": ["Role", "Arn"]}})
    (output,) = describe(cloud, stack)["Outputs"]
    name = output["OutputValue"].rpartition("/")[2]
    found = cloud.client("iam", DEV).get_role(RoleName=name)["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"]
    assert found == boundary
    limited = _assumed(cloud, output["OutputValue"])
    with refused(*DENIED):
        cloud.client("dynamodb", session=limited).list_tables()
    update_stack(cloud, stack, {"Role": _role_of_a_stack(None)})
    assert "PermissionsBoundary" not in cloud.client("iam", DEV).get_role(RoleName=name)["Role"]


@pytest.mark.enforces("CloudFormation: a role's boundary must be a policy that exists", source=_BOUNDARIES)
def test_a_boundary_that_does_not_exist_fails_the_role(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, {"Role": _role_of_a_stack(f"arn:aws:iam::{DEV}:policy/absent")})
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"


def test_ministack_alone_drops_a_template_s_boundary(alone: ServerProcess) -> None:
    stack = create_stack(alone, {"Role": _role_of_a_stack(_only_sns(alone))}, outputs={"Name": {"Ref": "Role"}})
    (output,) = describe(alone, stack)["Outputs"]
    assert "PermissionsBoundary" not in alone.client("iam", DEV).get_role(RoleName=output["OutputValue"])["Role"]


# --- iam:PermissionsBoundary ------------------------------------------------------------------------------------------


def _administrator_within(server: ServerProcess, boundary: str) -> Any:
    """IAM for somebody who may do everything, but make or change roles only with the boundary."""
    bound = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
    policy = allow("*", "*")
    policy["Statement"] += [
        {
            "Effect": "Deny",
            "Action": bound,
            "Resource": "*",
            "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": boundary}},
        },
        {"Effect": "Deny", "Action": "iam:DeleteRolePermissionsBoundary", "Resource": "*"},
    ]
    return server.client("iam", session=make_user(server, DEV, policy))


@pytest.mark.enforces("IAM: iam:PermissionsBoundary holds who makes roles to a boundary", source=_KEY)
def test_a_role_is_made_with_the_boundary_alone(cloud: CloudProcess) -> None:
    boundary, other = _only_sns(cloud), _only_sns(cloud)
    iam = _administrator_within(cloud, boundary)
    asked = {"AssumeRolePolicyDocument": _ANYBODY}
    iam.create_role(RoleName=unique("role"), PermissionsBoundary=boundary, **asked)
    with refused(*DENIED):
        iam.create_role(RoleName=unique("role"), PermissionsBoundary=other, **asked)
    with refused(*DENIED):
        iam.create_role(RoleName=unique("role"), **asked)


@pytest.mark.enforces("IAM: iam:PermissionsBoundary is the role's own for changes to a role that exists", source=_KEY)
def test_a_role_is_changed_and_freed_with_the_boundary_alone(cloud: CloudProcess) -> None:
    boundary = _only_sns(cloud)
    iam = _administrator_within(cloud, boundary)
    bound, free = unique("role"), make_role(cloud, DEV, trusted=_ANYBODY).rpartition("/")[2]
    iam.create_role(RoleName=bound, AssumeRolePolicyDocument=_ANYBODY, PermissionsBoundary=boundary)
    given = {"PolicyName": "given", "PolicyDocument": json.dumps(allow("*", "*"))}
    iam.put_role_policy(RoleName=bound, **given)
    with refused(*DENIED):
        iam.put_role_policy(RoleName=free, **given)
    with refused(*DENIED):
        iam.put_role_permissions_boundary(RoleName=bound, PermissionsBoundary=_only_sns(cloud))
    iam.put_role_permissions_boundary(RoleName=free, PermissionsBoundary=boundary)
    with refused(*DENIED):
        iam.delete_role_permissions_boundary(RoleName=bound)


@pytest.mark.enforces("CloudFormation: an execution role held to a boundary makes no role without it", source=_KEY)
@pytest.mark.parametrize(("bound", "status"), [(True, "CREATE_COMPLETE"), (False, "ROLLBACK_COMPLETE")])
def test_an_execution_role_makes_roles_with_the_boundary_alone(cloud: CloudProcess, bound: bool, status: str) -> None:
    boundary = _only_sns(cloud)
    condition = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    policy = allow("iam:*", "*", **condition)
    policy["Statement"].append(allow(["iam:Get*", "iam:List*", "iam:Tag*", "iam:DeleteRole"], "*")["Statement"][0])
    role = make_role(cloud, DEV, trusted=trust(Service="cloudformation.amazonaws.com"), policy=policy)
    stack = create_stack(cloud, {"Role": _role_of_a_stack(boundary if bound else None)}, RoleARN=role)
    assert describe(cloud, stack)["StackStatus"] == status


def test_ministack_alone_does_not_know_the_condition_key(alone: ServerProcess) -> None:
    boundary = _only_sns(alone)
    with refused(*DENIED):
        _administrator_within(alone, boundary).create_role(
            RoleName=unique("role"), AssumeRolePolicyDocument=_ANYBODY, PermissionsBoundary=boundary
        )
