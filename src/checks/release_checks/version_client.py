"""Calls one version of the function past the API, with the event that API Gateway would send it: what no user's request
has reached yet can only be checked so.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

import boto3
from botocore.config import Config

from release_checks.service_client import TIMEOUT_SECONDS, ServiceResponse

_PATH: Final = "/api/cv-tailoring"
_HEADERS: Final = {"Accept": "application/json", "Content-Type": "application/json"}


class VersionError(Exception):
    """The function failed instead of answering; the message is what Lambda says of it."""


class VersionClient:
    """Invokes one version and waits for its answer; it never retries.

    Args:
        version_arn: the function's ARN with the version's number.
    """

    def __init__(self, *, version_arn: str, session: boto3.session.Session) -> None:
        self._version_arn = version_arn
        once = Config(read_timeout=TIMEOUT_SECONDS, retries={"total_max_attempts": 1})
        self._lambda = session.client("lambda", config=once)

    def post(self, body: Mapping[str, Any]) -> ServiceResponse:
        """Sends one request.

        Raises:
            VersionError: the function raised, ran out of time, or answered what API Gateway could not use.
            botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError: it could not be invoked.
        """
        answered = self._lambda.invoke(FunctionName=self._version_arn, Payload=json.dumps(_event(body)).encode())
        payload = answered["Payload"].read()
        if "FunctionError" in answered:
            raise VersionError(payload.decode(errors="replace"))
        try:
            answer = json.loads(payload)
            headers = {name.lower(): str(value) for name, value in answer.get("headers", {}).items()}
            return ServiceResponse(status=int(answer["statusCode"]), headers=headers, body=answer["body"].encode())
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise VersionError(f"no answer that API Gateway could use: {type(error).__name__}: {error}") from error


def _event(body: Mapping[str, Any]) -> dict[str, Any]:
    """A proxy event
    (docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
    """
    return {
        "resource": _PATH,
        "path": _PATH,
        "httpMethod": "POST",
        "headers": _HEADERS,
        "multiValueHeaders": {name: [value] for name, value in _HEADERS.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": _PATH,
            "httpMethod": "POST",
            "path": _PATH,
            "protocol": "HTTP/1.1",
            "requestId": str(uuid.uuid4()),
            "identity": {"sourceIp": "127.0.0.1", "userAgent": "release-checks"},
        },
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }
