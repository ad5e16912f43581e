"""Reads the YAML of a build spec into mappings, lists and text.

A scalar stays as it is written, because CodeBuild takes it so: `python: 3.10` asks for 3.10 and not for 3.1, a
variable `ZIP: 01970` holds all its digits, and `12:30` is no number of minutes.
Source: "Build specification reference for CodeBuild" and its samples of `runtime-versions` in the user guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

_DEEPEST = 64
_AS_WRITTEN = ("bool", "int", "float", "timestamp", "value")


class DocumentError(Exception):
    """The text is no YAML that can be read; the message says where."""


class Keys(dict[Any, Any]):
    """A mapping that knows on which line of the build spec it begins."""

    line: int


class _Loader(yaml.CSafeLoader):
    """YAML's safe types, of which only mappings, lists and null are more than their text."""


def _construct_keys(loader: _Loader, node: yaml.MappingNode) -> Iterator[Keys]:
    keys = Keys()
    keys.line = node.start_mark.line + 1
    yield keys  # before what is below: an alias may point to a mapping that it is part of
    keys.update(loader.construct_mapping(node))


def _construct_as_written(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_keys)
for _name in _AS_WRITTEN:
    _Loader.add_constructor(f"tag:yaml.org,2002:{_name}", _construct_as_written)


def read_document(text: str) -> Any:
    """The document; nesting is looked at first, because reading it needs a stack of that depth.

    Raises:
        DocumentError: it cannot be read.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise DocumentError(f"it is nested over {_DEEPEST} levels deep")
        loader = _Loader(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(" ".join(str(error).split())) from error
