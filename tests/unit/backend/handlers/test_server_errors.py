"""Answers of 500 and above are counted by version, as the release's alarm reads them."""

from __future__ import annotations

import json

import pytest

from feature_stacks.constants import METRICS_NAMESPACE, SERVER_ERRORS_METRIC, SERVICE_NAME
from handlers.server_errors import count_server_error


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_is_counted_in_its_versions_name(status: int, capsys: pytest.CaptureFixture[str]) -> None:
    count_server_error(status, version="7", service=SERVICE_NAME, namespace=METRICS_NAMESPACE)
    line = json.loads(capsys.readouterr().out)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    (dimensions,) = directive["Dimensions"]
    assert directive["Namespace"] == METRICS_NAMESPACE
    assert [metric["Name"] for metric in directive["Metrics"]] == [SERVER_ERRORS_METRIC]
    assert {name: line[name] for name in dimensions} == {"service": SERVICE_NAME, "version": "7"}
    assert line[SERVER_ERRORS_METRIC] == [1.0]


@pytest.mark.parametrize("status", [200, 400, 404, 413, 422, 429])
def test_no_other_answer_is(status: int, capsys: pytest.CaptureFixture[str]) -> None:
    count_server_error(status, version="7", service=SERVICE_NAME, namespace=METRICS_NAMESPACE)
    assert capsys.readouterr().out == ""
