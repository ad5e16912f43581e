"""What the shared stack must say: the network lets out HTTPS only, and CVs are private, encrypted and versioned."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any

from feature_stacks.constants import MOST_ZONES
from feature_stacks.naming import PRODUCT
from tests.assertions.synthesized_environment import SynthesizedEnvironment, as_list, flat


def test_functions_may_only_send_https(env: SynthesizedEnvironment) -> None:
    group = env.properties("AWS::EC2::SecurityGroup", "Network/LambdaSecurityGroup")
    (rule,) = group["SecurityGroupEgress"]
    assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"], rule["CidrIp"]) == ("tcp", 443, 443, "0.0.0.0/0")
    assert not group.get("SecurityGroupIngress")


def test_private_subnets_reach_the_internet_through_nat_gateways(env: SynthesizedEnvironment) -> None:
    gateways = env.shared.resources("AWS::EC2::NatGateway")
    routes = [body["Properties"] for body in env.shared.resources("AWS::EC2::Route").values()]
    assert len(gateways) == env.decided.network.nat_gateways
    assert sum("NatGatewayId" in route for route in routes) == env.decided.network.availability_zones


def test_a_zone_more_would_take_no_addresses_of_subnets_that_are_there(env: SynthesizedEnvironment) -> None:
    zones = range(env.decided.network.availability_zones)
    addresses = {body["Properties"]["CidrBlock"] for body in env.shared.resources("AWS::EC2::Subnet").values()}
    assert addresses == {f"10.20.{place}.0/24" for zone in zones for place in (zone, MOST_ZONES + zone)}


def test_no_text_of_a_named_policy_or_group_forces_a_replacement(env: SynthesizedEnvironment) -> None:
    policies = [
        body["Properties"]
        for stack in (env.shared, env.cv_tailoring)
        for body in stack.resources("AWS::IAM::ManagedPolicy").values()
    ]
    assert policies
    assert {policy.get("Description", "") for policy in policies} == {""}
    group = env.properties("AWS::EC2::SecurityGroup", "Network/LambdaSecurityGroup")
    assert group["GroupDescription"] == "Functions: HTTPS out, nothing in"


def test_s3_and_dynamodb_are_reached_without_the_internet(env: SynthesizedEnvironment) -> None:
    endpoints = [body["Properties"] for body in env.shared.resources("AWS::EC2::VPCEndpoint").values()]
    gateways = [endpoint for endpoint in endpoints if endpoint["VpcEndpointType"] == "Gateway"]
    assert {flat(gateway["ServiceName"]).split(".")[-1] for gateway in gateways} == {"s3", "dynamodb"}
    # A private and a public subnet in each zone, each with a route table of its own.
    assert {len(gateway["RouteTableIds"]) for gateway in gateways} == {2 * env.decided.network.availability_zones}


def test_network_flows_are_logged_for_as_long_as_the_environment_says(env: SynthesizedEnvironment) -> None:
    flow_log = env.properties("AWS::EC2::FlowLog", "Network/Vpc")
    log_group = env.template_of(flow_log["LogGroupName"]["Ref"])["Properties"]
    assert flow_log["TrafficType"] == "ALL"
    assert log_group["RetentionInDays"] == env.decided.log_retention_days


def test_job_research_can_expire(env: SynthesizedEnvironment) -> None:
    table = env.properties("AWS::DynamoDB::Table", "JobResearch/Table")
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expiration_timestamp", "Enabled": True}


def test_cvs_are_encrypted_with_a_key_of_their_own(env: SynthesizedEnvironment) -> None:
    (rule,) = env.properties("AWS::S3::Bucket", "Cvs/Bucket")["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    encryption = rule["ServerSideEncryptionByDefault"]
    assert (encryption["SSEAlgorithm"], rule["BucketKeyEnabled"]) == ("aws:kms", True)
    assert flat(encryption["KMSMasterKeyID"]) == f"<{env.logical_id('AWS::KMS::Key', 'Cvs/Key')}>"


def test_the_key_of_cvs_is_for_the_accounts_own_roles_only(env: SynthesizedEnvironment) -> None:
    (statement,) = env.properties("AWS::KMS::Key", "Cvs/Key")["KeyPolicy"]["Statement"]
    assert flat(statement["Principal"]["AWS"]) == f"arn:{env.partition}:iam::{env.account}:root"


def test_keys_of_data_are_rotated_and_kept_as_long_as_the_data(env: SynthesizedEnvironment) -> None:
    wanted = ("RetainExceptOnCreate", "Retain") if env.decided.data_protection.retain else ("Delete", "Delete")
    for path in ("Cvs/Key", "Logs/Key"):
        key = env.resource("AWS::KMS::Key", path)
        assert key["Properties"]["EnableKeyRotation"] is True
        assert (key["DeletionPolicy"], key["UpdateReplacePolicy"]) == wanted


def test_every_log_group_is_encrypted_with_the_environments_key(env: SynthesizedEnvironment) -> None:
    key = env.logical_id("AWS::KMS::Key", "Logs/Key")
    used = [
        body["Properties"].get("KmsKeyId")
        for stack in env.stacks
        for body in stack.resources("AWS::Logs::LogGroup").values()
    ]
    outputs = {name: output["Value"] for name, output in env.shared.template["Outputs"].items()}
    assert len(used) >= 5
    for value in used:
        assert value
        local = outputs[value["Fn::GetStackOutput"]["OutputName"]] if "Fn::GetStackOutput" in value else value
        assert flat(local) == f"<{key}>"


def test_cloudwatch_logs_uses_the_key_for_this_environments_log_groups_only(env: SynthesizedEnvironment) -> None:
    statements = env.properties("AWS::KMS::Key", "Logs/Key")["KeyPolicy"]["Statement"]
    (allowed,) = (s for s in statements if "Service" in s["Principal"])
    log_groups = f"arn:{env.partition}:logs:{env.region}:{env.account}:log-group"
    context = allowed["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"]
    assert flat(allowed["Principal"]["Service"]) == f"logs.{env.region}.amazonaws.com"
    assert list(allowed["Condition"]) == ["ArnLike"]
    assert [flat(pattern) for pattern in context] == [
        f"{log_groups}:{PRODUCT}-*-{env.name}",
        f"{log_groups}:aws-waf-logs-{PRODUCT}-*-{env.name}",
    ]
    assert not any("*" in action for action in allowed["Action"])
    names = [
        body["Properties"]["LogGroupName"]
        for stack in env.stacks
        for body in stack.resources("AWS::Logs::LogGroup").values()
    ]
    patterns = [flat(pattern).removeprefix(f"{log_groups}:") for pattern in context]
    assert [name for name in names if not any(fnmatchcase(name, pattern) for pattern in patterns)] == []


def test_access_logs_are_versioned_and_old_versions_go(env: SynthesizedEnvironment) -> None:
    bucket = env.properties("AWS::S3::Bucket", "Cvs/AccessLogs")
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    # An incident is often noticed after months; an old version of a log is no more than a copy of it.
    assert rule["ExpirationInDays"] >= 90
    assert 0 < rule["NoncurrentVersionExpiration"]["NoncurrentDays"] <= rule["ExpirationInDays"]


def test_cvs_are_private_and_versioned(env: SynthesizedEnvironment) -> None:
    bucket = env.properties("AWS::S3::Bucket", "Cvs/Bucket")
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_buckets_refuse_plain_http(env: SynthesizedEnvironment) -> None:
    for path in ("Cvs/Bucket", "Cvs/AccessLogs"):
        policy = env.properties("AWS::S3::BucketPolicy", f"{path}/Policy")
        assert any(_denies_plain_http(statement) for statement in policy["PolicyDocument"]["Statement"]), path


def test_accesses_to_cvs_are_logged(env: SynthesizedEnvironment) -> None:
    logging = env.properties("AWS::S3::Bucket", "Cvs/Bucket")["LoggingConfiguration"]
    assert logging["DestinationBucketName"] == {"Ref": env.logical_id("AWS::S3::Bucket", "Cvs/AccessLogs")}


def test_tailored_cvs_expire_with_their_items(env: SynthesizedEnvironment) -> None:
    rules = env.properties("AWS::S3::Bucket", "Cvs/Bucket")["LifecycleConfiguration"]["Rules"]
    assert [(r["Prefix"], r["ExpirationInDays"]) for r in rules if "ExpirationInDays" in r] == [("tailored-cvs/", 90)]


def test_jobs_are_keyed_by_job_id(env: SynthesizedEnvironment) -> None:
    table = env.properties("AWS::DynamoDB::Table", "JobResearch/Table")
    assert table["KeySchema"] == [{"AttributeName": "job_id", "KeyType": "HASH"}]


def test_all_data_is_retained_where_the_environment_says_so(env: SynthesizedEnvironment) -> None:
    data = [
        (logical_id, body["DeletionPolicy"], body["UpdateReplacePolicy"])
        for stack in env.stacks
        for resource_type in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Logs::LogGroup")
        for logical_id, body in stack.resources(resource_type).items()
    ]
    wanted = ("RetainExceptOnCreate", "Retain") if env.decided.data_protection.retain else ("Delete", "Delete")
    assert len(data) >= 10
    assert [entry for entry in data if entry[1:] != wanted] == []


def test_nothing_of_a_creation_that_failed_stays(env: SynthesizedEnvironment) -> None:
    """What a first, failed deployment leaves behind under a fixed name makes every further one fail too."""
    kept = [
        logical_id
        for stack in env.stacks
        for logical_id, body in stack.template["Resources"].items()
        if body.get("DeletionPolicy") == "Retain"
    ]
    assert kept == []


def test_every_table_is_backed_up_each_day_for_35_days_at_least(env: SynthesizedEnvironment) -> None:
    plan = env.properties("AWS::Backup::BackupPlan", "Backups/Plan")["BackupPlan"]
    vault = env.logical_id("AWS::Backup::BackupVault", "Backups/Vault")
    # At any hour, and no shorter than point-in-time recovery goes back; beside others, such as one a week.
    daily = re.compile(r"cron\([0-5]?\d (?:1?\d|2[0-3]) \* \* \? \*\)")
    assert [
        rule
        for rule in plan["BackupPlanRule"]
        if daily.fullmatch(rule["ScheduleExpression"])
        and rule["Lifecycle"]["DeleteAfterDays"] >= 35
        and flat(rule["TargetBackupVault"]) == f"<{vault}>"
    ]
    tables = {f"<{key}>" for stack in env.stacks for key in stack.resources("AWS::DynamoDB::Table")}
    selected = {
        flat(arn)
        for stack in env.stacks
        for body in stack.resources("AWS::Backup::BackupSelection").values()
        for arn in body["Properties"]["BackupSelection"]["Resources"]
    }
    assert selected == tables


def test_recovery_points_stay_where_the_environment_says_so(env: SynthesizedEnvironment) -> None:
    vault = env.resource("AWS::Backup::BackupVault", "Backups/Vault")
    wanted = ("RetainExceptOnCreate", "Retain") if env.decided.data_protection.retain else ("Delete", "Delete")
    assert (vault["DeletionPolicy"], vault["UpdateReplacePolicy"]) == wanted


def test_backups_are_made_in_a_role_that_names_the_stacks_tables(env: SynthesizedEnvironment) -> None:
    for stack in env.stacks:
        path = f"{stack.display_name}/TableBackups/"
        arns = {f"<{key}>" for key in stack.resources("AWS::DynamoDB::Table")}
        (statements,) = (
            body["Properties"]["PolicyDocument"]["Statement"]
            for body in stack.resources("AWS::IAM::ManagedPolicy").values()
            if body["Metadata"]["aws:cdk:path"].startswith(path)
        )
        on_tables = [s for s in statements if as_list(s["Action"])[0].startswith("dynamodb:")]
        named = {flat(resource) for s in on_tables for resource in as_list(s["Resource"])}
        assert named == arns | {f"{arn}/backup/{'?' * 14}-{'?' * 8}" for arn in arns}
        assert not any("*" in action for s in statements for action in as_list(s["Action"]))
        (trusted,) = (
            body["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            for body in stack.resources("AWS::IAM::Role").values()
            if body["Metadata"]["aws:cdk:path"].startswith(path)
        )
        assert [s["Principal"] for s in trusted] == [{"Service": "backup.amazonaws.com"}]


def test_alarms_of_this_account_may_publish_and_use_the_key(env: SynthesizedEnvironment) -> None:
    topic = env.properties("AWS::SNS::TopicPolicy", "Alarms/Topic")["PolicyDocument"]["Statement"]
    key = env.properties("AWS::KMS::Key", "Alarms/Key")["KeyPolicy"]["Statement"]
    for statements, action in ((topic, "sns:Publish"), (key, "kms:Decrypt")):
        (allowed,) = (s for s in statements if s.get("Principal") == {"Service": "cloudwatch.amazonaws.com"})
        assert action in allowed["Action"]
        assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": env.account}}


def test_nothing_is_made_by_functions_of_cdks_own(env: SynthesizedEnvironment) -> None:
    """CDK leaves the names of its functions to CloudFormation; the product names each of its own."""
    functions = [body for stack in env.stacks for body in stack.resources("AWS::Lambda::Function").values()]
    types = {body["Type"] for stack in env.stacks for body in stack.resources().values()}
    assert functions
    assert all("FunctionName" in body["Properties"] for body in functions)
    assert not [name for name in types if name.startswith(("Custom::", "AWS::CloudFormation::CustomResource"))]


def _denies_plain_http(statement: dict[str, Any]) -> bool:
    return statement["Effect"] == "Deny" and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}


def test_a_failed_creation_takes_no_role_that_apis_of_the_account_already_use(env: SynthesizedEnvironment) -> None:
    """The setting is one of the account: environments that share one would lose their logs with the role."""
    resources = env.shared.resources()
    (setting,) = (name for name, body in resources.items() if body["Type"] == "AWS::ApiGateway::Account")
    role = resources[setting]["Properties"]["CloudWatchRoleArn"]["Fn::GetAtt"][0]
    others = {name for name, body in resources.items() if body["Type"].startswith("AWS::")} - {setting, role}
    assert others <= set(as_list(resources[setting]["DependsOn"]))
    assert resources[role]["DeletionPolicy"] == "RetainExceptOnCreate"
