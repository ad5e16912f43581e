"""What looks after the delivery: when it runs, what it may do, and which of its findings reach people."""

from __future__ import annotations

import base64
import bz2
import json
import re
from typing import Any

import pytest

from feature_stacks.naming import DELIVERY_METRICS, PRODUCT
from pipeline.operations.observations import DORA_PROGRAM, STACKS_PROGRAM
from pipeline.steps.program import GIVEN, ROOT, with_constants, without_comments
from stages.environments import ENVIRONMENTS
from tests.pipeline.template import Template, resources

_PREFIX = f"{PRODUCT}-delivery-"


def _named(template: Template, kind: str, name_property: str, name: str) -> tuple[str, dict[str, Any]]:
    (found,) = (
        (logical_id, body["Properties"])
        for logical_id, body in resources(template, kind).items()
        if body["Properties"].get(name_property) == name
    )
    return found


def _project(template: Template, subject: str) -> tuple[str, dict[str, Any]]:
    return _named(template, "AWS::CodeBuild::Project", "Name", f"{_PREFIX}{subject}-build-tools")


@pytest.mark.parametrize(("subject", "program"), [("stacks", STACKS_PROGRAM), ("dora", DORA_PROGRAM)])
def test_the_program_is_in_the_build_spec(pipeline_template: Template, subject: str, program: Any) -> None:
    _, project = _project(pipeline_template, subject)
    packed = re.search(r"PACKED=([A-Za-z0-9+/=]+) ", project["Source"]["BuildSpec"])
    assert packed is not None
    files = json.loads(bz2.decompress(base64.b64decode(packed[1])))
    for module in program:
        name = str(module.relative_to(ROOT))
        source = without_comments(module.read_text(encoding="utf-8"))
        assert files[name] == with_constants(source, GIVEN.get(name, {}))


@pytest.mark.parametrize(
    ("subject", "allowed"),
    [
        ("stacks", ["logs", "codepipeline", "sts"]),
        ("dora", ["logs", "codepipeline"]),
    ],
)
def test_it_writes_a_log_reads_the_pipeline_and_no_more(
    pipeline_template: Template, subject: str, allowed: list[str]
) -> None:
    _, policy = _named(
        pipeline_template, "AWS::IAM::ManagedPolicy", "ManagedPolicyName", f"{_PREFIX}{subject}-policy-tools"
    )
    actions = [_listed(statement["Action"]) for statement in policy["PolicyDocument"]["Statement"]]
    assert [{action.partition(":")[0] for action in each} for each in actions] == [{service} for service in allowed]
    logs, history, *assumed = actions
    assert logs == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert all(action.partition(":")[2].startswith(("Get", "List")) for action in history)
    assert assumed in ([], [["sts:AssumeRole"]])


def test_only_roles_that_read_are_assumed(pipeline_template: Template) -> None:
    _, policy = _named(
        pipeline_template, "AWS::IAM::ManagedPolicy", "ManagedPolicyName", f"{_PREFIX}stacks-policy-tools"
    )
    (statement,) = (one for one in policy["PolicyDocument"]["Statement"] if one["Action"] == "sts:AssumeRole")
    assert statement["Resource"] == {"Fn::Sub": "arn:${AWS::Partition}:iam::*:role/cdk-hnb659fds-lookup-role-*-*"}


@pytest.mark.parametrize(
    ("rule", "subject", "occasion"),
    [
        ("stacks-daily", "stacks", {"ScheduleExpression": "rate(1 day)"}),
        ("dora-daily", "dora", {"ScheduleExpression": "rate(1 day)"}),
        ("dora-ended", "dora", {"states": ["CANCELED", "FAILED", "STOPPED", "SUCCEEDED", "SUPERSEDED"]}),
    ],
)
def test_it_runs_daily_and_when_an_execution_ended(
    pipeline_template: Template, rule: str, subject: str, occasion: dict[str, Any]
) -> None:
    _, found = _named(pipeline_template, "AWS::Events::Rule", "Name", f"{_PREFIX}{rule}-rule-tools")
    states = found.get("EventPattern", {}).get("detail", {}).get("state")
    assert {"ScheduleExpression": found.get("ScheduleExpression"), "states": states} == {
        "ScheduleExpression": None,
        "states": None,
        **occasion,
    }
    logical_id, _ = _project(pipeline_template, subject)
    (target,) = found["Targets"]
    assert target["Arn"] == {"Fn::GetAtt": [logical_id, "Arn"]}


@pytest.mark.parametrize("metric", ["DriftedStacks", "OrphanedStacks", "UncheckedStacks"])
def test_each_count_above_none_is_an_alarm_that_people_hear_of_and_that_stays(
    pipeline_template: Template, metric: str
) -> None:
    _, alarm = _named(pipeline_template, "AWS::CloudWatch::Alarm", "MetricName", metric)
    topic, _ = _named(
        pipeline_template, "AWS::SNS::Topic", "TopicName", f"{PRODUCT}-delivery-announcements-topic-tools"
    )
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": topic}]
    assert (alarm["Namespace"], alarm["Statistic"]) == (DELIVERY_METRICS, "Maximum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    # There is a point a day; until the next one the alarm keeps its state.
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["TreatMissingData"]) == (60, 1, "ignore")
    assert "docs/operations.md" in alarm["AlarmDescription"]


def test_a_look_that_failed_is_said(pipeline_template: Template) -> None:
    _, rule = _named(pipeline_template, "AWS::Events::Rule", "Name", f"{_PREFIX}build-failed-rule-tools")
    projects = {_project(pipeline_template, subject)[0] for subject in ("stacks", "dora")}
    detail = rule["EventPattern"]["detail"]
    assert {one["Ref"] for one in detail["project-name"]} == projects
    assert detail["build-status"] == ["FAILED", "FAULT", "TIMED_OUT"]


def test_the_delivery_dashboard_shows_each_alarm_each_stage_and_each_of_doras_four(
    pipeline_template: Template, pipeline_stages: list[dict[str, Any]]
) -> None:
    _, dashboard = _named(
        pipeline_template, "AWS::CloudWatch::Dashboard", "DashboardName", f"{PRODUCT}-delivery-dashboard-tools"
    )
    pieces = dashboard["DashboardBody"]["Fn::Join"][1]
    alarms = {piece["Fn::GetAtt"][0] for piece in pieces if isinstance(piece, dict) and "Fn::GetAtt" in piece}
    assert alarms == set(resources(pipeline_template, "AWS::CloudWatch::Alarm"))
    widgets = json.loads("".join(piece if isinstance(piece, str) else "x" for piece in pieces))["widgets"]
    shown = {tuple(metric[1:-1]) for widget in widgets for metric in widget["properties"].get("metrics", [])}
    assert {("StageDuration", "Stage", stage["Name"]) for stage in pipeline_stages} <= shown
    for metric in ("DeploymentsPerWeek", "ChangeLeadTime", "ChangeFailureRate", "RecoveryTime"):
        for environment in ENVIRONMENTS:
            assert (metric, "Environment", environment.name) in shown
    assert {("SucceededExecutions",), ("FailedExecutions",), ("DriftedStacks",), ("OrphanedStacks",)} <= shown


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
