"""The matrix as one JSON document: the form for programs, and what the HTML page shows.

``results`` has every status but Not applicable, one row each; rows of what does not apply are all alike, so
``not_applicable`` lists for each pack and rule only the resources, by their place in ``resources``. Together they are
the full matrix.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from compliance.matrix import Matrix, PackResults, Resource, Result, Status
from compliance.packs import ENVIRONMENTS
from compliance.register import Acknowledgement

SCHEMA: Final = "careervp-compliance-matrix/1"
RESULT_COLUMNS: Final = ("pack", "rule", "resource", "status", "finding", "stops", "acknowledgement", "message")


def document_of(matrix: Matrix) -> dict[str, Any]:
    """The document, of JSON's types only."""
    resources = list(dict.fromkeys(resource for pack in matrix.packs for resource in pack.resources))
    place = {resource: index for index, resource in enumerate(resources)}
    acknowledged = [result for pack in matrix.packs for result in pack.with_status(Status.ACKNOWLEDGED)]
    entries = list(dict.fromkeys(result.acknowledgement for result in acknowledged if result.acknowledgement))
    entry_place = {entry: index for index, entry in enumerate(entries)}
    return {
        "schema": SCHEMA,
        "verdict": "passed" if matrix.passed else "stopped",
        "problems": list(matrix.problems),
        "run": _run(matrix),
        "environments": list(ENVIRONMENTS),
        "statuses": [status.value for status in Status],
        "packs": [_pack(pack) for pack in matrix.packs],
        "resources": [_resource(resource) for resource in resources],
        "acknowledgements": [_acknowledgement(entry, acknowledged) for entry in entries],
        "results": {
            "columns": list(RESULT_COLUMNS),
            "rows": [
                _row(pack, result, place, entry_place)
                for pack in matrix.packs
                for result in pack.results
                if result.status is not Status.NOT_APPLICABLE
            ],
        },
        "not_applicable": {pack.pack.name: _not_applicable(pack, place) for pack in matrix.packs},
    }


def write_json(matrix: Matrix, path: Path) -> None:
    """Writes the document, without white space: the not applicable are many."""
    path.write_text(json.dumps(document_of(matrix), separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _run(matrix: Matrix) -> dict[str, Any]:
    run = matrix.run
    return {
        "commit": run.commit,
        "changed": run.changed,
        "execution_id": run.execution_id,
        "assembly_sha256": run.assembly_digest,
        "time": run.time.isoformat(),
        "versions": dict(run.versions),
    }


def _pack(run: PackResults) -> dict[str, Any]:
    return {
        "name": run.pack.name,
        "title": run.pack.title,
        "gates": list(run.pack.gates),
        "reported": list(run.pack.reported),
        "rules": [
            {
                "id": rule.id,
                "level": rule.level,
                "description": rule.description,
                "explanation": rule.explanation,
                "advice": rule.advice,
                "controls": list(rule.controls),
            }
            for rule in run.rules
        ],
        "resources": {environment: run.resource_count(environment) for environment in run.environments},
        "counts": {environment: _counts(run, environment) for environment in run.environments},
        "total": _counts(run, None),
    }


def _counts(run: PackResults, environment: str | None) -> dict[str, int]:
    counted = run.counts(environment)
    return {status.value: counted[status] for status in Status}


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "environment": resource.environment,
        "account": resource.account,
        "region": resource.region,
        "stack": resource.stack,
        "logical_id": resource.logical_id,
        "path": resource.path,
        "type": resource.type,
        "source": resource.source,
    }


def _acknowledgement(entry: Acknowledgement, acknowledged: Sequence[Result]) -> dict[str, Any]:
    (result,) = [result for result in acknowledged if result.acknowledgement is entry][:1]
    return {
        "finding": result.finding_id,
        "path": entry.path,
        "logical_id": result.resource.logical_id,
        "environment": result.resource.environment,
        "reason": entry.reason,
        "owner": entry.owner,
        "record": entry.record,
        "expires": entry.expires.isoformat(),
    }


def _row(
    run: PackResults, result: Result, place: Mapping[Resource, int], entry_place: Mapping[Acknowledgement, int]
) -> list[Any]:
    return [
        run.pack.name,
        result.rule.id,
        place[result.resource],
        result.status.value,
        result.finding,
        run.stops(result),
        None if result.acknowledgement is None else entry_place[result.acknowledgement],
        result.message,
    ]


def _not_applicable(run: PackResults, place: Mapping[Resource, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for result in run.with_status(Status.NOT_APPLICABLE):
        found.setdefault(result.rule.id, []).append(place[result.resource])
    return found
