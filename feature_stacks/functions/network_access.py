"""What Lambda must be able to do in a function's name to attach it to its subnets, and the function's code must not.

Lambda makes, describes and removes network interfaces with the execution role's permissions. Creating one names the
subnets, the security groups, and the account's network interfaces, whose ids Lambda chooses. The others need every
resource: Lambda checks them when the function is created, before there is an interface, and refuses a role that has
them on `network-interface/*` only. The deny is for calls that come from the function's code, which carry its ARN;
Lambda's own do not
(docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html;
docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam

DESCRIBE_ACTIONS: Final = ("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")
CREATE_ACTION: Final = "ec2:CreateNetworkInterface"
INTERFACE_ACTIONS: Final = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
)
DENIED_TO_CODE: Final = (*DESCRIBE_ACTIONS, CREATE_ACTION, *INTERFACE_ACTIONS, "ec2:DetachNetworkInterface")


def network_access(
    stack: Stack,
    *,
    function_names: Sequence[str],
    subnets: Sequence[ec2.ISubnet],
    security_groups: Sequence[ec2.ISecurityGroup],
) -> list[iam.PolicyStatement]:
    """The statements of the execution role of functions in these subnets and groups."""

    def arn(resource: str) -> str:
        return f"arn:{stack.partition}:ec2:{stack.region}:{stack.account}:{resource}"

    places = [
        *(arn(f"subnet/{subnet.subnet_id}") for subnet in subnets),
        *(arn(f"security-group/{group.security_group_id}") for group in security_groups),
    ]
    # By name and not by reference: a function waits for its policy.
    functions = [
        f"arn:{stack.partition}:lambda:{stack.region}:{stack.account}:function:{one}" for one in function_names
    ]
    return [
        iam.PolicyStatement(actions=[*DESCRIBE_ACTIONS, *INTERFACE_ACTIONS], resources=["*"]),
        iam.PolicyStatement(actions=[CREATE_ACTION], resources=[arn("network-interface/*"), *places]),
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            actions=list(DENIED_TO_CODE),
            resources=["*"],
            conditions={"ArnEquals": {"lambda:SourceFunctionArn": functions if len(functions) > 1 else functions[0]}},
        ),
    ]
