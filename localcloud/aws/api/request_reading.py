"""What a request asks for, read by botocore's model of its service: what is needed to hold it to the model's limits.

It reads the query, JSON and REST-JSON protocols. What cannot be read so is left to whoever serves it: None, or a
member that is missing.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape

from localcloud.aws.api.request_bodies import parsed_body

Values = dict[str, Any]


def read_request(
    model: ServiceModel,
    *,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    query_params: Mapping[str, Any],
) -> tuple[OperationModel, Values] | None:
    """The operation and its input by the members' names; None where the request names no operation of the model.

    Args:
        headers: with lower-case names.
        query_params: each name with a list of values, or with one.
    """
    query = {name: value[0] if isinstance(value, list) else value for name, value in query_params.items() if value}
    try:
        if "x-amz-target" in headers:
            return _of_json(model, headers["x-amz-target"].rpartition(".")[2], parsed_body(body or b"{}"))
        if model.metadata["protocol"] == "rest-json":
            return _of_rest(model, method, path, headers, body, query)
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True)) | query
    except (ValueError, TypeError):
        return None
    operation = _operation(model, str(fields.get("Action", "")))
    return (operation, _form(fields, operation.input_shape)) if operation else None


def _operation(model: ServiceModel, name: str) -> OperationModel | None:
    return model.operation_model(name) if name in model.operation_names else None


def _of_json(model: ServiceModel, name: str, body: Any) -> tuple[OperationModel, Values] | None:
    operation = _operation(model, name)
    return (operation, body) if operation and isinstance(body, dict) else None


# Query: Filters.member.1.Name=a


def _form(fields: Mapping[str, str], shape: Shape | None) -> Values:
    return _structure(fields, shape, "") if isinstance(shape, StructureShape) else {}


def _structure(fields: Mapping[str, str], shape: StructureShape, prefix: str) -> Values:
    named = {name: f"{prefix}{member.serialization.get('name', name)}" for name, member in shape.members.items()}
    return {
        name: _field(fields, shape.members[name], key)
        for name, key in named.items()
        if key in fields or any(field.startswith(f"{key}.") for field in fields)
    }


def _field(fields: Mapping[str, str], shape: Shape, key: str) -> Any:
    if isinstance(shape, StructureShape):
        return _structure(fields, shape, f"{key}.")
    if isinstance(shape, ListShape):
        flat = shape.serialization.get("flattened")
        items = key if flat else f"{key}.{shape.member.serialization.get('name', 'member')}"
        return [_field(fields, shape.member, f"{items}.{number}") for number in _numbers(fields, items)]
    return _scalar(fields.get(key), shape)


def _numbers(fields: Mapping[str, str], items: str) -> Iterator[int]:
    found = {name[len(items) + 1 :].partition(".")[0] for name in fields if name.startswith(f"{items}.")}
    yield from sorted(int(number) for number in found if number.isdecimal())


def _scalar(text: Any, shape: Shape) -> Any:
    try:
        if shape.type_name in ("integer", "long"):
            return int(text)
        return float(text) if shape.type_name in ("float", "double") else text
    except (TypeError, ValueError):
        return None


# REST-JSON: PUT /2015-03-31/functions/{FunctionName}/configuration


@functools.cache
def _routes(model: ServiceModel) -> tuple[tuple[str, re.Pattern[str], OperationModel], ...]:
    """The method, path and operation of each route, the more literal ones first."""
    operations = [model.operation_model(name) for name in model.operation_names]
    operations.sort(key=lambda operation: operation.http["requestUri"].count("{"))
    return tuple(
        (operation.http["method"], _path_pattern(operation.http["requestUri"]), operation) for operation in operations
    )


def _path_pattern(uri: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)(\+?)\}", uri.partition("?")[0].rstrip("/"))
    literals, names, greedy = pieces[::3], pieces[1::3], pieces[2::3]
    holes = [f"(?P<{name}>{'.+' if more else '[^/]+'})" for name, more in zip(names, greedy, strict=True)]
    return re.compile("".join(re.escape(text) + hole for text, hole in zip(literals, [*holes, ""], strict=True)) + "/?")


def _of_rest(
    model: ServiceModel, method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, str]
) -> tuple[OperationModel, Values] | None:
    for wanted, pattern, operation in _routes(model):
        found = pattern.fullmatch(path) if wanted == method else None
        if found:
            return operation, _rest_values(operation, found.groupdict(), headers, body, query)
    return None


def _rest_values(
    operation: OperationModel, uri: Mapping[str, str], headers: Mapping[str, str], body: bytes, query: Mapping[str, str]
) -> Values:
    shape = operation.input_shape
    if shape is None:
        return {}
    # A payload of its own, as of Invoke, is no JSON of this API.
    text = b"" if shape.serialization.get("payload") else body
    document = json.loads(text or b"{}")
    values: Values = {}
    for name, member in shape.members.items():
        place, key = member.serialization.get("location"), member.serialization.get("name", name)
        source = {"uri": uri, "querystring": query, "header": {k: headers.get(k.lower()) for k in (key,)}}.get(place)
        if source is None:
            values[name] = document.get(key)
        elif source.get(key) is not None:
            values[name] = _scalar(unquote(str(source[key])), member)
    return {name: value for name, value in values.items() if value is not None}
