"""Alarms as their owners see them: states, history, actions and events, made by the API and by stacks."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.events_queue import EventsQueue, make_queue
from tests.localcloud.ministack.functions import make_function
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, describe

_SECONDS = 20


def _make_alarm(cloud: CloudProcess, **members: Any) -> str:
    """An alarm on the sum of a metric of its own; returns its name, which is the metric's too."""
    name = unique("alarm")
    metric = {"Namespace": "Service", "MetricName": name, "Statistic": "Sum", "Period": 60}
    chosen = {
        **({} if "Metrics" in members else metric),
        "EvaluationPeriods": 1,
        "Threshold": 10,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
        **members,
    }
    cloud.client("cloudwatch", DEV).put_metric_alarm(AlarmName=name, **chosen)
    return name


def _put(cloud: CloudProcess, metric: str, value: float) -> None:
    data = [{"MetricName": metric, "Value": value, "Unit": "Count"}]
    cloud.client("cloudwatch", DEV).put_metric_data(Namespace="Service", MetricData=data)


def _changes(cloud: CloudProcess, name: str, kind: str = "MetricAlarms") -> list[tuple[str, str]]:
    types = ["CompositeAlarm" if kind == "CompositeAlarms" else "MetricAlarm"]
    items = cloud.client("cloudwatch", DEV).describe_alarm_history(
        AlarmName=name, HistoryItemType="StateUpdate", AlarmTypes=types, ScanBy="TimestampAscending"
    )["AlarmHistoryItems"]
    states = [json.loads(item["HistoryData"]) for item in items]
    return [(item["oldState"]["stateValue"], item["newState"]["stateValue"]) for item in states]


def _await_change(cloud: CloudProcess, name: str, change: tuple[str, str], kind: str = "MetricAlarms") -> None:
    """Wait for a change; an empty state means any."""
    deadline = time.monotonic() + _SECONDS
    old, new = change
    while not any(new == now and old in ("", before) for before, now in _changes(cloud, name, kind)):
        assert time.monotonic() < deadline, _changes(cloud, name, kind)
        time.sleep(0.05)


def _events_of(cloud: CloudProcess, name: str) -> EventsQueue:
    pattern = {"source": ["aws.cloudwatch"], "detail": {"alarmName": [name]}}
    return EventsQueue(cloud, pattern, account=DEV)


def test_an_alarm_is_raised_and_over_again_with_its_events(cloud: CloudProcess) -> None:
    name = _make_alarm(cloud)
    _await_change(cloud, name, ("INSUFFICIENT_DATA", "OK"))
    events = _events_of(cloud, name)
    _put(cloud, name, 11)
    raised, over = events.received(lambda found: len(found) == 2)
    assert raised["detail-type"] == "CloudWatch Alarm State Change"
    assert raised["resources"][0].endswith(f":alarm:{name}")
    assert (raised["detail"]["previousState"]["value"], raised["detail"]["state"]["value"]) == ("OK", "ALARM")
    assert "1 out of the last 1 datapoint [11.0 (" in raised["detail"]["state"]["reason"]
    assert json.loads(raised["detail"]["state"]["reasonData"])["recentDatapoints"] == [11.0]
    (metric,) = raised["detail"]["configuration"]["metrics"]
    assert metric["metricStat"]["stat"] == "Sum"
    assert over["detail"]["state"]["value"] == "OK"
    assert "no datapoints were received" in over["detail"]["state"]["reason"]
    assert _changes(cloud, name)[-2:] == [("OK", "ALARM"), ("ALARM", "OK")]


def test_a_state_that_was_set_lasts_until_the_next_evaluation(cloud: CloudProcess) -> None:
    name = _make_alarm(cloud)
    _await_change(cloud, name, ("INSUFFICIENT_DATA", "OK"))
    cloud.client("cloudwatch", DEV).set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="tried")
    _await_change(cloud, name, ("ALARM", "OK"))
    assert ("OK", "ALARM") in _changes(cloud, name)


@pytest.mark.enforces(
    "CloudWatch: a topic's policy must let alarms publish to it",
    source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
)
@pytest.mark.parametrize("allowed", [True, False])
def test_a_topic_hears_of_it_if_its_policy_lets_cloudwatch_publish(cloud: CloudProcess, allowed: bool) -> None:
    sns, sqs = cloud.client("sns", DEV), cloud.client("sqs", DEV)
    topic = sns.create_topic(Name=unique("topic"))["TopicArn"]
    service = "cloudwatch.amazonaws.com" if allowed else "events.amazonaws.com"
    policy = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Resource": topic,
        "Condition": {"StringEquals": {"aws:SourceAccount": DEV}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [policy]})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document)
    queue, arn = make_queue(cloud, DEV, service="sns.amazonaws.com", source=topic)
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    name = _make_alarm(cloud, AlarmActions=[topic], AlarmDescription="Too many")
    _put(cloud, name, 11)
    _await_change(cloud, name, ("", "ALARM"))
    messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5 if allowed else 0).get("Messages", [])
    (action,) = cloud.client("cloudwatch", DEV).describe_alarm_history(AlarmName=name, HistoryItemType="Action")[
        "AlarmHistoryItems"
    ]
    if not allowed:
        assert messages == []
        assert action["HistorySummary"].startswith(f"Failed to execute action {topic}.")
        return
    assert action["HistorySummary"] == f"Successfully executed action {topic}"
    notification = json.loads(messages[0]["Body"])
    assert notification["Subject"].startswith(f'ALARM: "{name}"')
    told = json.loads(notification["Message"])
    assert (told["AlarmDescription"], told["NewStateValue"], told["Trigger"]["MetricName"]) == (
        "Too many",
        "ALARM",
        name,
    )


@pytest.mark.enforces(
    "CloudWatch: an encrypted topic's key must let alarms use it",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
)
@pytest.mark.parametrize("allowed", [True, False])
def test_an_encrypted_topic_hears_of_it_if_its_key_lets_cloudwatch_use_it(cloud: CloudProcess, allowed: bool) -> None:
    owner = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{DEV}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    service = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
    }
    policy = {"Version": "2012-10-17", "Statement": [owner, service] if allowed else [owner]}
    key = cloud.client("kms", DEV).create_key(Policy=json.dumps(policy))["KeyMetadata"]["Arn"]
    sns = cloud.client("sns", DEV)
    topic = sns.create_topic(Name=unique("topic"), Attributes={"KmsMasterKeyId": key})["TopicArn"]
    publish = {**service, "Action": "sns:Publish", "Resource": topic}
    document = json.dumps({"Version": "2012-10-17", "Statement": [publish]})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document)
    name = _make_alarm(cloud, AlarmActions=[topic])
    _put(cloud, name, 11)
    _await_change(cloud, name, ("", "ALARM"))
    (action,) = cloud.client("cloudwatch", DEV).describe_alarm_history(AlarmName=name, HistoryItemType="Action")[
        "AlarmHistoryItems"
    ]
    assert action["HistorySummary"].startswith("Successfully" if allowed else "Failed")
    assert allowed or "encryption key" in action["HistorySummary"]


@pytest.mark.enforces(
    "CloudWatch: a function's policy must let alarms invoke it",
    source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html",
)
@pytest.mark.parametrize("allowed", [True, False])
def test_a_function_is_invoked_if_its_policy_lets_alarms(cloud: CloudProcess, allowed: bool) -> None:
    function = make_function(cloud, "def handler(event, context):\n    print(event['alarmData']['state']['value'])\n")
    if allowed:
        cloud.client("lambda", DEV).add_permission(
            FunctionName=function,
            StatementId="alarms",
            Action="lambda:InvokeFunction",
            Principal="lambda.alarms.cloudwatch.amazonaws.com",
            SourceAccount=DEV,
        )
    name = _make_alarm(cloud, AlarmActions=[function])
    _put(cloud, name, 11)
    _await_change(cloud, name, ("", "ALARM"))
    (action,) = cloud.client("cloudwatch", DEV).describe_alarm_history(AlarmName=name, HistoryItemType="Action")[
        "AlarmHistoryItems"
    ]
    assert action["HistorySummary"].startswith("Successfully" if allowed else "Failed")


def test_an_expression_by_the_api_is_evaluated(cloud: CloudProcess) -> None:
    first, second = unique("first"), unique("second")
    metrics = [
        {
            "Id": key,
            "MetricStat": {"Metric": {"Namespace": "Service", "MetricName": metric}, "Period": 60, "Stat": "Sum"},
            "ReturnData": False,
        }
        for key, metric in (("a", first), ("b", second))
    ]
    total = {"Id": "total", "Expression": "FILL(a, 0) + FILL(b, 0)", "ReturnData": True}
    name = _make_alarm(cloud, Metrics=[*metrics, total])
    _put(cloud, second, 11)
    _await_change(cloud, name, ("", "ALARM"))
    (described,) = cloud.client("cloudwatch", DEV).describe_alarms(AlarmNames=[name])["MetricAlarms"]
    assert described["Metrics"][2]["Expression"] == "FILL(a, 0) + FILL(b, 0)"


def test_an_alarm_of_a_stack_is_evaluated(cloud: CloudProcess) -> None:
    name = unique("alarm")
    properties = {
        "AlarmName": name,
        "Namespace": "Service",
        "MetricName": name,
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 10,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    stack = create_stack(cloud, {"Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}})
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"
    _put(cloud, name, 11)
    _await_change(cloud, name, ("INSUFFICIENT_DATA", "ALARM"))
    _await_change(cloud, name, ("ALARM", "INSUFFICIENT_DATA"))


def test_a_composite_alarm_follows_its_children(cloud: CloudProcess) -> None:
    child, name = _make_alarm(cloud), unique("composite")
    _await_change(cloud, child, ("INSUFFICIENT_DATA", "OK"))
    cloud.client("cloudwatch", DEV).put_composite_alarm(AlarmName=name, AlarmRule=f'ALARM("{child}")')
    _put(cloud, child, 11)
    _await_change(cloud, name, ("OK", "ALARM"), "CompositeAlarms")
    _await_change(cloud, name, ("ALARM", "OK"), "CompositeAlarms")


@pytest.mark.cloud
def test_an_alarm_whose_data_ran_out_while_no_server_ran_is_over_after_the_start(tmp_path: Path) -> None:
    slowly = ("--time-scale=30",)
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain", switches=slowly) as cloud:
        name = _make_alarm(cloud)
        _put(cloud, name, 11)
        _await_change(cloud, name, ("", "ALARM"))
        cloud.stop()
        cloud.start()
        _await_change(cloud, name, ("ALARM", "OK"))
