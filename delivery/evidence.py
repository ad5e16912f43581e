"""The reports of an execution: CodeBuild's report groups with their counts, and the files that each step left in the
evidence bucket.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from localcloud.cli import CommandError, Execution, ExecutionReader, ExitCode, LocalCloud, PipelineOwner, describe_build

EVIDENCE_OUTPUT = "EvidenceBucketName"
_MOST_EXECUTIONS = 25


class PipelineAccount(Protocol):
    """The account of the pipeline, in the local cloud or on AWS."""

    @property
    def pipeline_outputs(self) -> dict[str, str]:
        """Outputs of the pipeline's stack."""

    def client(self, service: str) -> Any:
        """A boto3 client."""


@dataclass(frozen=True, kw_only=True)
class ReportCounts:
    """One report of one build: how many cases had which status, such as `SUCCEEDED` and `FAILED`."""

    stage: str
    action: str
    name: str
    status: str
    total: int
    counts: dict[str, int]

    @property
    def line(self) -> str:
        """For a person; statuses without a case are left out."""
        counts = ", ".join(f"{count} {status.lower()}" for status, count in self.counts.items() if count)
        return f"{self.stage}/{self.action} {self.name}: {self.total} cases ({counts or 'none'})"


def report_counts(cloud: PipelineOwner, execution: Execution) -> Iterator[ReportCounts]:
    """Every report that the execution's builds made."""
    client = cloud.client("codebuild")
    for action in execution.actions:
        if action.provider != "CodeBuild" or not action.external_id:
            continue
        arns = (describe_build(cloud, action.external_id) or {}).get("reportArns", [])
        for report in client.batch_get_reports(reportArns=arns)["reports"] if arns else []:
            summary = report.get("testSummary", {})
            yield ReportCounts(
                stage=action.stage,
                action=action.name,
                name=report["reportGroupArn"].rpartition("/")[2],
                status=report["status"],
                total=summary.get("total", 0),
                counts=dict(summary.get("statusCounts", {})),
            )


def newest_with_evidence(cloud: LocalCloud, reader: ExecutionReader) -> str:
    """The id of the newest execution that kept evidence; of the newest one where none of the last ones did.

    A rollback or an execution that has just begun has none.

    Raises:
        CommandError: there is no execution yet, or the pipeline's stack has no evidence bucket.
    """
    bucket, client = _bucket(cloud), cloud.client("s3")
    for summary in reader.summaries()[:_MOST_EXECUTIONS]:
        execution_id = str(summary["pipelineExecutionId"])
        if client.list_objects_v2(Bucket=bucket, Prefix=f"{execution_id}/", MaxKeys=1).get("Contents"):
            return execution_id
    return reader.newest()


def _bucket(cloud: PipelineAccount) -> str:
    bucket = cloud.pipeline_outputs.get(EVIDENCE_OUTPUT)
    if not bucket:
        raise CommandError(f"the pipeline's stack has no output {EVIDENCE_OUTPUT}", exit_code=ExitCode.STEP_FAILED)
    return bucket


def fetch_evidence(
    cloud: PipelineAccount, execution_id: str, *, into: Path, only: Collection[str] | None = None
) -> list[Path]:
    """Copies what the execution's steps kept into a folder.

    Args:
        only: paths below the execution's; everything where it is None.

    Returns:
        The files, sorted; empty where no step kept anything.

    Raises:
        CommandError: the pipeline's stack has no evidence bucket, or a key would leave the folder.
    """
    bucket, client = _bucket(cloud), cloud.client("s3")
    prefix = f"{execution_id}/"
    files: list[Path] = []
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            if only is not None and entry["Key"].removeprefix(prefix) not in only:
                continue
            target = (into / entry["Key"].removeprefix(prefix)).resolve()
            if not target.is_relative_to(into.resolve()):
                raise CommandError(
                    f"the evidence key {entry['Key']!r} leads out of its folder", exit_code=ExitCode.STEP_FAILED
                )
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read())
            files.append(target)
    return sorted(files)
