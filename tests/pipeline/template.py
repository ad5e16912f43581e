"""Reading CloudFormation templates and the build specs that an assembly will run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Template = dict[str, Any]


def read_template(path: Path) -> Template:
    template: Template = json.loads(path.read_text(encoding="utf-8"))
    return template


def resources(template: Template, resource_type: str) -> dict[str, dict[str, Any]]:
    return {name: body for name, body in template["Resources"].items() if body["Type"] == resource_type}


def build_spec_texts(assembly: Path, template: Template) -> Iterator[tuple[str, str]]:
    """Every build spec that will run, by where it was found: inside the template, and as files of the assembly."""
    for name, project in resources(template, "AWS::CodeBuild::Project").items():
        yield name, json.dumps(project["Properties"]["Source"].get("BuildSpec", ""))
    for path in sorted(assembly.rglob("buildspec-*.yaml")):
        yield path.name, path.read_text(encoding="utf-8")
