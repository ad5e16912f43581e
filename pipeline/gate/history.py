"""AWS's own history of executions: the last release that reached the protected environment, with its record, and what
the commit of this one says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.gate.evidence import Evidence, client

LONGEST_SUBJECT: Final = 100
"""Characters of a commit's subject that are shown."""


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


def commit_subject(*, pipeline: str, execution: str) -> str:
    """The first line of what the execution's commit says, shortened; empty where its source tells nothing."""
    pages = client("codepipeline").get_paginator("list_pipeline_executions").paginate(pipelineName=pipeline)
    summaries = (summary for page in pages for summary in page["pipelineExecutionSummaries"])
    revisions = next(one["sourceRevisions"] for one in summaries if one["pipelineExecutionId"] == execution)
    return subject_of(next((one["revisionSummary"] for one in revisions if "revisionSummary" in one), ""))


def subject_of(summary: str) -> str:
    """The subject of a revision's summary: that is the message, or JSON with it from a source behind a connection."""
    try:
        message = str(json.loads(summary)["CommitMessage"])
    except (ValueError, TypeError, KeyError):
        message = summary
    line = message.strip().partition("\n")[0].strip()
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 3]}..."


def _newest(pipeline: str, stage: str) -> str | None:
    """A roll-back took an earlier execution's assembly there, so that one's gate is the last release's."""
    found = client("codepipeline").list_pipeline_executions(
        pipelineName=pipeline, maxResults=1, filter={"succeededInStage": {"stageName": stage}}
    )["pipelineExecutionSummaries"]
    if not found:
        return None
    rolled_back_to = found[0].get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId")
    return str(rolled_back_to or found[0]["pipelineExecutionId"])
