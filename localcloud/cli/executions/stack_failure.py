"""Why a stack's last operation failed: CloudFormation's events of the resources that stopped it."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

_EVENTS_SHOWN = 6


def failed_resources(client: Any, stack: str) -> tuple[str, ...]:
    """Failed resources of the last operation, oldest first: the first one is the cause, the rest was cancelled because
    of it. Empty where there is no such stack.

    Args:
        client: CloudFormation's, of the stack's account and region.

    Raises:
        ClientError: the stack's events may not be read.
    """
    try:
        events = client.describe_stack_events(StackName=stack)["StackEvents"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # no such stack
            return ()
        raise
    failed: list[str] = []
    for event in events:  # newest first
        of_stack = event["LogicalResourceId"] == event["StackName"]
        if of_stack and event["ResourceStatus"].endswith("_IN_PROGRESS"):
            if "ROLLBACK" not in event["ResourceStatus"]:
                break  # where the last operation began
        elif event["ResourceStatus"].endswith("_FAILED"):
            reason = event.get("ResourceStatusReason", event["ResourceStatus"])
            line = _resource_line(event, reason)
            failed += (_validation_errors(client, stack) if of_stack else []) or [line]
    return tuple(failed[::-1][:_EVENTS_SHOWN])


def _validation_errors(client: Any, stack: str) -> list[str]:
    """What a validation before the operation found, the last first; the stack's own event only counts them and names
    DescribeEvents."""
    try:
        events = client.describe_events(StackName=stack)["OperationEvents"]
    except ClientError:
        return []  # who may read the stack's events need not be allowed this
    return [
        _resource_line(event, event["ValidationStatusReason"])
        for event in events
        if event["OperationId"] == events[0]["OperationId"] and event.get("ValidationStatusReason")
    ]


def _resource_line(event: dict[str, Any], reason: str) -> str:
    return f"{event['LogicalResourceId']} ({event.get('ResourceType', '')}): {reason}"
