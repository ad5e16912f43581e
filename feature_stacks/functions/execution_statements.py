"""What a function's role must let it do before it does anything of its own: join its network, write its log, be traced.

As statements, for a managed policy of the feature: the frameworks that gate a protected environment refuse inline ones,
and what AWS manages for it allows every log group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs

from feature_stacks.functions.network_access import network_access

LOG_ACTIONS: Final = ("logs:CreateLogStream", "logs:PutLogEvents")
# X-Ray has no resource-level permission for them
# (docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html).
TRACE_ACTIONS: Final = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")


def execution_statements(
    stack: Stack,
    *,
    function_names: Sequence[str],
    subnets: Sequence[ec2.ISubnet],
    security_groups: Sequence[ec2.ISecurityGroup],
    log_group: logs.ILogGroup,
) -> list[iam.PolicyStatement]:
    """The statements of the execution role of functions in these subnets and groups, which write to this log group."""
    return [
        *network_access(stack, function_names=function_names, subnets=subnets, security_groups=security_groups),
        iam.PolicyStatement(actions=list(LOG_ACTIONS), resources=[log_group.log_group_arn]),
        iam.PolicyStatement(actions=list(TRACE_ACTIONS), resources=["*"]),
    ]
