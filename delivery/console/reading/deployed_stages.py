"""What stands where: the stacks that each stage deploys, as their own accounts tell it.

Which stacks those are, the pipeline's definition says: its CloudFormation actions, the account of each one's role, and
the region. So any pipeline's environments are shown, and none has to be named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from localcloud.cli import ActionRun, ExecutionSummary, PipelineOwner, PipelineQueue

_MOST_RESOURCES: Final = 400
_NO_SUCH: Final = frozenset({"ValidationError", "ResourceNotFoundException"})


@dataclass(frozen=True, kw_only=True)
class AliasTraffic:
    """One alias of a function: the versions that it leads to, with their shares of the requests, 0 to 1."""

    function: str
    name: str
    shares: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class DeployedStack:
    """One stack.

    Attributes:
        status: CloudFormation's; empty where it is not deployed.
        drift: what CloudFormation found when it was last asked to look; empty where it never was.
        trouble: why it, or some of it, could not be read.
        addresses: outputs that are URLs.
        alarms: states by name.
        billing: DynamoDB's billing modes by table.
    """

    name: str
    account: str
    region: str
    status: str = ""
    drift: str = ""
    updated: datetime | None = None
    trouble: str = ""
    addresses: Mapping[str, str]
    alarms: Mapping[str, str]
    aliases: Sequence[AliasTraffic] = ()
    billing: Mapping[str, str]

    @property
    def alarming(self) -> list[str]:
        return [name for name, state in self.alarms.items() if state == "ALARM"]


@dataclass(frozen=True, kw_only=True)
class DeployedStage:
    """A stage that deploys.

    Attributes:
        execution: the newest that succeeded in it, of a rollback the one that was gone back to; None where none did.
        entering: whose actions run in it now.
        failed: the last to enter it, where that failed and nothing has entered since.
        held: why and by whom, where nothing may enter it.
        checks: the builds after its last deployment, such as smoke tests, of `execution`.
    """

    name: str
    held: str = ""
    checks: Sequence[ActionRun] = ()
    execution: ExecutionSummary | None
    entering: ExecutionSummary | None
    failed: ExecutionSummary | None = None
    stacks: Sequence[DeployedStack]


def deployed_stages(owner: PipelineOwner, queue: PipelineQueue) -> list[DeployedStage]:
    """Every stage of the pipeline that deploys a stack, in its order."""
    client = owner.client("codepipeline")
    pipeline = client.get_pipeline(name=owner.pipeline_name)["pipeline"]
    home = owner.client("cloudformation").meta.region_name
    found = []
    for stage in pipeline["stages"]:
        places = stack_places(stage, home)
        if places:
            state = next((each for each in queue.stages if each.name == stage["name"]), None)
            last = queue.execution(state.latest) if state and state.latest else None
            status = state.latest_status if state else ""
            found.append(
                DeployedStage(
                    name=stage["name"],
                    execution=_in_stage(owner, queue, stage["name"]),
                    entering=last if status == "InProgress" else None,
                    failed=last if status == "Failed" else None,
                    stacks=[_stack(owner, *place) for place in places],
                )
            )
    return found


def stack_places(stage: Mapping[str, Any], home: str) -> list[tuple[str, str, str]]:
    """Stack, account and region of what a declared stage deploys, each once; `home` is the pipeline's region."""
    return list(dict.fromkeys(_places(stage, home)))


def _places(stage: Mapping[str, Any], home: str) -> Iterator[tuple[str, str, str]]:
    """Stack, account and region of each deploying action."""
    for action in stage["actions"]:
        stack = action.get("configuration", {}).get("StackName")
        if action["actionTypeId"]["provider"] == "CloudFormation" and stack:
            role = action.get("roleArn", "").split(":")
            yield stack, role[4] if len(role) > 4 else "", action.get("region", home)


def _in_stage(owner: PipelineOwner, queue: PipelineQueue, stage: str) -> ExecutionSummary | None:
    answer = owner.client("codepipeline").list_pipeline_executions(
        pipelineName=owner.pipeline_name, maxResults=1, filter={"succeededInStage": {"stageName": stage}}
    )
    newest = next(iter(answer["pipelineExecutionSummaries"]), None)
    if newest is None:
        return None
    execution = queue.execution(newest["pipelineExecutionId"])
    return queue.execution(execution.rollback_target) if execution.rollback_target else execution


def _stack(owner: PipelineOwner, name: str, account: str, region: str) -> DeployedStack:
    empty = DeployedStack(name=name, account=account, region=region, addresses={}, alarms={}, billing={})
    client = owner.client("cloudformation", account=account, region=region)
    try:
        (described,) = client.describe_stacks(StackName=name)["Stacks"]
        stack = replace(
            empty,
            status=described["StackStatus"],
            updated=described.get("LastUpdatedTime") or described.get("CreationTime"),
            drift=_drift(described.get("DriftInformation", {})),
            addresses=addresses(described.get("Outputs", [])),
        )
    except ClientError as error:
        missing = error.response["Error"]["Code"] in _NO_SUCH
        return empty if missing else replace(empty, trouble=str(error))
    except BotoCoreError as error:
        return replace(empty, trouble=str(error))
    try:
        return _with_resources(owner, stack)
    except (ClientError, BotoCoreError) as error:
        return replace(stack, trouble=str(error))


def _drift(information: Mapping[str, Any]) -> str:
    status = str(information.get("StackDriftStatus", "NOT_CHECKED"))
    return "" if status == "NOT_CHECKED" else status


def addresses(outputs: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """By output; of two where one leads on from the other, such as an API and its resource, the longer."""
    found = {
        output["OutputKey"]: output["OutputValue"]
        for output in outputs
        if output.get("OutputValue", "").startswith(("https://", "http://"))
    }
    return {
        key: address
        for key, address in found.items()
        if not any(other != address and other.startswith(address) for other in found.values())
    }


def _with_resources(owner: PipelineOwner, stack: DeployedStack) -> DeployedStack:
    place = {"account": stack.account, "region": stack.region}
    resources: dict[str, list[str]] = {}
    pages = owner.client("cloudformation", **place).get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=stack.name, PaginationConfig={"MaxItems": _MOST_RESOURCES}):
        for found in page["StackResourceSummaries"]:
            resources.setdefault(found["ResourceType"], []).append(found.get("PhysicalResourceId", ""))
    alarms = resources.get("AWS::CloudWatch::Alarm", [])
    states: dict[str, str] = {}
    if alarms:
        answer = owner.client("cloudwatch", **place).describe_alarms(AlarmNames=alarms[:100])
        states = {alarm["AlarmName"]: alarm["StateValue"] for alarm in answer["MetricAlarms"]}
    tables = {
        name: _billing(owner.client("dynamodb", **place), name) for name in resources.get("AWS::DynamoDB::Table", [])
    }
    functions = owner.client("lambda", **place) if resources.get("AWS::Lambda::Alias") else None
    aliases = [_alias(functions, identity) for identity in resources.get("AWS::Lambda::Alias", [])]
    return replace(stack, alarms=states, billing=tables, aliases=aliases)


def _billing(client: Any, table: str) -> str:
    described = client.describe_table(TableName=table)["Table"]
    return str(described.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED"))


def _alias(client: Any, identity: str) -> AliasTraffic:
    """Of an alias's ARN, `...:function:NAME:ALIAS`."""
    *_, function, name = identity.split(":")
    described = client.get_alias(FunctionName=function, Name=name)
    others: dict[str, float] = described.get("RoutingConfig", {}).get("AdditionalVersionWeights", {}) or {}
    shares = {described["FunctionVersion"]: 1 - sum(others.values()), **others}
    return AliasTraffic(function=function, name=name, shares=shares)
