"""Properties of a CloudFormation resource as the members of the API that its handlers call.

The properties are the members in Pascal case (``BuildSpec`` is ``buildspec``), so botocore's model of the API is the
table of what they are called and which type they have. CloudFormation itself hands over numbers and booleans as text
at times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from localcloud.aws.api.shapes import input_problems


def api_form(properties: Mapping[str, Any], shape: Shape | None, type_name: str) -> dict[str, Any]:
    """Return a resource's properties as the API's members of `shape`.

    Raises:
        ValueError: a property that the type does not have, or a value that the API would refuse; the message names it.
    """
    if shape is None:
        raise TypeError(f"{type_name} has no shape")
    converted: dict[str, Any] = _convert(dict(properties), shape, type_name)
    problems = input_problems(converted, shape)
    if problems:
        raise ValueError(f"Properties validation failed for {type_name}: {problems}")
    return converted


def _convert(value: Any, shape: Shape, where: str) -> Any:
    """Convert what has the shape's kind; anything else is left for the check of the whole to name."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        members = {name.lower(): name for name in shape.members}
        converted = {}
        for key, item in value.items():
            member = members.get(key.lower())
            if member is None:
                raise ValueError(f"Encountered unsupported property {key} in {where}")
            converted[member] = _convert(item, shape.members[member], f"{where}.{key}")
        return converted
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_convert(item, shape.member, where) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {str(key): _convert(item, shape.value, f"{where}.{key}") for key, item in value.items()}
    return _READ.get(shape.type_name, lambda value: value)(value)


def _boolean(value: Any) -> Any:
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def _integer(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.removeprefix("-").isdecimal() else value


def _double(value: Any) -> Any:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _string(value: Any) -> Any:
    # CloudFormation writes booleans the way JSON does.
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


_READ: Mapping[str, Callable[[Any], Any]] = {
    "boolean": _boolean,
    "integer": _integer,
    "long": _integer,
    "double": _double,
    "float": _double,
    "string": _string,
}
