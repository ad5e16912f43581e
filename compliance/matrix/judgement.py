"""Judges an assembly by every pack: runs the rules, and says of each finding whether the register excuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.assembly import ConstructLines, SynthesizedStack, environment_of, read_lines, read_stacks
from compliance.matrix.evaluation import evaluate
from compliance.matrix.guard_scope import GuardRule, guard_scopes
from compliance.matrix.model import OPEN, PackResults, Resource, Result, Rule, Status
from compliance.packs import Pack, ValidationReport, plugin_namespace
from compliance.packs.control_ids import without_controls
from compliance.register import Acknowledgement

_PATH: Final = "aws:cdk:path"
_LETTERS: Final = {
    "C": Status.COMPLIANT,
    "N": Status.NON_COMPLIANT,
    "-": Status.NOT_APPLICABLE,
    "E": Status.ERROR,
}


def judge_packs(
    assembly: Path, *, packs: Sequence[Pack], report: ValidationReport, register: Sequence[Acknowledgement]
) -> tuple[PackResults, ...]:
    """Every pack's results on the environments it is asked for.

    Args:
        assembly: the directory that will be deployed.
        report: what synth recorded of it, which has the findings of the project's own rules.
        register: the entries with their placeholders filled in (`compliance.register.register_file`).

    Raises:
        NoAssemblyError: the directory is not a cloud assembly.
        EvaluationError, JavaScriptMissingError: the rules could not be run.
    """
    stacks = read_stacks(assembly)
    lines = read_lines(assembly)
    judge = _Judge(
        resources={stack.display_name: tuple(_resources(stack, lines)) for stack in stacks},
        entries={(entry.finding, entry.path): entry for entry in register},
    )
    nag = [pack for pack in packs if pack.cdk_nag_class]
    answer = evaluate(
        assembly,
        stacks=[_description(stack) for stack in stacks],
        packs=[{"name": pack.name, "class": pack.cdk_nag_class, "stacks": judge.stacks_of(pack)} for pack in nag],
    )
    answers = dict(zip((pack.name for pack in nag), answer["packs"], strict=True))
    return tuple(
        judge.nag_results(pack, answers[pack.name])
        if pack.cdk_nag_class
        else judge.guard_results(pack, guard_scopes(), report)
        for pack in packs
    )


def _description(stack: SynthesizedStack) -> dict[str, str]:
    account, region = _account_and_region(stack)
    return {
        "path": stack.display_name,
        "name": stack.name,
        "account": account,
        "region": region,
        "template": str(stack.template_file.resolve()),
    }


def _account_and_region(stack: SynthesizedStack) -> tuple[str, str]:
    account, region = stack.environment.removeprefix("aws://").split("/")
    return account, region


def _resources(stack: SynthesizedStack, lines: ConstructLines) -> Iterator[Resource]:
    account, region = _account_and_region(stack)
    for logical_id, body in stack.resources().items():
        path = body.get("Metadata", {}).get(_PATH, f"{stack.display_name}/{logical_id}")
        yield Resource(
            environment=environment_of(stack.display_name),
            account=account,
            region=region,
            stack=stack.name,
            logical_id=logical_id,
            path=path,
            type=body["Type"],
            source=lines.line_of(path) or None,
        )


def _nag_rule(rule: Mapping[str, str]) -> Rule:
    description, controls = without_controls(rule["info"])
    return Rule(
        id=rule["id"],
        description=description,
        explanation=rule["explanation"],
        level=rule["level"],
        controls=controls,
    )


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """What all packs are judged on and with.

    Attributes:
        resources: by the path of their stack.
        entries: of the register, by finding id and construct path.
    """

    resources: Mapping[str, tuple[Resource, ...]]
    entries: Mapping[tuple[str, str], Acknowledgement]

    def stacks_of(self, pack: Pack) -> list[str]:
        """The stacks of the environments that a pack is asked for."""
        environments = (*pack.gates, *pack.reported)
        return [path for path in self.resources if environment_of(path) in environments]

    def nag_results(self, pack: Pack, answer: Mapping[str, Any]) -> PackResults:
        """From what `evaluate_rules.js` says of one pack."""
        by_id = {
            (path, resource.logical_id): resource for path, of_stack in self.resources.items() for resource in of_stack
        }
        rules = tuple(map(_nag_rule, answer["rules"]))
        judged = tuple(by_id[path, logical_id] for path, logical_id in answer["resources"])
        findings = {(resource, rule): names for resource, rule, names in answer["findings"]}
        errors = {(resource, rule): message for resource, rule, message in answer["errors"]}
        results: list[Result] = []
        for place, (resource, letters) in enumerate(zip(judged, answer["outcomes"], strict=True)):
            for index, letter in enumerate(letters):
                if letter == "F":
                    results.extend(
                        self._excused(pack, Result(rules[index], resource, Status.NON_COMPLIANT, finding))
                        for finding in findings[place, index]
                    )
                else:
                    message = errors.get((place, index), "")
                    result = Result(rules[index], resource, _LETTERS[letter], message=message)
                    results.append(self._excused(pack, result))
        return PackResults(pack=pack, rules=rules, resources=judged, results=tuple(results))

    def guard_results(self, pack: Pack, scopes: Sequence[GuardRule], report: ValidationReport) -> PackResults:
        """From the findings that synth recorded, and the types that each rule looks at."""
        judged = tuple(resource for path in self.stacks_of(pack) for resource in self.resources[path])
        found = {(finding.rule, finding.construct_path) for finding in report.findings if finding.pack == pack.name}
        results: list[Result] = []
        for resource in judged:
            for scope in scopes:
                status = Status.COMPLIANT
                if (scope.rule.id, resource.path) in found:
                    status = Status.NON_COMPLIANT
                elif scope.types and resource.type not in scope.types:
                    status = Status.NOT_APPLICABLE
                results.append(self._excused(pack, Result(scope.rule, resource, status)))
        rules = tuple(scope.rule for scope in scopes)
        return PackResults(pack=pack, rules=rules, resources=judged, results=tuple(results))

    def _excused(self, pack: Pack, result: Result) -> Result:
        """The result as acknowledged, where it needs it and the register has exactly this finding."""
        if result.status not in OPEN:
            return result
        entry = self.entries.get((f"{plugin_namespace(pack.name)}::{result.finding_id}", result.resource.path))
        return result if entry is None else result._replace(status=Status.ACKNOWLEDGED, acknowledgement=entry)
