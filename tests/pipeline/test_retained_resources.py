"""What stays when a stack goes must not stay when its first creation fails: under its fixed name every further attempt
would find that it exists already."""

from __future__ import annotations

import json
from pathlib import Path

_ALWAYS_KEPT = "Retain"


def test_nothing_outlives_a_failed_creation(assembly: Path) -> None:
    templates = sorted(assembly.rglob("*.template.json"))
    assert templates
    kept = [
        f"{template.name}: {logical_id}"
        for template in templates
        for logical_id, resource in json.loads(template.read_text(encoding="utf-8"))["Resources"].items()
        if resource.get("DeletionPolicy") == _ALWAYS_KEPT
    ]
    assert kept == []
