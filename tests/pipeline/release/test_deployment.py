"""What is compared with what: the deployed pipeline's own definition says which stacks, the last release which are
gone."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from pipeline.gate.assembly import AssemblyError
from pipeline.release.deployment import comparisons

ROLE = "arn:aws:iam::333333333333:role/cdk-hnb659fds-deploy-role-333333333333-us-east-1"
DEPLOYED = {"shared": {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}, "gone": {"Resources": {}}}


def deploying(stack: str, template: str) -> dict[str, Any]:
    return {
        "actionTypeId": {"provider": "CloudFormation"},
        "roleArn": ROLE,
        "configuration": {"StackName": stack, "TemplatePath": f"Gate_Output::{template}"},
    }


DEFINITION = {
    "stages": [
        {"name": "Dev", "actions": [deploying("dev", "dev.json")]},
        {"name": "Prod", "actions": [deploying("shared", "shared.json"), deploying("fresh", "fresh.json")]},
    ]
}


class _CloudFormation:
    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803
        if StackName not in DEPLOYED:
            error = {"Code": "ValidationError", "Message": f"Stack with id {StackName} does not exist"}
            raise ClientError({"Error": error}, "DescribeStacks")
        return {"Stacks": [{"StackStatus": "UPDATE_COMPLETE"}]}

    def get_template(self, *, StackName: str, TemplateStage: str) -> dict[str, Any]:  # noqa: N803
        assert TemplateStage == "Original"
        return {"TemplateBody": DEPLOYED[StackName]}


@pytest.fixture
def assumed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Roles that were assumed."""
    roles: list[str] = []

    def assume_role(*, RoleArn: str, RoleSessionName: str) -> dict[str, Any]:  # noqa: N803
        assert RoleSessionName
        roles.append(RoleArn)
        return {"Credentials": {"AccessKeyId": "a", "SecretAccessKey": "b", "SessionToken": "c"}}

    clients = {"sts": SimpleNamespace(assume_role=assume_role), "cloudformation": _CloudFormation()}
    monkeypatch.setattr(boto3, "client", lambda service, **_: clients[service])
    return roles


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    for name in ("shared", "fresh"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"Resources": {name: {}}}), encoding="utf-8")
    return tmp_path


def test_a_stages_stacks_are_compared_and_those_that_it_had(assembly: Path, assumed: list[str]) -> None:
    released = {
        "shared": "aws://333333333333/us-east-1",
        "gone": "aws://333333333333/us-east-1",
        "deleted-by-hand": "aws://333333333333/us-east-1",
        "elsewhere": "aws://222222222222/us-east-1",
    }
    found = comparisons(DEFINITION, stage="Prod", assembly=assembly, region="us-east-1", released=released)
    sides = {one.stack: (one.before, one.after) for one in found}
    assert sides == {
        "shared": (DEPLOYED["shared"], {"Resources": {"shared": {}}}),
        "fresh": (None, {"Resources": {"fresh": {}}}),
        "gone": (DEPLOYED["gone"], None),
    }
    assert set(assumed) == {"arn:aws:iam::333333333333:role/cdk-hnb659fds-lookup-role-333333333333-us-east-1"}


def test_a_template_that_the_assembly_lacks_is_an_error(tmp_path: Path, assumed: list[str]) -> None:
    with pytest.raises(AssemblyError, match=r"shared\.json cannot be read"):
        comparisons(DEFINITION, stage="Prod", assembly=tmp_path, region="us-east-1", released={})
    assert assumed
