"""Reserved concurrency: a stack sets it, it holds for each version, and an account has a quota of it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources
from tests.localcloud.ministack.principals import refused
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, update_stack

pytestmark = pytest.mark.cloud

_WAITING = """
import time

def handler(event, context):
    time.sleep(5)
"""


def _deploy(server: ServerProcess, **properties: Any) -> tuple[str, str, dict[str, Any]]:
    """The function's name, its stack, and the resources of that."""
    resources = function_resources(_WAITING, **properties)
    return resources["Function"]["Properties"]["FunctionName"], create_stack(server, resources), resources


def _reserved(server: ServerProcess, name: str) -> int | None:
    found: int | None = (
        server.client("lambda", DEV).get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions")
    )
    return found


def _call_twice_at_once(server: ServerProcess, name: str, qualifier: str) -> list[str]:
    """How two calls that begin together end: the error's code, or nothing."""
    together = threading.Barrier(2)

    def call(_: int) -> str:
        client = server.client("lambda", DEV)
        together.wait()
        try:
            client.invoke(FunctionName=name, Qualifier=qualifier)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return f"{status} {error.response['Error']['Code']} {error.response.get('Reason')}"
        return ""

    with ThreadPoolExecutor(2) as calls:
        return sorted(calls.map(call, range(2)))


@pytest.mark.enforces(
    "Lambda: calls above the reserved concurrency are throttled",
    source="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
)
@pytest.mark.parametrize("qualifier", ["$LATEST", "1"])
def test_a_call_above_the_reservation_is_refused(cloud: CloudProcess, qualifier: str) -> None:
    name, stack, _ = _deploy(cloud, ReservedConcurrentExecutions=1)
    cloud.client("lambda", DEV).publish_version(FunctionName=name)
    assert _reserved(cloud, name) == 1
    refusal = "429 TooManyRequestsException ReservedFunctionConcurrentInvocationLimitExceeded"
    assert _call_twice_at_once(cloud, name, qualifier) == ["", refusal]
    delete_stack(cloud, stack)


def test_a_reservation_changes_and_goes_with_the_template(cloud: CloudProcess) -> None:
    name, stack, resources = _deploy(cloud, ReservedConcurrentExecutions=1)
    resources["Function"]["Properties"]["ReservedConcurrentExecutions"] = 2
    update_stack(cloud, stack, resources)
    assert _reserved(cloud, name) == 2
    del resources["Function"]["Properties"]["ReservedConcurrentExecutions"]
    update_stack(cloud, stack, resources)
    assert _reserved(cloud, name) is None


@pytest.mark.enforces(
    "Lambda: reservations leave 100 executions to functions without one",
    source="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
)
def test_an_account_keeps_100_for_functions_without_a_reservation(cloud: CloudProcess) -> None:
    name, stack, _ = _deploy(cloud, ReservedConcurrentExecutions=901)
    events = cloud.client("cloudformation", DEV).describe_stack_events(StackName=stack)["StackEvents"]
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert any("below its minimum value of [100]" in event.get("ResourceStatusReason", "") for event in events)
    with refused("ResourceNotFoundException"):
        cloud.client("lambda", DEV).get_function(FunctionName=name)
    name, stack, _ = _deploy(cloud)
    with refused("InvalidParameterValueException"):
        cloud.client("lambda", DEV).put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=901)
    assert _reserved(cloud, name) is None


def test_ministack_alone_reserves_nothing_for_a_stack(alone: ServerProcess) -> None:
    name, _, _ = _deploy(alone, ReservedConcurrentExecutions=1)
    assert _reserved(alone, name) is None
