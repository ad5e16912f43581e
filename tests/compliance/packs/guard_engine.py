"""Templates judged by the project's Guard rules, with facts, in one start of the engine."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk

from compliance.packs import guard_files
from compliance.packs.facts import judged_template, subject_of
from compliance.packs.rule_packs import GUARD
from compliance.packs.template_context import TemplateContext

OWN_ACCOUNT = "222222222222"


def broken_rules(templates: Mapping[str, Mapping[str, Any]]) -> dict[str, set[tuple[str, str]]]:
    """For each template the rules that it breaks, each with the logical id of the resource that breaks it."""
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in templates}
    judged = {name: judged_template(template, own_accounts=[OWN_ACCOUNT]) for name, template in templates.items()}
    plugin = cdk.CloudFormationValidatePlugin(
        guard_rules=[cdk.ValidationRuleSource(name=file.name, content=file.content) for file in guard_files()],
        include_default_rules=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder) / f"{number}.json": name for number, name in enumerate(judged)}
        for file, name in files.items():
            file.write_text(json.dumps(judged[name]), encoding="utf-8")
        for violation in plugin.validate(TemplateContext(list(files))).violations:
            if GUARD.owns_rule(violation.rule_name):
                for resource in violation.violating_resources:
                    name = files[Path(str(resource.template_path))]
                    subject = subject_of(judged[name], str(resource.resource_logical_id))
                    found[name].add((violation.rule_name, subject))
    return found
