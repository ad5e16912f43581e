"""What a deployed HTTP API has of its own: each path below its host, its CORS settings, and functions that call it."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.conftest import PlainMiniStack
from tests.localcloud.ministack.functions import function_resources, invoke, make_function
from tests.localcloud.ministack.stacks import create_stack, outputs_of, update_stack

pytestmark = pytest.mark.cloud
_CALL_SECONDS = 30
_ECHO = "def handler(event, context):\n    return {'statusCode': 201, 'body': event['pathParameters']['slug']}\n"


def _http_api(route: str = "PUT /{slug}", **settings: Any) -> dict[str, Any]:
    target = {"Fn::Join": ["", ["integrations/", {"Ref": "Integration"}]]}
    api = {"ApiId": {"Ref": "Api"}}
    properties: dict[str, dict[str, Any]] = {
        "Api": {"Name": "links", "ProtocolType": "HTTP", **settings},
        "Stage": {**api, "StageName": "$default", "AutoDeploy": True},
        "Integration": {
            **api,
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": {"Fn::GetAtt": ["Function", "Arn"]},
            "PayloadFormatVersion": "2.0",
        },
        "Route": {**api, "RouteKey": route, "Target": target},
    }
    permission = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": {"Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*"},
    }
    return {
        **function_resources(_ECHO),
        **{name: {"Type": f"AWS::ApiGatewayV2::{name}", "Properties": each} for name, each in properties.items()},
        "Permission": {"Type": "AWS::Lambda::Permission", "Properties": permission},
    }


def _deployed(server: ServerProcess, **api: Any) -> str:
    outputs = {"Url": {"Fn::GetAtt": ["Api", "ApiEndpoint"]}, "Id": {"Ref": "Api"}}
    found = outputs_of(server, create_stack(server, _http_api(**api), outputs=outputs))
    assert found["Url"] == f"https://{found['Id']}.execute-api.{REGION}.amazonaws.com"
    return found["Url"]


def _call(
    server: ServerProcess, host: str | None, method: str, path: str, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    place = urlsplit(server.endpoint_url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=_CALL_SECONDS)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=b"x", headers={"Host": str(host), **named})
    answer = connection.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("path", ["health", "logout", "health/"])
def test_paths_that_are_the_emulators_elsewhere_are_an_api_s_own(cloud: CloudProcess, path: str) -> None:
    host = urlsplit(_deployed(cloud, route="GET /{slug}")).hostname
    answer, body = _call(cloud, host, "GET", f"/{path}")
    assert (answer.status, body) == (201, path.rstrip("/").encode())
    assert _call(cloud, "127.0.0.1", "GET", "/health")[0].status == 404


def test_ministack_alone_answers_health_for_an_api(alone: PlainMiniStack) -> None:
    made = outputs_of(alone, create_stack(alone, _http_api("GET /{slug}"), outputs={"Id": {"Ref": "Api"}}))
    _, body = _call(alone, f"{made['Id']}.execute-api.localhost", "GET", "/health")
    assert "services" in json.loads(body)


_CORS = {"AllowOrigins": ["https://app.example"], "AllowMethods": ["PUT"], "AllowHeaders": ["x-of"], "MaxAge": 60}


def test_an_api_answers_by_the_cors_settings_of_its_template(cloud: CloudProcess) -> None:
    host = urlsplit(_deployed(cloud, CorsConfiguration=_CORS)).hostname
    preflight, _ = _call(cloud, host, "OPTIONS", "/cdk", Origin="https://app.example")
    allowed = {name: value for name, value in preflight.getheaders() if name.startswith("Access-Control")}
    assert (preflight.status, allowed) == (
        204,
        {
            "Access-Control-Allow-Origin": "https://app.example",
            "Access-Control-Allow-Methods": "PUT",
            "Access-Control-Allow-Headers": "x-of",
            "Access-Control-Max-Age": "60",
        },
    )
    answer, _ = _call(cloud, host, "PUT", "/cdk", Origin="https://app.example")
    assert answer.getheader("Access-Control-Allow-Origin") == "https://app.example"
    other, _ = _call(cloud, host, "PUT", "/cdk", Origin="https://other.example")
    assert other.getheader("Access-Control-Allow-Origin") is None


def test_cors_settings_are_changed_and_taken_away_by_the_stack(cloud: CloudProcess) -> None:
    resources = _http_api(CorsConfiguration=_CORS)
    name = create_stack(cloud, resources, outputs={"Id": {"Ref": "Api"}})
    api, client = outputs_of(cloud, name)["Id"], cloud.client("apigatewayv2", DEV)
    resources["Api"]["Properties"]["CorsConfiguration"] = {"AllowOrigins": ["*"]}
    update_stack(cloud, name, resources)
    assert client.get_api(ApiId=api)["CorsConfiguration"] == {"AllowOrigins": ["*"]}
    del resources["Api"]["Properties"]["CorsConfiguration"]
    update_stack(cloud, name, resources)
    assert not client.get_api(ApiId=api).get("CorsConfiguration")


def test_ministack_alone_drops_the_cors_settings_of_a_template(alone: PlainMiniStack) -> None:
    stack = create_stack(alone, _http_api(CorsConfiguration=_CORS), outputs={"Id": {"Ref": "Api"}})
    made = alone.client("apigatewayv2", DEV).get_api(ApiId=outputs_of(alone, stack)["Id"])
    assert not made.get("CorsConfiguration")


_CALLS = {
    "python3.11": """
import urllib.request

def handler(event, context):
    return urllib.request.urlopen(urllib.request.Request(event, method="PUT")).read().decode()
""",
    "nodejs22.x": """
exports.handler = async (event) => (await fetch(event, { method: "PUT" })).text();
""",
}


@pytest.mark.parametrize("runtime", list(_CALLS))
@pytest.mark.parametrize("options", ["", "--enable-source-maps"])
def test_a_function_calls_an_api_by_its_address(cloud: CloudProcess, runtime: str, options: str) -> None:
    address = _deployed(cloud)
    own = {"Environment": {"Variables": {"NODE_OPTIONS": options}}} if options else {}
    caller = make_function(cloud, _CALLS[runtime], Runtime=runtime, **own)
    assert invoke(cloud, caller, f"{address}/cdk") == ("cdk", False)
