"""Where a rule's events go, who must let them, and when schedules fire."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from localcloud.aws.limits import conditions
from localcloud.aws.limits.conditions import Conditions
from localcloud.ministack.fixes.events.schedules import fast_clock, real_clock
from tests.localcloud.cloud_process import DEV, PROD, REGION, TOOLS, CloudProcess
from tests.localcloud.events_queue import EventsQueue, make_queue
from tests.localcloud.ministack.functions import make_function
from tests.localcloud.ministack.principals import allow, make_role, trust, unique

_SECONDS = 20
_KEEPING = "def handler(event, context):\n    print('kept', event['detail']['number'])\n"


def _rule(cloud: CloudProcess, target: dict[str, Any], *, source: str, account: str = DEV) -> str:
    """A rule for events of a source; returns its ARN."""
    events, name = cloud.client("events", account), unique("rule")
    arn = events.put_rule(Name=name, EventPattern=json.dumps({"source": [source]}))["RuleArn"]
    events.put_targets(Rule=name, Targets=[{"Id": "target", **target}])
    return str(arn)


def _put(cloud: CloudProcess, source: str, number: int, *, account: str = DEV) -> None:
    entry = {"Source": source, "DetailType": "Counted", "Detail": json.dumps({"number": number})}
    assert cloud.client("events", account).put_events(Entries=[entry])["FailedEntryCount"] == 0


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _failed(cloud: CloudProcess, rule_arn: str) -> float:
    now = datetime.now(UTC)
    points = cloud.client("cloudwatch", DEV).get_metric_statistics(
        Namespace="AWS/Events",
        MetricName="FailedInvocations",
        Dimensions=[{"Name": "RuleName", "Value": rule_arn.rpartition("/")[2]}],
        StartTime=now - timedelta(minutes=30),
        EndTime=now + timedelta(minutes=30),
        Period=86400,
        Statistics=["Sum"],
    )["Datapoints"]
    return float(points[0]["Sum"]) if points else 0.0


def _logged(cloud: CloudProcess, group: str) -> str:
    logs = cloud.client("logs", DEV)
    groups = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    if not any(found["logGroupName"] == group for found in groups):
        return ""
    return "".join(event["message"] for event in logs.filter_log_events(logGroupName=group)["events"])


@pytest.mark.enforces(
    "EventBridge: a function's policy must let the rule invoke it",
    source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
)
def test_a_function_is_invoked_only_with_its_permission(cloud: CloudProcess) -> None:
    function, source = make_function(cloud, _KEEPING), unique("service")
    rule = _rule(cloud, {"Arn": function}, source=source)
    _put(cloud, source, 1)
    _until(lambda: _failed(cloud, rule) == 1)
    cloud.client("lambda", DEV).add_permission(
        FunctionName=function,
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=rule,
    )
    _put(cloud, source, 2)
    group = f"/aws/lambda/{function.rpartition(':')[2]}"
    _until(lambda: "kept 2" in _logged(cloud, group))
    assert "kept 1" not in _logged(cloud, group)
    assert _failed(cloud, rule) == 1


@pytest.mark.enforces(
    "EventBridge: a queue's policy must let the rule send to it",
    source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
)
def test_a_queue_receives_only_by_its_policy_and_a_dead_letter_queue_the_rest(cloud: CloudProcess) -> None:
    sqs, source = cloud.client("sqs", DEV), unique("service")
    closed = sqs.create_queue(QueueName=unique("closed"))["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=closed, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    name = unique("rule")
    rule = cloud.client("events", DEV).put_rule(Name=name, EventPattern=json.dumps({"source": [source]}))["RuleArn"]
    letters, letters_arn = make_queue(cloud, DEV, service="events.amazonaws.com", source=rule)
    target = {"Id": "queue", "Arn": arn, "DeadLetterConfig": {"Arn": letters_arn}}
    cloud.client("events", DEV).put_targets(Rule=name, Targets=[target])
    _put(cloud, source, 1)
    (letter,) = sqs.receive_message(QueueUrl=letters, WaitTimeSeconds=5)["Messages"]
    assert json.loads(letter["Body"])["detail"] == {"number": 1}
    assert "Messages" not in sqs.receive_message(QueueUrl=closed)


def test_an_input_transformer_words_what_is_sent(cloud: CloudProcess) -> None:
    source = unique("service")
    transformer = {"InputPathsMap": {"n": "$.detail.number"}, "InputTemplate": '{"text": "number <n>"}'}
    queue = EventsQueue(cloud, {"source": [source]}, account=DEV, InputTransformer=transformer)
    _put(cloud, source, 7)
    assert queue.received(bool) == [{"text": "number 7"}]


@pytest.mark.enforces(
    "EventBridge: a resource policy of CloudWatch Logs must let the rule write to a log group",
    source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
)
@pytest.mark.parametrize("allowed", [True, False])
def test_a_log_group_is_written_by_a_resource_policy(cloud: CloudProcess, allowed: bool) -> None:
    logs, group, source = cloud.client("logs", DEV), f"/aws/events/{unique('group')}", unique("service")
    logs.create_log_group(logGroupName=group)
    arn = f"arn:aws:logs:{REGION}:{DEV}:log-group:{group}"
    if allowed:
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"{arn}:*",
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        logs.put_resource_policy(policyName=unique("policy"), policyDocument=document)
    rule = _rule(cloud, {"Arn": arn}, source=source)
    _put(cloud, source, 3)
    if allowed:
        _until(lambda: '"number": 3' in _logged(cloud, group))
    else:
        _until(lambda: _failed(cloud, rule) == 1)
        assert _logged(cloud, group) == ""


@pytest.mark.enforces(
    "EventBridge: another account's bus takes events by its policy, from the target's role",
    source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
)
@pytest.mark.parametrize("allowed", [True, False])
def test_another_account_s_bus_is_reached_on_a_role_and_by_its_policy(cloud: CloudProcess, allowed: bool) -> None:
    source, bus = unique("service"), unique("bus")
    theirs = cloud.client("events", PROD)
    bus_arn = theirs.create_event_bus(Name=bus)["EventBusArn"]
    if allowed:
        theirs.put_permission(EventBusName=bus, StatementId="dev", Action="events:PutEvents", Principal=DEV)
    name = unique("rule")
    theirs.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps({"source": [source]}))
    rule_arn = theirs.describe_rule(Name=name, EventBusName=bus)["Arn"]
    queue, queue_arn = make_queue(cloud, PROD, service="events.amazonaws.com", source=rule_arn)
    theirs.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": queue_arn}])
    role = make_role(
        cloud, DEV, trusted=trust(Service="events.amazonaws.com"), policy=allow("events:PutEvents", bus_arn)
    )
    rule = _rule(cloud, {"Arn": bus_arn, "RoleArn": role}, source=source)
    _put(cloud, source, 5)
    received = cloud.client("sqs", PROD).receive_message(QueueUrl=queue, WaitTimeSeconds=5 if allowed else 0)
    if allowed:
        event = json.loads(received["Messages"][0]["Body"])
        assert (event["account"], event["detail"]) == (DEV, {"number": 5})
    else:
        assert "Messages" not in received
        assert _failed(cloud, rule) == 1


def test_a_project_is_built_on_the_target_s_role(cloud: CloudProcess) -> None:
    codebuild, source, project = cloud.client("codebuild", TOOLS), unique("service"), unique("project")
    builder = make_role(cloud, TOOLS, trusted=trust(Service="codebuild.amazonaws.com"), policy=allow("logs:*", "*"))
    arn = codebuild.create_project(
        name=project,
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases: {build: {commands: ['true']}}"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        serviceRole=builder,
    )["project"]["arn"]
    trusted = trust(Service="events.amazonaws.com")
    powerless = make_role(cloud, TOOLS, trusted=trusted)
    starter = make_role(cloud, TOOLS, trusted=trusted, policy=allow("codebuild:StartBuild", arn))
    for role in (powerless, starter):
        _rule(cloud, {"Arn": arn, "RoleArn": role}, source=source, account=TOOLS)
    _put(cloud, source, 1, account=TOOLS)
    _until(lambda: bool(codebuild.list_builds_for_project(projectName=project)["ids"]))
    (build,) = codebuild.list_builds_for_project(projectName=project)["ids"]
    (found,) = codebuild.batch_get_builds(ids=[build])["builds"]
    assert found["initiator"].startswith(starter.rpartition("/")[2])


@pytest.mark.parametrize("expression", ["rate(5 minutes)", "cron(0/5 * * * ? *)"])
def test_a_schedule_fires_at_the_time_scale(cloud: CloudProcess, expression: str) -> None:
    events, name = cloud.client("events", DEV), unique("schedule")
    rule = events.put_rule(Name=name, ScheduleExpression=expression)["RuleArn"]
    queue, arn = make_queue(cloud, DEV, service="events.amazonaws.com", source=rule)
    events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": arn}])
    sqs = cloud.client("sqs", DEV)
    received: list[dict[str, Any]] = []
    deadline = time.monotonic() + _SECONDS
    while len(received) < 2:
        assert time.monotonic() < deadline
        received += sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=2).get("Messages", [])
    events.disable_rule(Name=name)
    event = json.loads(received[0]["Body"])
    assert (event["detail-type"], event["resources"]) == ("Scheduled Event", [rule])


def test_the_fast_clock_and_the_real_one_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "_active", Conditions(time_scale=60))
    now = datetime.now(UTC)
    later = now + timedelta(minutes=1)
    assert fast_clock(later) - fast_clock(now) == timedelta(hours=1)
    assert abs(real_clock(fast_clock(later)) - later) < timedelta(milliseconds=1)
