"""The last release that reached the protected environment, from AWS's own history of executions, and its record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.gate.evidence import Evidence, client


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release by its execution.

    Attributes:
        record: of its gate; None where the evidence has none.
    """

    execution: str
    record: dict[str, Any] | None


def last_release(*, pipeline: str, stages: Sequence[str], bucket: str) -> Release | None:
    """What runs behind the last of these stages that anything was released by; None where nothing was.

    Args:
        stages: those of protected environments, in their order. Behind the last one a release has passed all.
    """
    found = (_newest(pipeline, stage) for stage in reversed(stages) if stage)
    execution = next(filter(None, found), None)
    if execution is None:
        return None
    kept = Evidence(bucket=bucket, execution=execution).read("gate.json")
    return Release(execution=execution, record=json.loads(kept) if kept else None)


def _newest(pipeline: str, stage: str) -> str | None:
    """A roll-back took an earlier execution's assembly there, so that one's gate is the last release's."""
    found = client("codepipeline").list_pipeline_executions(
        pipelineName=pipeline, maxResults=1, filter={"succeededInStage": {"stageName": stage}}
    )["pipelineExecutionSummaries"]
    if not found:
        return None
    rolled_back_to = found[0].get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId")
    return str(rolled_back_to or found[0]["pipelineExecutionId"])
