"""The OpenAPI 3.1 document: one path, one operation, every status and code with the envelope.

3.1, because its schemas are JSON Schema 2020-12 (spec.openapis.org/oas/v3.1.0), which is what Pydantic writes.
"""

from __future__ import annotations

import json
from typing import Any, Final

from feature_stacks.constants import API_PREFIX, API_STAGE, CV_TAILORING_API_METHOD, CV_TAILORING_API_PATH
from feature_stacks.naming import TITLE
from openapi.backend import SAMPLES, model_schemas
from openapi.responses import Response, responses

VERSION: Final = "1.0.0"
"""Of the contract; raise it with any change of it."""

PATH: Final = f"/{API_PREFIX}/{CV_TAILORING_API_PATH}"
_JSON: Final = "application/json"
_ENVELOPE: Final = ("success", "code", "data", "error", "details")
_MAX_KEY_LENGTH: Final = 255

_OVERVIEW: Final = (
    "Tailors a stored CV to a stored job posting and never invents a fact. "
    "Callers are trusted back ends that act for the user named in `user_id`. "
    "Every answer, API Gateway's own included, is the same envelope."
)
_OPERATION: Final = (
    "Reads CV and posting, scores, rewrites, verifies every fact, stores the result, then answers. Whole numbers are "
    "written without a fraction: 1, not 1.0."
)
_IDEMPOTENCY: Final = (
    "A repeat within an hour returns the stored answer: the same artifact, and no second call of a model, "
    "unless CV or posting were replaced meanwhile. Without the "
    "header the key is a hash of user, application, job, CV version and style preferences. A key that was used for "
    "another request is refused."
)


def document() -> dict[str, Any]:
    """The whole document, in the order in which it is written."""
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{TITLE} CV tailoring", "version": VERSION, "description": _OVERVIEW},
        "servers": [_server()],
        "security": [{"sigv4": []}],
        "paths": {PATH: {CV_TAILORING_API_METHOD.lower(): _operation()}},
        "components": {
            "schemas": model_schemas(),
            "headers": _headers(),
            "securitySchemes": {"sigv4": _signature()},
        },
    }


def _server() -> dict[str, Any]:
    return {
        "url": f"https://{{apiId}}.execute-api.{{region}}.amazonaws.com/{API_STAGE}",
        "description": "A deployed environment; its stack's output CVTailoringUrl is this with the path.",
        "variables": {
            "apiId": {"default": "a1b2c3d4e5", "description": "Id of the environment's REST API"},
            "region": {"default": "us-east-1", "description": "AWS region of the environment"},
        },
    }


def _signature() -> dict[str, Any]:
    """As API Gateway's own export writes IAM authorization; OpenAPI has no scheme for AWS Signature Version 4."""
    return {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "AWS Signature Version 4, service `execute-api`, by a principal that may `execute-api:Invoke`.",
        "x-amazon-apigateway-authtype": "awsSigv4",
    }


def _headers() -> dict[str, Any]:
    return {
        "X-Correlation-Id": {
            "description": "Finds the request's log lines. On the function's answers; API Gateway's own lack it.",
            "schema": {"type": "string", "minLength": 1},
        },
        "Retry-After": {
            "description": "Seconds to wait before the next attempt.",
            "required": True,
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        },
    }


def _operation() -> dict[str, Any]:
    request = json.loads((SAMPLES / "request.json").read_text(encoding="utf-8"))
    return {
        "operationId": "tailorCv",
        "summary": "Tailor a CV to a job",
        "description": _OPERATION,
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": _IDEMPOTENCY,
                # Printable ASCII without spaces.
                "schema": {"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": _MAX_KEY_LENGTH},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                _JSON: {
                    "schema": {"$ref": "#/components/schemas/TailorCvRequest"},
                    "examples": {"sample": {"summary": "samples/request.json", "value": request}},
                }
            },
        },
        "responses": {str(response.status): _response(response) for response in responses()},
    }


def _response(response: Response) -> dict[str, Any]:
    names = [*(["X-Correlation-Id"] if response.may_be_the_functions else []), *response.headers]
    return {
        "description": " ".join(response.meanings),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            _JSON: {
                "schema": _envelope(response),
                "examples": {
                    f"{example.code}.{example.who}": {"value": example.envelope} for example in response.examples
                },
            }
        },
    }


def _envelope(response: Response) -> dict[str, Any]:
    """The envelope's model, narrowed to what this status carries."""
    succeeded = response.status == 200
    carried = (
        {"data": {"$ref": "#/components/schemas/TailorCvData"}, "error": {"type": "null"}, "details": {"type": "null"}}
        if succeeded
        else {"data": {"type": "null"}, "error": {"type": "string", "minLength": 1}}
    )
    return {
        "allOf": [
            {"$ref": "#/components/schemas/TailorCvResponse"},
            {
                "type": "object",
                "required": list(_ENVELOPE),
                "properties": {"success": {"const": succeeded}, "code": {"enum": response.codes}, **carried},
            },
        ]
    }
