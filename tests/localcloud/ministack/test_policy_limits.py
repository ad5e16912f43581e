"""Policies that AWS refuses fail the stack that puts them, with AWS's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, PROD, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import allow, make_role, trust, unique
from tests.localcloud.ministack.stacks import create_stack, describe, failure_reasons, update_stack

pytestmark = pytest.mark.cloud

_NOBODY = f"arn:aws:iam::{PROD}:role/nobody-has-this-name"
_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_TRUST = json.loads(trust(Service="lambda.amazonaws.com"))


def _wide(objects: int) -> dict[str, Any]:
    """A policy of about 40 characters for each object."""
    return allow("s3:GetObject", [f"arn:aws:s3:::a-bucket-of-ours/object-{number:04}" for number in range(objects)])


def _role(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": _TRUST, **properties}}


def _fails(cloud: CloudProcess, resources: dict[str, Any], reason: str) -> None:
    stack = create_stack(cloud, resources)
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert reason in failure_reasons(cloud, stack)


@pytest.mark.enforces("IAM: a role's inline policies have at most 10,240 characters together", source=_QUOTAS)
def test_inline_policies_are_too_long_together(cloud: CloudProcess) -> None:
    def inline(objects: int) -> dict[str, Any]:
        return {"PolicyName": unique("given"), "Roles": [{"Ref": "Role"}], "PolicyDocument": _wide(objects)}

    resources = {
        "Role": _role(Policies=[{"PolicyName": "first", "PolicyDocument": _wide(100)}]),
        "Second": {"Type": "AWS::IAM::Policy", "Properties": inline(100)},
    }
    stack = create_stack(cloud, resources)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"
    update_stack(cloud, stack, {**resources, "Third": {"Type": "AWS::IAM::Policy", "Properties": inline(100)}})
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "Maximum policy size of 10240 bytes exceeded for role" in failure_reasons(cloud, stack)


@pytest.mark.enforces("IAM: a managed policy has at most 6,144 characters", source=_QUOTAS)
def test_a_managed_policy_is_too_long(cloud: CloudProcess) -> None:
    managed = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": _wide(150)}}
    _fails(cloud, {"Policy": managed}, "Cannot exceed quota for PolicySize: 6144")


@pytest.mark.enforces("IAM: a role has at most 10 managed policies", source=_QUOTAS)
def test_a_role_has_too_many_managed_policies(cloud: CloudProcess) -> None:
    arns = [f"arn:aws:iam::aws:policy/Policy{number}" for number in range(11)]
    _fails(cloud, {"Role": _role(ManagedPolicyArns=arns)}, "Cannot exceed quota for PoliciesPerRole: 10")


@pytest.mark.enforces("IAM: a role's trust policy has at most 2,048 characters", source=_QUOTAS)
def test_a_trust_policy_is_too_long(cloud: CloudProcess) -> None:
    trusted = {**_TRUST, "Statement": _TRUST["Statement"] * 25}
    _fails(cloud, {"Role": _role(AssumeRolePolicyDocument=trusted)}, "Cannot exceed quota for ACLSizePerRole: 2048")


@pytest.mark.enforces(
    "IAM: a managed policy that is attached exists",
    source="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html",
)
def test_an_attached_policy_is_missing(cloud: CloudProcess) -> None:
    arn = f"arn:aws:iam::{DEV}:policy/nobody-made-this"
    _fails(cloud, {"Role": _role(ManagedPolicyArns=[arn])}, f"Policy {arn} does not exist or is not attachable.")


@pytest.mark.enforces(
    "IAM: a role or user that a policy names as its principal exists",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html",
)
@pytest.mark.parametrize("kind", ["role", "key", "bucket", "topic"])
def test_a_policys_principal_is_missing(cloud: CloudProcess, kind: str) -> None:
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{DEV}:root"}, "Action": "kms:*", "Resource": "*"}
    resources: dict[str, dict[str, Any]] = {
        "role": {"Role": _role(AssumeRolePolicyDocument=json.loads(trust(AWS=_NOBODY)))},
        "key": {
            "Key": {
                "Type": "AWS::KMS::Key",
                "Properties": {"KeyPolicy": {"Version": "2012-10-17", "Statement": [own, _to_nobody("kms:Decrypt")]}},
            }
        },
        "bucket": {
            "Bucket": {"Type": "AWS::S3::Bucket"},
            "Policy": {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": _policy_to_nobody("s3:GetObject")},
            },
        },
        "topic": {
            "Topic": {"Type": "AWS::SNS::Topic"},
            "Policy": {
                "Type": "AWS::SNS::TopicPolicy",
                "Properties": {"Topics": [{"Ref": "Topic"}], "PolicyDocument": _policy_to_nobody("sns:Publish")},
            },
        },
    }
    _fails(cloud, resources[kind], _NOBODY)


def _to_nobody(action: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"AWS": [_NOBODY]}, "Action": action, "Resource": "*"}


def _policy_to_nobody(action: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [_to_nobody(action)]}


def test_a_principal_that_exists_or_whose_account_is_not_here_is_taken(cloud: CloudProcess) -> None:
    existing = make_role(cloud, PROD, trusted=trust(Service="lambda.amazonaws.com"))
    elsewhere = "arn:aws:iam::999999999999:role/of-an-account-that-is-not-here"
    trusted = json.loads(trust(AWS=[existing, elsewhere]))
    stack = create_stack(cloud, {"Role": _role(AssumeRolePolicyDocument=trusted)})
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"


@pytest.mark.enforces(
    "KMS: a key's policy lets somebody of its account change it again",
    source="https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html",
)
def test_a_key_policy_locks_everybody_out(cloud: CloudProcess) -> None:
    only_logs = allow("kms:*", "*")
    only_logs["Statement"][0]["Principal"] = {"Service": "logs.us-east-1.amazonaws.com"}
    key = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": only_logs}}
    _fails(cloud, {"Key": key}, "will not allow you to update the key policy in the future")


def test_ministack_alone_takes_a_principal_that_does_not_exist(alone: ServerProcess) -> None:
    make_role(alone, PROD, trusted=trust(Service="lambda.amazonaws.com"))
    trusted = json.loads(trust(AWS=_NOBODY))
    stack = create_stack(alone, {"Role": _role(AssumeRolePolicyDocument=trusted)})
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
