"""What a role must allow before Lambda attaches a function to a network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import ANSWERING, function_resources
from tests.localcloud.ministack.principals import make_role, refused, trust, unique
from tests.localcloud.ministack.stacks import create_stack, describe, update_stack

pytestmark = [
    pytest.mark.cloud,
    pytest.mark.enforces(
        "Lambda: a function gets a network only if its role may do with every network interface what Lambda does there",
        source="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    ),
]
_EC2 = f"arn:aws:ec2:{REGION}:{DEV}"
_ON_ANY = (
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)


def _network(server: ServerProcess) -> dict[str, list[str]]:
    """A subnet and a group of the account's default network: an account may have five networks."""
    ec2 = server.client("ec2", DEV)
    (vpc,) = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    group = ec2.create_security_group(GroupName=unique("group"), Description="own", VpcId=vpc["VpcId"])["GroupId"]
    subnet = ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock="172.31.200.0/24")["Subnet"]["SubnetId"]
    return {"SubnetIds": [subnet], "SecurityGroupIds": [group]}


def _policy(network: dict[str, list[str]], *, narrowed: str = "", resource: str = "*") -> dict[str, Any]:
    """What Lambda needs in a function's name; one of the actions may be narrowed to a resource."""
    places = [
        f"{_EC2}:network-interface/*",
        *(f"{_EC2}:subnet/{subnet}" for subnet in network["SubnetIds"]),
        *(f"{_EC2}:security-group/{group}" for group in network["SecurityGroupIds"]),
    ]
    statements = [{"Effect": "Allow", "Action": "ec2:CreateNetworkInterface", "Resource": places}]
    for action in _ON_ANY:
        statements.append({"Effect": "Allow", "Action": action, "Resource": resource if action == narrowed else "*"})
    return {"Version": "2012-10-17", "Statement": statements}


def _reasons(server: ServerProcess, stack: str) -> str:
    events = server.client("cloudformation", DEV).describe_stack_events(StackName=stack)["StackEvents"]
    return " ".join(event.get("ResourceStatusReason", "") for event in events)


@pytest.mark.parametrize("resource", ["*", f"{_EC2}:*/*"])
def test_a_role_with_every_resource_attaches_its_function(cloud: CloudProcess, resource: str) -> None:
    network = _network(cloud)
    policy = _policy(network, narrowed="ec2:DeleteNetworkInterface", resource=resource)
    stack = create_stack(cloud, function_resources(ANSWERING, policy=policy, VpcConfig=network))
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", _reasons(cloud, stack)


@pytest.mark.parametrize("action", _ON_ANY)
def test_a_role_that_names_interfaces_does_not(cloud: CloudProcess, action: str) -> None:
    network = _network(cloud)
    policy = _policy(network, narrowed=action, resource=f"{_EC2}:network-interface/*")
    stack = create_stack(cloud, function_resources(ANSWERING, policy=policy, VpcConfig=network))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    called = action.removeprefix("ec2:")
    assert f"execution role does not have permissions to call {called} on EC2" in _reasons(cloud, stack)


def test_a_role_of_another_subnet_does_not(cloud: CloudProcess) -> None:
    network = _network(cloud)
    policy = _policy({**network, "SubnetIds": ["subnet-0123456789abcdef0"]})
    stack = create_stack(cloud, function_resources(ANSWERING, policy=policy, VpcConfig=network))
    assert "call CreateNetworkInterface on EC2" in _reasons(cloud, stack)


def test_a_function_gets_a_network_later_under_the_same_rule(cloud: CloudProcess) -> None:
    network = _network(cloud)
    resources = function_resources(ANSWERING)
    stack = create_stack(cloud, resources)
    resources["Function"]["Properties"]["VpcConfig"] = network
    update_stack(cloud, stack, resources)
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    name = resources["Function"]["Properties"]["FunctionName"]
    with refused("InvalidParameterValueException"):
        cloud.client("lambda", DEV).update_function_configuration(FunctionName=name, VpcConfig=network)


def test_the_api_asks_too(cloud: CloudProcess) -> None:
    network = _network(cloud)
    role = make_role(cloud, DEV, trusted=trust(Service="lambda.amazonaws.com"))
    with refused("InvalidParameterValueException"):
        cloud.client("lambda", DEV).create_function(
            FunctionName=unique("function"),
            Runtime="python3.11",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": b"PK\x05\x06" + bytes(18)},
            VpcConfig=network,
        )


def test_ministack_alone_attaches_any_function(alone: ServerProcess) -> None:
    stack = create_stack(alone, function_resources(ANSWERING, VpcConfig=_network(alone)))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
