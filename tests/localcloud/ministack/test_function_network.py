"""What Lambda needs in a function's name to attach it to a network, and the function's own code may not do: managed
policies on a role, EC2's resources in them, and `lambda:SourceFunctionArn`.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources, invoke
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, describe, outputs_of, update_stack

pytestmark = pytest.mark.cloud

_EC2 = f"arn:aws:ec2:{REGION}:{DEV}"
_CODE = """
import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    try:
        boto3.client("ec2").create_network_interface(SubnetId=event)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "made"
"""


def _subnets(server: ServerProcess) -> tuple[str, str]:
    """Two subnets of the account's default network: an account may have five networks."""
    ec2 = server.client("ec2", DEV)
    (vpc,) = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    cidrs = ("172.31.201.0/24", "172.31.202.0/24")
    one, other = (ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock=cidr)["Subnet"]["SubnetId"] for cidr in cidrs)
    return one, other


def _resources(subnet: str, *, denied_function: str | None) -> dict[str, Any]:
    """A function that makes a network interface, and the managed policy that lets it, in one subnet."""
    allowed = {
        "Effect": "Allow",
        "Action": "ec2:CreateNetworkInterface",
        "Resource": [f"{_EC2}:network-interface/*", f"{_EC2}:subnet/{subnet}"],
    }
    statements: list[dict[str, Any]] = [allowed]
    if denied_function:
        statements.append(
            {
                "Effect": "Deny",
                "Action": "ec2:CreateNetworkInterface",
                "Resource": "*",
                "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": denied_function}},
            }
        )
    document = {"Version": "2012-10-17", "Statement": statements}
    policy = {"ManagedPolicyName": unique("policy"), "Roles": [{"Ref": "Role"}], "PolicyDocument": document}
    return {**function_resources(_CODE), "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": policy}}


def _deploy(server: ServerProcess, resources: dict[str, Any]) -> tuple[str, str]:
    """The function's ARN and the name of its stack."""
    stack = create_stack(server, resources, outputs={"Arn": {"Fn::GetAtt": ["Function", "Arn"]}})
    assert describe(server, stack)["StackStatus"] == "CREATE_COMPLETE"
    return outputs_of(server, stack)["Arn"], stack


def _arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{DEV}:function:{name}"


def test_a_managed_policy_lets_a_function_into_its_subnet_and_no_other(cloud: CloudProcess) -> None:
    subnet, other = _subnets(cloud)
    function, _ = _deploy(cloud, _resources(subnet, denied_function=_arn("another")))
    assert invoke(cloud, function, subnet) == ("made", False)
    assert invoke(cloud, function, other) == ("UnauthorizedOperation", False)


@pytest.mark.parametrize("qualifier", ["", ":1"])
def test_a_deny_for_a_functions_code_holds_in_each_version_of_it(cloud: CloudProcess, qualifier: str) -> None:
    subnet, _ = _subnets(cloud)
    resources = _resources(subnet, denied_function=None)
    name = resources["Function"]["Properties"]["FunctionName"]
    resources["Policy"] = _resources(subnet, denied_function=_arn(name))["Policy"]
    function, _ = _deploy(cloud, resources)
    cloud.client("lambda", DEV).publish_version(FunctionName=name)
    assert invoke(cloud, f"{function}{qualifier}", subnet) == ("UnauthorizedOperation", False)


def test_a_changed_managed_policy_holds_at_once(cloud: CloudProcess) -> None:
    subnet, other = _subnets(cloud)
    resources = _resources(subnet, denied_function=None)
    function, stack = _deploy(cloud, resources)
    resources["Policy"]["Properties"]["PolicyDocument"]["Statement"][0]["Resource"][1] = f"{_EC2}:subnet/{other}"
    update_stack(cloud, stack, resources)
    assert invoke(cloud, function, subnet) == ("UnauthorizedOperation", False)
    assert invoke(cloud, function, other) == ("made", False)


def test_who_is_no_function_is_not_denied_by_the_key(cloud: CloudProcess) -> None:
    subnet, _ = _subnets(cloud)
    resources = _resources(subnet, denied_function=_arn("another"))
    resources["Policy"]["Properties"]["PolicyDocument"]["Statement"][1]["Condition"] = {
        "Null": {"lambda:SourceFunctionArn": "true"}
    }
    function, _ = _deploy(cloud, resources)
    assert invoke(cloud, function, subnet) == ("made", False)


def test_ministack_alone_denies_nothing_by_the_key(alone: ServerProcess) -> None:
    subnet, _ = _subnets(alone)
    resources = _resources(subnet, denied_function=None)
    name = resources["Function"]["Properties"]["FunctionName"]
    resources["Policy"] = _resources(subnet, denied_function=_arn(name))["Policy"]
    function, _ = _deploy(alone, resources)
    assert invoke(alone, function, subnet) == ("made", False)
