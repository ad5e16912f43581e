"""Which stacks the pipeline deploys, and once did: from its definition, and from what it remembers of its actions."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from pipeline.observations.deployed_stacks import DeployedStack, deployed_ever, deployed_now

_DEPLOY = {"category": "Deploy", "owner": "AWS", "provider": "CloudFormation", "version": "1"}
_BUILD = {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"}


def _configuration(account: str, stack: str) -> dict[str, str]:
    return {"StackName": stack, "RoleArn": f"arn:aws:iam::{account}:role/cdk-cfn-exec-role", "ActionMode": "X"}


class _CodePipeline:
    """The two answers that are read."""

    def get_pipeline(self, *, name: str) -> dict[str, Any]:
        del name
        actions = [
            {"actionTypeId": _DEPLOY, "configuration": _configuration("222222222222", "app-dev")},
            {"actionTypeId": _DEPLOY, "configuration": _configuration("333333333333", "app"), "region": "eu-west-1"},
            {"actionTypeId": _BUILD, "configuration": {"ProjectName": "smoke"}},
        ]
        return {"pipeline": {"stages": [{"actions": actions}]}}

    def get_paginator(self, operation: str) -> Any:
        assert operation == "list_action_executions"
        return self

    def paginate(self, *, pipelineName: str) -> list[dict[str, Any]]:  # noqa: N803 - boto3's name
        del pipelineName
        resolved = _configuration("444444444444", "app-staging")
        details = [
            {"input": {"actionTypeId": _DEPLOY, "resolvedConfiguration": resolved, "region": "us-west-2"}},
            {"input": {"actionTypeId": _BUILD, "resolvedConfiguration": {"ProjectName": "smoke"}}},
            {},
        ]
        return [{"actionExecutionDetails": details[:1]}, {"actionExecutionDetails": details[1:]}]


@pytest.fixture(autouse=True)
def _answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "client", lambda service: {"codepipeline": _CodePipeline()}[service])


def test_the_definition_says_account_and_region_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deployed_now("delivery", region="us-east-1") == {
        DeployedStack("222222222222", "us-east-1", "app-dev"),
        DeployedStack("333333333333", "eu-west-1", "app"),
    }


def test_what_was_deployed_once_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deployed_ever("delivery", region="us-east-1") == {DeployedStack("444444444444", "us-west-2", "app-staging")}
