"""The same code and configuration is one version: after a failed update what it published must not stay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources, make_function
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, describe, failure_reasons, update_stack

pytestmark = pytest.mark.cloud
_SOURCE = "https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html"
_OLD = "def handler(event, context):\n    return 'old'\n"
_NEW = "def handler(event, context):\n    return 'new'\n"


def _version(policy: str) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Version",
        "DeletionPolicy": policy,
        "Properties": {"FunctionName": {"Ref": "Function"}},
    }


@pytest.mark.enforces("Lambda: a stack publishes no second version of the same code and settings", source=_SOURCE)
def test_a_second_version_of_the_same_fails_a_stack(cloud: CloudProcess) -> None:
    function = make_function(cloud, _OLD)
    published = cloud.client("lambda", DEV).publish_version(FunctionName=function)["Version"]
    again = {"Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": function}}}
    stack = create_stack(cloud, again)
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert f"A version for this Lambda function exists ( {published} )" in failure_reasons(cloud, stack)


@pytest.mark.enforces("Lambda: publishing what the last version is answers with that one", source=_SOURCE)
def test_the_api_answers_with_the_version_that_there_is(cloud: CloudProcess) -> None:
    client, function = cloud.client("lambda", DEV), make_function(cloud, _OLD)
    assert client.publish_version(FunctionName=function)["Version"] == "1"
    for memory in (256, 128):  # there and back: another revision of the same
        client.update_function_configuration(FunctionName=function, MemorySize=memory)
    assert client.publish_version(FunctionName=function)["Version"] == "1"
    client.update_function_configuration(FunctionName=function, Description="another")
    assert client.publish_version(FunctionName=function)["Version"] == "2"


@pytest.mark.parametrize(
    ("policy", "status"), [("Retain", "UPDATE_ROLLBACK_COMPLETE"), ("RetainExceptOnCreate", "UPDATE_COMPLETE")]
)
def test_an_update_that_failed_can_be_made_again_only_if_its_version_went(
    cloud: CloudProcess, policy: str, status: str
) -> None:
    before = function_resources(_OLD)
    stack = create_stack(cloud, {**before, "First": _version(policy)})
    function = before["Function"]
    after = {**before, "Function": {**function, "Properties": {**function["Properties"], "Code": {"ZipFile": _NEW}}}}
    logs, taken = cloud.client("logs", DEV), unique("taken")
    logs.create_log_group(logGroupName=taken)
    blocked = {"Type": "AWS::Logs::LogGroup", "DependsOn": "Second", "Properties": {"LogGroupName": taken}}
    wanted = {**after, "Second": _version(policy), "Log": blocked}
    update_stack(cloud, stack, wanted)
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    logs.delete_log_group(logGroupName=taken)
    update_stack(cloud, stack, wanted)
    assert describe(cloud, stack)["StackStatus"] == status
    assert ("A version for this Lambda function exists ( 2 )" in failure_reasons(cloud, stack)) == (policy == "Retain")


def test_ministack_alone_publishes_the_same_again(alone: ServerProcess) -> None:
    client, function = alone.client("lambda", DEV), make_function(alone, _OLD)
    assert client.publish_version(FunctionName=function)["Version"] == "1"
    for memory in (256, 128):
        client.update_function_configuration(FunctionName=function, MemorySize=memory)
    assert client.publish_version(FunctionName=function)["Version"] == "2"
