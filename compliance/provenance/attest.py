"""The gate's last act: says what was built from what, signs it, and leaves it beside the assembly and as evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from compliance.provenance.envelope import FILE, seal
from compliance.provenance.kms_key import KmsKey
from compliance.provenance.statement import BuildRun, statement

PUBLIC_KEY_FILE: Final = "attestation.pub.pem"


def attest(
    assembly: Path, environment: Mapping[str, str], *, codepipeline: Any, kms: Any, keep: Callable[[str, str], None]
) -> None:
    """Writes the envelope beside the assembly, where every later step finds it, and keeps it with the public key.

    Args:
        assembly: its folder, the gate's record in it.
        environment: the variables that `pipeline.steps.gate_step.GateStep` sets.
        codepipeline, kms: boto3 clients.
        keep: adds a file to the gate's evidence.

    Raises:
        ClientError, BotoCoreError: the execution cannot be read, or KMS does not sign.
        FileNotFoundError: the assembly has no listing or no record of the gate.
    """
    key = KmsKey(arn=environment["PROVENANCE_KEY"], client=kms)
    document = statement(_run(environment, codepipeline), assembly=assembly, sources=Path(environment["SOURCES"]))
    payload = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    envelope = json.dumps(seal(payload, key_id=key.arn, sign=key.sign))
    (assembly / FILE).write_text(envelope, encoding="utf-8")
    keep(FILE, envelope)
    keep(PUBLIC_KEY_FILE, key.public_pem())


def _run(environment: Mapping[str, str], codepipeline: Any) -> BuildRun:
    execution, builder = environment["PIPELINE_EXECUTION_ID"], environment["PIPELINE_ARN"]
    return BuildRun(
        builder=builder,
        project=environment["CODEBUILD_BUILD_ARN"].rpartition(":")[0].replace(":build/", ":project/"),
        execution=execution,
        started_on=_rfc3339(_started(codepipeline, builder.rpartition(":")[2], execution)),
        finished_on=_rfc3339(datetime.now(UTC)),
        connection=environment["CONNECTION"],
        repository=environment["REPOSITORY"],
        branch=environment["BRANCH"],
        commit=environment["COMMIT"],
    )


def _started(codepipeline: Any, pipeline: str, execution: str) -> datetime:
    pages = codepipeline.get_paginator("list_pipeline_executions").paginate(pipelineName=pipeline)
    summaries = (summary for page in pages for summary in page["pipelineExecutionSummaries"])
    found: datetime = next(one["startTime"] for one in summaries if one["pipelineExecutionId"] == execution)
    return found


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
