"""Judges an assembly by every pack: runs the rules, and says of each finding whether the register excuses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.assembly import read_lines, read_stacks
from compliance.matrix.dead_letter_queues import REDRIVE_RULES
from compliance.matrix.evaluation import EvaluationError, evaluate
from compliance.matrix.guard_probes import GuardRule, probed_files
from compliance.matrix.judged_stacks import JudgedStack, canary_description, judged_stacks
from compliance.matrix.model import OPEN, PackResults, Resource, Result, Rule, Status
from compliance.packs import TEMPLATE_VALIDATION, Finding, Pack
from compliance.packs.control_ids import without_controls
from compliance.register import Acknowledgement

_LETTERS: Final = {
    "C": Status.COMPLIANT,
    "N": Status.NON_COMPLIANT,
    "-": Status.NOT_APPLICABLE,
    "E": Status.ERROR,
}
_SEVERITIES: Final = {"FATAL": "error", "ERROR": "error"}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the rules say of one assembly.

    Attributes:
        packs: each pack's results on the environments that it is asked for.
        validation: what the CDK's own template validation finds, in all stacks; empty where it was not wanted.
    """

    packs: tuple[PackResults, ...]
    validation: tuple[Finding, ...]


def judge(
    assembly: Path, *, packs: Sequence[Pack], register: Sequence[Acknowledgement], validates: bool = True
) -> Judgement:
    """Runs the packs on the templates of the directory that will be deployed.

    Args:
        register: the entries with their placeholders filled in (`compliance.register.register_file`).
        validates: whether the CDK's own template validation runs too, a third of the whole time.

    Raises:
        NoAssemblyError: the directory is not a cloud assembly.
        EvaluationError, JavaScriptMissingError: the rules could not be run.
    """
    judge = _Judge(
        stacks={stack.path: stack for stack in judged_stacks(read_stacks(assembly), read_lines(assembly))},
        entries={(entry.finding, entry.path): entry for entry in register},
    )
    nag = [pack for pack in packs if pack.cdk_nag_class]
    canary = canary_description()
    files = probed_files(_types(canary["judged"], *(stack.judged for stack in judge.stacks.values())))
    answer = evaluate(
        assembly,
        {
            "stacks": [stack.description() for stack in judge.stacks.values()],
            "canary": canary,
            "packs": [
                {"name": pack.name, "class": pack.cdk_nag_class, "stacks": judge.stacks_of(pack)} for pack in nag
            ],
            "guardRules": [
                {"name": probed.file.name, "content": probed.file.content} for probed in files if probed.file.content
            ],
            "validates": validates,
        },
    )
    answers = dict(zip((pack.name for pack in nag), answer["packs"], strict=True))
    guard_rules = tuple(rule for probed in files for rule in probed.rules)
    templates = answer["templates"]
    return Judgement(
        packs=tuple(
            judge.nag_results(pack, answers[pack.name])
            if pack.cdk_nag_class
            else judge.guard_results(pack, guard_rules, templates)
            for pack in packs
        ),
        validation=tuple(judge.validation_finding(*found) for found in templates["validation"]),
    )


def _types(*templates: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(resource["Type"] for template in templates for resource in template.get("Resources", {}).values())


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
        stacks: by path.
        entries: of the register, by finding id and construct path.
    """

    stacks: Mapping[str, JudgedStack]
    entries: Mapping[tuple[str, str], Acknowledgement]

    def stacks_of(self, pack: Pack) -> list[str]:
        """The stacks of the environments that a pack is asked for."""
        environments = (*pack.gates, *pack.reported)
        return [path for path, stack in self.stacks.items() if stack.environment in environments]

    def nag_results(self, pack: Pack, answer: Mapping[str, Any]) -> PackResults:
        """From what `evaluate_rules.js` says of one pack."""
        rules = tuple(map(_nag_rule, answer["rules"]))
        judged = tuple(self.stacks[path].resources[logical_id] for path, logical_id in answer["resources"])
        redriven = {
            place
            for place, (path, logical_id) in enumerate(answer["resources"])
            if logical_id in self.stacks[path].dead_letter_queues
        }
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
                    message = _not_judged(errors.get((place, index), ""))
                    asks_too_much = place in redriven and rules[index].id in REDRIVE_RULES
                    status = Status.NOT_APPLICABLE if asks_too_much else _LETTERS[letter]
                    result = Result(rules[index], resource, status, message=message)
                    results.append(self._excused(pack, result))
        canary = min(answer["canary"], default="")
        return PackResults(pack=pack, rules=rules, resources=judged, results=tuple(results), canary=canary)

    def guard_results(self, pack: Pack, rules: Sequence[GuardRule], templates: Mapping[str, Any]) -> PackResults:
        """From what `validate_templates.js` says: what breaks a rule, and what each rule looks at."""
        broken: dict[Resource, set[str]] = {}
        for path, logical_id, rule in templates["guard"]:
            if logical_id is None:
                raise EvaluationError(f"the rule {rule} is broken in {path}, and the engine names no resource")
            broken.setdefault(self.stacks[path].subject_of(logical_id), set()).add(rule)
        judged = tuple(resource for path in self.stacks_of(pack) for resource in self.stacks[path].resources.values())
        results = tuple(
            self._excused(pack, Result(rule.rule, resource, rule.status(broken.get(resource, set()))))
            for resource in judged
            for rule in rules
        )
        names = {rule.rule.id for rule in rules}
        return PackResults(
            pack=pack,
            rules=tuple(rule.rule for rule in rules),
            resources=judged,
            results=results,
            canary=min(names.intersection(templates["canary"]), default=""),
        )

    def validation_finding(
        self, path: str, logical_id: str | None, rule: str, severity: str, description: str
    ) -> Finding:
        """A finding about a resource, or about the stack where the validation names none."""
        resource = None if logical_id is None else self.stacks[path].resources[logical_id]
        return Finding(
            pack=TEMPLATE_VALIDATION,
            rule=rule,
            severity=_SEVERITIES.get(severity, "warning"),
            description=description,
            construct_path=resource.path if resource else path,
            construct_type=resource.type if resource else "",
            reason=None,
            made_in=(resource.source or "") if resource else "",
        )

    def _excused(self, pack: Pack, result: Result) -> Result:
        """The result as acknowledged, where it needs it and the register has exactly this finding."""
        if result.status not in OPEN:
            return result
        entry = self.entries.get((f"{pack.name}::{result.finding_id}", result.resource.path))
        return result if entry is None else result._replace(status=Status.ACKNOWLEDGED, acknowledgement=entry)


def _not_judged(error: str) -> str:
    """What is said of a rule that failed on a resource; its own words mean something to who wrote the rule."""
    if not error:
        return ""
    return (
        f"The rule could not judge this resource ({error}): it expects plain values and lists where an intrinsic "
        "function stands, or Action and Resource where a policy says NotAction or NotResource. Write it out."
    )
