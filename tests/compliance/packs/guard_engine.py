"""Templates judged by the project's Guard rules as Build judges an assembly's: with facts, in the same program."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.matrix import PackResults, Status
from compliance.matrix.judgement import judge
from compliance.packs.rule_packs import GUARD

STAGE = "careervp-pipeline/Dev"


def guard_results(templates: Mapping[str, Mapping[str, Any]]) -> PackResults:
    """All results, on an assembly with each template as a stack of its name, in one start of the engine."""
    with tempfile.TemporaryDirectory() as folder:
        artifacts = {}
        for number, (name, template) in enumerate(templates.items()):
            file = f"{number}.template.json"
            (Path(folder) / file).write_text(json.dumps(template), encoding="utf-8")
            artifacts[str(number)] = {
                "type": "aws:cloudformation:stack",
                "displayName": f"{STAGE}/{number}",
                "environment": "aws://222222222222/us-east-1",
                "properties": {"templateFile": file, "stackName": name},
            }
        (Path(folder) / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")
        pack = replace(GUARD, gates=("dev",), reported=())
        (results,) = judge(Path(folder), packs=[pack], register=[]).packs
    return results


def broken_rules(templates: Mapping[str, Mapping[str, Any]]) -> dict[str, set[tuple[str, str]]]:
    """For each template the rules that it breaks, each with the logical id of the resource that breaks it."""
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in templates}
    for result in guard_results(templates).with_status(Status.NON_COMPLIANT):
        found[result.resource.stack].add((result.rule.id, result.resource.logical_id))
    return found
