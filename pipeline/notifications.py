"""Failures and waiting approvals reach people through one topic; who listens is decided by subscribing to it, not in
code."""

from __future__ import annotations

from aws_cdk import CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codestarnotifications as notifications
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.naming import physical_name

ANNOUNCED = [
    codepipeline.PipelineNotificationEvents.PIPELINE_EXECUTION_FAILED,
    codepipeline.PipelineNotificationEvents.MANUAL_APPROVAL_NEEDED,
    codepipeline.PipelineNotificationEvents.MANUAL_APPROVAL_FAILED,
]


class DeliveryNotifications(Construct):
    """An encrypted topic and the rule that feeds it.

    The key is ours because the AWS managed key of SNS does not admit other services
    (docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html).
    """

    def __init__(self, scope: Construct, construct_id: str, *, pipeline: codepipeline.Pipeline) -> None:
        super().__init__(scope, construct_id)
        publisher = iam.ServicePrincipal(
            "codestar-notifications.amazonaws.com",
            conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
        )
        key = kms.Key(self, "Key", enable_key_rotation=True, removal_policy=RemovalPolicy.DESTROY)
        # SNS asks the key for the service, and names itself but no account; the topic's policy names the account.
        through_sns = {"StringEquals": {"kms:ViaService": f"sns.{Stack.of(self).region}.amazonaws.com"}}
        key.grant(
            iam.ServicePrincipal("codestar-notifications.amazonaws.com", conditions=through_sns),
            "kms:GenerateDataKey*",
            "kms:Decrypt",
        )
        topic = sns.Topic(
            self,
            "Topic",
            topic_name=physical_name("delivery", "topic", "tools"),
            master_key=key,
            enforce_ssl=True,
        )
        topic.grant_publish(publisher)
        pipeline.notify_on(
            "Rule",
            # By its ARN: as the topic itself it would admit the service for whoever asks it to publish.
            sns.Topic.from_topic_arn(self, "Announced", topic.topic_arn),
            events=ANNOUNCED,
            detail_type=notifications.DetailType.FULL,
            notification_rule_name=physical_name("delivery", "rule", "tools"),
        )
        CfnOutput(
            self,
            "TopicArn",
            value=topic.topic_arn,
            description="Subscribe to hear of failures and waiting approvals",
        ).override_logical_id("NotificationTopicArn")
