"""The gating packs as validation plugins of the app. Each records its own run while the CDK calls it."""

from __future__ import annotations

import importlib.metadata
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import aws_cdk as cdk
import cdk_nag
from aws_cdk import aws_lambda as lambda_
from constructs import IConstruct

from compliance.assembly import environment_of
from compliance.packs.guard_rules import guard_files
from compliance.packs.pack_runs import PackRun
from compliance.packs.rule_packs import ENVIRONMENTS, PACKS, Pack
from compliance.packs.template_context import TemplateContext

# What every pack objects to: a function on an old runtime, without tracing, log group, dead letters and network.
_CANARY: Final[Mapping[str, Any]] = {
    "Code": {"ZipFile": "def handler(event, context): ..."},
    "Handler": "index.handler",
    "Role": "arn:aws:iam::111111111111:role/canary",
    "Runtime": "python3.9",
}


def gating_plugins(scope: IConstruct, *, runs: list[PackRun], packs: Sequence[Pack] = PACKS) -> list[Any]:
    """The packs that gate any environment, ready for `Validations.add_plugins` on the app.

    Args:
        scope: the app; a pack walks its whole tree.
        runs: takes one entry from each pack when the app is synthesized.
    """
    return [
        _nag_plugin(pack, scope, runs) if pack.cdk_nag_class else _guard_plugin(pack, runs)
        for pack in packs
        if pack.gates
    ]


def _nag_plugin(pack: Pack, scope: IConstruct, runs: list[PackRun]) -> Any:
    pack_class: Any = getattr(cdk_nag, pack.cdk_nag_class)

    class Recorded(pack_class):  # type: ignore[misc]  # the base is chosen at run time
        def validate(self, context: cdk.IPolicyValidationContext) -> cdk.PolicyValidationPluginReport:
            canary = _canary_stack()
            objected: cdk.PolicyValidationPluginReport = self.validate_scope(canary)
            report: cdk.PolicyValidationPluginReport = super().validate(context)
            runs.append(
                PackRun(
                    pack=pack.name,
                    version=importlib.metadata.version("cdk-nag"),
                    rules=_count_rules(pack_class, canary),
                    resources=_count_resources(context),
                    findings=_count_findings(report),
                    canary=_first_rule(objected),
                )
            )
            return _where_it_gates(report, pack)

    return Recorded(scope)


def _count_rules(pack_class: Any, canary: IConstruct) -> int:
    """How many rules a pack applies to one resource: it applies all of its rules to each, and they say themselves
    whether they are applicable."""
    applied = 0

    class Counted(pack_class):  # type: ignore[misc]  # the base is chosen at run time
        def _apply_rule(self, params: Any) -> None:  # noqa: ARG002 - reading it would be a call of its own
            nonlocal applied
            applied += 1

    Counted().validate_scope(canary)
    return applied


def _guard_plugin(pack: Pack, runs: list[PackRun]) -> Any:
    files = guard_files()

    class Recorded(cdk.CloudFormationValidatePlugin):
        def validate(self, context: cdk.IPolicyValidationContext) -> cdk.PolicyValidationPluginReport:
            with tempfile.TemporaryDirectory() as folder:
                template = Path(folder) / "canary.template.json"
                template.write_text(
                    json.dumps({"Resources": {"Canary": {"Type": "AWS::Lambda::Function", "Properties": _CANARY}}}),
                    encoding="utf-8",
                )
                objected = super().validate(TemplateContext([template]))
            report = super().validate(context)
            runs.append(
                PackRun(
                    pack=pack.name,
                    version=importlib.metadata.version("aws-cdk-lib"),
                    rules=sum(len(file.rules) for file in files),
                    resources=_count_resources(context),
                    findings=_count_findings(report, pack.owns_rule),
                    canary=_first_rule(objected, pack.owns_rule),
                )
            )
            return report

    return Recorded(
        guard_rules=[cdk.ValidationRuleSource(name=file.name, content=file.content) for file in files],
        # They are Rego, and starting that second engine takes longer than all the packs. What they judge, this app
        # has none of; a test watches that.
        include_default_rules=False,
    )


def _canary_stack() -> cdk.Stack:
    """A stack of its own, outside the app."""
    stack = cdk.Stack(cdk.App(), "Canary")
    lambda_.CfnFunction(
        stack,
        "Function",
        code=lambda_.CfnFunction.CodeProperty(zip_file=_CANARY["Code"]["ZipFile"]),
        handler=_CANARY["Handler"],
        role=_CANARY["Role"],
        runtime=_CANARY["Runtime"],
    )
    return stack


def _count_resources(context: cdk.IPolicyValidationContext) -> int:
    templates = (json.loads(Path(stack.template_path).read_text(encoding="utf-8")) for stack in context.stack_templates)
    return sum(len(template.get("Resources", {})) for template in templates)


def _any_rule(_rule: str) -> bool:
    return True


def _count_findings(report: cdk.PolicyValidationPluginReport, wanted: Callable[[str], bool] = _any_rule) -> int:
    return sum(len(found.violating_resources) for found in report.violations if wanted(found.rule_name))


def _first_rule(report: cdk.PolicyValidationPluginReport, wanted: Callable[[str], bool] = _any_rule) -> str:
    return min((found.rule_name for found in report.violations if wanted(found.rule_name)), default="")


def _where_it_gates(report: cdk.PolicyValidationPluginReport, pack: Pack) -> cdk.PolicyValidationPluginReport:
    """The report without what lies in environments that the pack does not gate."""
    if set(pack.gates) == set(ENVIRONMENTS):
        return report
    kept = []
    for found in report.violations:
        resources = [
            resource
            for resource in found.violating_resources
            if environment_of(resource.construct_path or "") in pack.gates
        ]
        if resources:
            kept.append(
                cdk.PolicyViolation(
                    rule_name=found.rule_name,
                    description=found.description,
                    severity=found.severity,
                    violating_resources=resources,
                )
            )
    return cdk.PolicyValidationPluginReport(success=not kept, violations=kept)
