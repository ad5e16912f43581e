"""The findings as SARIF 2.1.0, which GitHub's code scanning shows at the line that created the resource.

One run a pack. Results are what a person may have to act on: Error, Non-Compliant, and Acknowledged as accepted
suppressions. GitHub shows every result as an alert whatever its ``kind``, so what complies or does not apply is
counted in the run's properties instead of listed.

Sources: docs.oasis-open.org/sarif/sarif/v2.1.0; docs.github.com, "SARIF support for code scanning" (a location with a
file and a line is required; 20 runs a file, 25,000 results a run).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from compliance.matrix import Matrix, PackResults, Result, Status

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LISTED: Final = (Status.ERROR, Status.NON_COMPLIANT, Status.ACKNOWLEDGED)
APP_ENTRY: Final = "pipeline_app.py"
"""Where a finding is shown whose line of code is not known: the app that has it."""


def write_sarif(matrix: Matrix, path: Path) -> None:
    """Writes the log, one run a pack."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(matrix, run) for run in matrix.packs]}
    path.write_text(json.dumps(log, indent=1, ensure_ascii=False), encoding="utf-8")


def _run(matrix: Matrix, run: PackResults) -> dict[str, Any]:
    facts = matrix.run
    counts = run.counts()
    place = {rule.id: index for index, rule in enumerate(run.rules)}
    return {
        "tool": {"driver": _driver(matrix, run)},
        # GitHub tells the runs of one file apart by this.
        "automationDetails": {"id": f"compliance/{run.pack.name}/"},
        "invocations": [
            {"executionSuccessful": not matrix.problems, "endTimeUtc": facts.time.strftime("%Y-%m-%dT%H:%M:%SZ")}
        ],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": [_result(run, result, place[result.rule.id]) for result in run.with_status(*LISTED)],
        "properties": {
            "commit": facts.commit,
            "assemblySha256": facts.assembly_digest,
            "versions": dict(facts.versions),
            "gates": list(run.pack.gates),
            "reported": list(run.pack.reported),
            "rules": len(run.rules),
            "resources": {environment: run.resource_count(environment) for environment in run.environments},
            "counts": {status.value: counts[status] for status in Status},
        },
    }


def _driver(matrix: Matrix, run: PackResults) -> dict[str, Any]:
    is_nag = bool(run.pack.cdk_nag_class)
    return {
        "name": f"cdk-nag {run.pack.title}" if is_nag else run.pack.title,
        "version": matrix.run.versions["cdk-nag" if is_nag else "project rules"],
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.description or rule.id},
                "fullDescription": {"text": rule.explanation or rule.description or rule.id},
                "defaultConfiguration": {"level": "warning" if rule.level == "Warning" else "error"},
            }
            for rule in run.rules
        ],
    }


def _result(run: PackResults, result: Result, rule_index: int) -> dict[str, Any]:
    resource, entry = result.resource, result.acknowledgement
    file, _, line = (resource.source or f"{APP_ENTRY}:1").rpartition(":")
    text = f"{result.message or result.rule.description} ({result.finding_id} at {resource.path}, {resource.type})"
    found: dict[str, Any] = {
        "ruleId": result.rule.id,
        "ruleIndex": rule_index,
        "kind": "fail",
        "level": "error" if resource.environment in run.pack.gates else "warning",
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file, "uriBaseId": "SRCROOT"},
                    "region": {"startLine": int(line)},
                },
                "logicalLocations": [{"fullyQualifiedName": resource.path, "kind": "resource"}],
            }
        ],
        # Lines move; rule, finding and construct are what makes a finding the same one in the next run.
        "partialFingerprints": {
            "ruleAndConstruct/v1": hashlib.sha256(f"{result.finding_id}\0{resource.path}".encode()).hexdigest()
        },
        "properties": {
            "status": result.status.value,
            "environment": resource.environment,
            "stack": resource.stack,
            "logicalId": resource.logical_id,
            "stops": run.stops(result),
        },
    }
    if entry is not None:
        found["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": entry.reason,
                "properties": {"owner": entry.owner, "record": entry.record, "expires": entry.expires.isoformat()},
            }
        ]
    return found
