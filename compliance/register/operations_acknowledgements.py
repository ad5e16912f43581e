"""What is excused of what runs beside the delivery. None of it is for a rule that a change of code could satisfy."""

from __future__ import annotations

from typing import Final

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.decisions import OBSERVERS_WILDCARDS, TOLD_IN_WORDS
from feature_stacks.naming import PIPELINE_STACK

_UNSENT: Final = f"{PIPELINE_STACK}/Notifications/Unsent/Resource"
_DEAD_LETTERS: Final = (
    "This is the queue of dead letters: EventBridge puts in it what it could not send for a day. The rule knows only "
    "queues of dead letters that another queue names."
)


def operations_entries() -> tuple[Acknowledgement, ...]:
    """The same whatever environments there are."""
    return (
        *(
            TOLD_IN_WORDS.excuses(finding=finding, path=_UNSENT, reason=_DEAD_LETTERS)
            for finding in ("AwsSolutions::AwsSolutions-SQS3", "Serverless::Serverless-SQSRedrivePolicy")
        ),
        OBSERVERS_WILDCARDS.excuses(
            finding="AwsSolutions::AwsSolutions-IAM5"
            "[Resource::arn:<AWS::Partition>:iam::*:role/cdk-hnb659fds-lookup-role-*-*]",
            path=f"{PIPELINE_STACK}/Observations/Stacks/Policy/Resource",
            reason="The account of a stage that is gone stands in no setting any longer, only in what CodePipeline "
            "remembers, and that is where orphans are. The role assumes lookup roles alone, which only read, and each "
            "account's own must trust this account.",
        ),
    )
