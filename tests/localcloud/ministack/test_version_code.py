"""A version is made only of the code that its publisher names."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources, make_function
from tests.localcloud.ministack.principals import refused
from tests.localcloud.ministack.stacks import create_stack, describe

pytestmark = pytest.mark.cloud
CODE = "def handler(event, context):\n    return 'answered'\n"
OTHER = base64.b64encode(hashlib.sha256(b"other code").digest()).decode()


def code_of(server: ServerProcess, function: str) -> str:
    sha256: str = server.client("lambda", DEV).get_function_configuration(FunctionName=function)["CodeSha256"]
    return sha256


def version(function: str, sha256: str) -> dict[str, Any]:
    return {"Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": function, "CodeSha256": sha256}}}


def test_a_stack_publishes_the_code_that_its_template_names(cloud: CloudProcess) -> None:
    function = make_function(cloud, CODE)
    stack = create_stack(cloud, version(function, code_of(cloud, function)))
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"


def test_other_code_fails_the_stack_and_says_which_is_there(cloud: CloudProcess) -> None:
    function = make_function(cloud, CODE)
    stack = create_stack(cloud, version(function, OTHER))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    events = cloud.client("cloudformation", DEV).describe_stack_events(StackName=stack)["StackEvents"]
    (reason,) = (
        event["ResourceStatusReason"]
        for event in events
        if event["LogicalResourceId"] == "Version" and event["ResourceStatus"] == "CREATE_FAILED"
    )
    assert OTHER in reason
    assert code_of(cloud, function) in reason


def test_a_new_function_with_other_code_is_taken_back(cloud: CloudProcess) -> None:
    resources = function_resources(CODE)
    stack = create_stack(cloud, {**resources, **_of_the_function(OTHER)})
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    with refused("ResourceNotFoundException"):
        code_of(cloud, resources["Function"]["Properties"]["FunctionName"])


def _of_the_function(sha256: str) -> dict[str, Any]:
    properties = {"FunctionName": {"Ref": "Function"}, "CodeSha256": sha256}
    return {"Version": {"Type": "AWS::Lambda::Version", "Properties": properties}}


def test_the_api_publishes_no_other_code(cloud: CloudProcess) -> None:
    function = make_function(cloud, CODE)
    client = cloud.client("lambda", DEV)
    with refused("InvalidParameterValueException"):
        client.publish_version(FunctionName=function, CodeSha256=OTHER)
    assert client.publish_version(FunctionName=function, CodeSha256=code_of(cloud, function))["Version"] == "1"


def test_ministack_alone_publishes_any_code(alone: ServerProcess) -> None:
    function = make_function(alone, CODE)
    stack = create_stack(alone, version(function, OTHER))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
