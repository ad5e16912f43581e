"""An HTTP API that a stack describes by an OpenAPI document has the document's routes.

MiniStack knows `Body` of a REST API alone, so an HTTP API that SAM makes (`HttpApi` events) answers 404 to each path.
Read is what API Gateway reads: paths with their integrations, authorizers of security schemes, the default route, CORS.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html, and
docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.apigateway", "_authorizers"),
    Touched("services.apigateway", "_create_authorizer", "api_id,data"),
    Touched("services.apigateway", "_create_integration", "api_id,data"),
    Touched("services.apigateway", "_create_route", "api_id,data"),
    Touched("services.apigateway", "_integrations"),
    Touched("services.apigateway", "_routes"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_PREFIX: Final = "x-amazon-apigateway-"
_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_DEFAULT: Final = "$default"
Document = Mapping[str, Any]


def apply() -> None:
    """Read the document when a stack creates the API, and again when it updates it."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]
    create, update = handlers["create"], handlers["update"]

    def created(logical_id: str, properties: Document, stack_name: str) -> Any:
        made = create(logical_id, _with_document(properties), stack_name)
        _read(made[0], properties)
        return made

    def updated(physical_id: str, old: Document, new: Document, *rest: Any, **options: Any) -> Any:
        made = update(physical_id, _with_document(old), _with_document(new), *rest, **options)
        if old.get("Body") != new.get("Body") or made[0] != physical_id:
            _read(made[0], new)
        return made

    handlers |= {"create": created, "update": updated}


def _with_document(properties: Document) -> dict[str, Any]:
    """The properties, with what the document says of the API itself and they do not."""
    document = properties.get("Body") or {}
    read = {"Name": document.get("info", {}).get("title"), "CorsConfiguration": document.get(f"{_PREFIX}cors")}
    return {**{name: value for name, value in read.items() if value}, **properties}


def _read(api_id: str, properties: Document) -> None:
    """Make the API's authorizers, integrations and routes those of the document.

    Raises:
        ValueError: API Gateway refuses one.
    """
    document = properties.get("Body")
    if not document:
        return
    for store in (apigateway._authorizers, apigateway._integrations, apigateway._routes):
        store[api_id] = {}
    told = dict(_authorizers(document))
    authorizers = {
        name: _made(apigateway._create_authorizer(api_id, {"name": name, **authorizer}), "authorizerId")
        for name, authorizer in told.items()
    }
    kinds = {name: authorizer["authorizerType"] for name, authorizer in told.items()}
    for route_key, operation in _operations(document):
        integration = _integration(document, operation)
        made = _made(apigateway._create_integration(api_id, integration), "integrationId")
        route = {"routeKey": route_key, "target": f"integrations/{made}", **_authorization(document, operation, kinds)}
        if route.get("authorizerId"):
            route["authorizerId"] = authorizers.get(route["authorizerId"], "")
        _made(apigateway._create_route(api_id, route), "routeId")


def _operations(document: Document) -> Iterator[tuple[str, Document]]:
    """Each route's key, and what the document says of it."""
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if path.lstrip("/") == _DEFAULT:
                yield _DEFAULT, operation
            elif method == f"{_PREFIX}any-method":
                yield f"ANY {path}", operation
            elif method in _METHODS:
                yield f"{method.upper()} {path}", operation


def _integration(document: Document, operation: Document) -> dict[str, Any]:
    told = operation.get(f"{_PREFIX}integration") or {}
    if reference := told.get("$ref"):
        told = document.get("components", {}).get(f"{_PREFIX}integrations", {}).get(reference.rpartition("/")[2], {})
    read = {
        "integrationType": str(told.get("type", "")).upper().replace("-", "_"),
        "integrationUri": told.get("uri"),
        "integrationMethod": told.get("httpMethod"),
        "payloadFormatVersion": told.get("payloadFormatVersion", "1.0"),
        "connectionType": told.get("connectionType"),
        "requestParameters": told.get("requestParameters"),
        "responseParameters": told.get("responseParameters"),
        "timeoutInMillis": told.get("timeoutInMillis"),
    }
    return {name: value for name, value in read.items() if value}


def _authorizers(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, scheme in document.get("components", {}).get("securitySchemes", {}).items():
        told = scheme.get(f"{_PREFIX}authorizer")
        if not told:
            continue
        source = told.get("identitySource", "$request.header.Authorization")
        yield (
            name,
            {
                **told,
                "authorizerType": str(told.get("type", "")).upper(),
                "identitySource": source if isinstance(source, list) else str(source).split(","),
            },
        )


def _authorization(document: Document, operation: Document, kinds: Mapping[str, str]) -> dict[str, Any]:
    """What a route asks of its caller: the first of its security requirements, or of the document's. `kinds` are the
    types of the document's authorizers."""
    required = operation.get("security", document.get("security")) or [{}]
    name, scopes = next(iter(required[0].items()), ("", []))
    if kinds.get(name) == "JWT":
        return {"authorizationType": "JWT", "authorizerId": name, "authorizationScopes": list(scopes)}
    if name in kinds:
        return {"authorizationType": "CUSTOM", "authorizerId": name}
    return {"authorizationType": "AWS_IAM"} if operation.get(f"{_PREFIX}auth", {}).get("type") == "AWS_IAM" else {}


def _made(answer: tuple[int, Any, Any], identifier: str) -> str:
    status, _, body = answer
    told = json.loads(body)
    if status >= 400:
        raise ValueError(str(told.get("message", told)))
    return str(told[identifier])
