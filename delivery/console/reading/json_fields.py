"""Fields of a JSON document that somebody else wrote, as a build did that evidence is of.

What is not of the form that is read for counts as if it was not there, so that a document can be wrong without a page
failing over it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

_NOTHING: Final[Mapping[str, Any]] = {}


def parsed(document: str | bytes) -> Any:
    """What a JSON document says.

    Raises:
        ValueError: it is none, or is nested deeper than Python reads.
    """
    try:
        return json.loads(document)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def mapping(value: object) -> Mapping[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else _NOTHING


def items(value: object) -> list[Any]:
    """An array; an empty one for anything else."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The objects of an array."""
    return [each for each in items(value) if isinstance(each, dict)]


def text(value: object) -> str:
    """A text, or a number as one; empty for anything else."""
    return str(value) if isinstance(value, str | int | float) else ""


def texts(value: object) -> tuple[str, ...]:
    """The texts of an array."""
    return tuple(each for each in items(value) if isinstance(each, str))


def texts_by_name(value: object) -> dict[str, str]:
    """The texts and numbers of an object."""
    return {name: found for name, each in mapping(value).items() if (found := text(each))}


def count(value: object) -> int:
    """A whole number that counts something; 0 for anything else."""
    return value if isinstance(value, int) and value > 0 else 0
