"""Stacks from hand-written templates, deployed through the API."""

from __future__ import annotations

import json
import time
from typing import Any

import boto3

from tests.localcloud.cloud_process import DEV, ServerProcess
from tests.localcloud.ministack.principals import unique

_ENDED = {
    "CREATE_COMPLETE",
    "DELETE_FAILED",
    "UPDATE_COMPLETE",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_COMPLETE",
}
_WAIT_SECONDS = 30


def create_stack(
    server: ServerProcess,
    resources: dict[str, Any],
    *,
    name: str = "",
    account: str = DEV,
    outputs: dict[str, Any] | None = None,
    session: boto3.Session | None = None,
    **options: Any,
) -> str:
    """Create a stack of some resources and wait for the end of it, whichever; return its name."""
    cloudformation, name = server.client("cloudformation", account, session=session), name or unique("stack")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=template(resources, outputs),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        **options,
    )
    wait(server, name, account=account)
    return name


def update_stack(server: ServerProcess, name: str, resources: dict[str, Any], *, account: str = DEV) -> None:
    """Update a stack and wait for the end of it."""
    server.client("cloudformation", account).update_stack(
        StackName=name, TemplateBody=template(resources), Capabilities=["CAPABILITY_NAMED_IAM"]
    )
    wait(server, name, account=account)


def delete_stack(server: ServerProcess, name: str, *, account: str = DEV) -> None:
    """Delete a stack and wait until it is gone."""
    cloudformation = server.client("cloudformation", account)
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 300}
    )


def wait(server: ServerProcess, name: str, *, account: str = DEV) -> None:
    """Wait, at most 30 s, until nothing is in progress in a stack; CloudFormation can only be asked again and again."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while (status := describe(server, name, account=account)["StackStatus"]) not in _ENDED:
        assert time.monotonic() < deadline, f"{name} is still in {status}"
        time.sleep(0.05)


def describe(server: ServerProcess, name: str, *, account: str = DEV) -> dict[str, Any]:
    """Return the stack as CloudFormation describes it."""
    found: dict[str, Any] = server.client("cloudformation", account).describe_stacks(StackName=name)["Stacks"][0]
    return found


def failure_reasons(server: ServerProcess, name: str, *, account: str = DEV) -> str:
    """Return why resources of a stack failed, a line each."""
    events = server.client("cloudformation", account).describe_stack_events(StackName=name)["StackEvents"]
    return "\n".join(e.get("ResourceStatusReason", "") for e in events if e["ResourceStatus"].endswith("FAILED"))


def outputs_of(server: ServerProcess, name: str, *, account: str = DEV) -> dict[str, str]:
    """Return a stack's outputs."""
    return {o["OutputKey"]: o["OutputValue"] for o in describe(server, name, account=account).get("Outputs", [])}


def template(resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> str:
    """Return a template's text; outputs are values, functions included."""
    document: dict[str, Any] = {"Resources": resources}
    if outputs:
        document["Outputs"] = {name: {"Value": value} for name, value in outputs.items()}
    return json.dumps(document)


def table(name: str) -> dict[str, Any]:
    """Return an on-demand table of a name."""
    return {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        },
    }
