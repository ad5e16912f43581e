"""What stands in a template and costs money, by resource type: at a fixed price a month, or by use.

Every type of every template is in one of the three tables here, so that a new one is priced before it is deployed
(tests/synth/test_cost_page.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from delivery.costs import prices
from delivery.costs.prices import Price

Properties = Mapping[str, Any]
SCALING_ALARMS: Final = 4
"""CloudWatch alarms that target tracking makes for one policy of a table: high, low, and two of the capacity itself."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """So many of one thing, at a fixed price."""

    what: str
    count: int
    price: Price

    @property
    def a_month(self) -> Decimal:
        return self.count * self.price.a_month


def _one(what: str, price: Price) -> Callable[[Properties], Iterator[Charge]]:
    def charges(_: Properties) -> Iterator[Charge]:
        yield Charge(what=what, count=1, price=price)

    return charges


def _capacity(table: Properties) -> Iterator[Charge]:
    """Of a table and each of its indexes, at the least that its scaling leaves it; none where requests are paid."""
    for owner in (table, *table.get("GlobalSecondaryIndexes", [])):
        units = owner.get("ProvisionedThroughput")
        if units:
            yield Charge(what="read capacity", count=int(units["ReadCapacityUnits"]), price=prices.READ_UNIT)
            yield Charge(what="write capacity", count=int(units["WriteCapacityUnits"]), price=prices.WRITE_UNIT)


def _alarm(alarm: Properties) -> Iterator[Charge]:
    """An alarm on an expression is charged by the metrics that it reads."""
    read = [one for one in alarm.get("Metrics", []) if "MetricStat" in one]
    yield Charge(what="metrics under an alarm", count=len(read) or 1, price=prices.ALARM_METRIC)


def _scaling_policy(_: Properties) -> Iterator[Charge]:
    yield Charge(what="alarms of target tracking", count=SCALING_ALARMS, price=prices.ALARM_METRIC)


def _web_acl(acl: Properties) -> Iterator[Charge]:
    yield Charge(what="web ACL", count=1, price=prices.WEB_ACL)
    yield Charge(what="rule groups of a web ACL", count=len(acl["Rules"]), price=prices.WEB_ACL_RULE)


def _endpoint(endpoint: Properties) -> Iterator[Charge]:
    """Gateway endpoints cost nothing."""
    if endpoint.get("VpcEndpointType") == "Interface":
        yield Charge(what="interface endpoint", count=len(endpoint["SubnetIds"]), price=prices.INTERFACE_ENDPOINT)


FIXED: Final[Mapping[str, Callable[[Properties], Iterator[Charge]]]] = {
    "AWS::ApplicationAutoScaling::ScalingPolicy": _scaling_policy,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::Dashboard": _one("dashboard", prices.DASHBOARD),
    "AWS::DynamoDB::Table": _capacity,
    "AWS::EC2::EIP": _one("public IPv4 address", prices.PUBLIC_ADDRESS),
    "AWS::EC2::NatGateway": _one("NAT gateway", prices.NAT_GATEWAY),
    "AWS::EC2::VPCEndpoint": _endpoint,
    "AWS::KMS::Key": _one("KMS key", prices.KEY),
    "AWS::WAFv2::WebACL": _web_acl,
}
BY_USE: Final[Mapping[str, Sequence[Price]]] = {
    "AWS::ApiGateway::RestApi": (prices.API_CALLS,),
    "AWS::Backup::BackupVault": (prices.BACKUP_STORAGE, prices.BACKUP_RESTORE),
    "AWS::CodeBuild::Project": (prices.BUILD_MEDIUM, prices.BUILD_SMALL, prices.BUILD_LAMBDA),
    "AWS::CodePipeline::Pipeline": (prices.PIPELINE_MINUTE,),
    "AWS::DynamoDB::Table": (prices.READS, prices.WRITES, prices.TABLE_STORAGE, prices.POINT_IN_TIME_RECOVERY),
    "AWS::EC2::NatGateway": (prices.NAT_TRAFFIC,),
    "AWS::KMS::Key": (prices.KEY_REQUESTS, prices.SIGNATURES),
    "AWS::Lambda::Function": (prices.FUNCTION_SECONDS, prices.FUNCTION_CALLS),
    "AWS::Logs::LogGroup": (prices.LOGS_IN, prices.LOGS_KEPT),
    "AWS::S3::Bucket": (prices.OBJECT_STORAGE,),
    "AWS::SNS::Topic": (prices.MESSAGES,),
    "AWS::SQS::Queue": (prices.QUEUE_REQUESTS,),
    "AWS::WAFv2::WebACL": (prices.WEB_ACL_REQUESTS,),
}
FREE: Final = frozenset(
    {
        "AWS::ApiGateway::Account",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::GatewayResponse",
        "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Model",
        "AWS::ApiGateway::RequestValidator",
        "AWS::ApiGateway::Resource",
        "AWS::ApiGateway::Stage",
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "AWS::Backup::BackupPlan",
        "AWS::Backup::BackupSelection",
        # CodeDeploy costs nothing for Lambda.
        "AWS::CodeDeploy::Application",
        "AWS::CodeDeploy::DeploymentConfig",
        "AWS::CodeDeploy::DeploymentGroup",
        "AWS::CodeStarNotifications::NotificationRule",
        "AWS::EC2::FlowLog",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::Route",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::Subnet",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPC",
        "AWS::EC2::VPCGatewayAttachment",
        # A rule on a schedule, or for events of AWS's own services.
        "AWS::Events::Rule",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::Lambda::Alias",
        # Its polling is paid as requests of the queue.
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Permission",
        "AWS::Lambda::Version",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACLAssociation",
    }
)


def fixed_charges(template: Mapping[str, Any]) -> Iterator[Charge]:
    """Of every resource of a template."""
    for resource in template["Resources"].values():
        priced = FIXED.get(resource["Type"])
        if priced:
            yield from priced(resource.get("Properties", {}))
