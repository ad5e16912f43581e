"""Stacks to their end: what stands in the way of their deletion is cleared, and what they retain goes after them.

What a stack retained is read from its events, which CloudFormation keeps for 90 days after its deletion: so a teardown
that was interrupted goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError, WaiterError

from delivery.teardown.removals import (
    CLEARED,
    GOES_WITH_ANOTHER,
    MADE_BESIDE,
    REMOVED,
    ClientFor,
    Remains,
    gone,
)
from localcloud.cli import CommandError, ExitCode

BOOTSTRAP_STACK: Final = "CDKToolkit"
_ATTEMPTS: Final = 3
"""Access logs are delivered late: a bucket that was empty may hold one again when its stack comes to it."""
# The network interfaces of functions take AWS up to 40 minutes.
_WAIT: Final = {"Delay": 2, "MaxAttempts": 1800}


@dataclass(frozen=True, kw_only=True)
class RegionalStack:
    """A stack by its name, and the clients of its account and region."""

    name: str
    client_for: ClientFor

    def describe(self) -> dict[str, Any] | None:
        """CloudFormation's description; None where there is none of that name."""
        try:
            (found,) = self.client_for("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":  # how CloudFormation says: no such stack
                return None
            raise
        described: dict[str, Any] = found
        return described

    def resources(self) -> list[dict[str, Any]]:
        """Its resources, as `ListStackResources` has them."""
        pages = self.client_for("cloudformation").get_paginator("list_stack_resources").paginate(StackName=self.name)
        return [resource for page in pages for resource in page["StackResourceSummaries"]]

    def deleted_ids(self) -> list[str]:
        """The ids of all stacks that had this name."""
        pages = self.client_for("cloudformation").get_paginator("list_stacks")
        listed = pages.paginate(StackStatusFilter=["DELETE_COMPLETE"])
        return [
            summary["StackId"]
            for page in listed
            for summary in page["StackSummaries"]
            if summary["StackName"] == self.name
        ]

    def events(self, stack_id: str) -> Iterator[dict[str, Any]]:
        """All that happened to a stack, deleted or not; newest first."""
        pages = self.client_for("cloudformation").get_paginator("describe_stack_events").paginate(StackName=stack_id)
        for page in pages:
            yield from page["StackEvents"]


def data_of(stack: RegionalStack) -> dict[str, list[str]]:
    """What a stack holds that somebody may want back: names by type."""
    found: dict[str, list[str]] = {}
    for resource in stack.resources():
        if resource["ResourceType"] in CLEARED:
            found.setdefault(resource["ResourceType"], []).append(resource["PhysicalResourceId"])
    return found


def delete_stack(stack: RegionalStack) -> bool:
    """Deletes a stack with the data in it, and waits for the end; False where there is none.

    Raises:
        CommandError: CloudFormation could not delete something.
    """
    described = stack.describe()
    if described is None:
        return False
    cloudformation = stack.client_for("cloudformation")
    if described.get("EnableTerminationProtection"):
        cloudformation.update_termination_protection(StackName=stack.name, EnableTerminationProtection=False)
    for attempt in range(1, _ATTEMPTS + 1):
        for resource in stack.resources():
            _clear(stack.client_for, resource["ResourceType"], resource["PhysicalResourceId"])
        cloudformation.delete_stack(StackName=stack.name)
        try:
            waiter = cloudformation.get_waiter("stack_delete_complete")
            waiter.wait(StackName=described["StackId"], WaiterConfig=_WAIT)
        except WaiterError as error:
            if attempt == _ATTEMPTS:
                raise _not_deleted(stack, described["StackId"]) from error
        else:
            break
    return True


def _not_deleted(stack: RegionalStack, stack_id: str) -> CommandError:
    reasons = [
        f"{event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
        for event in stack.events(stack_id)
        if event["ResourceStatus"] == "DELETE_FAILED" and event["PhysicalResourceId"] != stack_id
    ]
    return CommandError(
        f"the stack {stack.name} could not be deleted",
        exit_code=ExitCode.STEP_FAILED,
        remedy="put right what it names, and run this again: it goes on where it was",
        details=tuple(dict.fromkeys(reasons)),
    )


def _clear(client_for: ClientFor, resource_type: str, name: str) -> None:
    if resource_type in CLEARED:
        try:
            CLEARED[resource_type](client_for, name)
        except ClientError as error:
            if not gone(error):
                raise


def remove_leftovers(stack: RegionalStack) -> Iterator[tuple[str, Remains | None]]:
    """Removes what deleted stacks of a name have left: each resource as ``TYPE NAME``, and what remains of it."""
    events = [event for stack_id in stack.deleted_ids() for event in stack.events(stack_id)]
    for name, resource_type in _with_status(events, "DELETE_COMPLETE"):
        if resource_type in MADE_BESIDE:
            MADE_BESIDE[resource_type](stack.client_for, name)
    retained = sorted(_with_status(events, "DELETE_SKIPPED"), key=lambda found: _place(found[1]))
    for name, resource_type in retained:
        if resource_type in REMOVED:
            yield from _remove(stack.client_for, resource_type, name)
        elif resource_type not in GOES_WITH_ANOTHER:
            resource = f"{resource_type} {name}"
            yield resource, Remains(resource=resource, until="somebody deletes it", cost="what its kind costs")


def _with_status(events: list[dict[str, Any]], status: str) -> list[tuple[str, str]]:
    """Names and types of the resources that came to a status, each once."""
    found = ((each["PhysicalResourceId"], each["ResourceType"]) for each in events if each["ResourceStatus"] == status)
    return list(dict.fromkeys(found))


def _place(resource_type: str) -> int:
    order = list(REMOVED)
    return order.index(resource_type) if resource_type in order else len(order)


def _remove(client_for: ClientFor, resource_type: str, name: str) -> Iterator[tuple[str, Remains | None]]:
    try:
        _clear(client_for, resource_type, name)
        yield f"{resource_type} {name}", REMOVED[resource_type](client_for, name)
    except ClientError as error:
        if not gone(error):
            raise


def users_of_bootstrap(client_for: ClientFor) -> list[str]:
    """Stacks that are deployed, and so must be deleted, with a role of the region's bootstrap."""
    pages = client_for("cloudformation").get_paginator("describe_stacks").paginate()
    return [
        described["StackName"]
        for page in pages
        for described in page["Stacks"]
        if "-cfn-exec-role-" in described.get("RoleARN", "")
    ]
