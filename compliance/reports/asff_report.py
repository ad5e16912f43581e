"""The matrix as findings in the AWS Security Finding Format, which Security Hub imports with ``BatchImportFindings``.

Each result but Not applicable is a finding: PASSED, FAILED, or NOT_AVAILABLE where a rule could not decide. Security
Hub takes a finding only from the account that it names, so all name the account that runs the pipeline; whose resource
it is stands in the resource. What is acknowledged is SUPPRESSED with a note of who answers for it and until when.
Security Hub reads these two only when it first sees an id (docs.aws.amazon.com/securityhub, "BatchImportFindings for
finding providers"), so an acknowledged finding has an id of its own: once the excuse is gone, the finding is a new one
and cannot stay suppressed.

The limits are those of the same guide's "Required" and "Optional top-level attributes"; the service model names none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from compliance.assembly import TOOLS
from compliance.formats.oscal import time_of
from compliance.matrix import Matrix, PackResults, Resource, Result, Run, Status
from compliance.reports.asff_resource_types import resource_type
from feature_stacks.naming import PRODUCT, TITLE

SCHEMA_VERSION: Final = "2018-10-08"
MOST_TITLE: Final = 256
MOST_DESCRIPTION: Final = 1024
MOST_ADVICE: Final = 512
"""Also of a note."""
MOST_REQUIREMENTS: Final = 32
MOST_FIELD: Final = 1024
_STATUSES: Final = {
    Status.COMPLIANT: "PASSED",
    Status.NON_COMPLIANT: "FAILED",
    Status.ACKNOWLEDGED: "FAILED",
    Status.ERROR: "NOT_AVAILABLE",
}
_FRAMEWORK: Final = "Software and Configuration Checks/Industry and Regulatory Standards"
_BEST_PRACTICE: Final = "Software and Configuration Checks/AWS Security Best Practices"
_DIGITS: Final = 32


def write_asff(matrix: Matrix, path: Path) -> None:
    """Writes a list of findings; Security Hub takes up to 100 a call (docs/compliance.md says how)."""
    path.write_text(json.dumps(list(_findings(matrix)), indent=1, ensure_ascii=False), encoding="utf-8")


def _findings(matrix: Matrix) -> Iterator[dict[str, Any]]:
    resources = [resource for pack in matrix.packs for resource in pack.resources]
    importer = next((resource for resource in resources if resource.environment == TOOLS), None)
    for pack in matrix.packs:
        for result in pack.results:
            if result.status is not Status.NOT_APPLICABLE:
                yield _finding(matrix.run, pack, result, importer or result.resource)


def _finding(run: Run, pack: PackResults, result: Result, importer: Resource) -> dict[str, Any]:
    rule = result.rule
    when = time_of(run.time)
    product = f"arn:aws:securityhub:{importer.region}:{importer.account}:product/{importer.account}/default"
    finding: dict[str, Any] = {
        "SchemaVersion": SCHEMA_VERSION,
        "Id": _identity(pack, result),
        "ProductArn": product,
        "ProductName": f"{TITLE} compliance",
        "GeneratorId": rule.id,
        "AwsAccountId": importer.account,
        "Types": [_FRAMEWORK if rule.controls else _BEST_PRACTICE],
        "CreatedAt": when,
        "UpdatedAt": when,
        "Severity": {"Label": _severity(pack, result)},
        "Title": _shortened(f"{result.finding_id}: {rule.description or rule.id}", MOST_TITLE),
        "Description": _shortened(result.message or rule.description or rule.id, MOST_DESCRIPTION),
        "Remediation": {"Recommendation": {"Text": _shortened(rule.advice, MOST_ADVICE)}},
        "ProductFields": _fields(run, pack, result),
        "Resources": [_resource(result.resource)],
        "Compliance": {"Status": _STATUSES[result.status]},
        "Workflow": {"Status": "NEW"},
        "RecordState": "ACTIVE",
    }
    if rule.controls:
        finding["Compliance"]["RelatedRequirements"] = [
            f"{pack.pack.name} {control}" for control in rule.controls[:MOST_REQUIREMENTS]
        ]
    if entry := result.acknowledgement:
        text = f"Acknowledged until {entry.expires} by {entry.owner} ({entry.record}): {entry.reason}"
        finding["Workflow"] = {"Status": "SUPPRESSED"}
        finding["Note"] = {"Text": _shortened(text, MOST_ADVICE), "UpdatedBy": entry.owner, "UpdatedAt": when}
    return finding


def _identity(pack: PackResults, result: Result) -> str:
    """One for a rule's finding at a resource, whatever becomes of it, but another while it is acknowledged."""
    entry = result.acknowledgement
    excuse = f"{entry.record}\0{entry.expires}" if entry else ""
    resource = result.resource
    key = "\0".join((pack.pack.name, result.finding_id, resource.stack, resource.logical_id, excuse))
    return f"{PRODUCT}-compliance/{result.rule.id}/{hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]}"


def _severity(pack: PackResults, result: Result) -> str:
    if result.status is Status.COMPLIANT:
        return "INFORMATIONAL"
    return "HIGH" if pack.stops(result) else "MEDIUM" if result.acknowledgement is None else "LOW"


def _fields(run: Run, pack: PackResults, result: Result) -> dict[str, str]:
    """What the format has no place for; all control ids too, which are more than it takes as requirements."""
    resource = result.resource
    fields = {
        "status": result.status.value,
        "pack": pack.pack.name,
        "finding": result.finding_id,
        "stops": "yes" if pack.stops(result) else "no",
        "environment": resource.environment,
        "path": resource.path,
        "source": resource.source or "",
        "controls": ", ".join(result.rule.controls),
        "commit": run.commit,
        "assembly": run.assembly_digest,
        "execution": run.execution_id,
    }
    return {f"{PRODUCT}/{name}": _shortened(value, MOST_FIELD) for name, value in fields.items() if value}


def _resource(resource: Resource) -> dict[str, Any]:
    """The resource of a template: it is judged before it is deployed, so it has no ARN yet."""
    return {
        "Type": resource_type(resource.type),
        "Id": f"{resource.account}/{resource.region}/{resource.stack}/{resource.logical_id}",
        "Partition": "aws",
        "Region": resource.region,
        "Details": {"Other": {"CloudFormationType": resource.type}},
    }


def _shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."
