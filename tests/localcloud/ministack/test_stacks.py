"""CloudFormation: roles, states, names, and templates read from other accounts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, FOREIGN, REGION, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import allow, make_bucket, make_role, make_user, refused, trust, unique
from tests.localcloud.ministack.stacks import (
    create_stack,
    delete_stack,
    describe,
    failure_reasons,
    table,
    template,
    update_stack,
    wait,
)

pytestmark = pytest.mark.cloud
_TOPIC: dict[str, Any] = {"Topic": {"Type": "AWS::SNS::Topic"}}


@pytest.mark.enforces(
    "CloudFormation: a resource type that does not exist is refused before anything is created",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
)
def test_an_unknown_type_is_named_before_anything_is_created(cloud: CloudProcess) -> None:
    cloudformation, name = cloud.client("cloudformation", DEV), unique("stack")
    resources = {**_TOPIC, "Odd": {"Type": "AWS::Nowhere::Thing"}}
    with pytest.raises(cloudformation.exceptions.ClientError, match="AWS::Nowhere::Thing"):
        cloudformation.create_stack(StackName=name, TemplateBody=template(resources))
    with refused("ValidationError"):
        cloudformation.describe_stacks(StackName=name)


# --- RoleARN ----------------------------------------------------------------------------------------------------------


def _deployer_policy(role_arn: str) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "cloudformation:*", "Resource": "*"},
            {"Effect": "Allow", "Action": "iam:PassRole", "Resource": role_arn},
        ],
    }


def test_an_execution_role_that_may_be_passed_and_assumed_is_taken(cloud: CloudProcess) -> None:
    role = make_role(cloud, DEV, trusted=trust(Service="cloudformation.amazonaws.com"), policy=allow("sns:*", "*"))
    deployer = make_user(cloud, DEV, _deployer_policy(role))
    name = create_stack(cloud, _TOPIC, session=deployer, RoleARN=role)
    assert describe(cloud, name)["StackStatus"] == "CREATE_COMPLETE"


@pytest.mark.enforces(
    "IAM: handing CloudFormation an execution role needs iam:PassRole",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html",
)
def test_an_execution_role_needs_pass_role(cloud: CloudProcess) -> None:
    role = make_role(cloud, DEV, trusted=trust(Service="cloudformation.amazonaws.com"))
    deployer = make_user(cloud, DEV, allow("cloudformation:*", "*"))
    with refused("AccessDenied"):
        create_stack(cloud, _TOPIC, session=deployer, RoleARN=role)


@pytest.mark.enforces(
    "CloudFormation: the execution role must trust CloudFormation",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html",
)
def test_an_execution_role_must_trust_cloudformation(cloud: CloudProcess) -> None:
    role = make_role(cloud, DEV, trusted=trust(Service="lambda.amazonaws.com"))
    with refused("ValidationError"):
        create_stack(cloud, _TOPIC, RoleARN=role)
    with refused("ValidationError"):
        create_stack(cloud, _TOPIC, RoleARN=f"arn:aws:iam::{DEV}:role/absent")


def test_ministack_alone_ignores_the_execution_role(alone: ServerProcess) -> None:
    name = create_stack(alone, _TOPIC, RoleARN=f"arn:aws:iam::{DEV}:role/absent")
    assert describe(alone, name)["StackStatus"] == "CREATE_COMPLETE"


# --- states -----------------------------------------------------------------------------------------------------------


def _rolled_back(server: ServerProcess) -> str:
    """A stack whose creation failed: two buckets of one name."""
    name = unique("bucket")
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}
    stack = create_stack(server, {"One": bucket, "Other": {**bucket, "DependsOn": "One"}})
    assert describe(server, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    return stack


_STATES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html"
_POLICIES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"


@pytest.mark.enforces("CloudFormation: a stack in ROLLBACK_COMPLETE can only be deleted", source=_STATES)
def test_a_rolled_back_stack_is_neither_created_nor_updated_until_it_is_deleted(cloud: CloudProcess) -> None:
    cloudformation, stack = cloud.client("cloudformation", DEV), _rolled_back(cloud)
    with refused("AlreadyExistsException"):
        cloudformation.create_stack(StackName=stack, TemplateBody=template(_TOPIC))
    with refused("ValidationError"):
        cloudformation.update_stack(StackName=stack, TemplateBody=template(_TOPIC))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    delete_stack(cloud, stack)
    cloudformation.create_stack(StackName=stack, TemplateBody=template(_TOPIC))
    wait(cloud, stack)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"


def test_ministack_alone_creates_a_rolled_back_stack_again(alone: ServerProcess) -> None:
    stack = _rolled_back(alone)
    alone.client("cloudformation", DEV).create_stack(StackName=stack, TemplateBody=template(_TOPIC))


@pytest.mark.parametrize("kind", ["CREATE", "UPDATE"])
def test_a_rolled_back_stack_takes_no_change_set(cloud: CloudProcess, kind: str) -> None:
    stack = _rolled_back(cloud)
    with refused("ValidationError"):
        cloud.client("cloudformation", DEV).create_change_set(
            StackName=stack, ChangeSetName="again", ChangeSetType=kind, TemplateBody=template(_TOPIC)
        )
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"


@pytest.mark.enforces(
    "CloudFormation: a failed creation leaves what is Retain, and not what is RetainExceptOnCreate", source=_POLICIES
)
@pytest.mark.parametrize(
    ("policy", "second"), [("Retain", "ROLLBACK_COMPLETE"), ("RetainExceptOnCreate", "CREATE_COMPLETE")]
)
def test_what_a_failed_creation_retains_stops_the_next_one(cloud: CloudProcess, policy: str, second: str) -> None:
    kept = {
        "Bucket": ("AWS::S3::Bucket", "BucketName", {}),
        "Log": ("AWS::Logs::LogGroup", "LogGroupName", {}),
        "Role": ("AWS::IAM::Role", "RoleName", {"AssumeRolePolicyDocument": trust(Service="lambda.amazonaws.com")}),
    }
    resources: dict[str, Any] = {
        logical_id: {"Type": kind, "DeletionPolicy": policy, "Properties": {name: unique("kept"), **properties}}
        for logical_id, (kind, name, properties) in kept.items()
    }
    twice = {**resources["Bucket"], "DependsOn": list(kept)}
    assert describe(cloud, create_stack(cloud, {**resources, "Twice": twice}))["StackStatus"] == "ROLLBACK_COMPLETE"
    for logical_id, body in resources.items():
        assert describe(cloud, create_stack(cloud, {logical_id: body}))["StackStatus"] == second, logical_id


def test_a_new_stack_is_made_by_a_change_set(cloud: CloudProcess) -> None:
    cloudformation, stack = cloud.client("cloudformation", DEV), unique("stack")
    cloudformation.create_change_set(
        StackName=stack, ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=template(_TOPIC)
    )
    waiter = cloudformation.get_waiter("change_set_create_complete")
    waiter.wait(StackName=stack, ChangeSetName="first", WaiterConfig={"Delay": 0.1, "MaxAttempts": 100})
    cloudformation.execute_change_set(StackName=stack, ChangeSetName="first")
    wait(cloud, stack)
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"


def test_ministack_alone_updates_a_rolled_back_stack(alone: ServerProcess) -> None:
    alone.client("cloudformation", DEV).create_change_set(
        StackName=_rolled_back(alone), ChangeSetName="again", ChangeSetType="UPDATE", TemplateBody=template(_TOPIC)
    )


# --- names ------------------------------------------------------------------------------------------------------------


def _make_log_group(server: ServerProcess, name: str) -> None:
    server.client("logs", DEV).create_log_group(logGroupName=name)


def _make_table(server: ServerProcess, name: str) -> None:
    server.client("dynamodb", DEV).create_table(**table(name)["Properties"])


def _make_named_role(server: ServerProcess, name: str) -> None:
    server.client("iam", DEV).create_role(RoleName=name, AssumeRolePolicyDocument=trust(Service="lambda.amazonaws.com"))


def _make_topic(server: ServerProcess, name: str) -> None:
    server.client("sns", DEV).create_topic(Name=name)


def _make_parameter(server: ServerProcess, name: str) -> None:
    server.client("ssm", DEV).put_parameter(Name=name, Value="x", Type="String")


def _make_secret(server: ServerProcess, name: str) -> None:
    server.client("secretsmanager", DEV).create_secret(Name=name, SecretString="x")


def _make_policy(server: ServerProcess, name: str) -> None:
    server.client("iam", DEV).create_policy(PolicyName=name, PolicyDocument=json.dumps(allow("sns:Publish", "*")))


def _make_vault(server: ServerProcess, name: str) -> None:
    server.client("backup", DEV).create_backup_vault(BackupVaultName=name)


def _make_web_acl(server: ServerProcess, name: str) -> None:
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": name}
    server.client("wafv2", DEV).create_web_acl(
        Name=name, Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visible
    )


def _named(kind: str, name: str) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = {
        "AWS::DynamoDB::Table": table(name)["Properties"],
        "AWS::IAM::Role": {
            "RoleName": name,
            "AssumeRolePolicyDocument": json.loads(trust(Service="lambda.amazonaws.com")),
        },
        "AWS::Backup::BackupVault": {"BackupVaultName": name},
        "AWS::IAM::ManagedPolicy": {"ManagedPolicyName": name, "PolicyDocument": allow("sns:Publish", "*")},
        "AWS::Logs::LogGroup": {"LogGroupName": name},
        "AWS::WAFv2::WebACL": {
            "Name": name,
            "Scope": "REGIONAL",
            "DefaultAction": {"Allow": {}},
            "VisibilityConfig": {
                "SampledRequestsEnabled": False,
                "CloudWatchMetricsEnabled": False,
                "MetricName": name,
            },
        },
        "AWS::SNS::Topic": {"TopicName": name},
        "AWS::SSM::Parameter": {"Name": name, "Type": "String", "Value": "y"},
        "AWS::SecretsManager::Secret": {"Name": name, "SecretString": "y"},
    }
    return {"Named": {"Type": kind, "Properties": properties[kind]}}


@pytest.mark.enforces(
    "CloudFormation: a create refuses a physical name that is taken",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
)
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("AWS::Backup::BackupVault", _make_vault),
        ("AWS::DynamoDB::Table", _make_table),
        ("AWS::IAM::ManagedPolicy", _make_policy),
        ("AWS::IAM::Role", _make_named_role),
        ("AWS::Logs::LogGroup", _make_log_group),
        ("AWS::SNS::Topic", _make_topic),
        ("AWS::SSM::Parameter", _make_parameter),
        ("AWS::SecretsManager::Secret", _make_secret),
        ("AWS::WAFv2::WebACL", _make_web_acl),
    ],
)
def test_a_stack_does_not_take_over_what_exists(cloud: CloudProcess, kind: str, make: Any) -> None:
    name = unique("taken")
    make(cloud, name)
    stack = create_stack(cloud, _named(kind, name))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert f"Resource of type '{kind}' with identifier '{name}' already exists." in failure_reasons(cloud, stack)


def test_what_existed_survives_the_failed_stack(cloud: CloudProcess) -> None:
    name = unique("taken")
    _make_table(cloud, name)
    create_stack(cloud, _named("AWS::DynamoDB::Table", name))
    assert cloud.client("dynamodb", DEV).describe_table(TableName=name)["Table"]["TableStatus"] == "ACTIVE"


def test_ministack_alone_takes_over_an_existing_table(alone: ServerProcess) -> None:
    name = unique("taken")
    _make_table(alone, name)
    stack = create_stack(alone, _named("AWS::DynamoDB::Table", name))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"


# --- TemplateURL ------------------------------------------------------------------------------------------------------


def _template_in_tools(server: ServerProcess, reader: str) -> str:
    """Put a template into a bucket of tools that an account may read; return its address."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{reader}:root"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::{bucket}/*",
    }
    bucket = make_bucket(server, TOOLS, {"Version": "2012-10-17", "Statement": [statement]})
    server.client("s3", TOOLS).put_object(Bucket=bucket, Key="template.json", Body=template(_TOPIC).encode())
    return f"https://s3.{REGION}.amazonaws.com/{bucket}/template.json"


def test_a_template_of_another_account_is_read_with_the_caller_s_permission(cloud: CloudProcess) -> None:
    url, name = _template_in_tools(cloud, DEV), unique("stack")
    cloud.client("cloudformation", DEV).create_stack(StackName=name, TemplateURL=url)
    wait(cloud, name)
    assert describe(cloud, name)["StackStatus"] == "CREATE_COMPLETE"


@pytest.mark.enforces(
    "CloudFormation: a template is read from S3 with the caller's permissions",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html",
)
def test_a_template_that_the_caller_may_not_read_is_not_read(cloud: CloudProcess) -> None:
    url = _template_in_tools(cloud, DEV)
    deployer = make_user(cloud, DEV, allow("cloudformation:*", "*"))
    with refused("ValidationError"):
        cloud.client("cloudformation", session=deployer).create_stack(StackName=unique("stack"), TemplateURL=url)
    with refused("ValidationError"):
        cloud.client("cloudformation", FOREIGN).create_stack(StackName=unique("stack"), TemplateURL=url)


def test_ministack_alone_does_not_find_a_template_of_another_account(alone: ServerProcess) -> None:
    url = _template_in_tools(alone, DEV)
    with refused("ValidationError"):
        alone.client("cloudformation", DEV).create_stack(StackName=unique("stack"), TemplateURL=url)


# --- Properties -------------------------------------------------------------------------------------------------------

_MISSPELT: dict[str, Any] = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicNmae": "a"}}}


@pytest.mark.enforces(
    "CloudFormation: a resource's properties are held to its type's schema",
    source="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
)
def test_a_property_that_the_schema_forbids_fails_the_stack_by_name(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _MISSPELT)
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "[#: extraneous key [TopicNmae] is not permitted]" in failure_reasons(cloud, stack)


def test_an_update_to_a_forbidden_property_rolls_back(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _TOPIC)
    update_stack(cloud, stack, _MISSPELT)
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "extraneous key [TopicNmae]" in failure_reasons(cloud, stack)


def test_ministack_alone_takes_a_misspelt_property(alone: ServerProcess) -> None:
    assert describe(alone, create_stack(alone, _MISSPELT))["StackStatus"] == "CREATE_COMPLETE"


# --- Conditions -------------------------------------------------------------------------------------------------------

_CONDITIONAL: dict[str, Any] = {
    "Parameters": {"Named": {"Type": "CommaDelimitedList", "Default": ""}},
    "Mappings": {"Of": {"us-east-1": {"Size": "small"}}},
    "Conditions": {
        "SomeAreNamed": {"Fn::Not": [{"Fn::Equals": ["", {"Fn::Join": ["", {"Ref": "Named"}]}]}]},
        "Here": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]},
        "Small": {"Fn::Equals": [{"Fn::FindInMap": ["Of", {"Ref": "AWS::Region"}, "Size"]}, "small"]},
    },
    "Resources": {
        "Always": {"Type": "AWS::SNS::Topic"},
        "Some": {"Type": "AWS::SNS::Topic", "Condition": "SomeAreNamed"},
        "Here": {"Type": "AWS::SNS::Topic", "Condition": "Here"},
        "Small": {"Type": "AWS::SNS::Topic", "Condition": "Small"},
    },
}


def _made(server: ServerProcess, named: str) -> set[str]:
    cloudformation, name = server.client("cloudformation", DEV), unique("stack")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=json.dumps(_CONDITIONAL),
        Parameters=[{"ParameterKey": "Named", "ParameterValue": named}],
    )
    wait(server, name)
    found = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    return {resource["LogicalResourceId"] for resource in found}


def test_conditions_compare_what_their_functions_give(cloud: CloudProcess) -> None:
    assert _made(cloud, "") == {"Always", "Here", "Small"}
    assert _made(cloud, "a,b") == {"Always", "Here", "Small", "Some"}


def test_ministack_alone_compares_functions_as_they_are_written(alone: ServerProcess) -> None:
    assert "Some" in _made(alone, "")
