"""AWS's own history of executions: the last release that reached the protected environment, with its record, and what
the commit of this one says.

All executions are listed, not those that succeeded in a stage: that filter knows the current version of the pipeline
only, and forgets every release when the pipeline changes itself
(docs.aws.amazon.com/codepipeline/latest/APIReference/API_SucceededInStageFilter.html).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.gate.evidence import Evidence, client

LONGEST_SUBJECT: Final = 100
"""Characters of a commit's subject that are shown."""

NO_SUBJECT: Final = "(none)"
"""What stands for a subject that the source does not tell: a variable without a text cannot be shown."""

HISTORY: Final = datetime.timedelta(days=365)
"""How far AWS's history of executions goes back."""

FORGOTTEN: Final = "older-than-the-history"
"""Stands for the execution of a release that may have been before the history begins."""

_MESSAGE: Final = re.compile(r'"CommitMessage"\s*:\s*("(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')


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
    executions = list(_executions(pipeline))
    found = (_newest(pipeline, executions, stage) for stage in reversed(stages) if stage)
    execution = next(filter(None, found), None)
    if execution is not None:
        kept = Evidence(bucket=bucket, execution=execution).read("gate.json")
        return Release(execution=execution, record=json.loads(kept) if kept else None)
    created = client("codepipeline").get_pipeline(name=pipeline)["metadata"]["created"]
    known = (now or datetime.datetime.now(tz=datetime.UTC)) - created < HISTORY
    return None if known else Release(execution=FORGOTTEN, record=None)


def commit_subject(*, pipeline: str, execution: str) -> str:
    """The first line of what the execution's commit says, shortened; `NO_SUBJECT` where its source tells nothing."""
    revisions = next(one["sourceRevisions"] for one in _executions(pipeline) if one["pipelineExecutionId"] == execution)
    return subject_of(next((one["revisionSummary"] for one in revisions if "revisionSummary" in one), ""))


def subject_of(summary: str) -> str:
    """The subject of a revision's summary: that is the message, or JSON with it from a source behind a connection.

    A summary has at most 2,048 characters, so the JSON of a long message may have been cut off.
    """
    try:
        message = str(json.loads(summary)["CommitMessage"])
    except (ValueError, TypeError, KeyError):
        cut_off = _MESSAGE.search(summary)
        message = str(json.loads(f'{cut_off[1]}"')) if cut_off else summary
    line = message.strip().partition("\n")[0].strip() or NO_SUBJECT
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 3]}..."


def _executions(pipeline: str) -> Iterator[dict[str, Any]]:
    """Summaries, the newest first."""
    pages = client("codepipeline").get_paginator("list_pipeline_executions").paginate(pipelineName=pipeline)
    return (summary for page in pages for summary in page["pipelineExecutionSummaries"])


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
