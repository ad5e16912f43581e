"""The network of an environment: the function runs in private subnets, and only HTTPS leaves them.

S3 and DynamoDB are reached through gateway endpoints, which cost nothing; all else (the LLM vendor, Secrets Manager,
X-Ray) through NAT gateways.
"""

from __future__ import annotations

from typing import Final

from aws_cdk import CrossStackReferences, ReferenceStrength
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from feature_stacks.constants import HTTPS_PORT, MOST_ZONES, SHARED_FEATURE, SUBNET_MASK, VPC_CIDR
from feature_stacks.environment_choices import NetworkLayout
from feature_stacks.log_group import owned_log_group
from feature_stacks.naming import physical_name, role_name

# docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, without what makes and finds log groups: the one is
# there already.
FLOW_LOG_ACTIONS: Final = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")


class Network(Construct):
    """VPC, endpoints, flow log, and the security group of functions.

    Attributes:
        vpc: public subnets for the NAT gateways, private ones for functions.
        lambda_security_group: lets HTTPS out and nothing in.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        layout: NetworkLayout,
        log_retention_days: int,
        retain_logs: bool,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            vpc_name=physical_name(SHARED_FEATURE, "vpc", environment_name),
            ip_addresses=ec2.IpAddresses.cidr(VPC_CIDR),
            max_azs=layout.availability_zones,
            # A further zone would else get the addresses of a subnet that is there, which EC2 refuses.
            reserved_azs=MOST_ZONES - layout.availability_zones,
            nat_gateways=layout.nat_gateways,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="public",
                    subnet_type=ec2.SubnetType.PUBLIC,
                    cidr_mask=SUBNET_MASK,
                    map_public_ip_on_launch=False,
                ),
                ec2.SubnetConfiguration(
                    name="private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=SUBNET_MASK
                ),
            ],
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
            },
            # CDK would empty the default group by a custom resource, a function of its own; nothing here uses that
            # group.
            restrict_default_security_group=False,
        )
        self._add_flow_log(environment_name, log_retention_days=log_retention_days, retain=retain_logs, key=log_key)
        self.lambda_security_group = ec2.SecurityGroup(
            self,
            "LambdaSecurityGroup",
            vpc=self.vpc,
            security_group_name=physical_name(SHARED_FEATURE, "lambda-sg", environment_name),
            # Cannot be changed: CloudFormation would have to replace the group, whose name is taken.
            description="Functions: HTTPS out, nothing in",
            allow_all_outbound=False,
        )
        self.lambda_security_group.add_egress_rule(
            ec2.Peer.any_ipv4(), ec2.Port.tcp(HTTPS_PORT), "HTTPS to AWS and to the LLM vendor"
        )
        # What functions stand in is not replaced under them: CloudFormation refuses it (docs/adr/0015).
        for stood_in in (*self.vpc.private_subnets, self.lambda_security_group):
            CrossStackReferences.of(stood_in).produce(ReferenceStrength.STRONG)

    def _add_flow_log(self, environment_name: str, *, log_retention_days: int, retain: bool, key: kms.IKey) -> None:
        log_group = owned_log_group(
            self,
            "FlowLogGroup",
            log_group_name=physical_name(SHARED_FEATURE, "flow-logs", environment_name),
            retention_days=log_retention_days,
            retain=retain,
            key=key,
        )
        role = iam.Role(
            self,
            "FlowLogRole",
            role_name=role_name("flow-logs", SHARED_FEATURE, environment_name),
            assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"),
            description="VPC flow logs: write to their one log group",
        )
        iam.ManagedPolicy(
            self,
            "FlowLogPolicy",
            managed_policy_name=physical_name(f"{SHARED_FEATURE}-flow-logs", "policy", environment_name),
            roles=[role],
            statements=[iam.PolicyStatement(actions=list(FLOW_LOG_ACTIONS), resources=[log_group.log_group_arn])],
        )
        destination = ec2.FlowLogDestination.to_cloud_watch_logs(log_group, role.without_policy_updates())
        self.vpc.add_flow_log("FlowLog", destination=destination)
