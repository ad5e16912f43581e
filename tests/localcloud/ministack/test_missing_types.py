"""CloudFormation types that MiniStack lacks, in their whole life, and the service behind two of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, trust, unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, outputs_of, table, update_stack

pytestmark = pytest.mark.cloud


@pytest.mark.parametrize(
    "kind",
    [
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "AWS::Backup::BackupSelection",
        "AWS::CodeStarNotifications::NotificationRule",
        "AWS::EC2::EIP",
        "AWS::EC2::FlowLog",
        "AWS::CodeConnections::Connection",
        "AWS::CodeStarConnections::Connection",
        "AWS::EC2::NatGateway",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::Events::ApiDestination",
        "AWS::Events::Archive",
        "AWS::Events::Connection",
        "AWS::Events::EventBusPolicy",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACLAssociation",
    ],
)
def test_ministack_alone_does_not_know_the_type(alone: ServerProcess, kind: str) -> None:
    cloudformation = alone.client("cloudformation", DEV)
    with pytest.raises(cloudformation.exceptions.ClientError, match=kind):
        create_stack(alone, {"It": {"Type": kind, "Properties": {}}})


def _network(**nat: Any) -> dict[str, Any]:
    return {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {
            "Type": "AWS::EC2::Subnet",
            "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"},
        },
        "Address": {
            "Type": "AWS::EC2::EIP",
            "Properties": {"Domain": "vpc", "Tags": [{"Key": "Name", "Value": "nat"}]},
        },
        "Nat": {
            "Type": "AWS::EC2::NatGateway",
            "Properties": {
                "AllocationId": {"Fn::GetAtt": ["Address", "AllocationId"]},
                "SubnetId": {"Ref": "Subnet"},
                **nat,
            },
        },
        "Flows": {
            "Type": "AWS::EC2::FlowLog",
            "Properties": {
                "ResourceId": {"Ref": "Vpc"},
                "ResourceType": "VPC",
                "TrafficType": "ALL",
                "LogDestinationType": "cloud-watch-logs",
                "LogGroupName": "flows",
                "Tags": [{"Key": "Name", "Value": "flows"}],
            },
        },
    }


def test_a_nat_gateway_with_its_address_and_a_flow_log_come_and_go(cloud: CloudProcess) -> None:
    ec2 = cloud.client("ec2", DEV)
    outputs = {
        "Nat": {"Ref": "Nat"},
        "Ip": {"Ref": "Address"},
        "Flows": {"Ref": "Flows"},
        "Vpc": {"Ref": "Vpc"},
    }
    stack = create_stack(cloud, _network(), outputs=outputs)
    made = outputs_of(cloud, stack)

    (address,) = ec2.describe_addresses(PublicIps=[made["Ip"]])["Addresses"]
    (gateway,) = ec2.describe_nat_gateways(NatGatewayIds=[made["Nat"]])["NatGateways"]
    (flows,) = ec2.describe_flow_logs(FlowLogIds=[made["Flows"]])["FlowLogs"]
    assert address["Tags"] == [{"Key": "Name", "Value": "nat"}]
    assert (gateway["State"], gateway["VpcId"]) == ("available", made["Vpc"])
    assert (flows["ResourceId"], flows["Tags"]) == (made["Vpc"], [{"Key": "Name", "Value": "flows"}])

    delete_stack(cloud, stack)
    gateways = {found["NatGatewayId"]: found["State"] for found in ec2.describe_nat_gateways()["NatGateways"]}
    assert gateways.get(made["Nat"], "deleted") == "deleted"
    assert made["Ip"] not in [found["PublicIp"] for found in ec2.describe_addresses()["Addresses"]]
    assert made["Flows"] not in [found["FlowLogId"] for found in ec2.describe_flow_logs()["FlowLogs"]]


_ACL: dict[str, Any] = {
    "Type": "AWS::WAFv2::WebACL",
    "Properties": {
        "Scope": "REGIONAL",
        "DefaultAction": {"Allow": {}},
        "VisibilityConfig": {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "acl"},
    },
}


def test_a_web_acl_is_associated_for_as_long_as_its_stack_lives(cloud: CloudProcess) -> None:
    resources = {
        "Acl": _ACL,
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": unique("api")}},
        "Association": {
            "Type": "AWS::WAFv2::WebACLAssociation",
            "Properties": {
                "WebACLArn": {"Fn::GetAtt": ["Acl", "Arn"]},
                "ResourceArn": {"Fn::Sub": "arn:aws:apigateway:us-east-1::/restapis/${Api}/stages/v1"},
            },
        },
    }
    outputs = {"Acl": {"Fn::GetAtt": ["Acl", "Arn"]}, "Api": {"Ref": "Api"}}
    stack = create_stack(cloud, resources, outputs=outputs)
    made, waf = outputs_of(cloud, stack), cloud.client("wafv2", DEV)
    resource = f"arn:aws:apigateway:us-east-1::/restapis/{made['Api']}/stages/v1"
    assert waf.get_web_acl_for_resource(ResourceArn=resource)["WebACL"]["ARN"] == made["Acl"]
    delete_stack(cloud, stack)
    with refused("WAFNonexistentItemException"):
        waf.get_web_acl_for_resource(ResourceArn=resource)


def _logged_acl(destination: Any, *, action: str = "BLOCK") -> dict[str, Any]:
    logging = {
        "ResourceArn": {"Fn::GetAtt": ["Acl", "Arn"]},
        "LogDestinationConfigs": [destination],
        "RedactedFields": [{"SingleHeader": {"Name": "authorization"}}],
        "LoggingFilter": {
            "DefaultBehavior": "DROP",
            "Filters": [
                {
                    "Behavior": "KEEP",
                    "Requirement": "MEETS_ANY",
                    "Conditions": [{"ActionCondition": {"Action": action}}],
                }
            ],
        },
    }
    return {"Acl": _ACL, "Logging": {"Type": "AWS::WAFv2::LoggingConfiguration", "Properties": logging}}


def _log_group(name: str) -> dict[str, Any]:
    return {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}


def test_a_web_acls_log_is_described_changed_and_gone(cloud: CloudProcess) -> None:
    log = {"Log": _log_group(unique("aws-waf-logs"))}
    destination = {"Fn::GetAtt": ["Log", "Arn"]}
    stack = create_stack(cloud, {**log, **_logged_acl(destination)}, outputs={"Acl": {"Fn::GetAtt": ["Acl", "Arn"]}})
    acl, waf = outputs_of(cloud, stack)["Acl"], cloud.client("wafv2", DEV)

    configuration = waf.get_logging_configuration(ResourceArn=acl)["LoggingConfiguration"]
    assert log["Log"]["Properties"]["LogGroupName"] in configuration["LogDestinationConfigs"][0]
    assert configuration["RedactedFields"] == [{"SingleHeader": {"Name": "authorization"}}]
    assert configuration in waf.list_logging_configurations(Scope="REGIONAL")["LoggingConfigurations"]

    update_stack(cloud, stack, {**log, **_logged_acl(destination, action="COUNT")})
    (kept,) = waf.get_logging_configuration(ResourceArn=acl)["LoggingConfiguration"]["LoggingFilter"]["Filters"]
    assert kept["Conditions"] == [{"ActionCondition": {"Action": "COUNT"}}]

    update_stack(cloud, stack, {**log, "Acl": _ACL})
    with refused("WAFNonexistentItemException"):
        waf.get_logging_configuration(ResourceArn=acl)


@pytest.mark.enforces(
    "WAF: logs go to destinations whose name begins with aws-waf-logs-",
    source="https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html",
)
@pytest.mark.parametrize(
    ("destination", "reason"),
    [
        ({"Fn::GetAtt": ["Log", "Arn"]}, "begins with aws-waf-logs-"),
        (f"arn:aws:logs:us-east-1:{DEV}:log-group:aws-waf-logs-nowhere", "no log group of this account"),
        (f"arn:aws:sqs:us-east-1:{DEV}:aws-waf-logs-queue", "begins with aws-waf-logs-"),
    ],
)
def test_a_web_acl_is_not_logged_where_waf_does_not_write(cloud: CloudProcess, destination: Any, reason: str) -> None:
    stack = create_stack(cloud, {"Log": _log_group(unique("waf-logs")), **_logged_acl(destination)})
    events = cloud.client("cloudformation", DEV).describe_stack_events(StackName=stack)["StackEvents"]
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert any(reason in event.get("ResourceStatusReason", "") for event in events)


def _backed_up(*tables: str, trusted: str = "backup.amazonaws.com") -> dict[str, Any]:
    rule = {"RuleName": "nightly", "TargetBackupVault": {"Ref": "Vault"}, "Lifecycle": {"DeleteAfterDays": 35}}
    selection = {
        "SelectionName": "tables",
        "IamRoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "Resources": [f"arn:aws:dynamodb:us-east-1:{DEV}:table/{name}" for name in tables],
    }
    return {
        "Vault": {"Type": "AWS::Backup::BackupVault", "Properties": {"BackupVaultName": unique("vault")}},
        "Plan": {
            "Type": "AWS::Backup::BackupPlan",
            "Properties": {"BackupPlan": {"BackupPlanName": unique("plan"), "BackupPlanRule": [rule]}},
        },
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": json.loads(trust(Service=trusted))},
        },
        "Selection": {
            "Type": "AWS::Backup::BackupSelection",
            "Properties": {"BackupPlanId": {"Ref": "Plan"}, "BackupSelection": selection},
        },
    }


def test_tables_are_selected_for_a_backup_plan_as_long_as_the_template_says(cloud: CloudProcess) -> None:
    outputs = {"Plan": {"Ref": "Plan"}}
    stack = create_stack(cloud, _backed_up("one"), outputs=outputs)
    backup, plan = cloud.client("backup", DEV), outputs_of(cloud, stack)["Plan"]

    def selected() -> list[list[str]]:
        found = backup.list_backup_selections(BackupPlanId=plan)["BackupSelectionsList"]
        return [
            [
                arn.rpartition("/")[2]
                for arn in backup.get_backup_selection(BackupPlanId=plan, SelectionId=each["SelectionId"])[
                    "BackupSelection"
                ]["Resources"]
            ]
            for each in found
        ]

    (rule,) = backup.get_backup_plan(BackupPlanId=plan)["BackupPlan"]["Rules"]
    assert rule["Lifecycle"]["DeleteAfterDays"] == 35
    assert selected() == [["one"]]
    resources = _backed_up("one", "two")
    for kept in ("Vault", "Plan"):
        original = cloud.client("cloudformation", DEV).get_template(StackName=stack)["TemplateBody"]["Resources"]
        resources[kept] = original[kept]
    update_stack(cloud, stack, resources)
    assert selected() == [["one", "two"]]
    del resources["Selection"]
    update_stack(cloud, stack, resources)
    assert selected() == []


def test_backups_need_a_role_that_aws_backup_may_act_in(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _backed_up("one", trusted="lambda.amazonaws.com"))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"


def _scaled_table(name: str, *, maximum: int) -> dict[str, Any]:
    resource = f"table/{name}"
    provisioned = table(name)
    provisioned["Properties"].update(
        BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    )
    return {
        "Table": provisioned,
        "Target": {
            "Type": "AWS::ApplicationAutoScaling::ScalableTarget",
            "DependsOn": "Table",
            "Properties": {
                "ServiceNamespace": "dynamodb",
                "ResourceId": resource,
                "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
                "MinCapacity": 5,
                "MaxCapacity": maximum,
                "Tags": [{"Key": "environment", "Value": "prod"}],
                "RoleARN": f"arn:aws:iam::{DEV}:role/scaling",
            },
        },
        "Policy": {
            "Type": "AWS::ApplicationAutoScaling::ScalingPolicy",
            "Properties": {
                "PolicyName": "utilization",
                "PolicyType": "TargetTrackingScaling",
                "ScalingTargetId": {"Ref": "Target"},
                "TargetTrackingScalingPolicyConfiguration": {
                    "TargetValue": 70,
                    "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBReadCapacityUtilization"},
                },
            },
        },
    }


def test_scaling_bounds_and_policy_of_a_table_can_be_asked_for(cloud: CloudProcess) -> None:
    name, scaling = unique("table"), cloud.client("application-autoscaling", DEV)
    stack = create_stack(cloud, _scaled_table(name, maximum=50))
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"
    wanted = {"ServiceNamespace": "dynamodb", "ResourceIds": [f"table/{name}"]}
    (target,) = scaling.describe_scalable_targets(**wanted)["ScalableTargets"]
    assert (target["MinCapacity"], target["MaxCapacity"]) == (5, 50)
    found = scaling.describe_scaling_policies(ServiceNamespace="dynamodb", ResourceId=f"table/{name}")
    (policy,) = found["ScalingPolicies"]
    assert policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 70

    update_stack(cloud, stack, _scaled_table(name, maximum=80))
    (target,) = scaling.describe_scalable_targets(**wanted)["ScalableTargets"]
    assert target["MaxCapacity"] == 80

    delete_stack(cloud, stack)
    assert scaling.describe_scalable_targets(**wanted)["ScalableTargets"] == []


def test_a_tables_policy_keeps_alarms_as_long_as_it_lives(cloud: CloudProcess) -> None:
    """docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.CLI.html: 5 units at 70 % of use."""
    name, cloudwatch = unique("table"), cloud.client("cloudwatch", DEV)
    stack = create_stack(cloud, _scaled_table(name, maximum=50))

    def alarms() -> dict[str, tuple[str, str, float, int]]:
        found = cloudwatch.describe_alarms(AlarmNamePrefix=f"TargetTracking-table/{name}-")["MetricAlarms"]
        return {
            alarm["AlarmName"]: (
                alarm["MetricName"],
                alarm["ComparisonOperator"],
                alarm["Threshold"],
                alarm["EvaluationPeriods"],
            )
            for alarm in found
        }

    first = alarms()
    assert sorted(first.values()) == [
        ("ConsumedReadCapacityUnits", "GreaterThanThreshold", 210.0, 2),
        ("ConsumedReadCapacityUnits", "LessThanThreshold", 168.0, 15),
        ("ProvisionedReadCapacityUnits", "GreaterThanThreshold", 5.0, 3),
        ("ProvisionedReadCapacityUnits", "LessThanThreshold", 5.0, 3),
    ]
    scaling = cloud.client("application-autoscaling", DEV)
    target = {
        "ServiceNamespace": "dynamodb",
        "ResourceId": f"table/{name}",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
    }
    answer = scaling.put_scaling_policy(
        **target,
        PolicyName="utilization",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 50,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBReadCapacityUtilization"},
        },
    )
    assert {alarm["AlarmName"] for alarm in answer["Alarms"]} == set(first) == set(alarms())
    assert 150.0 in [threshold for _, _, threshold, _ in alarms().values()]
    (described,) = scaling.describe_scaling_policies(ServiceNamespace="dynamodb", ResourceId=f"table/{name}")[
        "ScalingPolicies"
    ]
    assert described["Alarms"] == answer["Alarms"]
    delete_stack(cloud, stack)
    assert alarms() == {}


@pytest.mark.enforces(
    "Application Auto Scaling: targets and policies are held to the service's bounds",
    source="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
)
def test_scaling_refuses_what_aws_refuses(cloud: CloudProcess) -> None:
    scaling = cloud.client("application-autoscaling", DEV)
    target = {
        "ServiceNamespace": "dynamodb",
        "ResourceId": f"table/{unique('absent')}",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
    }
    with refused("ValidationException"):
        scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    with refused("ObjectNotFoundException"):
        scaling.deregister_scalable_target(**target)
    with refused("ObjectNotFoundException"):
        scaling.put_scaling_policy(**target, PolicyName="p", PolicyType="TargetTrackingScaling")


def test_targets_are_listed_in_pages(cloud: CloudProcess) -> None:
    name = unique("table")
    create_stack(cloud, _scaled_table(name, maximum=50))
    scaling = cloud.client("application-autoscaling", DEV)
    target = {"ServiceNamespace": "dynamodb", "ResourceId": f"table/{name}"}
    scaling.register_scalable_target(
        **target, ScalableDimension="dynamodb:table:WriteCapacityUnits", MinCapacity=1, MaxCapacity=2
    )
    pages = scaling.get_paginator("describe_scalable_targets").paginate(
        ServiceNamespace="dynamodb", ResourceIds=[f"table/{name}"], PaginationConfig={"PageSize": 1}
    )
    assert sorted(found["ScalableDimension"] for page in pages for found in page["ScalableTargets"]) == [
        "dynamodb:table:ReadCapacityUnits",
        "dynamodb:table:WriteCapacityUnits",
    ]


def _expression_alarm() -> dict[str, Any]:
    return {
        "Alarm": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmName": unique("alarm"),
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "Threshold": 0,
                "Metrics": [
                    {"Id": "total", "Expression": "FILL(one, 0)", "ReturnData": True},
                    {
                        "Id": "one",
                        "ReturnData": False,
                        "MetricStat": {
                            "Stat": "Sum",
                            "Period": 60,
                            "Metric": {"Namespace": "AWS/DynamoDB", "MetricName": "ReadThrottleEvents"},
                        },
                    },
                ],
            },
        }
    }


def test_an_alarm_on_an_expression_is_described_with_it(cloud: CloudProcess) -> None:
    resources = _expression_alarm()
    create_stack(cloud, resources)
    name = resources["Alarm"]["Properties"]["AlarmName"]
    (alarm,) = cloud.client("cloudwatch", DEV).describe_alarms(AlarmNames=[name])["MetricAlarms"]
    assert [query["Id"] for query in alarm["Metrics"]] == ["total", "one"]
    assert "MetricName" not in alarm


def test_ministack_alone_refuses_an_alarm_on_an_expression(alone: ServerProcess) -> None:
    assert describe(alone, create_stack(alone, _expression_alarm()))["StackStatus"] == "ROLLBACK_COMPLETE"


def _groups(**ingress: Any) -> dict[str, Any]:
    group = {"GroupDescription": "one of two", "VpcId": {"Ref": "Vpc"}}
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": "443", "GroupId": {"Fn::GetAtt": ["Front", "GroupId"]}}
    back = {"Fn::GetAtt": ["Back", "GroupId"]}
    outward = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "10.0.0.0/24", "GroupId": back}
    return {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Front": {"Type": "AWS::EC2::SecurityGroup", "Properties": group},
        "Back": {"Type": "AWS::EC2::SecurityGroup", "Properties": group},
        "FromBack": {
            "Type": "AWS::EC2::SecurityGroupIngress",
            "Properties": {**rule, "SourceSecurityGroupId": back, **ingress},
        },
        "ToStore": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": outward},
    }


def test_rules_beside_their_groups_are_made_changed_and_deleted(cloud: CloudProcess) -> None:
    ec2 = cloud.client("ec2", DEV)
    outputs = {"Front": {"Fn::GetAtt": ["Front", "GroupId"]}, "Back": {"Fn::GetAtt": ["Back", "GroupId"]}}
    stack = create_stack(cloud, _groups(Description="first"), outputs=outputs)
    groups = outputs_of(cloud, stack)

    def rules(name: str, direction: str) -> list[dict[str, Any]]:
        (group,) = ec2.describe_security_groups(GroupIds=[groups[name]])["SecurityGroups"]
        found: list[dict[str, Any]] = [rule for rule in group[direction] if "FromPort" in rule]
        return found

    (inward,) = rules("Front", "IpPermissions")
    assert (inward["FromPort"], inward["UserIdGroupPairs"][0]["GroupId"]) == (443, groups["Back"])
    (outward,) = rules("Back", "IpPermissionsEgress")
    assert (outward["FromPort"], outward["IpRanges"][0]["CidrIp"]) == (5432, "10.0.0.0/24")
    update_stack(cloud, stack, _groups(FromPort=80, ToPort=80))
    assert [rule["FromPort"] for rule in rules("Front", "IpPermissions")] == [80]
    without = _groups()
    del without["FromBack"]
    update_stack(cloud, stack, without)
    assert rules("Front", "IpPermissions") == []
    delete_stack(cloud, stack)


@pytest.mark.parametrize(
    ("kind", "service"),
    [
        ("AWS::CodeConnections::Connection", "codeconnections"),
        ("AWS::CodeStarConnections::Connection", "codestar-connections"),
    ],
)
def test_a_connection_of_a_stack_is_authorized_by_who_deployed_it(cloud: CloudProcess, kind: str, service: str) -> None:
    properties = {"ConnectionName": unique("connection"), "ProviderType": "GitHub"}
    outputs = {"Arn": {"Ref": "It"}, "Status": {"Fn::GetAtt": ["It", "ConnectionStatus"]}}
    stack = create_stack(cloud, {"It": {"Type": kind, "Properties": properties}}, outputs=outputs)
    made = outputs_of(cloud, stack)
    assert made["Arn"].startswith(f"arn:aws:{service}:")
    assert made["Status"] == "AVAILABLE"
    client = cloud.client(service, DEV)
    assert client.get_connection(ConnectionArn=made["Arn"])["Connection"]["ConnectionStatus"] == "AVAILABLE"
    delete_stack(cloud, stack)
    with refused("ResourceNotFoundException"):
        client.get_connection(ConnectionArn=made["Arn"])


def test_a_bucket_has_the_tags_of_its_template(cloud: CloudProcess, alone: ServerProcess) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{"Key": "emptied", "Value": "true"}]}}

    def tags(server: ServerProcess) -> list[dict[str, str]]:
        stack = create_stack(server, {"It": bucket}, outputs={"Name": {"Ref": "It"}})
        name = outputs_of(server, stack)["Name"]
        found: list[dict[str, str]] = server.client("s3", DEV).get_bucket_tagging(Bucket=name)["TagSet"]
        return found

    assert {"Key": "emptied", "Value": "true"} in tags(cloud)
    with refused("NoSuchTagSet"):
        tags(alone)
