"""A hook tells CodeDeploy what its check found, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import boto3
import pytest

from feature_stacks.naming import PRODUCT
from release_checks import deployment_hook
from release_checks.service_client import ServiceClient, ServiceResponse
from tests.unit.release_checks.conftest import Cloud, response

EVENT = {"DeploymentId": "d-ABCDEF123", "LifecycleEventHookExecutionId": "execution"}
VERSION = f"arn:aws:lambda:us-east-1:222222222222:function:{PRODUCT}-cv-tailoring-lambda-dev:7"


@pytest.fixture(autouse=True)
def deployed(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3.session, "Session", lambda: cloud)
    for name, value in {
        "CV_BUCKET": "cvs",
        "JOB_RESEARCH_TABLE": "jobs",
        "ARTIFACTS_TABLE": "artifacts",
        "LATENCY_LIMIT_MS": "5000",
        "NEW_VERSION": VERSION,
        "CV_TAILORING_URL": "https://abc.execute-api.us-east-1.amazonaws.com/v1/api/cv-tailoring",
    }.items():
        monkeypatch.setenv(name, value)


def status(cloud: Cloud) -> str:
    (told,) = cloud.statuses
    assert (told["deploymentId"], told["lifecycleEventHookExecutionId"]) == ("d-ABCDEF123", "execution")
    return told["status"]


def test_a_version_that_does_its_work_gets_traffic(cloud: Cloud) -> None:
    deployment_hook.before_traffic(EVENT, None)
    assert status(cloud) == "Succeeded"
    assert {*cloud.invoked} == {VERSION}
    assert (cloud.objects, cloud.items) == ({}, {"jobs": [], "artifacts": []})


def test_a_version_that_answers_wrongly_gets_none(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.answer = lambda body: response(500, {"code": "INTERNAL_ERROR"})
    deployment_hook.before_traffic(EVENT, None)
    assert status(cloud) == "Failed"
    assert "answered (500, 'INTERNAL_ERROR')" in capsys.readouterr().out


def broken(body: Mapping[str, Any]) -> ServiceResponse:
    raise ZeroDivisionError("division by zero")


def test_a_version_that_fails_gets_none(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.answer = broken
    deployment_hook.before_traffic(EVENT, None)
    assert status(cloud) == "Failed"
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_a_check_that_cannot_be_made_is_answered_too(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**arguments: Any) -> None:
        raise PermissionError("s3:PutObject")

    monkeypatch.setattr(cloud, "put_object", denied)
    deployment_hook.before_traffic(EVENT, None)
    assert status(cloud) == "Failed"


def test_records_that_stay_are_a_failure(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**arguments: Any) -> None:
        raise PermissionError("dynamodb:DeleteItem")

    monkeypatch.setattr(cloud, "delete_item", denied)
    deployment_hook.before_traffic(EVENT, None)
    assert status(cloud) == "Failed"


def test_after_traffic_the_endpoint_is_asked(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ServiceClient, "post", lambda self, body: cloud.answer(body))
    deployment_hook.after_traffic(EVENT, None)
    assert status(cloud) == "Succeeded"
    assert cloud.invoked == []
