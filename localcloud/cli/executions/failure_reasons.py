"""Why an execution did not get through, in the words of the service that knows: CodeBuild, CloudFormation, or the
person who rejected it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from localcloud.cli.executions.build_failure import build_failure
from localcloud.cli.executions.execution import ActionRun, Execution
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.stack_failure import failed_resources

_VARYING: Final = re.compile(r"[0-9a-f-]{8,}|\d+(?:\.\d+)?m?s?\b")
"""Ids, digests and numbers."""


@dataclass(frozen=True, kw_only=True)
class FailureReason:
    """Why one action failed: a headline, and lines with the evidence."""

    stage: str
    action: str
    headline: str
    details: tuple[str, ...] = ()


def failure_reasons(cloud: PipelineOwner, execution: Execution) -> tuple[FailureReason, ...]:
    """The reasons of every action that failed, in pipeline order; one for the execution itself where no action did."""
    reasons = _told_once(_reason(cloud, action) for action in execution.failed_actions)
    if execution.status == "Failed":
        reasons += tuple(_failed_rules(cloud, execution))
    if reasons or execution.status == "Succeeded" or not execution.has_ended:
        return reasons
    headline = execution.status_summary or f"the execution is {execution.status}"
    return (FailureReason(stage="", action="", headline=headline),)


def _told_once(reasons: Iterable[FailureReason]) -> tuple[FailureReason, ...]:
    """Without the evidence that an action before has too: what breaks one of several alike breaks them all, and only
    the ids, times and places of their builds are others.
    """
    first: dict[tuple[str, ...], str] = {}
    told = []
    for reason in reasons:
        alike = first.setdefault(tuple(_VARYING.sub("", line) for line in reason.details), reason.action)
        once = reason.action == alike or not reason.details
        told.append(reason if once else replace(reason, details=(f"the same as of {alike}",)))
    return tuple(told)


def _failed_rules(cloud: PipelineOwner, execution: Execution) -> Iterator[FailureReason]:
    """Rules of stage conditions that did not hold. A failed action's own reasons say more than its stage's rules."""
    if execution.failed_actions:
        return
    pages = cloud.client("codepipeline").get_paginator("list_rule_executions")
    found = pages.paginate(pipelineName=execution.pipeline, filter={"pipelineExecutionId": execution.id})
    for rule in (detail for page in found for detail in page["ruleExecutionDetails"]):
        if rule.get("status") == "Failed":
            result = rule.get("output", {}).get("executionResult", {})
            said = result.get("errorDetails", {}).get("message") or result.get("externalExecutionSummary", "")
            headline = f"its condition does not hold: {said}" if said else "its condition does not hold"
            yield FailureReason(stage=rule["stageName"], action=rule["ruleName"], headline=headline)


def _reason(cloud: PipelineOwner, action: ActionRun) -> FailureReason:
    if action.category == "Approval":
        return _rejection(action)
    headline = ": ".join(filter(None, (action.error_code, action.error_message or action.summary))) or action.status
    explain = _EXPLANATIONS.get(action.provider)
    details: tuple[str, ...] = ()
    if explain is not None:
        try:
            details = explain(cloud, action, headline)
        except (ClientError, BotoCoreError) as error:
            details = (f"(no details: {error})",)
    return FailureReason(
        stage=action.stage,
        action=action.name,
        headline=headline,
        details=tuple(line for line in details if line not in headline),
    )


def _rejection(action: ActionRun) -> FailureReason:
    by = f"rejected by {action.updated_by.rpartition('/')[2]}" if action.updated_by else "rejected"
    said = action.summary or action.error_message
    return FailureReason(stage=action.stage, action=action.name, headline=f"{by}: {said}" if said else by)


def _build(cloud: PipelineOwner, action: ActionRun, headline: str) -> tuple[str, ...]:
    if not action.external_id:
        return ()
    return build_failure(cloud, action.external_id, headline=headline, action=f"{action.stage}/{action.name}")


def _stack(cloud: PipelineOwner, action: ActionRun, _headline: str) -> tuple[str, ...]:
    """Reasons of the change set and of the resources that failed, from the account that the action's role belongs
    to and the region that it acted in.
    """
    stack = action.configuration.get("StackName", "")
    role_account = action.role_arn.split(":")[4] if action.role_arn.count(":") >= 5 else ""
    client = cloud.client("cloudformation", account=role_account, region=action.region)
    return tuple(dict.fromkeys((*_change_set(client, stack, action), *failed_resources(client, stack))))


def _change_set(client: Any, stack: str, action: ActionRun) -> Iterator[str]:
    name = action.configuration.get("ChangeSetName")
    if not name:
        return
    try:
        described = client.describe_change_set(StackName=stack, ChangeSetName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] not in {
            "ChangeSetNotFound",
            "ChangeSetNotFoundException",
            "ValidationError",
        }:
            raise
        return
    if described["Status"] == "FAILED":
        yield f"change set {name} of {stack}: {described.get('StatusReason', 'FAILED')}"


_EXPLANATIONS: dict[str, Callable[[PipelineOwner, ActionRun, str], tuple[str, ...]]] = {
    "CodeBuild": _build,
    "CloudFormation": _stack,
}
