"""Functions and APIs with inline code, deployed by stacks, and signed calls of them."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from tests.localcloud.cloud_process import DEV, REGION, ServerProcess
from tests.localcloud.ministack.principals import trust, unique
from tests.localcloud.ministack.stacks import create_stack, describe, outputs_of

_CALL_SECONDS = 30
LOGGING = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
ANSWERING = "def handler(event, context):\n    return {'statusCode': 200, 'body': event['body'] or ''}\n"


@dataclass(frozen=True)
class Answer:
    """What an HTTP call got."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Parse the body."""
        return json.loads(self.body)


def function_resources(
    code: str,
    *,
    trusted: str = "lambda.amazonaws.com",
    policy: dict[str, Any] | None = None,
    logs: bool = True,
    **properties: Any,
) -> dict[str, Any]:
    """Return a function with inline code and its role.

    Args:
        logs: whether the role may make the function's log group.
    """
    role: dict[str, Any] = {
        "AssumeRolePolicyDocument": json.loads(trust(Service=trusted)),
        "ManagedPolicyArns": [LOGGING] if logs else [],
    }
    if policy is not None:
        role["Policies"] = [{"PolicyName": "given", "PolicyDocument": policy}]
    return {
        "Role": {"Type": "AWS::IAM::Role", "Properties": role},
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "FunctionName": unique("function"),
                "Runtime": "python3.11",
                "Handler": "index.handler",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "Code": {"ZipFile": code},
                "Timeout": 10,
                **properties,
            },
        },
    }


def make_function(server: ServerProcess, code: str, **options: Any) -> str:
    """Deploy a function; return its ARN."""
    stack = create_stack(
        server, function_resources(code, **options), outputs={"Arn": {"Fn::GetAtt": ["Function", "Arn"]}}
    )
    assert describe(server, stack)["StackStatus"] == "CREATE_COMPLETE"
    return outputs_of(server, stack)["Arn"]


def invoke(server: ServerProcess, function: str, event: Any = None) -> tuple[Any, bool]:
    """Invoke a function; return its payload and whether it failed."""
    answer = server.client("lambda", DEV).invoke(FunctionName=function, Payload=json.dumps(event))
    return json.loads(answer["Payload"].read() or b"null"), "FunctionError" in answer


def api_resources(
    code: str, *, authorization: str = "AWS_IAM", timeout_ms: int = 29_000, permitted_path: str = "things"
) -> dict[str, Any]:
    """Return a REST API whose POST /things, validated against a model, is answered by a function."""
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/${{Function.Arn}}/invocations"
    api = {"RestApiId": {"Ref": "Api"}}
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": {"name": {"type": "string", "maxLength": 5}, "size": {"type": "integer", "minimum": 1}},
    }
    return {
        **function_resources(code),
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": unique("api")}},
        "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "FunctionName": {"Fn::GetAtt": ["Function", "Arn"]},
                "Action": "lambda:InvokeFunction",
                "Principal": "apigateway.amazonaws.com",
                "SourceArn": {"Fn::Sub": f"arn:aws:execute-api:{REGION}:{DEV}:${{Api}}/v1/POST/{permitted_path}"},
            },
        },
        "Things": {
            "Type": "AWS::ApiGateway::Resource",
            "Properties": {**api, "ParentId": {"Fn::GetAtt": ["Api", "RootResourceId"]}, "PathPart": "things"},
        },
        "Model": {
            "Type": "AWS::ApiGateway::Model",
            "Properties": {**api, "Name": "Thing", "ContentType": "application/json", "Schema": schema},
        },
        "Validator": {
            "Type": "AWS::ApiGateway::RequestValidator",
            "Properties": {**api, "Name": "body", "ValidateRequestBody": True},
        },
        "Post": {
            "Type": "AWS::ApiGateway::Method",
            "Properties": {
                **api,
                "ResourceId": {"Ref": "Things"},
                "HttpMethod": "POST",
                "AuthorizationType": authorization,
                "RequestValidatorId": {"Ref": "Validator"},
                "RequestModels": {"application/json": {"Ref": "Model"}},
                "Integration": {
                    "Type": "AWS_PROXY",
                    "IntegrationHttpMethod": "POST",
                    "TimeoutInMillis": timeout_ms,
                    "Uri": {"Fn::Sub": uri},
                },
            },
        },
        **_gateway_responses(api),
        "Deployment": {
            "Type": "AWS::ApiGateway::Deployment",
            "DependsOn": ["Post", "BadBody", "Denied", "Unsigned", "Forged", "Failed", "Late", "Misconfigured"],
            "Properties": api,
        },
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {**api, "StageName": "v1", "DeploymentId": {"Ref": "Deployment"}},
        },
    }


def _gateway_responses(api: dict[str, Any]) -> dict[str, Any]:
    types = {
        "BadBody": "BAD_REQUEST_BODY",
        "Denied": "ACCESS_DENIED",
        "Unsigned": "MISSING_AUTHENTICATION_TOKEN",
        "Forged": "INVALID_SIGNATURE",
        "Failed": "DEFAULT_5XX",
        "Late": "INTEGRATION_TIMEOUT",
        "Misconfigured": "API_CONFIGURATION_ERROR",
    }
    return {
        name: {
            "Type": "AWS::ApiGateway::GatewayResponse",
            "Properties": {
                **api,
                "ResponseType": kind,
                "ResponseTemplates": {
                    "application/json": f'{{"kind": "{kind}", "why": "$context.error.validationErrorString"}}'
                },
                "ResponseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example'"},
            },
        }
        for name, kind in types.items()
    }


@dataclass(frozen=True)
class Api:
    """A deployed API in dev."""

    server: ServerProcess
    api_id: str
    stage: str = "v1"

    def post(
        self,
        body: Any,
        session: boto3.Session | None,
        *,
        path: str = "things",
        content_type: str = "application/json",
        spoil_signature: bool = False,
    ) -> Answer:
        """POST a body (JSON, unless it is bytes) signed by a session, or unsigned."""
        url = f"{self.server.endpoint_url}/_aws/execute-api/{self.api_id}/{self.stage}/{path}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = AWSRequest("POST", url, data=data, headers={"Content-Type": content_type})
        if session is not None:
            SigV4Auth(session.get_credentials(), "execute-api", REGION).add_auth(request)
        if spoil_signature:
            signature = request.headers["Authorization"]
            del request.headers["Authorization"]
            request.headers["Authorization"] = signature[:-4] + "0000"
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_CALL_SECONDS)
        try:
            connection.request("POST", parts.path, body=data, headers=dict(request.headers.items()))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(status=response.status, headers=headers, body=response.read())
        finally:
            connection.close()

    def arn(self, method: str = "POST", path: str = "things") -> str:
        """Return the ARN that an identity policy names a call by."""
        return f"arn:aws:execute-api:{REGION}:{DEV}:{self.api_id}/{self.stage}/{method}/{path}"


def make_api(server: ServerProcess, code: str = ANSWERING, **options: Any) -> Api:
    """Deploy an API in dev."""
    stack = create_stack(server, api_resources(code, **options), outputs={"Api": {"Ref": "Api"}})
    assert describe(server, stack)["StackStatus"] == "CREATE_COMPLETE"
    return Api(server=server, api_id=outputs_of(server, stack)["Api"])
