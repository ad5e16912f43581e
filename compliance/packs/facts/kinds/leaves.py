"""Every single value of a resource, with the name that it goes by: what a rule about text has to look through.

A variable of a function is an entry of a map, one of a build or a container is a pair of `Name` and `Value`, one of a
pipeline's action lies in JSON inside a text. Here each is a name and a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_NAMES: Final = ("Name", "name", "Key", "key", "OptionName", "ParameterKey", "ParameterName", "VariableName")
_VALUES: Final = ("Value", "value", "ParameterValue", "DefaultValue")


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One value: a text, a number, a truth value or an intrinsic function.

    Attributes:
        path: the property's names from the resource's properties down, without places in lists; what lies in JSON
            inside a text goes on from that text's path.
        name: the last of them, or the `Name` beside a `Value`.
        kind: the `Type` beside a `Value`, such as ``SECRETS_MANAGER``; else empty.
    """

    path: tuple[str, ...]
    name: str
    value: Any
    kind: str = ""


def leaves(value: Any, path: tuple[str, ...] = (), name: str = "", kind: str = "") -> Iterator[Leaf]:
    """All values inside one, in their order."""
    if isinstance(value, Mapping) and set(value) == {"Fn::Base64"}:
        yield from leaves(value["Fn::Base64"], path, name, kind)
    elif is_intrinsic(value):
        yield Leaf(path=path, name=name, value=value, kind=kind)
    elif isinstance(value, Mapping):
        named = next((_called(value[key]) for key in _NAMES if value.get(key)), "")
        for key, inner in value.items():
            called = named if named and key in _VALUES else str(key)
            of = str(value.get("Type", value.get("type", ""))) if called != key else ""
            yield from leaves(inner, (*path, str(key)), called, of)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from leaves(inner, path, name, kind)
    elif isinstance(value, str) and (inner := _document(value)) is not None:
        yield from leaves(inner, path, name)
    elif value is not None:
        yield Leaf(path=path, name=name, value=value, kind=kind)


def mapping(value: Any) -> Mapping[str, Any]:
    """A value that is a map and no intrinsic function; an empty map for any other, which tells nothing."""
    return value if isinstance(value, Mapping) and not is_intrinsic(value) else {}


def is_intrinsic(value: Any) -> bool:
    """Whether a value is an intrinsic function, ``{"Ref": ...}`` for one."""
    return isinstance(value, Mapping) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def _called(name: Any) -> str:
    """A name that is put together ends as its last text does."""
    return name if isinstance(name, str) else json.dumps(name)


def _document(text: str) -> Any:
    """The object or list that a text is in JSON; None for any other text."""
    if not text.lstrip().startswith(("{", "[")) or text.startswith("{{resolve:"):
        return None
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if document and isinstance(document, Mapping | list) else None
