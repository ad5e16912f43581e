"""The operations of an API that is given as one OpenAPI document, and whether each of them asks who calls.

An API so made has no `Method` and no `Route` in the template, so a rule about those is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import is_intrinsic, mapping

_APIS: Final = (
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::Api",
    "AWS::Serverless::HttpApi",
)
_METHODS: Final = ("get", "put", "post", "delete", "patch", "head", "trace", "x-amazon-apigateway-any-method")
_AUTHORIZER: Final = "x-amazon-apigateway-authorizer"
_SIGNED: Final = "x-amazon-apigateway-authtype"
_AUTH: Final = "x-amazon-apigateway-auth"


def api_operations(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each operation of an API's document, and one for a document that the template does not hold.

    Properties: ``Known``, whether the template holds the document; ``Authorized``.
    """
    for logical_id, resource in template.get("Resources", {}).items():
        properties = resource.get("Properties", {})
        if resource.get("Type") not in _APIS:
            continue
        body = properties.get("Body", properties.get("DefinitionBody"))
        if properties.get("BodyS3Location") or properties.get("DefinitionUri") or _is_unknown(body):
            yield Fact(kind="Api::Operation", of=logical_id, properties={"Known": False, "Authorized": False})
        elif isinstance(body, Mapping):
            for authorized in _operations(body):
                yield Fact(kind="Api::Operation", of=logical_id, properties={"Known": True, "Authorized": authorized})


def _is_unknown(body: Any) -> bool:
    return body is not None and (not isinstance(body, Mapping) or is_intrinsic(body) or "Fn::Transform" in body)


def _operations(document: Mapping[str, Any]) -> Iterator[bool]:
    declared = mapping(document.get("components")).get("securitySchemes", document.get("securityDefinitions"))
    schemes = {name: mapping(scheme) for name, scheme in mapping(declared).items()}
    authorizing = {
        name for name, scheme in schemes.items() if _AUTHORIZER in scheme or "sigv4" in str(scheme.get(_SIGNED)).lower()
    }
    for path in mapping(document.get("paths")).values():
        for method, given in mapping(path).items():
            operation = mapping(given)
            if method.lower() in _METHODS or (method.lower() == "options" and _reaches_code(operation)):
                yield _is_authorized(operation, document, authorizing)


def _is_authorized(operation: Mapping[str, Any], document: Mapping[str, Any], authorizing: set[str]) -> bool:
    declared = operation.get(_AUTH, document.get(_AUTH))
    if isinstance(declared, Mapping) and str(declared.get("type")).upper() not in ("NONE", "NONE."):
        return True
    # One of these is enough, so each has to authorize.
    required = operation.get("security", document.get("security", []))
    known = isinstance(required, list) and bool(required)
    return known and all(authorizing & set(mapping(alternative)) for alternative in required)


def _reaches_code(operation: Mapping[str, Any]) -> bool:
    integration = mapping(operation.get("x-amazon-apigateway-integration"))
    return str(integration.get("type", "")).lower() in ("aws", "aws_proxy", "http", "http_proxy")
