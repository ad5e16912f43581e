"""Where events go that the function could not handle when nobody waited for its answer.

API Gateway waits, so its callers get every failure as an answer. Whoever invokes the function asynchronously, as an
event source or a person with the CLI does, would lose the event after Lambda's two retries without a word
(docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq).
"""

from __future__ import annotations

from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import CV_TAILORING_FEATURE
from feature_stacks.naming import physical_name


class DeadLetters(Construct):
    """A topic of its own: events hold a user's id and wishes, which are not for everyone who hears of alarms.

    Attributes:
        topic: encrypted with the key that AWS manages for SNS, TLS only.
    """

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(
            self,
            "Topic",
            topic_name=physical_name(CV_TAILORING_FEATURE, "dead-letters-topic", environment_name),
            display_name=f"CV tailoring dead letters {environment_name}",
            master_key=kms.Alias.from_alias_name(self, "SnsKey", "alias/aws/sns"),
            enforce_ssl=True,
        )
