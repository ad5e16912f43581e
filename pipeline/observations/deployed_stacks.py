"""Stacks that the pipeline deploys, and those that it deployed once and does no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3


@dataclass(frozen=True, order=True)
class DeployedStack:
    """A stack and where it is."""

    account: str
    region: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} in {self.account} {self.region}"


def deployed_now(pipeline: str, *, region: str) -> set[DeployedStack]:
    """Those of the pipeline's present definition.

    Args:
        region: the pipeline's, where an action says no other.
    """
    stages = boto3.client("codepipeline").get_pipeline(name=pipeline)["pipeline"]["stages"]
    return {
        stack
        for stage in stages
        for action in stage["actions"]
        for stack in _of(action["actionTypeId"], action["configuration"], action.get("region", region))
    }


def deployed_ever(pipeline: str, *, region: str) -> set[DeployedStack]:
    """Those of every execution that CodePipeline remembers, up to a year back."""
    pages = boto3.client("codepipeline").get_paginator("list_action_executions").paginate(pipelineName=pipeline)
    actions = (detail.get("input", {}) for page in pages for detail in page["actionExecutionDetails"])
    return {
        stack
        for action in actions
        for stack in _of(
            action.get("actionTypeId", {}), action.get("resolvedConfiguration", {}), action.get("region", region)
        )
    }


def replicas(stacks: Iterable[DeployedStack], *, pattern: str, home: str) -> set[DeployedStack]:
    """The stores of artifacts that the stacks' regions needed beside the pipeline's own, which no action deploys.

    Args:
        pattern: ``account/{region}/name`` of one.
        home: the pipeline's region.
    """
    regions = {stack.region for stack in stacks} - {home}
    return {DeployedStack(*pattern.format(region=region).split("/")) for region in regions}


def _of(type_id: Mapping[str, Any], configuration: Mapping[str, str], region: str) -> Iterator[DeployedStack]:
    """The role that CloudFormation acts in is the account's."""
    if type_id.get("provider") == "CloudFormation" and "RoleArn" in configuration:
        yield DeployedStack(configuration["RoleArn"].split(":")[4], region, configuration["StackName"])
