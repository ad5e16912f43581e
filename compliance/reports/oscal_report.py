"""The matrix as OSCAL assessment results, which GRC tools read: one result a pack, for each of its controls a finding.

An observation is what one rule says of one resource, Not applicable left out and counted. A control is satisfied where
every rule that looks after it is; an acknowledged finding leaves it not satisfied, beside a risk with the reason, the
owner and a deadline, its last day. A pack that follows no framework has its rules for controls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.formats import oscal
from compliance.formats.oscal import ControlTarget, control_target, last_second_of, line, present, properties, uuid_of
from compliance.matrix import Matrix, PackResults, Resource, Result, Rule, Run, Status
from compliance.register import Acknowledgement
from feature_stacks.naming import TITLE

_PLAN: Final = uuid_of("assessment plan")
_REACH: Final = (
    "Satisfied says that every rule that looks after this control is satisfied by every resource that it applies to. "
    "Rules judge templates: what a control demands of people and of running systems is not assessed here."
)
_PREFIXES: Final = {"NIST.800.53.R5": "nist", "HIPAA.Security": "hipaa", "PCI.DSS.321": "pci"}


def write_oscal(matrix: Matrix, path: Path) -> None:
    """Writes the document."""
    run = matrix.run
    identity = (run.assembly_digest, run.time.isoformat())
    document = present(
        uuid=uuid_of("document", *identity),
        metadata=present(
            title=f"{TITLE} compliance: assessment results",
            last_modified=oscal.time_of(run.time),
            version=run.commit,
            oscal_version=oscal.VERSION,
            props=_run_properties(matrix),
        ),
        import_ap={"href": f"#{_PLAN}"},
        results=[_Assessed(run=run, pack=pack).result(uuid_of(pack.pack.name, *identity)) for pack in matrix.packs],
        back_matter={"resources": [_plan()]},
    )
    oscal.write_oscal(path, {"assessment-results": document})


def _run_properties(matrix: Matrix) -> list[dict[str, str]]:
    run = matrix.run
    facts = {"commit": run.commit, "assembly-sha256": run.assembly_digest, "pipeline-execution": run.execution_id}
    versions = {name.replace(" ", "-"): version for name, version in run.versions.items()}
    verdict = "passed" if matrix.passed else "stopped"
    return properties({**facts, **versions, "verdict": verdict, "problems": "; ".join(matrix.problems)})


def _plan() -> dict[str, Any]:
    """What was to be assessed, in place of an assessment plan in OSCAL, which there is none of."""
    return {
        "uuid": _PLAN,
        "title": "Which packs of rules judge which environments",
        "description": "The packs, their rules and where they stop a release stand in the code of the commit.",
        "rlinks": [{"href": "compliance/packs/rule_packs.py"}, {"href": "docs/compliance.md"}],
    }


@dataclass(frozen=True, kw_only=True)
class _Assessed:
    """One pack's results on the way into a document."""

    run: Run
    pack: PackResults

    def result(self, identifier: str) -> dict[str, Any]:
        observed = [result for result in self.pack.results if result.status is not Status.NOT_APPLICABLE]
        by_target = self._by_target(observed)
        counts = self.pack.counts()
        when = oscal.time_of(self.run.time)
        return present(
            uuid=identifier,
            title=self.pack.pack.title,
            description=f"{len(self.pack.rules)} rules on {len(self.pack.resources)} resources of the templates.",
            start=when,
            end=when,
            props=properties(
                {
                    "pack": self.pack.pack.name,
                    "gates": ", ".join(self.pack.pack.gates),
                    "reported": ", ".join(self.pack.pack.reported),
                    **{f"count-{_token(status)}": counts[status] for status in Status},
                }
            ),
            local_definitions=present(
                inventory_items=[_item(resource) for resource in dict.fromkeys(r.resource for r in observed)],
                assessment_assets=self._assets(),
            ),
            reviewed_controls={"control-selections": [{"include-controls": self._controls()}], "remarks": _REACH},
            observations=[self._observation(result) for result in observed],
            risks=[self._risk(result, result.acknowledgement) for result in observed if result.acknowledgement],
            findings=[self._finding(target, results) for target, results in by_target.items()],
        )

    def _targets(self, rule: Rule) -> Iterator[ControlTarget]:
        prefix = _PREFIXES.get(self.pack.pack.name, self.pack.pack.name)
        return (control_target(prefix, control) for control in rule.controls or (rule.id,))

    def _by_target(self, observed: Sequence[Result]) -> Mapping[ControlTarget, list[Result]]:
        found: dict[ControlTarget, list[Result]] = {}
        for result in observed:
            for target in self._targets(result.rule):
                found.setdefault(target, []).append(result)
        return found

    def _controls(self) -> list[dict[str, Any]]:
        """All that the pack looks after, also where no rule applies."""
        statements: dict[str, dict[str, None]] = {}
        for target in dict.fromkeys(target for rule in self.pack.rules for target in self._targets(rule)):
            of_control = statements.setdefault(target.control, {})
            if target.kind == "statement-id":
                of_control[target.id] = None
        return [present(control_id=control, statement_ids=list(ids)) for control, ids in statements.items()]

    def _assets(self) -> dict[str, Any]:
        tool = "cdk-nag" if self.pack.pack.cdk_nag_class else "project rules"
        component = {
            "uuid": uuid_of("tool", tool),
            "type": "software",
            "title": tool,
            "description": f"{tool} {self.run.versions[tool]}",
            "status": {"state": "operational"},
        }
        platform = {
            "uuid": uuid_of("platform"),
            "title": "compliance",
            "uses-components": [{"component-uuid": component["uuid"]}],
        }
        return {"components": [component], "assessment-platforms": [platform]}

    def _identity(self, result: Result) -> tuple[str, ...]:
        return (self.pack.pack.name, result.finding_id, result.resource.path)

    def _observation(self, result: Result) -> dict[str, Any]:
        resource = result.resource
        return present(
            uuid=uuid_of("observation", *self._identity(result)),
            title=line(result.finding_id),
            description=line(result.message or result.rule.description or result.rule.id),
            props=properties(
                {
                    "status": result.status.value,
                    "rule": result.rule.id,
                    "environment": resource.environment,
                    "stops-the-release": "yes" if self.pack.stops(result) else "no",
                }
            ),
            methods=["TEST"],
            types=["control-objective" if result.status is Status.COMPLIANT else "finding"],
            subjects=[{"subject-uuid": _item_uuid(resource), "type": "inventory-item", "title": line(resource.path)}],
            collected=oscal.time_of(self.run.time),
            remarks="" if result.status is Status.COMPLIANT else result.rule.advice,
        )

    def _risk(self, result: Result, entry: Acknowledgement) -> dict[str, Any]:
        return {
            "uuid": uuid_of("risk", *self._identity(result)),
            "title": line(f"{result.finding_id} at {result.resource.path}"),
            "description": line(result.rule.description or result.rule.id),
            "statement": entry.reason,
            "props": properties({"owner": entry.owner, "record": entry.record, "expires": entry.expires}),
            "status": "deviation-approved",
            "deadline": last_second_of(entry.expires),
            "related-observations": oscal.references(
                "observation-uuid", [uuid_of("observation", *self._identity(result))]
            ),
        }

    def _finding(self, target: ControlTarget, results: Sequence[Result]) -> dict[str, Any]:
        satisfied = all(result.status is Status.COMPLIANT for result in results)
        status = {
            "state": "satisfied" if satisfied else "not-satisfied",
            "reason": "pass" if satisfied else "fail",
        }
        observations = [uuid_of("observation", *self._identity(result)) for result in results]
        risks = [uuid_of("risk", *self._identity(result)) for result in results if result.acknowledgement]
        rules = ", ".join(dict.fromkeys(result.rule.id for result in results))
        return present(
            uuid=uuid_of("finding", self.pack.pack.name, target.id),
            title=f"{target.id}: {status['state']}",
            description=f"Looked after by {rules}.",
            target={"type": target.kind, "target-id": target.id, "status": status},
            related_observations=oscal.references("observation-uuid", observations),
            related_risks=oscal.references("risk-uuid", risks),
        )


def _token(status: Status) -> str:
    return status.value.lower().replace(" ", "-")


def _item_uuid(resource: Resource) -> str:
    return uuid_of("resource", resource.stack, resource.logical_id)


def _item(resource: Resource) -> dict[str, Any]:
    return {
        "uuid": _item_uuid(resource),
        "description": line(resource.path),
        "props": properties(
            {
                "environment": resource.environment,
                "account": resource.account,
                "region": resource.region,
                "stack": resource.stack,
                "logical-id": resource.logical_id,
                "resource-type": resource.type,
                "made-in": resource.source or "",
            }
        ),
    }
