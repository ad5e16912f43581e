"""Templates of SAM are expanded and deployed, with the HTTP API that an OpenAPI document describes."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.conftest import PlainMiniStack
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import describe, outputs_of, wait

pytestmark = pytest.mark.cloud
_HANDLER = """
def handler(event, context):
    return {"statusCode": 200, "body": event["routeKey"] + " VERSION"}
"""
_AUTHORIZER = """
def handler(event, context):
    return {"isAuthorized": event["headers"].get("authorization") == "letmein"}
"""
_CORS = {"AllowOrigins": ["https://app.example"], "AllowMethods": ["GET"]}


def _function(code: str, events: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "AWS::Serverless::Function", "Properties": {"InlineCode": code, "Events": events}}


def _event(api: str = "Api", **properties: Any) -> dict[str, Any]:
    return {"Type": "HttpApi", "Properties": {"ApiId": {"Ref": api}, **properties}}


def _template(version: str, path: str = "/things/{id}") -> str:
    function = {"Fn::GetAtt": ["Judge", "Arn"]}
    judge = {
        "FunctionArn": function,
        "AuthorizerPayloadFormatVersion": "2.0",
        "EnableSimpleResponses": True,
        "EnableFunctionDefaultPermissions": True,
        "Identity": {"Headers": ["Authorization"]},
    }
    jwt = {
        "JwtConfiguration": {"issuer": "https://issuer.example", "audience": ["us"]},
        "IdentitySource": "$request.header.Authorization",
    }
    events = {
        "Thing": _event(Path=path, Method="get"),
        "Judged": _event(Path="/judged", Method="get", Auth={"Authorizer": "Judge"}),
        "Token": _event(Path="/token", Method="any", Auth={"Authorizer": "Token", "AuthorizationScopes": ["read"]}),
    }
    document = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Globals": {"Function": {"Runtime": "python3.11", "Handler": "index.handler", "Timeout": 10}},
        "Resources": {
            "Api": {
                "Type": "AWS::Serverless::HttpApi",
                "Properties": {"CorsConfiguration": _CORS, "Auth": {"Authorizers": {"Judge": judge, "Token": jwt}}},
            },
            "Function": _function(_HANDLER.replace("VERSION", version), events),
            "Judge": _function(_AUTHORIZER, {}),
        },
        "Outputs": {"Id": {"Value": {"Ref": "Api"}}},
    }
    return json.dumps(document)


def _deploy(server: ServerProcess, template: str, *, name: str = "") -> str:
    cloudformation = server.client("cloudformation", DEV)
    stack, change = name or unique("serverless"), unique("change")
    cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=change,
        ChangeSetType="UPDATE" if name else "CREATE",
        TemplateBody=template,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    cloudformation.get_waiter("change_set_create_complete").wait(
        StackName=stack, ChangeSetName=change, WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
    )
    cloudformation.execute_change_set(StackName=stack, ChangeSetName=change)
    wait(server, stack)
    return stack


def _get(server: ServerProcess, api: str, path: str, **headers: str) -> tuple[int, str, str | None]:
    place = urlsplit(server.endpoint_url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{api}.execute-api.{REGION}.amazonaws.com", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer.getheader("Access-Control-Allow-Origin")


def test_an_http_api_of_sam_has_its_routes_its_authorizers_and_its_cors_settings(cloud: CloudProcess) -> None:
    stack = _deploy(cloud, _template("one"))
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE"
    api = outputs_of(cloud, stack)["Id"]
    origin = "https://app.example"
    assert _get(cloud, api, "/things/7", Origin=origin) == (200, "GET /things/{id} one", origin)
    assert _get(cloud, api, "/judged")[0] == 401
    assert _get(cloud, api, "/judged", Authorization="no")[0] == 403
    assert _get(cloud, api, "/judged", Authorization="letmein")[:2] == (200, "GET /judged one")
    assert _get(cloud, api, "/token", Authorization="Bearer a.b.c")[0] == 401
    client = cloud.client("apigatewayv2", DEV)
    routes = {route["RouteKey"]: route for route in client.get_routes(ApiId=api)["Items"]}
    token = routes["ANY /token"]
    assert (token["AuthorizationType"], token["AuthorizationScopes"]) == ("JWT", ["read"])
    kinds = {each["Name"]: each for each in client.get_authorizers(ApiId=api)["Items"]}
    assert kinds["Token"]["JwtConfiguration"] == {"Issuer": "https://issuer.example", "Audience": ["us"]}


def test_an_update_has_the_routes_of_the_new_document_alone(cloud: CloudProcess) -> None:
    stack = _deploy(cloud, _template("one"))
    api = outputs_of(cloud, stack)["Id"]
    _deploy(cloud, _template("two", path="/parts/{id}"), name=stack)
    assert outputs_of(cloud, stack)["Id"] == api
    assert _get(cloud, api, "/parts/7")[:2] == (200, "GET /parts/{id} two")
    assert _get(cloud, api, "/things/7")[0] == 404


def test_a_document_may_name_a_default_route_and_an_integration_elsewhere_in_it(cloud: CloudProcess) -> None:
    document = {
        "openapi": "3.0.1",
        "info": {"title": "forward", "version": "1"},
        "paths": {
            "/$default": {
                "x-amazon-apigateway-any-method": {
                    "isDefaultRoute": True,
                    "x-amazon-apigateway-integration": {
                        "$ref": "#/components/x-amazon-apigateway-integrations/forward"
                    },
                }
            }
        },
        "components": {
            "x-amazon-apigateway-integrations": {
                "forward": {"type": "http_proxy", "httpMethod": "ANY", "uri": "https://elsewhere.example"}
            }
        },
    }
    cloudformation, name = cloud.client("cloudformation", DEV), unique("forward")
    resources = {"Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Body": document}}}
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=json.dumps({"Resources": resources, "Outputs": {"Id": {"Value": {"Ref": "Api"}}}}),
    )
    wait(cloud, name)
    client, api = cloud.client("apigatewayv2", DEV), outputs_of(cloud, name)["Id"]
    assert client.get_api(ApiId=api)["Name"] == "forward"
    (route,), (made,) = client.get_routes(ApiId=api)["Items"], client.get_integrations(ApiId=api)["Items"]
    assert (route["RouteKey"], route["Target"]) == ("$default", f"integrations/{made['IntegrationId']}")
    assert (made["IntegrationType"], made["IntegrationUri"]) == ("HTTP_PROXY", "https://elsewhere.example")


def test_ministack_alone_gives_an_http_api_no_routes_of_its_document(alone: PlainMiniStack) -> None:
    api = outputs_of(alone, _deploy(alone, _template("one")))["Id"]
    assert alone.client("apigatewayv2", DEV).get_routes(ApiId=api)["Items"] == []
