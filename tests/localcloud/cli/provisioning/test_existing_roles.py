"""Roles that an app's stacks name and no stack makes are there before the first is deployed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from localcloud.cli.provisioning.existing.roles import ExistingRole, existing_roles
from localcloud.cli.provisioning.existing.values import DeployedStack
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

_ACCOUNT = "111111111111"
_ARN = f"arn:aws:iam::{_ACCOUNT}:role/service-role/harbour-builds"
_JOINED = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::", {"Ref": "AWS::AccountId"}, ":role/berths"]]}


def _stack(*resources: Mapping[str, Any], name: str = "Pipeline") -> DeployedStack:
    template = {"Resources": {f"R{number}": each for number, each in enumerate(resources)}}
    return DeployedStack(name=name, account=_ACCOUNT, region="eu-west-1", template=template)


def _project(role: object, **more: object) -> dict[str, Any]:
    return {"Type": "AWS::CodeBuild::Project", "Properties": {"ServiceRole": role}, **more}


def _found(*stacks: DeployedStack) -> tuple[ExistingRole, ...]:
    return existing_roles(stacks, accounts=frozenset({_ACCOUNT}))


def test_a_role_is_found_by_the_resources_that_work_as_it() -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Role": _ARN}}
    assert _found(_stack(_project(_ARN), name="Tools"), _stack(function)) == (
        ExistingRole(
            account=_ACCOUNT,
            path="/service-role/",
            name="harbour-builds",
            stack="Tools",
            services=("codebuild", "lambda"),
        ),
    )


def test_a_role_by_its_name_alone_is_found_and_so_is_that_of_an_action() -> None:
    action = {"Name": "Build", "RoleArn": _JOINED, "Configuration": {"RoleArn": _ARN}}
    stages = [{"Name": "Build", "Actions": [action]}]
    pipeline = {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": stages}}
    found = _found(_stack(pipeline))
    assert [role.name for role in found] == ["berths", "harbour-builds"]
    assert {role.services for role in found} == {("codepipeline", "cloudformation")}


@pytest.mark.parametrize(
    "role",
    [
        {"Fn::GetAtt": ["Role", "Arn"]},
        f"arn:aws:iam::{_ACCOUNT}:role/cdk-hnb659fds-deploy-role-{_ACCOUNT}-eu-west-1",
        f"arn:aws:iam::{_ACCOUNT}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
        _ARN.replace(_ACCOUNT, "222222222222"),
    ],
)
def test_what_is_made_elsewhere_or_is_anothers_is_left(role: object) -> None:
    assert _found(_stack(_project(role))) == ()


def test_what_a_stack_makes_or_a_condition_decides_is_left() -> None:
    made = {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "harbour-builds"}}
    assert _found(_stack(_project(_ARN)), _stack(made, name="Roles")) == ()
    assert _found(_stack(_project(_ARN, Condition="IsOpen"))) == ()


def test_a_role_is_made_once_and_may_be_taken_on_by_its_services(stubbed: StubbedCloud) -> None:
    role = ExistingRole(account=_ACCOUNT, path="/", name="berths", stack="Pipeline", services=("codebuild",))
    record = {
        "Path": "/",
        "RoleName": "berths",
        "RoleId": "AROAEXAMPLEEXAMPLE12",
        "Arn": f"arn:aws:iam::{_ACCOUNT}:role/berths",
        "CreateDate": "2026-01-02T03:04:05Z",
    }
    stubbed.answers("create_role", {"Role": record}, service="iam")
    stubbed.answers("put_role_policy", {}, service="iam")
    assert role.make(stubbed.cloud)
    stubbed.stub("iam").add_client_error("create_role", "EntityAlreadyExists")
    assert not role.make(stubbed.cloud)
    assert role.line.endswith("which Pipeline names and no stack makes: here it may do everything")
