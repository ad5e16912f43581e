"""One thing that a template says, in the form in which rules read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fact:
    """
    Attributes:
        kind: the pseudo resource's type after ``Fact::``.
        of: the logical id of the resource that says it.
        properties: for rules to compare; no secret among them, since findings are published.
    """

    kind: str
    of: str
    properties: Mapping[str, Any]
