"""Where alarms go: one topic an environment. Who listens is decided by subscribing to it, not in code."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import SHARED_FEATURE
from feature_stacks.naming import physical_name


class AlarmTopic(Construct):
    """An encrypted topic that only this account's alarms may publish to.

    The key is ours because CloudWatch cannot use the one that AWS manages for SNS
    (repost.aws/knowledge-center/cloudwatch-configure-alarm-sns).

    Attributes:
        topic: subscribe to it to hear of alarms.
    """

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str, account: str) -> None:
        super().__init__(scope, construct_id)
        cloudwatch = iam.ServicePrincipal(
            "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": account}}
        )
        key = kms.Key(
            self,
            "Key",
            alias=f"alias/{physical_name('alarms', 'key', environment_name)}",
            description="Alarm notifications: used by CloudWatch to publish to the encrypted topic",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )
        key.grant(cloudwatch, "kms:Decrypt", "kms:GenerateDataKey")
        self.topic = sns.Topic(
            self,
            "Topic",
            topic_name=physical_name("alarms", "topic", environment_name),
            display_name=f"{SHARED_FEATURE} alarms {environment_name}",
            master_key=key,
            enforce_ssl=True,
        )
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AlarmsOfThisAccount",
                principals=[cloudwatch],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
            )
        )
