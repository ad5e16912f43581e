"""What people get wrong, as templates: one violation each, and a twin that does the same right.

The cases are data, a file for each kind in ``violations/``. A case has ``id``, ``violation`` (in words), ``breaks``
(rules, one of which must object), ``template``, and ``twin`` where there is a right way. The account of the templates
is 222222222222; 999999999999 is somebody else's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("violations")


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One case; `kind` is the name of its file."""

    kind: str
    id: str
    violation: str
    breaks: tuple[str, ...]
    template: dict[str, Any]
    twin: dict[str, Any] | None

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.id}"


def _violation(kind: str, case: dict[str, Any]) -> Violation:
    return Violation(kind=kind, **{"twin": None, **case, "breaks": tuple(case["breaks"])})


VIOLATIONS = [
    _violation(file.stem, case)
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]
