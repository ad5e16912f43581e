"""The schedule makes synthetic checks of the deployed endpoint: what they find is measured, and moves the alarms; what
they need is theirs alone, and gone after each.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from feature_stacks.naming import PRODUCT, TITLE
from tests.localcloud.cloud_process import DEV
from tests.localcloud.ministack.principals import DENIED, refused, trust
from tests.service.deployed_service import Applicant, DeployedService

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

CHECK_LOGS = f"{PRODUCT}-cv-tailoring-checks-logs-dev"
ROLE = f"{PRODUCT}-role-lambda-synthetic-dev"
FAILURES, OUTAGE = (f"{PRODUCT}-cv-tailoring-synthetic-{subject}-alarm-dev" for subject in ("failures", "outage"))
LONGEST_SECONDS = 90


def checks(service: DeployedService) -> list[dict[str, Any]]:
    """What each check has written, oldest first."""
    pages = service.operator("logs").get_paginator("filter_log_events").paginate(logGroupName=CHECK_LOGS)
    lines = [event["message"] for page in pages for event in page["events"]]
    return [json.loads(line) for line in lines if line.startswith('{"_aws"')]


def until(ready: Callable[[], bool], what: str) -> None:
    """Schedules, metrics and alarms can only be looked at again and again."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while not ready():
        assert time.monotonic() < deadline, f"waited {LONGEST_SECONDS} s for {what}"
        time.sleep(0.2)


def state(service: DeployedService, alarm: str) -> str:
    (found,) = service.operator("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
    return str(found["StateValue"])


def measured(service: DeployedService, since: datetime) -> tuple[float, float]:
    """How many checks the metric counts since then, and how many of them failed."""
    points = service.operator("cloudwatch").get_metric_statistics(
        Namespace=TITLE,
        MetricName="SyntheticFailures",
        Dimensions=[{"Name": "Environment", "Value": "dev"}],
        StartTime=since,
        EndTime=datetime.now(UTC) + timedelta(minutes=1),
        Period=60,
        Statistics=["SampleCount", "Sum"],
    )["Datapoints"]
    return sum(point["SampleCount"] for point in points), sum(point["Sum"] for point in points)


def left(service: DeployedService) -> list[str]:
    """Synthetic records that lie in the stores."""
    keys = [*service.table_keys(service.artifacts_table), *service.table_keys(service.jobs_table)]
    return [*service.objects("cvs/smoke-"), *(text for key in keys if "smoke-" in (text := json.dumps(key)))]


def test_the_schedule_makes_checks_that_find_nothing_and_leave_nothing(service: DeployedService) -> None:
    begun, before = datetime.now(UTC) - timedelta(minutes=1), len(checks(service))
    with service.checked():
        until(lambda: len(checks(service)) >= before + 2, "two checks")
    assert all(check["problems"] == [] for check in checks(service)[before:])
    until(lambda: measured(service, begun)[0] >= 2, "the metric")
    assert measured(service, begun)[1] == 0
    until(lambda: not left(service), "a check that was under way to end")


def test_failed_checks_and_silence_are_alarms_and_a_good_check_ends_them(service: DeployedService) -> None:
    with service.checked():
        until(lambda: state(service, OUTAGE) == "OK", "checks to have been made")
        with service.denied("dynamodb:PutItem", service.table_arn(service.artifacts_table)):
            until(lambda: state(service, FAILURES) == "ALARM", "a failed check")
        until(lambda: state(service, FAILURES) == "OK", "a check that is well again")
    problems = [problem for check in checks(service) if check["SyntheticFailures"] for problem in check["problems"]]
    assert problems
    assert all(problem.startswith("a valid request answered (5") for problem in problems), problems
    until(lambda: state(service, OUTAGE) == "ALARM", "silence to be noticed")


@pytest.fixture
def synthetic(service: DeployedService) -> boto3.Session:
    """Whoever has the role of the check; the operator lets nobody else but this test have it."""
    iam = service.operator("iam")
    role = iam.get_role(RoleName=ROLE)["Role"]
    before = json.dumps(role["AssumeRolePolicyDocument"])
    iam.update_assume_role_policy(RoleName=ROLE, PolicyDocument=trust(AWS=f"arn:aws:iam::{DEV}:root"))
    try:
        return service.cloud.assume(role["Arn"], by=DEV)
    finally:
        iam.update_assume_role_policy(RoleName=ROLE, PolicyDocument=before)


def test_the_synthetic_user_reaches_nobody_elses_records(
    service: DeployedService, applicant: Applicant, synthetic: boto3.Session
) -> None:
    assert service.post(applicant.request()).status == 200
    (artifact,) = service.raw_artifacts(applicant)
    key = {name: artifact[name] for name in ("application_id", "created_at")}
    dynamodb, s3 = (service.cloud.client(name, session=synthetic) for name in ("dynamodb", "s3"))
    cv = {"Bucket": service.bucket, "Key": f"cvs/{applicant.user_id}/v1.json"}
    acts: tuple[Callable[[], Any], ...] = (
        lambda: s3.get_object(**cv),
        lambda: s3.put_object(**cv, Body=b"{}"),
        lambda: s3.delete_object(**cv),
        lambda: s3.list_objects_v2(Bucket=service.bucket),
        lambda: dynamodb.get_item(TableName=service.artifacts_table, Key=key),
        lambda: dynamodb.delete_item(TableName=service.artifacts_table, Key=key),
        lambda: dynamodb.scan(TableName=service.artifacts_table),
        lambda: dynamodb.put_item(TableName=service.jobs_table, Item={"job_id": {"S": applicant.job_id}}),
        lambda: dynamodb.delete_item(TableName=service.jobs_table, Key={"job_id": {"S": applicant.job_id}}),
    )
    for act in acts:
        with refused(*DENIED):
            act()
    assert service.raw_artifacts(applicant) == [artifact]
