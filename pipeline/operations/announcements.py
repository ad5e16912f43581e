"""What people are told of an execution, in words and with links: EventBridge makes the text out of the event.

A rule's input transformer needs no function of ours. It sends each line in quotation marks, which e-mail shows
(docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aws_cdk import aws_events as events

from feature_stacks.naming import TOOLS_PROFILE

ACTION_EVENT: Final = "CodePipeline Action Execution State Change"
EXECUTION_EVENT: Final = "CodePipeline Pipeline Execution State Change"
BUILD_EVENT: Final = "CodeBuild Build State Change"
_ROLLBACKS: Final = ("AutomatedRollback", "ManualRollback")
"""Triggers of an execution that deploys again what a stage had before
(docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html)."""
_APPROVAL: Final = "Approval"


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One kind of message.

    Attributes:
        subject: lower-case words joined by hyphens, for the rule's name.
        detail: what an event's detail must match, beside the pipeline's name.
        lines: the text; parts of the event stand in it.
    """

    subject: str
    detail_type: str
    detail: Mapping[str, Any]
    lines: Sequence[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def _of(name: str) -> str:
    return events.EventField.from_path(f"$.detail.{name}")


_PIPELINE, _EXECUTION = _of("pipeline"), _of("execution-id")
_STAGE, _ACTION = _of("stage"), _of("action")
_WHERE: Final = f"{_STAGE}/{_ACTION} of {_PIPELINE}"
_REGION: Final = events.EventField.region
_LINK: Final = (
    f"Execution: https://{_REGION}.console.aws.amazon.com/codesuite/codepipeline/pipelines/{_PIPELINE}"
    f"/executions/{_EXECUTION}/timeline?region={_REGION}"
)
_ROLLBACK: Final = {"execution-trigger": {"trigger-type": list(_ROLLBACKS)}}
"""What started an execution is in the event of its start alone, so no rule can tell a rollback's end from another's
(docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html)."""

ANNOUNCEMENTS: Final = (
    Announcement(
        subject="action-failed",
        detail_type=ACTION_EVENT,
        detail={"state": ["FAILED"], "type": {"category": [{"anything-but": [_APPROVAL]}]}},
        lines=(
            f"FAILED: {_WHERE}",
            f"Why: {_of('execution-result.external-execution-summary')}",
            f"Log: {_of('execution-result.external-execution-url')}",
            _LINK,
            "Next: mend it and push. If the cause lay elsewhere: bin/delivery retry "
            f"{_STAGE} --profile {TOOLS_PROFILE}. docs/runbook.md has each kind of failure.",
        ),
    ),
    Announcement(
        subject="not-approved",
        detail_type=ACTION_EVENT,
        detail={"state": ["FAILED"], "type": {"category": [_APPROVAL]}},
        lines=(
            f"NOT APPROVED: {_WHERE}",
            f"Why: {_of('execution-result.external-execution-summary')}",
            _LINK,
            "Next: nothing was deployed. A push asks again; so does bin/delivery retry "
            f"{_STAGE} --profile {TOOLS_PROFILE}.",
        ),
    ),
    Announcement(
        subject="question-withdrawn",
        detail_type=ACTION_EVENT,
        detail={"state": ["CANCELED"], "type": {"category": [_APPROVAL]}},
        lines=(
            f"WITHDRAWN: {_WHERE} is asked no more",
            f"Why: the pipeline was changed, which cancels whatever goes through it: execution {_EXECUTION} as well.",
            _LINK,
            "Next: nothing was deployed. The newest commit starts over in the changed pipeline and asks anew; after a "
            "change in the console it has to be started there. An answer to the old question is refused.",
        ),
    ),
    Announcement(
        subject="execution-failed",
        detail_type=EXECUTION_EVENT,
        detail={"state": ["FAILED"]},
        lines=(
            f"ENDED, FAILED: execution {_EXECUTION} of {_PIPELINE}",
            _LINK,
            "What failed is in the message before this one. Where there is none it was a condition of a stage, such as "
            f"its alarms or its window: bin/delivery status --profile {TOOLS_PROFILE} names it.",
            "Next: a stage that is rolled back says so in a message of its own; docs/runbook.md has the others. Was "
            "this execution announced as a rollback itself, the stage is still not what it was.",
        ),
    ),
    Announcement(
        subject="execution-succeeded",
        detail_type=EXECUTION_EVENT,
        detail={"state": ["SUCCEEDED"]},
        lines=(
            f"SUCCEEDED: execution {_EXECUTION} of {_PIPELINE}",
            _LINK,
            "Next: nothing, if a push started it. If it was announced as a rollback, the stage has what it had before; "
            "find out what was wrong, mend it and push.",
        ),
    ),
    Announcement(
        subject="rolled-back",
        detail_type=EXECUTION_EVENT,
        detail={"state": ["STARTED"], **_ROLLBACK},
        lines=(
            f"ROLLBACK STARTED: execution {_EXECUTION} of {_PIPELINE}",
            f"Rolled back by: {_of('execution-trigger.trigger-type')} {_of('execution-trigger.trigger-detail')}",
            _LINK,
            "Next: wait for the message of its end. Once this execution SUCCEEDED the stage has what it had before; "
            "find out what was wrong, mend it and push. If it FAILED the stage is still not what it was: "
            "docs/runbook.md has each kind of failure.",
        ),
    ),
)
FAILED_BUILD: Final = "\n".join(
    (
        f"NOT LOOKED AT: the build {_of('project-name')} ended as {_of('build-status')}",
        f"Log: {_of('additional-information.logs.deep-link')}",
        "Next: the log says why. Until it succeeds nobody knows of drift and orphans, or how well the pipeline does."
        f" It runs again by itself, and at once by: aws codebuild start-build --project-name {_of('project-name')}",
    )
)
"""Of what runs outside of the pipeline."""
