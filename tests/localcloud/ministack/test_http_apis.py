"""Deployed HTTP APIs: their address, which is AWS's, leads to the function, in whichever account they live."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import function_resources
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud
_CALL_SECONDS = 30
_ECHO = "def handler(event, context):\n    return {'statusCode': 201, 'body': event['pathParameters']['slug']}\n"


def _http_api(code: str = _ECHO, *, permitted: str = "*/*/{slug}", **integration: Any) -> dict[str, Any]:
    target = {"Fn::Join": ["", ["integrations/", {"Ref": "Integration"}]]}
    api = {"ApiId": {"Ref": "Api"}}
    properties: dict[str, dict[str, Any]] = {
        "Api": {"Name": "links", "ProtocolType": "HTTP"},
        "Stage": {**api, "StageName": "$default", "AutoDeploy": True},
        "Integration": {
            **api,
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": {"Fn::GetAtt": ["Function", "Arn"]},
            "PayloadFormatVersion": "2.0",
            **integration,
        },
        "Route": {**api, "RouteKey": "PUT /{slug}", "Target": target},
    }
    permission = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": {
            "Fn::Join": [
                "",
                [
                    {"Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/"},
                    permitted,
                ],
            ]
        },
    }
    return {
        **function_resources(code),
        **{name: {"Type": f"AWS::ApiGatewayV2::{name}", "Properties": each} for name, each in properties.items()},
        "Permission": {"Type": "AWS::Lambda::Permission", "Properties": permission},
    }


def _deployed(server: ServerProcess, resources: dict[str, Any] | None = None) -> str:
    outputs = {"Url": {"Fn::GetAtt": ["Api", "ApiEndpoint"]}, "Id": {"Ref": "Api"}}
    found = outputs_of(server, create_stack(server, resources or _http_api(), outputs=outputs))
    assert found["Url"] == f"https://{found['Id']}.execute-api.{REGION}.amazonaws.com"
    return found["Url"]


def _put(server: ServerProcess, address: str, path: str) -> tuple[int, bytes]:
    place = urlsplit(server.endpoint_url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=_CALL_SECONDS)
    connection.request("PUT", path, body=b"x", headers={"Host": str(urlsplit(address).hostname)})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_the_address_that_a_stack_puts_out_leads_to_the_function(cloud: CloudProcess) -> None:
    address = _deployed(cloud)
    assert _put(cloud, address, "/cdk") == (201, b"cdk")
    status, body = _put(cloud, address, "/cdk/further")
    assert (status, json.loads(body)) == (404, {"message": "Not Found"})


@pytest.mark.parametrize("permitted", ["*/*", "*/*/{slug}", "$default/PUT/{slug}"])
def test_a_permission_of_the_route_lets_it_be_invoked(cloud: CloudProcess, permitted: str) -> None:
    assert _put(cloud, _deployed(cloud, _http_api(permitted=permitted)), "/cdk") == (201, b"cdk")


def test_the_default_route_is_invoked_by_its_name(cloud: CloudProcess) -> None:
    resources = _http_api("def handler(event, context):\n    return 'any'\n", permitted="*/$default")
    resources["Route"]["Properties"]["RouteKey"] = "$default"
    assert _put(cloud, _deployed(cloud, resources), "/cdk/further") == (200, b"any")


@pytest.mark.enforces(
    "API Gateway: an HTTP API's function that may not be invoked, or fails, gives Internal Server Error",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
)
@pytest.mark.parametrize(
    ("code", "permitted"),
    [
        pytest.param(_ECHO, "*/GET/{slug}", id="another method is permitted"),
        pytest.param(_ECHO, "*/*/others", id="another route is permitted"),
        pytest.param("def handler(event, context):\n    raise ValueError('the secret')\n", "*/*", id="raises"),
        pytest.param("import absent\n", "*/*", id="cannot be imported"),
    ],
)
def test_a_function_that_gives_no_answer_is_an_error_without_its_reason(
    cloud: CloudProcess, code: str, permitted: str
) -> None:
    status, body = _put(cloud, _deployed(cloud, _http_api(code, permitted=permitted)), "/cdk")
    assert (status, json.loads(body)) == (500, {"message": "Internal Server Error"})


def test_a_late_function_is_not_waited_for(cloud: CloudProcess) -> None:
    late = "import time\n\ndef handler(event, context):\n    time.sleep(5)\n"
    status, body = _put(cloud, _deployed(cloud, _http_api(late, TimeoutInMillis=300)), "/cdk")
    assert (status, json.loads(body)) == (503, {"message": "Service Unavailable"})


@pytest.mark.parametrize(("protocol", "scheme"), [("HTTP", "https"), ("WEBSOCKET", "wss")])
def test_an_api_made_by_hand_has_such_an_address_too(cloud: CloudProcess, protocol: str, scheme: str) -> None:
    client = cloud.client("apigatewayv2", DEV)
    made = client.create_api(Name="links", ProtocolType=protocol, RouteSelectionExpression="$request.body.action")
    expected = f"{scheme}://{made['ApiId']}.execute-api.{REGION}.amazonaws.com"
    assert (made["ApiEndpoint"], client.get_api(ApiId=made["ApiId"])["ApiEndpoint"]) == (expected, expected)
