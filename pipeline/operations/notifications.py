"""Failures, waiting approvals, rollbacks and successes reach people; who listens is decided by subscribing, not in
code.

Two topics, for two kinds of listeners: one takes the events as they are, which chat clients turn into messages of
their own (docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html), the other texts for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jsii
from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codestarnotifications as notifications
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from feature_stacks.naming import physical_name
from pipeline.operations.announcements import ANNOUNCEMENTS, BUILD_EVENT, FAILED_BUILD

ANNOUNCED = [
    codepipeline.PipelineNotificationEvents.PIPELINE_EXECUTION_FAILED,
    codepipeline.PipelineNotificationEvents.MANUAL_APPROVAL_NEEDED,
    codepipeline.PipelineNotificationEvents.MANUAL_APPROVAL_FAILED,
]
_PUBLISHERS = ("events.amazonaws.com", "cloudwatch.amazonaws.com")
"""Who else publishes texts: rules, and alarms."""
_KEPT_UNSENT = Duration.days(14)
"""The longest that a queue keeps anything."""


@jsii.implements(events.IRuleTarget)
class _TextTarget:
    """The topic of texts. The CDK's own target would admit EventBridge for whoever asks it to publish."""

    def __init__(self, *, topic: sns.ITopic, unsent: sqs.IQueue, text: str) -> None:
        self._topic, self._unsent = topic, unsent
        self._input = events.RuleTargetInput.from_multiline_text(text)

    def bind(self, rule: Any, id: str | None = None) -> events.RuleTargetConfig:  # noqa: A002 - CDK's name
        del rule, id
        return events.RuleTargetConfig(
            arn=self._topic.topic_arn,
            input=self._input,
            dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=self._unsent.queue_arn),
        )


class DeliveryNotifications(Construct):
    """Two encrypted topics; `announce` makes the rules that feed them.

    The key is ours because the AWS managed key of SNS does not admit other services
    (docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html).

    Attributes:
        announcements: the topic of texts for people. CodePipeline itself publishes to it that an approval waits.
        announced: the same by its ARN: alarms that get it so change nothing of its policy.
        unsent: what EventBridge could not send.
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        here = {"StringEquals": {"aws:SourceAccount": stack.account}}
        self._key = kms.Key(self, "Key", enable_key_rotation=True, removal_policy=RemovalPolicy.DESTROY)
        # SNS asks the key for the service, and names itself but no account; the topic's policy names the account.
        through_sns = {"StringEquals": {"kms:ViaService": f"sns.{stack.region}.amazonaws.com"}}
        self._let_use_key("codestar-notifications.amazonaws.com", through_sns)
        self._events = self._topic("Topic", "delivery")
        self._events.grant_publish(iam.ServicePrincipal("codestar-notifications.amazonaws.com", conditions=here))
        self.announcements = self._topic("Announcements", "delivery-announcements")
        self.announced = sns.Topic.from_topic_arn(self, "AnnouncementsByArn", self.announcements.topic_arn)
        for publisher in _PUBLISHERS:
            self._let_use_key(publisher, here)
            self.announcements.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.ServicePrincipal(publisher, conditions=here)],
                    actions=["sns:Publish"],
                    resources=[self.announcements.topic_arn],
                )
            )
        self.unsent = sqs.Queue(
            self,
            "Unsent",
            queue_name=physical_name("delivery-unsent", "queue", "tools"),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=_KEPT_UNSENT,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.unsent.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("events.amazonaws.com", conditions=here)],
                actions=["sqs:SendMessage"],
                resources=[self.unsent.queue_arn],
            )
        )
        self._output("NotificationTopicArn", self._events, "Events of failures and waiting approvals, for chat clients")
        self._output(
            "AnnouncementTopicArn",
            self.announcements,
            "Subscribe to be told, in words and with links, what failed, waits, was rolled back or succeeded",
        )

    def announce_failed_builds(self, projects: Sequence[codebuild.IProject]) -> None:
        """Say it where a build of these fails: nobody watches what runs outside of the pipeline."""
        self._rule(
            "build-failed",
            FAILED_BUILD,
            events.EventPattern(
                source=["aws.codebuild"],
                detail_type=[BUILD_EVENT],
                detail={
                    "build-status": ["FAILED", "FAULT", "TIMED_OUT"],
                    "project-name": [project.project_name for project in projects],
                },
            ),
        )

    def announce(self, pipeline: codepipeline.Pipeline) -> None:
        """Make the rules of a pipeline, the one for chat clients and those of `ANNOUNCEMENTS`."""
        pipeline.notify_on(
            "Rule",
            # By its ARN: as the topic itself it would admit the service for whoever asks it to publish.
            sns.Topic.from_topic_arn(self, "Announced", self._events.topic_arn),
            events=ANNOUNCED,
            detail_type=notifications.DetailType.FULL,
            notification_rule_name=physical_name("delivery", "rule", "tools"),
        )
        for announcement in ANNOUNCEMENTS:
            pattern = events.EventPattern(
                source=["aws.codepipeline"],
                detail_type=[announcement.detail_type],
                detail={"pipeline": [pipeline.pipeline_name], **announcement.detail},
            )
            self._rule(announcement.subject, announcement.text, pattern)

    def _rule(self, subject: str, text: str, pattern: events.EventPattern) -> None:
        events.Rule(
            self,
            subject.title().replace("-", ""),
            rule_name=physical_name(f"delivery-{subject}", "rule", "tools"),
            event_pattern=pattern,
            targets=[_TextTarget(topic=self.announcements, unsent=self.unsent, text=text)],
        )

    def _topic(self, construct_id: str, feature: str) -> sns.Topic:
        return sns.Topic(
            self,
            construct_id,
            topic_name=physical_name(feature, "topic", "tools"),
            master_key=self._key,
            enforce_ssl=True,
        )

    def _let_use_key(self, service: str, conditions: dict[str, dict[str, str]]) -> None:
        principal = iam.ServicePrincipal(service, conditions=conditions)
        self._key.grant(principal, "kms:GenerateDataKey*", "kms:Decrypt")

    def _output(self, name: str, topic: sns.ITopic, description: str) -> None:
        CfnOutput(self, f"{name}Output", value=topic.topic_arn, description=description).override_logical_id(name)
