"""Every rule type judges an entry on a real server, both ways."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from tests.localcloud.cloud_process import TOOLS
from tests.localcloud.codepipeline.pipeline_parts import allow, declared_action
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud

_HANDLER = """
import boto3

def handler(event, context):
    job = event["CodePipeline.job"]
    codepipeline = boto3.client("codepipeline")
    if job["data"]["actionConfiguration"]["configuration"]["UserParameters"] == "no":
        codepipeline.put_job_failure_result(jobId=job["id"], failureDetails={"type": "JobFailed", "message": "not now"})
    else:
        codepipeline.put_job_success_result(jobId=job["id"], executionDetails={"summary": "go on"})
"""
_PASSING = "version: 0.2\nphases: {build: {commands: ['test -e template.json']}}"
_FAILING = "version: 0.2\nphases: {build: {commands: ['exit 3']}}"


def _zip(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _rule(provider: str, configuration: dict[str, str]) -> dict[str, Any]:
    kind = {"category": "Rule", "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": "Rule", "ruleTypeId": kind, "configuration": configuration}


def _guarded(rule: dict[str, Any], *, when: str = "beforeEntry") -> dict[str, Any]:
    """A stage that waits for a person, with a rule."""
    approval = declared_action("Approve", "Approval", "Manual", {})
    return {"name": "Guarded", "actions": [approval], when: {"conditions": [{"result": "FAIL", "rules": [rule]}]}}


def _judged(
    small: SmallPipeline,
    provider: str,
    configuration: dict[str, str],
    *,
    inputs: Sequence[str] = (),
    meanwhile: Callable[[], object] = lambda: None,
    after: bool = False,
) -> tuple[str, dict[str, Any]]:
    """Run a pipeline whose second stage has the rule before its entry, or `after` its success; (the rule's status, its
    execution result).

    `meanwhile` is done once the rule is being judged.
    """
    artifacts = [{"name": name} for name in inputs]
    rule = {**_rule(provider, configuration), "inputArtifacts": artifacts}
    small.create(stages=[small.source_stage(), _guarded(rule, when="onSuccess" if after else "beforeEntry")])
    small.first_commit()
    small.push()
    if after:
        small.wait(lambda: small.token("Guarded") is not None, "the stage is entered")
        small.answer(str(small.token("Guarded")), stage="Guarded")

    def runs() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = small.codepipeline.list_rule_executions(pipelineName=small.name)[
            "ruleExecutionDetails"
        ]
        return found

    small.wait(lambda: bool(runs()), "the rule is being judged")
    meanwhile()
    small.wait(lambda: runs()[0]["status"] != "InProgress", "the rule is judged")
    execution = small.executions()[0]["pipelineExecutionId"]
    if after:
        small.wait(lambda: small.execution(execution)["status"] != "InProgress", "the execution ends")
        assert small.execution(execution)["status"] == runs()[0]["status"]
    elif runs()[0]["status"] == "Succeeded":
        small.wait(lambda: small.token("Guarded") is not None, "the stage is entered")
    else:
        small.wait(lambda: small.execution(execution)["status"] == "Failed", "the execution fails")
        assert "Approve" not in small.actions(execution)
    return runs()[0]["status"], runs()[0]["output"]["executionResult"]


@pytest.mark.parametrize(("value", "status"), [("main", "Succeeded"), ("release", "Failed")])
def test_a_variable_is_checked(small: SmallPipeline, value: str, status: str) -> None:
    configuration = {"Variable": "#{Source@Main.BranchName}", "Operator": "EQ", "Value": value}
    judged, _ = _judged(small, "VariableCheck", configuration)
    assert judged == status


@pytest.mark.parametrize(("cron", "status"), [("* * * * * ? *", "Succeeded"), ("* * * * * ? 1999", "Failed")])
def test_a_deployment_window_is_open_or_closed(small: SmallPipeline, cron: str, status: str) -> None:
    judged, result = _judged(small, "DeploymentWindow", {"Cron": cron, "TimeZone": "Europe/Berlin"})
    assert judged == status
    if status == "Failed":
        said = "the deployment window '* * * * * ? 1999' is closed and never opens again"
        assert result["errorDetails"]["message"].endswith(said)


def test_an_execution_waits_for_its_window_and_says_when_it_opens(small: SmallPipeline) -> None:
    rule = _rule("DeploymentWindow", {"Cron": "* 0 8 1 JAN ? 2199", "TimeZone": "UTC"})
    small.create(stages=[small.source_stage(), _guarded({**rule, "timeoutInMinutes": 86400})])

    def latest() -> dict[str, Any]:
        stage = small.codepipeline.get_pipeline_state(name=small.name)["stageStates"][1]
        for condition in stage.get("beforeEntryConditionState", {}).get("conditionStates", []):
            found: dict[str, Any] = condition["ruleStates"][0].get("latestExecution", {})
            return found
        return {}

    small.first_commit()
    small.push()
    said = "the deployment window '* 0 8 1 JAN ? 2199' opens 2199-01-01 08:00 UTC"
    small.wait(lambda: latest().get("summary") == said, "what it waits for is said")
    assert latest()["status"] == "InProgress"
    execution = small.executions()[0]["pipelineExecutionId"]
    small.codepipeline.stop_pipeline_execution(pipelineName=small.name, pipelineExecutionId=execution, abandon=True)
    small.wait(lambda: small.execution(execution)["status"] == "Stopped", "it can be stopped meanwhile")


@pytest.mark.parametrize(("state", "status"), [("OK", "Succeeded"), ("ALARM", "Failed")])
def test_an_alarm_is_looked_at(small: SmallPipeline, state: str, status: str) -> None:
    judged, _ = _judged(small, "CloudWatchAlarm", {"AlarmName": _alarm_in(small, state)})
    assert judged == status


def test_an_alarm_that_was_on_for_a_moment_of_the_wait_time_counts(small: SmallPipeline) -> None:
    name = _alarm_in(small, "OK")
    cloudwatch = small.cloud.client("cloudwatch")

    def flicker() -> None:
        for state in ("ALARM", "OK"):
            cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="the test says so")

    hours = {"AlarmName": name, "WaitTime": "120"}
    judged, result = _judged(small, "CloudWatchAlarm", hours, meanwhile=flicker, after=True)
    assert judged == "Failed"
    assert result["errorDetails"]["message"] == f"The alarm {name} is in state ALARM"


def test_an_entry_is_given_the_wait_time_for_its_alarm_to_end(small: SmallPipeline) -> None:
    name = _alarm_in(small, "ALARM")
    waiting = {"AlarmName": name, "WaitTime": "120"}
    judged, _ = _judged(small, "CloudWatchAlarm", waiting, meanwhile=partial(_alarm_in, small, "OK"))
    assert judged == "Succeeded"


def _alarm_in(small: SmallPipeline, state: str) -> str:
    """The pipeline's alarm without data, which is in that state for good; the pipeline may look at it."""
    cloudwatch, name = small.cloud.client("cloudwatch"), f"alarm-{small.suffix}"
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="Test",
        MetricName="Errors",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="breaching" if state == "ALARM" else "notBreaching",
    )
    described = partial(cloudwatch.describe_alarms, AlarmNames=[name], StateValue=state)
    small.wait(lambda: bool(described()["MetricAlarms"]), f"the alarm is in {state}")
    small.allow(small.pipeline_role, TOOLS, allow("cloudwatch:DescribeAlarms", "*"))
    return name


@pytest.mark.parametrize(("answer", "status", "words"), [("yes", "Succeeded", "go on"), ("no", "Failed", "not now")])
def test_a_function_judges(small: SmallPipeline, answer: str, status: str, words: str) -> None:
    statements = [allow("codepipeline:PutJob*Result", "*")]
    role = small.make_role("function", service="lambda.amazonaws.com", statements=statements)
    function = f"rule-{small.suffix}"
    created = small.cloud.client("lambda").create_function(
        FunctionName=function,
        Runtime="python3.11",
        Role=role,
        Handler="index.handler",
        Code={"ZipFile": _zip("index.py", _HANDLER)},
    )
    small.allow(small.pipeline_role, TOOLS, allow("lambda:InvokeFunction", created["FunctionArn"]))
    configuration = {"FunctionName": function, "UserParameters": answer}
    judged, result = _judged(small, "LambdaInvoke", configuration, inputs=["Source"])
    assert judged == status
    assert words in str(result)


@pytest.mark.parametrize(("buildspec", "status"), [(_PASSING, "Succeeded"), (_FAILING, "Failed")])
def test_a_build_judges(small: SmallPipeline, buildspec: str, status: str) -> None:
    source = {"type": "CODEPIPELINE", "buildspec": buildspec}
    small.cloud.client("codebuild").update_project(name=small.name, source=source)
    judged, result = _judged(small, "CodeBuild", {"ProjectName": small.name}, inputs=["Source"])
    assert judged == status
    if status == "Failed":
        assert "exit status 3" in result["errorDetails"]["message"]
