"""The reports of one execution as a page shows them: test cases by report, findings by rule pack, and the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from delivery.compliance_report import MATRIX, PAGE
from delivery.console.reading.evidence_bucket import EvidenceBucket, EvidenceFile
from delivery.console.reading.json_fields import count, items, mapping, mappings, text, texts
from delivery.evidence import ReportCounts, report_counts
from localcloud.cli import Execution, PipelineOwner

STEPS: Final = ("compliance/compliance", "synth/compliance")
"""The folders of a compliance report; the first is that of the step before Dev, Build has one where it stopped."""
_OPEN: Final = frozenset({"Error", "Non-Compliant"})
_MOST_OPEN: Final = 100
GATE: Final = "gate/facts.json"
ATTESTATION: Final = "gate/attestation.dsse.json"


@dataclass(frozen=True, kw_only=True)
class PackFindings:
    """How many results of a rule pack are what, over all environments.

    Attributes:
        open: those that stop the pipeline.
        excused: acknowledged, with a reason and a date.
        reported: not met in an environment that the pack does not gate.
    """

    name: str
    open: int
    excused: int
    reported: int = 0
    compliant: int = 0


@dataclass(frozen=True, kw_only=True)
class OpenFinding:
    """A rule that a resource does not meet; `source` is where the code makes it, empty where that is not known.
    `stops` tells one of a gate from one that is only reported.
    """

    stops: bool
    rule: str
    resource: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ComplianceVerdict:
    """Attributes:
    verdict: `passed` or `stopped`.
    page: the report's path in the evidence; empty where there is none.
    """

    verdict: str
    page: str
    packs: Sequence[PackFindings]
    open: Sequence[OpenFinding]


@dataclass(frozen=True, kw_only=True)
class ExecutionReports:
    """Attributes:
    tests: the reports of its builds, those with failed cases first.
    compliance: None where no step reported.
    signed: whether it kept an attestation.
    """

    tests: Sequence[ReportCounts]
    compliance: ComplianceVerdict | None
    files: Sequence[EvidenceFile]
    signed: bool


def execution_reports(owner: PipelineOwner, bucket: EvidenceBucket, execution: Execution) -> ExecutionReports:
    """Raises ClientError and BotoCoreError where something may not be read."""
    files = bucket.files(execution.id)
    tests = sorted(report_counts(owner, execution), key=lambda report: not failed_cases(report))
    paths = {file.path for file in files}
    return ExecutionReports(
        tests=tests,
        compliance=_compliance(bucket, execution.id, paths),
        files=files,
        signed=ATTESTATION in paths,
    )


def failed_cases(report: ReportCounts) -> int:
    """Cases that did not succeed and were not skipped."""
    return sum(count for status, count in report.counts.items() if status not in {"SUCCEEDED", "SKIPPED"})


def kept_matrix(bucket: EvidenceBucket, execution_id: str) -> tuple[str, dict[str, Any]] | None:
    """The compliance matrix that an execution kept, and the folder of its report; None where no step reported."""
    found = ((folder, bucket.document(execution_id, f"{folder}/{MATRIX}")) for folder in STEPS)
    return next(((folder, matrix) for folder, matrix in found if matrix is not None), None)


def _compliance(bucket: EvidenceBucket, execution_id: str, paths: set[str]) -> ComplianceVerdict | None:
    if (kept := kept_matrix(bucket, execution_id)) is None:
        return None
    folder, matrix = kept
    page = f"{folder}/{PAGE}"
    return ComplianceVerdict(
        verdict=text(matrix.get("verdict")),
        page=page if page in paths else "",
        packs=pack_findings(matrix),
        open=sorted(_open_findings(matrix), key=lambda finding: not finding.stops)[:_MOST_OPEN],
    )


def pack_findings(matrix: Mapping[str, Any]) -> list[PackFindings]:
    """By pack, of a compliance matrix."""
    return [_pack(pack) for pack in mappings(matrix.get("packs"))]


def _pack(pack: Mapping[str, Any]) -> PackFindings:
    total = mapping(pack.get("total"))
    return PackFindings(
        name=text(pack.get("name")),
        open=_open_in(pack, texts(pack.get("gates"))),
        excused=count(total.get("Acknowledged")),
        reported=_open_in(pack, texts(pack.get("reported"))),
        compliant=count(total.get("Compliant")),
    )


def _open_in(pack: Mapping[str, Any], environments: Sequence[str]) -> int:
    counts = mapping(pack.get("counts"))
    return sum(count(mapping(counts.get(environment)).get(status)) for environment in environments for status in _OPEN)


def _open_findings(matrix: Mapping[str, Any]) -> Iterator[OpenFinding]:
    results = mapping(matrix.get("results"))
    columns = texts(results.get("columns"))
    resources = items(matrix.get("resources"))
    for row in items(results.get("rows")):
        result = dict(zip(columns, items(row), strict=False))
        if text(result.get("status")) in _OPEN:
            place = result.get("resource")
            known = mapping(resources[place]) if isinstance(place, int) and 0 <= place < len(resources) else {}
            yield OpenFinding(
                stops=bool(result.get("stops")),
                rule=text(result.get("rule")),
                resource=text(known.get("path", place)),
                source=text(known.get("source")),
            )
