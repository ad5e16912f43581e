"""A synthetic check measures what it found, whatever goes wrong, and leaves nothing behind."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from feature_stacks.constants import SYNTHETIC_FAILURES_METRIC
from feature_stacks.naming import TITLE
from release_checks import synthetic_check
from release_checks.service_client import ServiceClient
from tests.unit.release_checks.conftest import Cloud, response


@pytest.fixture(autouse=True)
def deployed(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3.session, "Session", lambda: cloud)
    monkeypatch.setattr(ServiceClient, "post", lambda self, body: cloud.answer(body))
    for name, value in {
        "CV_BUCKET": "cvs",
        "JOB_RESEARCH_TABLE": "jobs",
        "ARTIFACTS_TABLE": "artifacts",
        "LATENCY_LIMIT_MS": "5000",
        "CV_TAILORING_URL": "https://abc.execute-api.us-east-1.amazonaws.com/v1/api/cv-tailoring",
        "METRICS_NAMESPACE": TITLE,
        "ENVIRONMENT": "dev",
    }.items():
        monkeypatch.setenv(name, value)


def measured(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(capsys.readouterr().out)
    return line


def test_a_service_that_works_is_measured_without_a_failure(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    synthetic_check.run({}, None)
    line = measured(capsys)
    assert (line["SyntheticFailures"], line["problems"]) == (0, [])
    assert line["SyntheticLatency"] > 0
    assert (cloud.objects, cloud.items) == ({}, {"jobs": [], "artifacts": []})


def test_the_line_is_one_of_cloudwatchs_embedded_metric_format(capsys: pytest.CaptureFixture[str]) -> None:
    synthetic_check.run({}, None)
    line = measured(capsys)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"]) == (TITLE, [["Environment"]])
    assert {metric["Name"] for metric in directive["Metrics"]} == {"SyntheticFailures", "SyntheticLatency"}
    assert all(metric["Name"] in line for metric in directive["Metrics"])
    assert line["Environment"] == "dev"
    assert line["_aws"]["Timestamp"] > 1_700_000_000_000


def test_a_wrong_answer_is_a_failure_in_words(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.answer = lambda body: response(500, {"code": "INTERNAL_ERROR"})
    synthetic_check.run({}, None)
    line = measured(capsys)
    assert line["SyntheticFailures"] == 1
    assert "answered (500, 'INTERNAL_ERROR')" in line["problems"][0]


def test_a_check_that_cannot_be_made_is_a_failure(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CV_BUCKET")
    synthetic_check.run({}, None)
    line = measured(capsys)
    assert line["SyntheticFailures"] == 1
    assert line["problems"] == ["the check could not be made: KeyError: 'CV_BUCKET'"]


def test_the_alarms_read_what_the_check_writes() -> None:
    assert synthetic_check.FAILURES == SYNTHETIC_FAILURES_METRIC
