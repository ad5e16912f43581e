"""Templates judged as Build judges an assembly's: by the project's Guard rules with facts, and by packs of cdk-nag."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.matrix import PackResults, Status
from compliance.matrix.judgement import judge
from compliance.packs.rule_packs import GUARD, Pack

STAGE = "careervp-pipeline/Dev"


def guard_results(templates: Mapping[str, Mapping[str, Any]]) -> PackResults:
    """All results of the Guard rules, on an assembly with each template as a stack whose name ends in its place."""
    (results,) = pack_results(templates, [GUARD])
    return results


def pack_results(templates: Mapping[str, Mapping[str, Any]], packs: Sequence[Pack]) -> tuple[PackResults, ...]:
    """All results of each pack, in one start of the engine."""
    with tempfile.TemporaryDirectory() as folder:
        artifacts = {}
        for number, template in enumerate(templates.values()):
            file = f"{number}.template.json"
            (Path(folder) / file).write_text(json.dumps(template), encoding="utf-8")
            artifacts[str(number)] = {
                "type": "aws:cloudformation:stack",
                "displayName": f"{STAGE}/{number}",
                "environment": "aws://222222222222/us-east-1",
                "properties": {"templateFile": file, "stackName": f"stack-{number}"},
            }
        (Path(folder) / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")
        gating_dev = [replace(pack, gates=("dev",), reported=()) for pack in packs]
        return judge(Path(folder), packs=gating_dev, register=[]).packs


def broken_rules(
    templates: Mapping[str, Mapping[str, Any]], packs: Sequence[Pack] = (GUARD,)
) -> dict[str, set[tuple[str, str]]]:
    """For each template the rules that it breaks, each with the logical id of the resource that breaks it."""
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in templates}
    names = list(templates)
    for results in pack_results(templates, packs):
        for result in results.with_status(Status.NON_COMPLIANT):
            found[names[int(result.resource.stack.rpartition("-")[2])]].add(
                (result.rule.id, result.resource.logical_id)
            )
    return found
