"""Approval/Manual: tell whoever listens that a person must decide, and wait for PutApprovalResult.

The message is AWS's: docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import ActionJob, Outcome

_MAX_SUBJECT = 100  # of an SNS message
_MAX_CUSTOM_DATA = 1_000  # characters, as declared


def check(configuration: Mapping[str, str], _inputs: Sequence[str]) -> str:
    """Refuse a text that is too long as it is declared; what its variables make of it is not looked at."""
    length = len(configuration.get("CustomData", ""))
    return "" if length <= _MAX_CUSTOM_DATA else f"CustomData has {length} characters; it may have {_MAX_CUSTOM_DATA}"


def ask(job: ActionJob, context: RunContext) -> Outcome:
    """Publish to the approval's topic, if it has one, and wait."""
    topic = job.configuration.get("NotificationArn")
    if topic:
        subject = f"APPROVAL NEEDED: AWS CodePipeline {job.key.name} for action {job.action.name}"[:_MAX_SUBJECT]
        try:
            context.sessions.client("sns").publish(TopicArn=topic, Subject=subject, Message=json.dumps(message(job)))
        except ClientError as error:
            raise failure_of(error, doing=f"Announcing the approval on {topic}") from error
    return Outcome(waiting=True, external_url=job.configuration.get("ExternalEntityLink", ""))


def message(job: ActionJob) -> dict[str, object]:
    """What subscribers get."""
    region = job.key.region
    console = f"https://console.aws.amazon.com/codepipeline/home?region={region}#/view/{job.key.name}"
    expires = datetime.fromtimestamp(job.deadline, UTC).strftime("%Y-%m-%dT%H:%MZ")
    return {
        "region": region,
        "consoleLink": console,
        "approval": {
            "pipelineName": job.key.name,
            "stageName": job.stage,
            "actionName": job.action.name,
            "token": job.token,
            "expires": expires,
            "externalEntityLink": job.configuration.get("ExternalEntityLink"),
            "approvalReviewLink": f"{console}/{job.stage}/{job.action.name}/approve/{job.token}",
            "customData": job.configuration.get("CustomData"),
        },
    }


TYPE = ActionType(
    category="Approval",
    provider="Manual",
    required=(),
    optional=("NotificationArn", "CustomData", "ExternalEntityLink"),
    timeout_minutes=7 * 24 * 60,
    check=check,
    run=ask,
)
