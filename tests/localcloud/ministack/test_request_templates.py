"""A function behind an integration that is no proxy gets what its request template says, with a body or without."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import Api, function_resources
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud
_TEMPLATE = """{"size": "$input.params('size')", "given": $input.json('$')}"""
_ECHO = "def handler(event, context):\n    return event\n"


def _api(server: ServerProcess) -> str:
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/${{Function.Arn}}/invocations"
    api = {"RestApiId": {"Ref": "Api"}}
    integration = {
        "Type": "AWS",
        "IntegrationHttpMethod": "POST",
        "Uri": {"Fn::Sub": uri},
        "RequestTemplates": {"application/json": _TEMPLATE, "text/plain": "$input.body"},
        "IntegrationResponses": [{"StatusCode": "200"}],
    }
    permission = {
        "FunctionName": {"Ref": "Function"},
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
    }
    parent = {"Fn::GetAtt": ["Api", "RootResourceId"]}
    resources = {
        **function_resources(_ECHO),
        "Permission": {"Type": "AWS::Lambda::Permission", "Properties": permission},
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": unique("api")}},
        "Things": {
            "Type": "AWS::ApiGateway::Resource",
            "Properties": {**api, "ParentId": parent, "PathPart": "things"},
        },
        "Any": {
            "Type": "AWS::ApiGateway::Method",
            "Properties": {
                **api,
                "ResourceId": {"Ref": "Things"},
                "HttpMethod": "ANY",
                "AuthorizationType": "NONE",
                "Integration": integration,
                "MethodResponses": [{"StatusCode": "200"}],
            },
        },
        "Deployment": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": ["Any"], "Properties": api},
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {**api, "StageName": "v1", "DeploymentId": {"Ref": "Deployment"}},
        },
    }
    return outputs_of(server, create_stack(server, resources, outputs={"Id": {"Ref": "Api"}}))["Id"]


@pytest.fixture(scope="module")
def api(cloud: CloudProcess) -> str:
    return _api(cloud)


def _ask(
    server: ServerProcess, api: str, method: str, path: str, body: bytes = b"", content: str = ""
) -> tuple[int, Any]:
    place = urlsplit(server.endpoint_url)
    connection = http.client.HTTPConnection(place.netloc, timeout=30)
    headers = {"Host": f"{api}.execute-api.{REGION}.amazonaws.com", **({"Content-Type": content} if content else {})}
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


@pytest.mark.parametrize("path", ["/v1/things?size=3", "/v1/things/?size=3"])
def test_a_request_without_a_body_runs_its_template(cloud: CloudProcess, api: str, path: str) -> None:
    assert _ask(cloud, api, "GET", path) == (200, {"size": "3", "given": {}})


def test_a_body_is_in_the_template(cloud: CloudProcess, api: str) -> None:
    answer = _ask(cloud, api, "POST", "/v1/things", b'{"name": "tide"}', "application/json")
    assert answer == (200, {"size": "", "given": {"name": "tide"}})


def test_what_a_template_makes_must_be_json(cloud: CloudProcess, api: str) -> None:
    status, answer = _ask(cloud, api, "POST", "/v1/things", b"high", "text/plain")
    assert (status, answer["message"]) == (400, "Could not parse request body into json")


@pytest.mark.parametrize("body", [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000])
def test_a_body_that_is_nested_very_deeply_is_the_callers_mistake(cloud: CloudProcess, api: str, body: bytes) -> None:
    assert _ask(cloud, api, "POST", "/v1/things", body, "application/json")[0] == 400


def test_ministack_alone_invokes_with_a_proxys_event(alone: ServerProcess) -> None:
    answer = Api(alone, _api(alone)).post({"name": "tide"}, alone.session(DEV))
    assert answer.json()["httpMethod"] == "POST"
