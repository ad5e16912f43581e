"""Metrics of what ran: functions by alias and version, APIs by stage and method."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.functions import Api as DeployedApi
from tests.localcloud.ministack.functions import api_resources, function_resources, make_api, make_function
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, outputs_of

# Raises on an event that says so; answers an API otherwise.
SOMETIMES = """
def handler(event, context):
    if event.get('fail') or 'fail' in str(event.get('body')):
        raise RuntimeError('asked to')
    return {'statusCode': 200, 'body': ''}
"""
_SECONDS = 10


def statistic(cloud: CloudProcess, namespace: str, name: str, kind: str, **dimensions: str) -> float | None:
    """A metric's statistic over the last hour; None without data."""
    now = datetime.now(UTC)
    points = cloud.client("cloudwatch", DEV).get_metric_statistics(
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
        StartTime=now - timedelta(minutes=30),
        EndTime=now + timedelta(minutes=30),
        Period=86400,
        Statistics=[kind],
    )["Datapoints"]
    return float(points[0][kind]) if points else None


def await_statistic(cloud: CloudProcess, wanted: float, *metric: str, **dimensions: str) -> None:
    """Points are stored just after an invocation has answered."""
    namespace, name, kind = metric
    deadline = time.monotonic() + _SECONDS
    while (found := statistic(cloud, namespace, name, kind, **dimensions)) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


def _function(cloud: CloudProcess) -> str:
    """A function with version 1 behind the alias live."""
    resources = function_resources(SOMETIMES)
    reference = {"FunctionName": {"Ref": "Function"}}
    resources["Version"] = {"Type": "AWS::Lambda::Version", "Properties": reference}
    version = {"Fn::GetAtt": ["Version", "Version"]}
    alias = {**reference, "Name": "live", "FunctionVersion": version}
    resources["Alias"] = {"Type": "AWS::Lambda::Alias", "Properties": alias}
    stack = create_stack(cloud, resources, outputs={"Name": {"Ref": "Function"}})
    return outputs_of(cloud, stack)["Name"]


def test_an_alias_s_invocations_say_which_version_ran(cloud: CloudProcess) -> None:
    name, functions = _function(cloud), cloud.client("lambda", DEV)
    for payload in (b"{}", b"{}", b'{"fail": true}'):
        functions.invoke(FunctionName=f"{name}:live", Payload=payload)
    functions.invoke(FunctionName=name, Payload=b"{}")
    await_statistic(cloud, 4, "AWS/Lambda", "Invocations", "Sum", FunctionName=name)
    alias = {"FunctionName": name, "Resource": f"{name}:live"}
    executed = {**alias, "ExecutedVersion": "1"}
    for dimensions in (alias, executed):
        assert statistic(cloud, "AWS/Lambda", "Invocations", "Sum", **dimensions) == 3
        assert statistic(cloud, "AWS/Lambda", "Errors", "Sum", **dimensions) == 1
        assert statistic(cloud, "AWS/Lambda", "Throttles", "Sum", **dimensions) == 0
        assert (statistic(cloud, "AWS/Lambda", "Duration", "Minimum", **dimensions) or 0) > 0
    latest = {"FunctionName": name, "Resource": name}
    assert statistic(cloud, "AWS/Lambda", "Invocations", "Sum", **latest) == 1
    assert statistic(cloud, "AWS/Lambda", "ConcurrentExecutions", "Maximum", FunctionName=name) == 1


WRITING = """
import json, time
def handler(event, context):
    directive = {"Namespace": event["namespace"], "Dimensions": [["service"]], "Metrics": [{"Name": "Tailored"}]}
    described = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    print(json.dumps({"_aws": described, "service": "cv", "Tailored": [2, 3]}))
    print('{"_aws": "not in the format"}')
"""


def test_the_start_of_an_environment_is_no_part_of_the_duration(cloud: CloudProcess) -> None:
    slow_start = "import time\ntime.sleep(5)\ndef handler(event, context):\n    time.sleep(0.2)\n"
    function = make_function(cloud, slow_start)
    cloud.client("lambda", DEV).invoke(FunctionName=function, Payload=b"{}")
    name = function.rpartition(":")[2]
    await_statistic(cloud, 1, "AWS/Lambda", "Invocations", "Sum", FunctionName=name)
    assert 200 <= (statistic(cloud, "AWS/Lambda", "Duration", "Maximum", FunctionName=name) or 0) < 5000


def test_a_metric_in_a_function_s_log_is_a_metric(cloud: CloudProcess) -> None:
    function, namespace = make_function(cloud, WRITING), unique("Namespace")
    event = json.dumps({"namespace": namespace}).encode()
    assert "FunctionError" not in cloud.client("lambda", DEV).invoke(FunctionName=function, Payload=event)
    await_statistic(cloud, 5, namespace, "Tailored", "Sum", service="cv")
    assert statistic(cloud, namespace, "Tailored", "Maximum", service="cv") == 3


def test_a_refused_call_is_a_throttle_and_no_invocation(cloud: CloudProcess) -> None:
    name, functions = _function(cloud), cloud.client("lambda", DEV)
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    with pytest.raises(functions.exceptions.TooManyRequestsException):
        functions.invoke(FunctionName=f"{name}:live", Payload=b"{}")
    await_statistic(cloud, 1, "AWS/Lambda", "Throttles", "Sum", FunctionName=name, Resource=f"{name}:live")
    assert statistic(cloud, "AWS/Lambda", "Invocations", "Sum", FunctionName=name) is None


def test_an_api_s_requests_are_counted_by_whose_fault_they_are(cloud: CloudProcess) -> None:
    api = make_api(cloud, SOMETIMES)
    caller = cloud.session(DEV)
    assert api.post({"name": "a"}, caller).status == 200
    assert api.post({"name": "fail"}, caller).status == 502
    assert api.post({}, caller).status == 400
    assert api.post({"name": "a"}, None).status == 403
    stage = {"ApiName": _api_name(cloud, api), "Stage": "v1"}
    await_statistic(cloud, 4, "AWS/ApiGateway", "Count", "Sum", **stage)
    assert statistic(cloud, "AWS/ApiGateway", "5XXError", "Sum", **stage) == 1
    assert statistic(cloud, "AWS/ApiGateway", "4XXError", "Sum", **stage) == 2
    assert statistic(cloud, "AWS/ApiGateway", "4XXError", "Average", **stage) == 0.5
    assert statistic(cloud, "AWS/ApiGateway", "IntegrationLatency", "SampleCount", **stage) == 2
    whole = statistic(cloud, "AWS/ApiGateway", "Latency", "Maximum", **stage) or 0
    assert whole >= (statistic(cloud, "AWS/ApiGateway", "IntegrationLatency", "Maximum", **stage) or 0) > 0
    method = {**stage, "Method": "POST", "Resource": "/things"}
    assert statistic(cloud, "AWS/ApiGateway", "Count", "Sum", **method) is None


def test_detailed_metrics_are_those_of_a_method(cloud: CloudProcess) -> None:
    resources = api_resources(SOMETIMES)
    detailed = {"ResourcePath": "/*", "HttpMethod": "*", "MetricsEnabled": True}
    resources["Stage"]["Properties"]["MethodSettings"] = [detailed]
    stack = create_stack(cloud, resources, outputs={"Api": {"Ref": "Api"}})
    api = DeployedApi(server=cloud, api_id=outputs_of(cloud, stack)["Api"])
    assert api.post({"name": "a"}, cloud.session(DEV)).status == 200
    name = _api_name(cloud, api)
    method = {"ApiName": name, "Stage": "v1", "Method": "POST", "Resource": "/things"}
    await_statistic(cloud, 1, "AWS/ApiGateway", "Count", "Sum", **method)


def _api_name(cloud: CloudProcess, api: Any) -> str:
    return str(cloud.client("apigateway", DEV).get_rest_api(restApiId=api.api_id)["name"])
