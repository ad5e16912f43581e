"""Values against botocore's shapes: what is wrong with them, and how they look on the wire.

botocore checks types and required members before it sends; the service also checks enumerations, maximum lengths and
patterns, and words it in its own way. Both are needed for a client that is not boto3 to be told what AWS would tell
it.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_to_aware_datetime
from botocore.validate import ParamValidator

from localcloud.aws.service_error import ServiceError


def input_problems(value: Mapping[str, Any], shape: Shape) -> str:
    """Return what the service would find wrong with a request, one sentence, or an empty string."""
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        return str(report.generate_report())
    return limit_problems(value, shape)


def limit_problems(value: Mapping[str, Any], shape: Shape) -> str:
    """Return which limits of the model a request does not keep to, in the services' words, or an empty string.

    Missing members and wrong types are not looked at.
    """
    violations = list(_constraint_violations(value, shape, ""))
    if not violations:
        return ""
    noun = "error" if len(violations) == 1 else "errors"
    return f"{len(violations)} validation {noun} detected: {'; '.join(violations)}"


def known_members(value: Any, shape: Shape) -> Any:
    """Leave out the members that a request's structures do not have, at any depth: AWS passes over what it does not
    know, so that a newer client can talk to an older service."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        members = shape.members
        return {name: known_members(item, members[name]) for name, item in value.items() if name in members}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [known_members(item, shape.member) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, Mapping):
        return {key: known_members(item, shape.value) for key, item in value.items()}
    return value


def output_problems(value: Mapping[str, Any], shape: Shape) -> str:
    """Return which members of an answer boto3 could not read, or an empty string."""
    report = ParamValidator().validate(value, shape)
    return str(report.generate_report()) if report.has_errors() else ""


def read_input(value: Any, shape: Shape) -> Any:
    """Turn parsed JSON into Python values: epoch numbers into aware datetimes, base64 into bytes."""
    return _convert(value, shape, {"timestamp": parse_to_aware_datetime, "blob": _bytes_of})


def without_absent(value: Any) -> Any:
    """Leave out members whose value is None, at any depth, as AWS does."""
    if isinstance(value, Mapping):
        return {name: without_absent(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [without_absent(item) for item in value]
    return value


def write_output(value: Any, shape: Shape) -> Any:
    """Turn Python values into what the JSON protocol sends: datetimes into epoch seconds, bytes into base64."""
    return _convert(value, shape, {"timestamp": _epoch_seconds, "blob": _base64_text})


def _convert(value: Any, shape: Shape, leaves: Mapping[str, Any]) -> Any:
    if isinstance(shape, StructureShape):
        members = shape.members
        return {
            name: _convert(item, members[name], leaves)
            for name, item in value.items()
            if name in members and item is not None
        }
    if isinstance(shape, ListShape):
        return [_convert(item, shape.member, leaves) for item in value]
    if isinstance(shape, MapShape):
        return {key: _convert(item, shape.value, leaves) for key, item in value.items()}
    convert = leaves.get(shape.type_name)
    return convert(value) if convert else value


def _epoch_seconds(value: Any) -> float:
    moment: datetime = parse_to_aware_datetime(value)
    return round(moment.astimezone(UTC).timestamp(), 3)


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ServiceError("SerializationException", f"A blob of the request is not base64: {error}") from error


def _base64_text(value: bytes | str) -> str:
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode("ascii")


def _constraint_violations(value: Any, shape: Shape, path: str) -> Iterator[str]:
    return _violations_within(value, shape, path) if has_limits(shape) else iter(())


def _violations_within(value: Any, shape: Shape, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        for name, item in value.items():
            if name in shape.members:
                yield from _constraint_violations(item, shape.members[name], _below(path, name))
    elif isinstance(shape, ListShape) and isinstance(value, list | tuple):
        yield from _length_violations(value, shape, path)
        for index, item in enumerate(value, 1):
            yield from _constraint_violations(item, shape.member, f"{path}.{index}.member")
    elif isinstance(shape, MapShape) and isinstance(value, Mapping):
        yield from _length_violations(value, shape, path)
        for key, item in value.items():
            yield from _constraint_violations(item, shape.value, f"{path}.{key}.member")
    elif isinstance(value, str) and shape.type_name == "string":
        yield from _string_violations(value, shape, path)
    elif isinstance(value, int | float) and shape.type_name in _NUMBERS:
        yield from _range_violations(value, shape, path)


_LIMITS = ("min", "max", "pattern", "enum")


@functools.cache
def has_limits(shape: Shape) -> bool:
    """Whether a value of this shape, or anything in it, can break a limit: an item of a table, say, has none, however
    many values it has."""
    return _limited(shape, set())


def _limited(shape: Shape, seen: set[str]) -> bool:
    if any(shape.metadata.get(limit) is not None for limit in _LIMITS):
        return True
    if shape.name in seen:  # which had none, or nobody would look further
        return False
    seen.add(shape.name)
    if isinstance(shape, StructureShape):
        return any(_limited(member, seen) for member in shape.members.values())
    if isinstance(shape, ListShape):
        return _limited(shape.member, seen)
    return isinstance(shape, MapShape) and _limited(shape.value, seen)


_NUMBERS = frozenset({"integer", "long", "float", "double"})


def _below(path: str, name: str) -> str:
    """A member's path: services that write names with a capital name them without one here."""
    name = name[:1].lower() + name[1:]
    return f"{path}.{name}" if path else name


def _string_violations(value: str, shape: Shape, path: str) -> Iterator[str]:
    where = _where(value, shape, path)
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        yield f"{where} satisfy enum value set: [{', '.join(allowed)}]"
    yield from _length_violations(value, shape, path)
    pattern = shape.metadata.get("pattern")
    compiled = _compile(pattern) if pattern else None
    if compiled is not None and not compiled.fullmatch(value):
        yield f"{where} satisfy regular expression pattern: {pattern}"


def _where(value: Any, shape: Shape, path: str) -> str:
    shown = "Value" if shape.metadata.get("sensitive") else f"Value '{value}'"
    return f"{shown} at '{path}' failed to satisfy constraint: Member must"


def _length_violations(value: Any, shape: Shape, path: str) -> Iterator[str]:
    where = f"Value at '{path}' failed to satisfy constraint: Member must"
    longest, shortest = shape.metadata.get("max"), shape.metadata.get("min")
    if longest is not None and len(value) > longest:
        yield f"{where} have length less than or equal to {longest}"
    if shortest is not None and len(value) < shortest:
        yield f"{where} have length greater than or equal to {shortest}"


def _range_violations(value: float, shape: Shape, path: str) -> Iterator[str]:
    where = _where(value, shape, path)
    most, least = shape.metadata.get("max"), shape.metadata.get("min")
    if most is not None and value > most:
        yield f"{where} have value less than or equal to {most}"
    if least is not None and value < least:
        yield f"{where} have value greater than or equal to {least}"


@functools.cache
def _compile(pattern: str) -> re.Pattern[str] | None:
    """Compile a model's pattern; None for the few that are Java's own dialect and cannot be checked here."""
    try:
        return re.compile(pattern, re.ASCII)
    except re.error:
        return None
