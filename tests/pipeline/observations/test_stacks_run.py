"""A resource that somebody changed by hand, and a stack that stayed when its stage went: each raises its alarm."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from pipeline.observations import run
from pipeline.observations.deployed_stacks import DeployedStack
from tests.localcloud.cloud_process import DEV, PROD, REGION, TOOLS, CloudProcess
from tests.localcloud.ministack.stacks import create_stack, template
from tests.pipeline.template import Template, resources

pytestmark = [pytest.mark.cloud, pytest.mark.usefixtures("as_program")]

LOG_GROUP = "builds"
ROLE = "lookup-role"
_SECONDS = 20
TOPIC = {
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "careervp-drift", "DisplayName": "as written"}}
}


@pytest.fixture(scope="module")
def places(cloud: CloudProcess) -> None:
    """Roles to look with in two accounts, and a log in the pipeline's."""
    trusted = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"}, "Action": "sts:AssumeRole"}
    for account in (TOOLS, DEV, PROD):
        iam = cloud.client("iam", account)
        document = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
        iam.create_role(RoleName=f"{ROLE}-{account}", AssumeRolePolicyDocument=document)
        iam.attach_role_policy(RoleName=f"{ROLE}-{account}", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    cloud.client("logs", TOOLS).create_log_group(logGroupName=LOG_GROUP)


@pytest.fixture
def alarms(cloud: CloudProcess, pipeline_template: Template) -> dict[str, str]:
    """The template's alarms on stacks, without their topic: name by metric."""
    found = {}
    for alarm in resources(pipeline_template, "AWS::CloudWatch::Alarm").values():
        given = {name: value for name, value in alarm["Properties"].items() if not name.endswith("Actions")}
        cloud.client("cloudwatch", TOOLS).put_metric_alarm(**{k: v for k, v in given.items() if k != "Tags"})
        found[given["MetricName"]] = given["AlarmName"]
    return found


def _look(monkeypatch: pytest.MonkeyPatch, *, now: set[DeployedStack], ever: set[DeployedStack]) -> None:
    monkeypatch.setattr(run, "deployed_now", lambda *_, **__: now - {_own(now)})
    monkeypatch.setattr(run, "deployed_ever", lambda *_, **__: ever | now)
    own = _own(now)
    variables = {
        "PIPELINE": "delivery",
        "AWS_REGION": REGION,
        "TOOLS_STACKS": f"{own.account}/{own.region}/{own.name}",
        "REPLICA_STACK": f"{TOOLS}/{{region}}/careervp-replica-{{region}}-tools",
        "LOOKUP_ROLE": f"arn:aws:iam::{{account}}:role/{ROLE}-{{account}}",
        "LOG_GROUP": LOG_GROUP,
    }
    assert run.main(variables) == 0


def _own(now: set[DeployedStack]) -> DeployedStack:
    return min(now)


def _until_state(cloud: CloudProcess, alarm: str, state: str) -> None:
    deadline = time.monotonic() + _SECONDS
    found: Any = None
    while found != state:
        assert time.monotonic() < deadline, f"{alarm} is {found}"
        (described,) = cloud.client("cloudwatch", TOOLS).describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
        found = described["StateValue"]
        time.sleep(0.05)


def test_a_change_by_hand_and_a_stack_left_behind_raise_their_alarms(
    cloud: CloudProcess,
    places: None,
    alarms: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deployed = DeployedStack(DEV, REGION, create_stack(cloud, TOPIC, account=DEV))
    left = DeployedStack(PROD, REGION, create_stack(cloud, TOPIC, account=PROD))
    gone = DeployedStack(PROD, REGION, "careervp-gone")

    _look(monkeypatch, now={deployed, left}, ever={gone})
    assert capsys.readouterr().out == ""
    for metric in ("DriftedStacks", "OrphanedStacks", "UncheckedStacks"):
        _until_state(cloud, alarms[metric], "OK")

    topic = f"arn:aws:sns:{REGION}:{DEV}:careervp-drift"
    cloud.client("sns", DEV).set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="by hand")
    _look(monkeypatch, now={deployed}, ever={gone, left})
    assert capsys.readouterr().out.splitlines() == [
        f"{deployed} drifted: Topic: /DisplayName",
        f"{left} stands, and no stage deploys it any longer",
    ]
    _until_state(cloud, alarms["DriftedStacks"], "ALARM")
    _until_state(cloud, alarms["OrphanedStacks"], "ALARM")
    _until_state(cloud, alarms["UncheckedStacks"], "OK")


def test_an_account_that_does_not_let_itself_be_looked_at_raises_an_alarm(
    cloud: CloudProcess, places: None, alarms: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = DeployedStack("444455556666", REGION, "careervp-app")
    _look(monkeypatch, now={elsewhere}, ever=set())
    _until_state(cloud, alarms["UncheckedStacks"], "ALARM")


def test_the_artifact_store_of_a_region_that_nobody_deploys_to_any_longer_is_named(
    cloud: CloudProcess,
    places: None,
    alarms: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = "eu-west-1"
    name = f"careervp-replica-{away}-tools"
    cloudformation = cloud.client("cloudformation", TOOLS, region=away)
    cloudformation.create_stack(StackName=name, TemplateBody=template(TOPIC))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    kept = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "careervp-kept"}}}
    deployed = DeployedStack(DEV, REGION, create_stack(cloud, kept, account=DEV))
    _look(monkeypatch, now={deployed}, ever={DeployedStack(PROD, away, "careervp-gone")})
    assert capsys.readouterr().out.splitlines() == [
        f"{DeployedStack(TOOLS, away, name)} stands, and no stage deploys it any longer"
    ]
    _until_state(cloud, alarms["OrphanedStacks"], "ALARM")
