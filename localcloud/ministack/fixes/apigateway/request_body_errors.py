"""`$context.error.validationErrorString` in a gateway response says what is wrong with the request.

MiniStack leaves the variable's name standing in the answer. The words are those of the validator behind API Gateway;
they are escaped, because the variable stands inside a JSON string in every template that works on AWS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ministack.services import apigateway_v1

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.apigateway_v1",
        "_check_request_validation",
        "method_obj,api_id,request,headers,body,query_params",
    ),
    Touched("services.apigateway_v1", "_gateway_error_response", "error,request"),
    Touched("services.apigateway_v1", "_model_schema", "api_id,model_name"),
    Touched("services.apigateway_v1", "_resolve_schema_ref", "ref,root"),
    Touched("services.apigateway_v1", "_json_schema_valid", "schema,value,root,seen"),
)
_VARIABLE = re.compile(rb"\$(?:context\.error\.validationErrorString|\{context\.error\.validationErrorString\})")
_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
_MOST_SHOWN = 20


def apply() -> None:
    """Describe the violations when a request is refused, and render them into the response."""
    check = apigateway_v1._check_request_validation
    render = apigateway_v1._gateway_error_response

    def check_request_validation(
        method_obj: dict[str, Any], api_id: str, request: Any, headers: Any, body: Any, query_params: Any
    ) -> Any:
        error = check(method_obj, api_id, request, headers, body, query_params)
        if error is not None and error.response_type == "BAD_REQUEST_BODY":
            error.validation = describe_body(method_obj, api_id, body)
        return error

    def gateway_error_response(error: Any, request: Any) -> Any:
        status, headers, body = render(error, request)
        described = getattr(error, "validation", None) or error.message or ""
        escaped = json.dumps(described)[1:-1].encode()
        return status, headers, escaped.join(_VARIABLE.split(body))

    apigateway_v1._check_request_validation = check_request_validation
    apigateway_v1._gateway_error_response = gateway_error_response


def describe_body(method: dict[str, Any], api_id: str, body: bytes) -> str:
    """Return what is wrong with a body against its method's JSON model, as API Gateway words it."""
    try:
        document = json.loads(body)
    except (ValueError, TypeError, RecursionError):
        return "[Invalid JSON]"
    model = (method.get("requestModels") or {}).get("application/json")
    schema = apigateway_v1._model_schema(api_id, model) if model else None
    found = list(_violations(schema, document, schema))[:_MOST_SHOWN] if schema else []
    return "[" + ", ".join(found) + "]"


def _violations(schema: Any, value: Any, root: Any) -> Iterator[str]:
    while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        schema, root = apigateway_v1._resolve_schema_ref(schema["$ref"], root)
    if not isinstance(schema, dict) or apigateway_v1._json_schema_valid(schema, value, root):
        return
    own = [*_type(schema, value), *_enumeration(schema, value), *_text(schema, value), *_number(schema, value)]
    yield from own
    yield from _members(schema, value, root)
    yield from _elements(schema, value, root)
    for combination in ("allOf", "anyOf", "oneOf"):
        for sub in schema.get(combination) or []:
            yield from _violations(sub, value, root)


def _type(schema: dict[str, Any], value: Any) -> Iterator[str]:
    types = schema.get("type")
    if types is None or apigateway_v1._json_schema_valid({"type": types}, value, {}):
        return
    allowed = json.dumps(types if isinstance(types, list) else [types])
    found = _TYPES.get(type(value), "null")
    yield f"instance type ({found}) does not match any allowed primitive type (allowed: {allowed})"


def _enumeration(schema: dict[str, Any], value: Any) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"instance value ({json.dumps(value)}) not found in enum (possible values: {json.dumps(schema['enum'])})"


def _text(schema: dict[str, Any], value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if len(value) < schema.get("minLength", 0):
        yield f"string is too short (length: {len(value)}, required minimum: {schema['minLength']})"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"string is too long (length: {len(value)}, maximum allowed: {schema['maxLength']})"
    pattern = schema.get("pattern")
    if pattern and not apigateway_v1._json_schema_valid({"pattern": pattern}, value, {}):
        yield f"ECMA 262 regex {json.dumps(pattern)} does not match input string"


def _number(schema: dict[str, Any], value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    if "minimum" in schema and value < schema["minimum"]:
        yield f"numeric instance is lower than the required minimum (minimum: {schema['minimum']}, found: {value})"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"numeric instance is greater than the required maximum (maximum: {schema['maximum']}, found: {value})"


def _members(schema: dict[str, Any], value: Any, root: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    missing = sorted(name for name in schema.get("required") or [] if name not in value)
    if missing:
        yield f"object has missing required properties ({json.dumps(missing, separators=(',', ':'))})"
    known = schema.get("properties") or {}
    if schema.get("additionalProperties") is False and not schema.get("patternProperties"):
        extra = sorted(set(value) - set(known))
        if extra:
            yield f"object instance has properties which are not allowed by the schema: {json.dumps(extra)}"
    for name in known:
        if name in value:
            yield from _violations(known[name], value[name], root)


def _elements(schema: dict[str, Any], value: Any, root: Any) -> Iterator[str]:
    if not isinstance(value, list):
        return
    count = len(value)
    if count < schema.get("minItems", 0):
        yield (
            f"array is too short: must have at least {schema['minItems']} elements but instance has {count} elements"
        )
    if count > schema.get("maxItems", count):
        yield f"array is too long: must have at most {schema['maxItems']} elements but instance has {count} elements"
    if isinstance(schema.get("items"), dict):
        for item in value:
            yield from _violations(schema["items"], item, root)
