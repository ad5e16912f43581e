"""AWS's own history of executions: the last release that reached the protected environment, with its record, and what
the commit of this one says."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.gate.evidence import Evidence, client
from pipeline.gate.executions import list_executions, subject_of

HISTORY: Final = datetime.timedelta(days=365)
"""How far AWS's history of executions goes back."""

FORGOTTEN: Final = "older-than-the-history"
"""Stands for the execution of a release that may have been before the history begins."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release by its execution.

    Attributes:
        record: of its gate; None where the evidence has none.
    """

    execution: str
    record: dict[str, Any] | None


def last_release(
    *, pipeline: str, stages: Sequence[str], bucket: str, now: datetime.datetime | None = None
) -> Release | None:
    """What runs behind the last of these stages that anything was released by; None where nothing ever was.

    A pipeline that is older than the history may have released before it: that release is `FORGOTTEN`, without record.

    Args:
        stages: those of protected environments, in their order. Behind the last one a release has passed all.
        now: aware; the present where it is left out.
    """
    executions = list(list_executions(pipeline))
    found = (_newest(pipeline, executions, stage) for stage in reversed(stages) if stage)
    execution = next(filter(None, found), None)
    if execution is not None:
        kept = Evidence(bucket=bucket, execution=execution).read("gate.json")
        return Release(execution=execution, record=json.loads(kept) if kept else None)
    created = client("codepipeline").get_pipeline(name=pipeline)["metadata"]["created"]
    known = (now or datetime.datetime.now(tz=datetime.UTC)) - created < HISTORY
    return None if known else Release(execution=FORGOTTEN, record=None)


def commit_subject(*, pipeline: str, execution: str) -> str:
    """The first line of what the execution's commit says, shortened; ``(none)`` where its source tells nothing."""
    revisions = next(
        one["sourceRevisions"] for one in list_executions(pipeline) if one["pipelineExecutionId"] == execution
    )
    return subject_of(next((one["revisionSummary"] for one in revisions if "revisionSummary" in one), ""))


def _newest(pipeline: str, executions: Sequence[dict[str, Any]], stage: str) -> str | None:
    """A roll-back took an earlier execution's assembly there, so that one's gate is the last release's."""
    execution = next((one for one in executions if _passed(pipeline, one, stage)), None)
    if execution is None:
        return None
    rolled_back_to = execution.get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId")
    return str(rolled_back_to or execution["pipelineExecutionId"])


def _passed(pipeline: str, execution: dict[str, Any], stage: str) -> bool:
    """Whether every action of the stage succeeded at its last attempt, and the execution went on to its end or the next
    stage: one that was stopped between two actions did not."""
    pages = (
        client("codepipeline")
        .get_paginator("list_action_executions")
        .paginate(pipelineName=pipeline, filter={"pipelineExecutionId": execution["pipelineExecutionId"]})
    )
    actions = [action for page in pages for action in page["actionExecutionDetails"]]
    actions.sort(key=lambda action: action["startTime"])
    last = {action["actionName"]: action for action in actions if action["stageName"] == stage}
    if not last or any(action["status"] != "Succeeded" for action in last.values()):
        return False
    return bool(execution["status"] == "Succeeded" or actions[-1]["stageName"] != stage)
