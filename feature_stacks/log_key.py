"""The key of an environment's log groups, which hold the ids of users and what became of their requests.

One key for all of them: CloudWatch Logs uses it, not whoever writes or reads, and its policy can say so only of log
groups by name (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
"""

from __future__ import annotations

from typing import Final

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from feature_stacks.naming import log_group_patterns, physical_name

LOG_KEY_ACTIONS: Final = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)


class LogKey(Construct):
    """A rotated key that CloudWatch Logs may use for this environment's log groups and for nothing else.

    Attributes:
        key: the same for all stacks of the environment.
    """

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str, retain: bool) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        self.key = kms.Key(
            self,
            "Key",
            alias=f"alias/{physical_name('logs', 'key', environment_name)}",
            description="Log groups: used by CloudWatch Logs for what it keeps",
            enable_key_rotation=True,
            # What is encrypted with it is lost when it goes.
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if retain else RemovalPolicy.DESTROY,
        )
        log_groups = f"arn:{stack.partition}:logs:{stack.region}:{stack.account}:log-group"
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="LogGroupsOfThisEnvironment",
                principals=[iam.ServicePrincipal(f"logs.{stack.region}.amazonaws.com")],
                actions=list(LOG_KEY_ACTIONS),
                resources=["*"],
                conditions={
                    "ArnLike": {
                        "kms:EncryptionContext:aws:logs:arn": [
                            f"{log_groups}:{pattern}" for pattern in log_group_patterns(environment_name)
                        ]
                    }
                },
            )
        )
