"""CloudFormation's conditions, as far as the CDK's bootstrap needs them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import outputs_of, wait

pytestmark = pytest.mark.cloud


def _template() -> str:
    """A stack that says whether anything was given for a list parameter, as the bootstrap does for its policies."""
    given: dict[str, Any] = {"Fn::Not": [{"Fn::Equals": ["", {"Fn::Join": ["", {"Ref": "Policies"}]}]}]}
    return json.dumps(
        {
            "Parameters": {"Policies": {"Type": "CommaDelimitedList", "Default": ""}},
            "Conditions": {"Given": given},
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"Given": {"Value": {"Fn::If": ["Given", "yes", "no"]}}},
        }
    )


def _given(server: ServerProcess, *policies: str) -> str:
    name = unique("stack")
    parameters = [{"ParameterKey": "Policies", "ParameterValue": ",".join(policies)}] if policies else []
    server.client("cloudformation", DEV).create_stack(StackName=name, TemplateBody=_template(), Parameters=parameters)
    wait(server, name)
    return outputs_of(server, name)["Given"]


def test_a_list_parameter_that_nobody_gave_is_empty_in_a_condition(cloud: CloudProcess) -> None:
    assert _given(cloud) == "no"


def test_a_list_parameter_that_was_given_is_not(cloud: CloudProcess) -> None:
    assert _given(cloud, "one", "two") == "yes"


def test_ministack_alone_takes_an_empty_list_for_a_given_one(alone: ServerProcess) -> None:
    assert _given(alone) == "yes"
