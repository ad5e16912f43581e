"""CloudFormation: what becomes of a stack that reads another one's output when that output is replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, unique
from tests.localcloud.ministack.stacks import (
    create_stack,
    delete_stack,
    describe,
    failure_reasons,
    outputs_of,
    template,
    wait,
)

pytestmark = pytest.mark.cloud


def _network(suffix: str, *, cidr: str = "10.0.0.0/16", group: str = "one") -> dict[str, Any]:
    """A VPC and a security group in it; either is another one when its property changes."""
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": cidr}}
    properties = {"GroupName": f"{group}-{suffix}", "GroupDescription": group, "VpcId": {"Ref": "Vpc"}}
    return {"Vpc": vpc, "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}


def _producer(suffix: str, *, exported: bool, **changes: str) -> str:
    document = {"Resources": _network(suffix, **changes)}
    for name, value in (("Vpc", {"Ref": "Vpc"}), ("Group", {"Fn::GetAtt": ["Group", "GroupId"]})):
        output: dict[str, Any] = {"Value": value}
        if exported:
            output["Export"] = {"Name": f"{name}-{suffix}"}
        document.setdefault("Outputs", {})[name] = output
    return json.dumps(document)


def _consumer(value: dict[str, Any], suffix: str) -> dict[str, Any]:
    properties = {"Name": f"/reads/{suffix}", "Type": "String", "Value": value}
    return {"Parameter": {"Type": "AWS::SSM::Parameter", "Properties": properties}}


def _update(server: ServerProcess, name: str, body: str) -> None:
    server.client("cloudformation", DEV).update_stack(StackName=name, TemplateBody=body)
    wait(server, name)


def _read(server: ServerProcess, suffix: str) -> str:
    return str(server.client("ssm", DEV).get_parameter(Name=f"/reads/{suffix}")["Parameter"]["Value"])


@pytest.fixture
def suffix(cloud: CloudProcess) -> Iterator[str]:
    """Ends the names of both stacks of a test. They are deleted after it: an account has room for five networks."""
    made = unique("n")
    yield made
    for name in (f"reader-{made}", f"network-{made}"):
        delete_stack(cloud, name)


def _deployed(server: ServerProcess, suffix: str, output: str, *, exported: bool) -> tuple[str, str]:
    """Names of a producer and of a consumer that reads one of its outputs."""
    producer = f"network-{suffix}"
    server.client("cloudformation", DEV).create_stack(
        StackName=producer, TemplateBody=_producer(suffix, exported=exported)
    )
    wait(server, producer)
    weak = {"Fn::GetStackOutput": {"StackName": producer, "OutputName": output}}
    value = {"Fn::ImportValue": f"{output}-{suffix}"} if exported else weak
    return producer, create_stack(server, _consumer(value, suffix), name=f"reader-{suffix}")


@pytest.mark.enforces(
    "CloudFormation: an export that another stack imports is neither changed nor deleted; the update is rolled back",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
)
@pytest.mark.parametrize(
    ("output", "changes"),
    [("Vpc", {"cidr": "10.1.0.0/16"}), ("Group", {"group": "two"})],
    ids=["vpc", "security group"],
)
def test_a_network_that_another_stack_imports_is_not_replaced(
    cloud: CloudProcess, suffix: str, output: str, changes: dict[str, str]
) -> None:
    producer, consumer = _deployed(cloud, suffix, output, exported=True)
    before = outputs_of(cloud, producer)
    assert _read(cloud, suffix) == before[output]
    _update(cloud, producer, _producer(suffix, exported=True, **changes))
    assert describe(cloud, producer)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert f"Export {output}-{suffix} cannot be updated as it is in use by {consumer}" in failure_reasons(
        cloud, producer
    )
    assert outputs_of(cloud, producer) == before
    _update(cloud, producer, _producer(suffix, exported=False))
    assert f"Export {output}-{suffix} cannot be deleted as it is in use by {consumer}" in failure_reasons(
        cloud, producer
    )


def test_an_export_that_nobody_imports_changes(cloud: CloudProcess, suffix: str) -> None:
    producer, _ = _deployed(cloud, suffix, "Vpc", exported=True)
    before = outputs_of(cloud, producer)
    _update(cloud, producer, _producer(suffix, exported=True, group="two"))
    after = outputs_of(cloud, producer)
    assert describe(cloud, producer)["StackStatus"] == "UPDATE_COMPLETE"
    assert (after["Vpc"], after["Group"] == before["Group"]) == (before["Vpc"], False)


def test_a_weak_reference_goes_on_with_what_was_replaced(cloud: CloudProcess, suffix: str) -> None:
    """Its template has not changed, so that there is nothing to update."""
    producer, consumer = _deployed(cloud, suffix, "Group", exported=False)
    before = outputs_of(cloud, producer)["Group"]
    _update(cloud, producer, _producer(suffix, exported=False, group="two"))
    assert describe(cloud, producer)["StackStatus"] == "UPDATE_COMPLETE"
    assert outputs_of(cloud, producer)["Group"] != before
    weak = {"Fn::GetStackOutput": {"StackName": producer, "OutputName": "Group"}}
    with refused("ValidationError"):
        _update(cloud, consumer, template(_consumer(weak, suffix)))
    assert _read(cloud, suffix) == before


def test_ministack_alone_replaces_what_is_imported(alone: ServerProcess) -> None:
    suffix = unique("n")
    producer, _ = _deployed(alone, suffix, "Group", exported=True)
    _update(alone, producer, _producer(suffix, exported=True, group="two"))
    assert describe(alone, producer)["StackStatus"] == "UPDATE_COMPLETE"
