"""Only what can break a limit of its service's model is looked at, and all of that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.model import ListShape, MapShape, Shape, ShapeResolver, StructureShape

from localcloud.aws.api.shapes import has_limits, limit_problems
from localcloud.aws.identity.clients import service_model
from localcloud.ministack.fixes.requests.request_limits import SERVICES

_TREE = {
    "Tree": {
        "type": "structure",
        "members": {"left": {"shape": "Tree"}, "leaves": {"shape": "Leaves"}, "note": {"shape": "Note"}},
    },
    "Leaves": {"type": "map", "key": {"shape": "Note"}, "value": {"shape": "Leaf"}},
    "Leaf": {"type": "list", "member": {"shape": "Short"}},
    "Short": {"type": "string", "max": 3},
    "Note": {"type": "string"},
}


def _parts(shape: Shape) -> list[Shape]:
    if isinstance(shape, StructureShape):
        return list(shape.members.values())
    if isinstance(shape, ListShape):
        return [shape.member]
    return [shape.value] if isinstance(shape, MapShape) else []


def _reachable(shape: Shape) -> Iterator[Shape]:
    waiting, seen = [shape], set()
    while waiting:
        found = waiting.pop()
        yield found
        if found.name not in seen:
            seen.add(found.name)
            waiting += _parts(found)


@pytest.mark.parametrize("name", sorted({service.model for service in SERVICES.values()}))
def test_what_is_passed_over_has_no_limit_anywhere(name: str) -> None:
    model = service_model(name)
    for operation in model.operation_names:
        for shape in _reachable(model.operation_model(operation).input_shape or Shape("none", {"type": "structure"})):
            limited = any({"min", "max", "pattern", "enum"} & set(found.metadata) for found in _reachable(shape))
            assert has_limits(shape) == limited, (operation, shape.name)


def test_a_limit_is_found_below_a_shape_that_holds_itself() -> None:
    tree = ShapeResolver(_TREE).get_shape_by_name("Tree")
    value = {"note": "any length", "left": {"left": {"leaves": {"oak": ["abc", "abcd"]}}}}
    assert "left.left.leaves.oak.member.2.member" in limit_problems(value, tree)
    assert limit_problems({"left": {"leaves": {"oak": ["abc"]}}}, tree) == ""


def test_an_item_is_not_looked_at() -> None:
    put = service_model("dynamodb").operation_model("PutItem").input_shape
    assert not has_limits(put.members["Item"])
    assert has_limits(put.members["TableName"])
