"""Functions of a new account: less memory, less concurrency, nothing to reserve."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources
from tests.localcloud.ministack.principals import refused
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, failure_reasons, update_stack

_QUOTAS = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_CONCURRENCY = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"
_CODE = "def handler(event, context):\n    return 'answered'\n"
_SLOW = "import time\n\ndef handler(event, context):\n    time.sleep(5)\n"


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A cloud of new accounts that AWS Support has given 3 concurrent executions and 4096 MB."""
    directory = tmp_path_factory.mktemp("raised")
    switches = ("--new-accounts", "--raise-quota", "lambda-memory=4096", "--raise-quota", "lambda-concurrency=3")
    with CloudProcess(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=switches
    ) as process:
        yield process


def _name(resources: dict[str, Any]) -> str:
    name: str = resources["Function"]["Properties"]["FunctionName"]
    return name


@pytest.mark.enforces("Lambda: a new account's functions have at most 3,008 MB", source=_QUOTAS)
def test_a_stack_with_more_memory_than_a_new_account_has_fails(new_cloud: CloudProcess) -> None:
    stack = create_stack(new_cloud, function_resources(_CODE, MemorySize=3072))
    assert describe(new_cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    said = "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 3008"
    assert said in failure_reasons(new_cloud, stack)


def test_neither_an_update_nor_the_api_gets_more(new_cloud: CloudProcess) -> None:
    resources = function_resources(_CODE, MemorySize=3008)
    stack = create_stack(new_cloud, resources)
    resources["Function"]["Properties"]["MemorySize"] = 3072
    update_stack(new_cloud, stack, resources)
    assert describe(new_cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    client, name = new_cloud.client("lambda", DEV), _name(resources)
    with refused("InvalidParameterValueException"):
        client.update_function_configuration(FunctionName=name, MemorySize=3072)
    assert client.get_function_configuration(FunctionName=name)["MemorySize"] == 3008
    delete_stack(new_cloud, stack)


def test_a_mature_account_and_one_that_was_raised_take_it(cloud: CloudProcess, raised: CloudProcess) -> None:
    for server in (cloud, raised):
        stack = create_stack(server, function_resources(_CODE, MemorySize=3072))
        assert describe(server, stack)["StackStatus"] == "CREATE_COMPLETE"
        delete_stack(server, stack)


@pytest.mark.enforces("Lambda: where all there is may not be reserved, nothing can be", source=_CONCURRENCY)
def test_a_new_account_has_nothing_to_reserve(new_cloud: CloudProcess) -> None:
    stack = create_stack(new_cloud, function_resources(_CODE, ReservedConcurrentExecutions=1))
    assert describe(new_cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "below its minimum value of [10]" in failure_reasons(new_cloud, stack)


def test_the_accounts_settings_say_what_it_has(cloud: CloudProcess, new_cloud: CloudProcess) -> None:
    assert new_cloud.client("lambda", DEV).get_account_settings()["AccountLimit"]["ConcurrentExecutions"] == 10
    resources = function_resources(_CODE, ReservedConcurrentExecutions=40)
    before = cloud.client("lambda", DEV).get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
    stack = create_stack(cloud, resources)
    limit = cloud.client("lambda", DEV).get_account_settings()["AccountLimit"]
    assert (limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]) == (1000, before - 40)
    delete_stack(cloud, stack)


def _call_at_once(server: ServerProcess, name: str, calls: int) -> list[str]:
    """How calls that begin together end: the reason of those that are refused."""
    together = threading.Barrier(calls)

    def call(_: int) -> str:
        client = server.client("lambda", DEV)
        together.wait()
        try:
            client.invoke(FunctionName=name)
        except ClientError as error:
            return f"{error.response['Error']['Code']} {error.response.get('Reason')}"
        return ""

    with ThreadPoolExecutor(calls) as pool:
        return [refusal for refusal in pool.map(call, range(calls)) if refusal]


@pytest.mark.enforces("Lambda: an account runs as many functions at once as its quota says", source=_QUOTAS)
def test_calls_above_the_accounts_quota_are_refused(raised: CloudProcess) -> None:
    resources = function_resources(_SLOW)
    stack = create_stack(raised, resources)
    refusals = _call_at_once(raised, _name(resources), 5)
    assert set(refusals) == {"TooManyRequestsException ConcurrentInvocationLimitExceeded"}
    assert len(refusals) == 2
    assert _call_at_once(raised, _name(resources), 3) == []
    delete_stack(raised, stack)


def test_ministack_alone_has_one_quota_for_every_account(alone: ServerProcess) -> None:
    stack = create_stack(alone, function_resources(_CODE, MemorySize=3072))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
    assert alone.client("lambda", DEV).get_account_settings()["AccountLimit"]["ConcurrentExecutions"] > 10
