"""Who is told what: chat clients get CodePipeline's events, people get texts with links and what to do next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from ministack.services import eventbridge

from feature_stacks.naming import PRODUCT
from stages.environments import ENVIRONMENTS
from stages.waves import waves
from tests.pipeline.template import Template, resources

_PIPELINE = f"{PRODUCT}-delivery-pipeline-tools"
_EXECUTION = "12345678-1234-5678-abcd-12345678abcd"
_LINK = (
    f"https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/{_PIPELINE}/executions/{_EXECUTION}"
    "/timeline?region=us-east-1"
)
_BUILD = {"owner": "AWS", "provider": "CodeBuild", "category": "Build", "version": "1"}
_APPROVAL = {"owner": "AWS", "provider": "Manual", "category": "Approval", "version": "1"}
_RESULT = {
    "external-execution-url": "https://us-east-1.console.aws.amazon.com/codebuild/home?region=us-east-1#/builds/x/view/new",
    "external-execution-summary": "Build terminated with state: FAILED",
    "error-code": "JobFailed",
}
SOURCE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html"


def _event(kind: str, state: str, **detail: Any) -> dict[str, Any]:
    """An event as CodePipeline documents it (SOURCE), in the form that MiniStack matches."""
    known = {"pipeline": _PIPELINE, "execution-id": _EXECUTION, "state": state, "version": 3.0, **detail}
    return {
        "Source": "aws.codepipeline",
        "DetailType": f"CodePipeline {kind} Execution State Change",
        "Detail": json.dumps(known),
        "EventBusName": "default",
        "Region": "us-east-1",
        "Account": "111111111111",
        "Resources": [f"arn:aws:codepipeline:us-east-1:111111111111:{_PIPELINE}"],
        "EventId": "01234567-0123-0123-0123-012345678901",
        "Time": 1_700_000_000,
    }


def _action(state: str, type_id: Mapping[str, str], **detail: Any) -> dict[str, Any]:
    return _event("Action", state, stage="Dev", action="Smoke", type=dict(type_id), region="us-east-1", **detail)


def _started(trigger: str) -> dict[str, Any]:
    by = {"trigger-type": trigger, "trigger-detail": f"arn:aws:sts::111111111111:assumed-role/{PRODUCT}-approver/ada"}
    return _event("Pipeline", "STARTED", **{"execution-trigger": by})


def _later(state: str, **detail: Any) -> dict[str, Any]:
    """Only a start says what started the execution; where a push did, the others may tell of the commit instead."""
    return _event("Pipeline", state, **detail)


_COMMIT = {"execution-trigger": {"branch-name": "main", "commit-id": "0a1b2c", "provider-type": "GitHub"}}


def _texts(template: Template, event: dict[str, Any]) -> dict[str, str]:
    """What is sent of an event, by the rule's subject."""
    found = {}
    for rule in resources(template, "AWS::Events::Rule").values():
        (target,) = rule["Properties"]["Targets"]
        if "InputTransformer" not in target:
            continue
        pattern = json.dumps(_with_name(rule["Properties"]["EventPattern"]))
        if eventbridge._matches_pattern(pattern, event):
            view = eventbridge._pattern_event_view(event)
            subject = rule["Properties"]["Name"].removeprefix(f"{PRODUCT}-delivery-").removesuffix("-rule-tools")
            found[subject] = eventbridge._apply_input_transformer(target["InputTransformer"], {}, view)
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _with_name(pattern: dict[str, Any]) -> dict[str, Any]:
    return {**pattern, "detail": {**pattern["detail"], "pipeline": [_PIPELINE]}}


def test_failures_and_waiting_approvals_are_announced_as_events(pipeline_template: Template) -> None:
    (rule,) = resources(pipeline_template, "AWS::CodeStarNotifications::NotificationRule").values()
    assert set(rule["Properties"]["EventTypeIds"]) >= {
        "codepipeline-pipeline-pipeline-execution-failed",
        "codepipeline-pipeline-manual-approval-needed",
    }
    (target,) = rule["Properties"]["Targets"]
    topics = resources(pipeline_template, "AWS::SNS::Topic")
    assert topics[target["TargetAddress"]["Ref"]]["Properties"]["TopicName"] == f"{PRODUCT}-delivery-topic-tools"


@pytest.mark.parametrize("topic", ["delivery", "delivery-announcements"])
def test_announcements_may_be_encrypted_by_who_publishes_them(pipeline_template: Template, topic: str) -> None:
    (found,) = (
        one
        for one in resources(pipeline_template, "AWS::SNS::Topic").values()
        if one["Properties"]["TopicName"] == f"{PRODUCT}-{topic}-topic-tools"
    )
    key = pipeline_template["Resources"][found["Properties"]["KmsMasterKeyId"]["Fn::GetAtt"][0]]
    limits = [
        (service, statement["Condition"]["StringEquals"])
        for statement in key["Properties"]["KeyPolicy"]["Statement"]
        for service in _listed(statement["Principal"].get("Service", []))
    ]
    # SNS names itself to the key, and not always the account that it asks for.
    through_sns = {"kms:ViaService": "sns.us-east-1.amazonaws.com"}
    assert ("codestar-notifications.amazonaws.com", through_sns) in limits
    for service in ("events.amazonaws.com", "cloudwatch.amazonaws.com"):
        assert [list(condition) for name, condition in limits if name == service] == [["aws:SourceAccount"]]


@pytest.mark.parametrize("wave", [wave for wave in waves(ENVIRONMENTS) if wave.approval], ids=str)
def test_a_waiting_approval_is_said_to_people_with_its_text(
    pipeline_template: Template, pipeline_stages: list[dict[str, Any]], wave: Any
) -> None:
    (stage,) = (one for one in pipeline_stages if one["Name"] == wave.approval_stage_name)
    (approval,) = (one for one in stage["Actions"] if one["ActionTypeId"]["Category"] == "Approval")
    topic = approval["Configuration"]["NotificationArn"]["Ref"]
    name = pipeline_template["Resources"][topic]["Properties"]["TopicName"]
    assert name == f"{PRODUCT}-delivery-announcements-topic-tools"


def test_a_failed_action_is_said_with_its_cause_its_log_and_what_to_do(pipeline_template: Template) -> None:
    told = _texts(pipeline_template, _action("FAILED", _BUILD, **{"execution-result": _RESULT}))
    assert list(told) == ["action-failed"]
    text = told["action-failed"]
    assert f"FAILED: Dev/Smoke of {_PIPELINE}" in text
    assert "Why: Build terminated with state: FAILED" in text
    assert f"Log: {_RESULT['external-execution-url']}" in text
    assert _LINK in text
    assert "bin/delivery retry Dev" in text


def test_a_rejection_is_no_failure(pipeline_template: Template) -> None:
    told = _texts(
        pipeline_template,
        _action("FAILED", _APPROVAL, **{"execution-result": {"external-execution-summary": "not on a Friday"}}),
    )
    assert list(told) == ["not-approved"]
    assert "Why: not on a Friday" in told["not-approved"]


def test_a_question_that_a_changed_pipeline_takes_back_is_said_to_be_withdrawn(pipeline_template: Template) -> None:
    told = _texts(pipeline_template, _action("CANCELED", _APPROVAL))
    assert list(told) == ["question-withdrawn"]
    text = told["question-withdrawn"]
    assert f"WITHDRAWN: Dev/Smoke of {_PIPELINE} is asked no more" in text
    assert f"the pipeline was changed, which cancels whatever goes through it: execution {_EXECUTION}" in text
    assert _LINK in text


@pytest.mark.parametrize(
    ("event", "subject", "first_line"),
    [
        *(
            (_later("FAILED", **more), "execution-failed", f'"ENDED, FAILED: execution {_EXECUTION} of {_PIPELINE}"')
            for more in ({}, _COMMIT)
        ),
        *(
            (_later("SUCCEEDED", **more), "execution-succeeded", f'"SUCCEEDED: execution {_EXECUTION} of {_PIPELINE}"')
            for more in ({}, _COMMIT)
        ),
        *(
            (_started(trigger), "rolled-back", f'"ROLLBACK STARTED: execution {_EXECUTION} of {_PIPELINE}"')
            for trigger in ("AutomatedRollback", "ManualRollback")
        ),
    ],
)
def test_an_end_and_a_rollback_are_said_once_with_the_link(
    pipeline_template: Template, event: dict[str, Any], subject: str, first_line: str
) -> None:
    told = _texts(pipeline_template, event)
    assert list(told) == [subject]
    assert told[subject].splitlines()[0] == first_line
    assert _LINK in told[subject]


@pytest.mark.parametrize(
    "event",
    [
        _started("StartPipelineExecution"),
        _later("SUPERSEDED"),
        _action("STARTED", _APPROVAL),
        _action("SUCCEEDED", _BUILD, **{"execution-result": _RESULT}),
        _action("CANCELED", _BUILD),
        _event("Stage", "FAILED", stage="Dev"),
    ],
    ids=["started", "superseded", "waiting", "action succeeded", "build canceled", "stage failed"],
)
def test_what_needs_nobody_is_not_said(pipeline_template: Template, event: dict[str, Any]) -> None:
    """An approval that waits is said by CodePipeline itself."""
    assert _texts(pipeline_template, event) == {}


def test_another_pipelines_events_are_not_said(pipeline_template: Template) -> None:
    for rule in resources(pipeline_template, "AWS::Events::Rule").values():
        pattern = rule["Properties"].get("EventPattern", {})
        if pattern.get("source") == ["aws.codepipeline"]:
            assert str(pattern["detail"]["pipeline"]).startswith("[{'Ref': 'DeliveryPipeline"), pattern


def test_what_cannot_be_sent_is_kept(pipeline_template: Template) -> None:
    (queue,) = resources(pipeline_template, "AWS::SQS::Queue")
    for rule in resources(pipeline_template, "AWS::Events::Rule").values():
        for target in rule["Properties"]["Targets"]:
            assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": [queue, "Arn"]}}
