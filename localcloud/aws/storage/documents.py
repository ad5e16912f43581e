"""Records to JSON documents and back, driven by the records' own annotations."""

from __future__ import annotations

import dataclasses
import functools
import json
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

R = TypeVar("R")


def encode(record: Any) -> str:
    """The JSON document of a record."""
    return json.dumps(dataclasses.asdict(record), separators=(",", ":"), sort_keys=True)


def decode(kind: type[R], document: str, **overrides: Any) -> R:
    """The record of a JSON document; `overrides` replace members that a column holds."""
    raw = {**json.loads(document), **overrides}
    annotated: Any = kind
    readers = _readers(annotated)
    return kind(**{name: readers[name](value) for name, value in raw.items() if name in readers})


@functools.cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if typing.get_origin(hint) is tuple:
        return tuple
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: value if isinstance(value, hint) else hint(**value)
    return lambda value: value
