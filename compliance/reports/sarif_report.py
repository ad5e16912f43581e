"""The matrix's findings as SARIF, shown at the line that created the resource; one run a pack.

Results are what a person has to act on: Error and Non-Compliant. GitHub shows every result as an alert, whatever its
``kind`` and ``suppressions`` say, so what is acknowledged, complies or does not apply is counted in the run's
properties instead; an alert closes by itself when its finding is acknowledged. Who answers for an acknowledged one,
why and until when stands in the CSV, JSON, OSCAL and ASFF forms.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from compliance.formats import sarif
from compliance.formats.markdown import plain
from compliance.formats.sarif import SarifResult, SarifRule, SarifRun
from compliance.matrix import OPEN, Matrix, PackResults, Result, Rule, Status

APP_ENTRY: Final = "pipeline_app.py"
"""Where a finding is shown whose line of code is not known, since GitHub refuses a result without one: the app that
has it."""
_REMEDY: Final = "Fix it in the code that makes the resource. Only if no change of code can, acknowledge the finding in"
_REGISTER: Final = "compliance/register/acknowledgements.py"


def write_sarif(matrix: Matrix, path: Path) -> None:
    """Writes the log, one run a pack."""
    sarif.write_sarif(path, [_run(matrix, run) for run in matrix.packs])


def _run(matrix: Matrix, run: PackResults) -> SarifRun:
    facts = matrix.run
    counts = run.counts()
    is_nag = bool(run.pack.cdk_nag_class)
    return SarifRun(
        tool=f"cdk-nag {run.pack.title}" if is_nag else run.pack.title,
        version=facts.versions["cdk-nag" if is_nag else "project rules"],
        rules=[_rule(rule) for rule in run.rules],
        results=[_result(run, result) for result in run.with_status(*OPEN)],
        id=f"compliance/{run.pack.name}/",
        ended=facts.time,
        successful=not matrix.problems,
        properties={
            "commit": facts.commit,
            "assemblySha256": facts.assembly_digest,
            "versions": dict(facts.versions),
            "gates": list(run.pack.gates),
            "reported": list(run.pack.reported),
            "rules": len(run.rules),
            "resources": {environment: run.resource_count(environment) for environment in run.environments},
            "counts": {status.value: counts[status] for status in Status},
        },
    )


def _rule(rule: Rule) -> SarifRule:
    description = rule.description or rule.id
    controls = ", ".join(rule.controls)
    return SarifRule(
        id=rule.id,
        description=description,
        explanation=rule.advice,
        help="\n\n".join(
            [rule.advice, *([f"Controls: {controls}."] if controls else []), f"{_REMEDY} {_REGISTER}."],
        ),
        markdown="\n\n".join(
            [
                f"**{plain(description)}**",
                *([plain(rule.explanation)] if rule.explanation else []),
                *([f"Controls: {plain(controls)}."] if controls else []),
                f"{_REMEDY} `{_REGISTER}`.",
            ]
        ),
        level="warning" if rule.level == "Warning" else "error",
    )


def _result(run: PackResults, result: Result) -> SarifResult:
    resource = result.resource
    file, _, line = (resource.source or f"{APP_ENTRY}:1").rpartition(":")
    description = result.message or result.rule.description
    # Lines move; rule, finding and construct are what makes a finding the same one in the next run.
    fingerprint = hashlib.sha256(f"{result.finding_id}\0{resource.path}".encode()).hexdigest()
    return SarifResult(
        rule=result.rule.id,
        level="error" if resource.environment in run.pack.gates else "warning",
        message=f"{description} ({result.finding_id} at {resource.path}, {resource.type})",
        file=file,
        line=int(line),
        resource=resource.path,
        fingerprint=fingerprint,
        properties={
            "status": result.status.value,
            "environment": resource.environment,
            "stack": resource.stack,
            "logicalId": resource.logical_id,
            "stops": run.stops(result),
        },
    )
