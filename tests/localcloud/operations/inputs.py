"""Inputs of operations, made from botocore's models: the least that a model allows, and what it does not allow.

Values mean nothing; an operation may well answer that there is no such thing. It may not fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

ARN = "arn:aws:codepipeline:us-east-1:111111111111:nothing"
_SCALARS: dict[str, Any] = {"integer": 1, "long": 1, "float": 1.0, "double": 1.0, "boolean": False, "timestamp": 1.0}
_WRONG: tuple[Any, ...] = (None, 7, -1, 10**30, "", "\0", "x" * 10_000, [], [None], {}, {"": ""}, True, "arn:", ARN)


def least(shape: Shape | None, depth: int = 0) -> Any:
    """The least that the shape allows: its required members, and of a list or map as few as may be."""
    if shape is None:
        return {}
    if isinstance(shape, StructureShape):
        members = {} if depth > 8 else {name: least(shape.members[name], depth + 1) for name in shape.required_members}
        first = next(iter(shape.members), None)
        return {first: least(shape.members[first], depth + 1)} if shape.is_tagged_union and first else members
    if isinstance(shape, ListShape):
        return [least(shape.member, depth + 1)] * max(1, int(shape.metadata.get("min", 0)))
    if isinstance(shape, MapShape):
        return {}
    if shape.type_name in _SCALARS:
        return max(_SCALARS[shape.type_name], shape.metadata.get("min", 0))
    return _text(shape)


def _text(shape: Shape) -> str:
    if shape.metadata.get("enum"):
        return str(shape.metadata["enum"][0])
    if "arn" in shape.name.lower():
        return ARN
    if shape.type_name == "blob":
        return "eA=="
    return "x" * max(1, int(shape.metadata.get("min", 1)))


def wrong(shape: Shape | None) -> Iterator[Any]:
    """Inputs that the model, or any reader of it, must refuse: no object, members missing, members of another kind."""
    yield from ([], "text", 7, {"NoSuchMember": 1})
    if not isinstance(shape, StructureShape):
        return
    valid = least(shape)
    for name in shape.required_members:
        yield {other: value for other, value in valid.items() if other != name}
    for name in shape.members:
        for value in _WRONG:
            yield {**valid, name: value}
