"""A new account has no service-linked roles, and its first notification rule fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localcloud.aws.limits.service_linked_roles import NOTIFICATIONS, ROLE_NAMES, TABLE_SCALING
from tests.localcloud.cloud_process import DEV, PROD, REGION, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, failure_reasons, table

_RULES = "https://docs.aws.amazon.com/dtconsole/latest/userguide/using-service-linked-roles.html"
_ROLE = ROLE_NAMES[NOTIFICATIONS]


def _rule(account: str) -> dict[str, Any]:
    """A topic and a rule of some pipeline that announces to it."""
    return {
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": unique("topic")}},
        "Rule": {
            "Type": "AWS::CodeStarNotifications::NotificationRule",
            "Properties": {
                "Name": unique("rule"),
                "DetailType": "FULL",
                "Resource": f"arn:aws:codepipeline:{REGION}:{account}:delivery",
                "EventTypeIds": ["codepipeline-pipeline-pipeline-execution-failed"],
                "Targets": [{"TargetType": "SNS", "TargetAddress": {"Ref": "Topic"}}],
            },
        },
    }


@pytest.mark.enforces("Notifications: an account's first rule fails without the role", source=_RULES)
def test_the_first_rule_of_a_new_account_fails_and_the_second_does_not(new_cloud: CloudProcess) -> None:
    stack = create_stack(new_cloud, _rule(DEV), account=DEV)
    assert describe(new_cloud, stack, account=DEV)["StackStatus"] == "ROLLBACK_COMPLETE"
    said = "Invalid request provided: AWS::CodeStarNotifications::NotificationRule"
    assert said in failure_reasons(new_cloud, stack, account=DEV)
    again = create_stack(new_cloud, _rule(DEV), account=DEV)
    assert describe(new_cloud, again, account=DEV)["StackStatus"] == "CREATE_COMPLETE"
    for name in (stack, again):
        delete_stack(new_cloud, name, account=DEV)


def test_with_the_role_made_beforehand_the_first_rule_works(new_cloud: CloudProcess) -> None:
    iam = new_cloud.client("iam", PROD)
    with refused("NoSuchEntity"):
        iam.get_role(RoleName=_ROLE)
    made = iam.create_service_linked_role(AWSServiceName=NOTIFICATIONS)["Role"]
    assert made["Arn"] == f"arn:aws:iam::{PROD}:role/aws-service-role/{NOTIFICATIONS}/{_ROLE}"
    assert iam.get_role(RoleName=_ROLE)["Role"]["Arn"] == made["Arn"]
    stack = create_stack(new_cloud, _rule(PROD), account=PROD)
    assert describe(new_cloud, stack, account=PROD)["StackStatus"] == "CREATE_COMPLETE"
    delete_stack(new_cloud, stack, account=PROD)


@pytest.mark.enforces(
    "IAM: a service-linked role that exists is not made again",
    source="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html",
)
def test_a_mature_account_has_the_role_and_takes_no_second(cloud: CloudProcess) -> None:
    iam = cloud.client("iam", TOOLS)
    document = iam.get_role(RoleName=_ROLE)["Role"]["AssumeRolePolicyDocument"]
    assert NOTIFICATIONS in json.dumps(document)
    with refused("InvalidInput"):
        iam.create_service_linked_role(AWSServiceName=NOTIFICATIONS)


def test_scaling_of_tables_makes_its_role_and_goes_on(new_cloud: CloudProcess) -> None:
    iam, name = new_cloud.client("iam", PROD), unique("table")
    with refused("NoSuchEntity"):
        iam.get_role(RoleName=ROLE_NAMES[TABLE_SCALING])
    new_cloud.client("dynamodb", PROD).create_table(**table(name)["Properties"])
    new_cloud.client("application-autoscaling", PROD).register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId=f"table/{name}",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=2,
    )
    assert TABLE_SCALING in iam.get_role(RoleName=ROLE_NAMES[TABLE_SCALING])["Role"]["Arn"]


def test_ministack_alone_gives_the_role_another_name(alone: ServerProcess) -> None:
    made = alone.client("iam", DEV).create_service_linked_role(AWSServiceName=NOTIFICATIONS)["Role"]
    assert made["RoleName"] != _ROLE
